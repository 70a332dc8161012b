"""Which parts of an open page of a running meeting are out of date: one short mark per part, compared on the server.

A part is drawn again only when its own mark differs, so that a half-made choice or a half-written opinion elsewhere on
the page is never wiped out by somebody else's vote.
"""

import zlib
from collections.abc import Mapping, Sequence
from typing import Any


def marks(meeting: Any, part: Any, current: Any, items: Sequence[Any]) -> dict[str, str]:
    """Marks of the three live parts: standing, vote, agenda with the current item."""
    ballot, voter = part.ballot, part.voter
    return {
        "tinh-hinh": _short(meeting.state, part.mark.category if part.mark else "", part.hand and part.hand.called_at),
        "phieu": _short(ballot and ballot.pk, ballot and ballot.state, voter and voter.has_voted, bool(part.mark)),
        "muc": _short(current and current.pk, *[(item.pk, item.title, item.status) for item in items]),
    }


def _short(*values: Any) -> str:
    return f"{zlib.crc32(repr(values).encode()):08x}"


def joined(present: Mapping[str, str]) -> str:
    """As the page carries them."""
    return ".".join(present.values())


def changed(carried: str, present: Mapping[str, str]) -> set[str]:
    """The parts whose mark differs from what the page carries; everything when the page carries nonsense."""
    old = carried.split(".")
    if len(old) != len(present):
        return set(present)
    return {name for name, mark, before in zip(present, present.values(), old, strict=True) if mark != before}
