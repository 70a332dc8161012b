from dangvu.kernel.access import Actor
from dangvu.kernel.audit import chain


def link_entries(actor: Actor) -> None:  # noqa: ARG001  every job has its actor
    """Nối các mục nhật ký mới vào chuỗi."""
    chain.link_pending()
