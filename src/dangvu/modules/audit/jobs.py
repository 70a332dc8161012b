from dangvu.kernel.access import Actor
from dangvu.kernel.audit import chain


def link_entries(actor: Actor) -> None:
    """Nối các mục nhật ký mới vào chuỗi."""
    chain.link_pending()
