"""From a judged row of a list to a row of the register: what it becomes, and whether the person is known already."""

from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dangvu.lib import text
from dangvu.modules.members.rules import facts
from dangvu.modules.members.rules.statuses import Status

CHUNK = 5_000
TAKEN = ("accepted", "warning")  # the verdicts that lead into the register
_SINCE: Mapping[str, tuple[str, ...]] = {
    Status.DECEASED: ("death_date",),
    Status.MOVED_OUT: ("moved_out_date",),
    Status.STRUCK_OFF: ("left_date",),
    Status.OFFICIAL: ("official_date", "admission_ceremony_date"),
    Status.PROBATIONARY: ("admission_ceremony_date",),
}


@dataclass(slots=True)
class Candidate:
    """A row on its way into the register."""

    row_id: int
    organisation_id: int
    values: Mapping[str, str]
    private: Mapping[str, str]
    national_id_hash: bytes | None = None
    card_hash: bytes | None = None
    search_key: str = ""

    @property
    def likeness(self) -> "Likeness":
        return likeness(self.values["full_name"], self.values.get("birth_date", ""), self.card_hash)


Likeness = tuple[str, str, bytes]


def likeness(full_name: str, birth_date: str, card_hash: bytes | None) -> Likeness:
    """Same name (however its tones are placed), same birth date and same card: the same person."""
    return text.match_key(full_name), birth_date, bytes(card_hash or b"")


@dataclass(slots=True)
class Known:
    """Who is in the register already, as far as a chunk of rows asks; members written meanwhile are added."""

    by_national_id: MutableMapping[bytes, int] = field(default_factory=dict)
    by_likeness: MutableMapping[Likeness, int] = field(default_factory=dict)
    unidentified: MutableMapping[Likeness, int] = field(default_factory=dict)  # those without an identity number

    def find(self, candidate: Candidate) -> int | None:
        """By identity number; else by likeness, but never against two identity numbers that differ."""
        if candidate.national_id_hash is not None:
            found = self.by_national_id.get(candidate.national_id_hash)
            if found is not None or not self.unidentified:
                return found
            return self.unidentified.get(candidate.likeness)
        return self.by_likeness.get(candidate.likeness)

    def add(self, candidate: Candidate, member_id: int) -> None:
        if candidate.national_id_hash is not None:
            self.by_national_id[candidate.national_id_hash] = member_id
        else:
            self.unidentified[candidate.likeness] = member_id
        self.by_likeness[candidate.likeness] = member_id


def status_of(values: Mapping[str, str]) -> str:
    given = values.get("status", "")
    if given in set(Status):
        return given
    return Status.OFFICIAL if values.get("official_date") else Status.PROBATIONARY


def status_since(status: str, values: Mapping[str, str], as_of: date) -> date:
    """The first day of the status, as far as the list tells; never after the date of the list."""
    for name in _SINCE.get(status, ()):
        day = facts.earliest(values.get(name, ""))
        if day is not None:
            return min(day, as_of)
    return as_of


def count(verdicts: Iterable[tuple[str, Iterable[str]]], into: MutableMapping[str, Any]) -> None:
    """Add the verdicts and reasons of a chunk to the counters of the batch."""
    reasons: MutableMapping[str, int] = into.setdefault("reasons", {})
    for verdict, codes in verdicts:
        into[verdict] = into.get(verdict, 0) + 1
        for code in codes:
            reasons[code] = reasons.get(code, 0) + 1
