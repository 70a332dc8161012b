"""What a judged row becomes in the register."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dangvu.lib import text
from dangvu.modules.members.rules import facts
from dangvu.modules.members.rules.statuses import Status

CHUNK = 5_000
_STATUSES = frozenset(str(status) for status in Status)
_SINCE: Mapping[str, tuple[str, ...]] = {
    Status.DECEASED: ("death_date",),
    Status.MOVED_OUT: ("moved_out_date",),
    Status.STRUCK_OFF: ("left_date",),
    Status.OFFICIAL: ("official_date", "admission_ceremony_date"),
    Status.PROBATIONARY: ("admission_ceremony_date",),
}


def same_name(one: str, other: str) -> bool:
    """Whether two writings are one name: capitals, spaces and the place of the tone do not count."""
    return text.match_key(one) == text.match_key(other)


def status_of(values: Mapping[str, str]) -> str:
    given = values.get("status", "")
    if given in _STATUSES:
        return given
    return Status.OFFICIAL if values.get("official_date") else Status.PROBATIONARY


def status_since(status: str, values: Mapping[str, str], as_of: date) -> date:
    """The first day of the status, as far as the list tells; never after the date of the list."""
    for name in _SINCE.get(status, ()):
        day = facts.earliest(values.get(name, ""))
        if day is not None:
            return min(day, as_of)
    return as_of


def added(counts: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """Counters of a batch with those of one more chunk; counters may hold counters."""
    merged = dict(counts)
    for name, value in more.items():
        before = merged.get(name, {} if isinstance(value, Mapping) else 0)
        merged[name] = added(before, value) if isinstance(value, Mapping) else before + value
    return merged
