"""Verdicts on a list of organisations, and the report in JSON form."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum


class Status(StrEnum):
    ACCEPTED = "accepted"
    WARNING = "warning"
    REJECTED = "rejected"
    DUPLICATE = "duplicate"


class Reason(StrEnum):
    NAME_MISSING = "NAME_MISSING"
    DUP_NAME = "DUP_NAME"
    SECRETARY_MISSING = "SECRETARY_MISSING"
    PHONE_INVALID = "PHONE_INVALID"


SENTENCES: dict[Reason, str] = {
    Reason.NAME_MISSING: "Dòng này có dữ liệu nhưng thiếu tên tổ chức đảng. Hãy ghi tên.",
    Reason.DUP_NAME: "Tổ chức đảng này đã có ở một dòng trên. Hãy xóa dòng thừa hoặc ghi tên đầy đủ.",
    Reason.SECRETARY_MISSING: "Chưa ghi họ tên bí thư. Hãy bổ sung khi có.",
    Reason.PHONE_INVALID: "Số điện thoại của bí thư không đúng. Số này được bỏ trống, hãy hỏi lại.",
}


@dataclass(slots=True)
class RowVerdict:
    """What becomes of one row."""

    file: str
    sheet: str
    row: int
    reasons: list[Reason]
    values: dict[str, str | int]
    duplicate_of: tuple[str, int] | None = None
    shown: dict[str, str] = field(default_factory=dict)

    @property
    def status(self) -> Status:
        if Reason.NAME_MISSING in self.reasons:
            return Status.REJECTED
        if Reason.DUP_NAME in self.reasons:
            return Status.DUPLICATE
        return Status.WARNING if self.reasons else Status.ACCEPTED

    @property
    def is_imported(self) -> bool:
        return self.status in (Status.ACCEPTED, Status.WARNING)

    @property
    def sentences(self) -> list[str]:
        return [SENTENCES[reason] for reason in self.reasons]

    def report(self) -> dict[str, object]:
        same = self.duplicate_of
        return {
            "file": self.file,
            "sheet": self.sheet,
            "row": self.row,
            "status": str(self.status),
            "reason": [str(reason) for reason in self.reasons],
            "duplicate_of": {"sheet": same[0], "row": same[1]} if same else None,
            "values": self.values,
        }


@dataclass(slots=True)
class Judgement:
    """The whole file."""

    file: str
    rows: list[RowVerdict] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)

    def report(self) -> list[dict[str, object]]:
        return [row.report() for row in self.rows]

    @property
    def counts(self) -> dict[str, int]:
        counted = Counter(row.status for row in self.rows)
        return {str(status): counted[status] for status in Status}
