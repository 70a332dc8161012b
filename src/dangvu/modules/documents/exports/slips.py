"""Sheets of cards that are cut apart and handed out, one to a person."""

from collections.abc import Sequence
from datetime import date

from dangvu.modules.documents.exports import paper

NO_MARGINS = (10.0, 10.0, 10.0, 10.0)


def activation_slips(slips: Sequence[paper.Slip], *, on: date, title: str = "Phiếu kích hoạt") -> paper.Paper:
    """Eight cards to a page, each with its QR, the person's name and the code to type where a camera is missing."""
    return paper.Paper(title=title, on=on, blocks=(paper.Slips(tuple(slips)),), margins=NO_MARGINS)
