"""What the judgement of a file looks like: rows, sheets, messages, and the report in JSON form."""

import re
from collections import Counter
from dataclasses import dataclass, field

from dangvu.modules.members.imports import verdicts
from dangvu.modules.members.imports.cells import KnownOrganisation
from dangvu.modules.members.imports.headings import Column
from dangvu.modules.members.imports.verdicts import Reason, Status

_ISO_DATE = re.compile(r"\d{4}(-\d\d){0,2}")
_USUAL_DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d\d-\d\d")


@dataclass(slots=True)
class RowVerdict:
    """What becomes of one row."""

    file: str
    sheet: str
    row: int
    reasons: list[Reason]
    values: dict[str, str]
    duplicate_of: tuple[str, int] | None = None
    organisation: KnownOrganisation | None = None
    shown: dict[str, str] = field(default_factory=dict)

    @property
    def status(self) -> Status:
        return verdicts.status_of(self.reasons)

    @property
    def is_imported(self) -> bool:
        return self.status in (Status.ACCEPTED, Status.WARNING)

    @property
    def sentences(self) -> list[str]:
        return [verdicts.SENTENCES[reason] for reason in self.deciding_reasons]

    @property
    def deciding_reasons(self) -> list[Reason]:
        """A rejected row gives what rejects it, a duplicate that it is one, any other row all its warnings."""
        status = self.status
        if status is Status.REJECTED:
            return [reason for reason in self.reasons if reason in verdicts.REJECTING]
        if status is Status.DUPLICATE:
            return [reason for reason in self.reasons if reason in verdicts.DUPLICATING]
        return self.reasons

    def report(self) -> dict[str, object]:
        same = self.duplicate_of
        return {
            "file": self.file,
            "sheet": self.sheet,
            "row": self.row,
            "status": str(self.status),
            "reason": [str(reason) for reason in self.deciding_reasons],
            "duplicate_of": {"sheet": same[0], "row": same[1]} if same else None,
            "values": self.values,
        }


@dataclass(slots=True)
class SheetFound:
    """How one sheet was understood, so that a person can correct it."""

    name: str
    kind: str
    header_row: int
    columns: list[Column]
    rows: int = 0
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class SheetMessage:
    """Something worth knowing about a sheet; it changes no row."""

    sheet: str
    row: int
    sentence: str


@dataclass(slots=True)
class Judgement:
    """The whole file."""

    file: str
    rows: list[RowVerdict] = field(default_factory=list)
    sheets: list[SheetFound] = field(default_factory=list)
    messages: list[SheetMessage] = field(default_factory=list)

    def report(self) -> list[dict[str, object]]:
        return [row.report() for row in self.rows]

    @property
    def counts(self) -> dict[str, int]:
        counted = Counter(str(row.status) for row in self.rows)
        return {str(status): counted[str(status)] for status in Status}

    @property
    def reasons(self) -> dict[str, int]:
        return dict(Counter(str(reason) for row in self.rows for reason in row.deciding_reasons))


def repairs(columns: list[Column], raw: list, values: dict[str, str]) -> dict[str, str]:
    """Field → what the file says where the value to be stored differs; usual dates are not worth a word."""
    found = {}
    for column in columns:
        value = values.get(column.field)
        if value is None or raw[column.index] == "":
            continue
        written = _as_typed(raw[column.index])
        if (
            written == value
            or written == "0" + value.removeprefix("+84")
            or (_ISO_DATE.fullmatch(value) and _USUAL_DATE.fullmatch(written))
        ):
            continue
        found[column.field] = written
    return found


def _as_typed(raw: object) -> str:
    if isinstance(raw, float) and raw == int(raw):
        return str(int(raw))
    return str(raw)
