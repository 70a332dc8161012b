"""Demonstration data of this module."""

from dangvu.kernel.access import Actor


def fill(actor: Actor, scale: str) -> None:
    """Written below."""
