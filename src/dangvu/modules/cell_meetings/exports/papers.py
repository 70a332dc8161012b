"""The papers of a month that get a number or go up: minutes, resolution, report; activation slips."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from dangvu.kernel.access import VIETNAM
from dangvu.modules.cell_meetings.models import CellMonth, Resolution
from dangvu.modules.documents import api as documents
from dangvu.modules.meetings import api as meetings

contents = documents.meeting_papers


def minutes(meeting: Any, number: documents.Issued) -> documents.paper.Paper:
    """The adopted text in the Party's layout, with its number and the QR that finds it again."""
    content = meetings.minutes_content(meeting, number.number)
    return contents.minutes(replace(content, head=replace(content.head, reference=number.reference)))


def resolution(resolved: Resolution, number: documents.Issued | None = None) -> documents.paper.Paper:
    """Without a number, marked as a draft."""
    meeting = resolved.meeting
    head = _head(meeting, number)
    first, parts = meetings.split_text(resolved.text)
    made = contents.resolution(
        contents.Resolution(
            head=head, subject=resolved.subject, preamble=(first,) if first else (), sections=_sections(parts),
            signer=_chair(meeting),
            recipients=_recipients(head.letterhead.superior, "Các đồng chí đảng viên"),
        )
    )  # fmt: skip
    return made if resolved.kind == Resolution.Kind.RESOLUTION else _renamed(made, "Kết luận")


def _head(meeting: Any, number: documents.Issued | None = None, draft: str = "DỰ THẢO") -> contents.Head:
    day = meeting.starts_at.astimezone(VIETNAM).date()
    letterhead = documents.letterhead(meeting.organisation_id, day)
    if number is None:
        return contents.Head(letterhead, day, draft=draft)
    return contents.Head(letterhead, day, number=number.number, reference=number.reference)


def _sections(parts: Iterable[Any]) -> tuple[contents.Section, ...]:
    return tuple(contents.Section(part.title, part.paragraphs) for part in parts)


def _chair(meeting: Any) -> str:
    return meeting.chair.full_name if meeting.chair else ""


def _recipients(superior: str, *others: str) -> tuple[str, ...]:
    lines = [*filter(None, (superior, *others))]
    return (*(f"{line}," for line in lines), "Lưu chi bộ.")


def _renamed(made: documents.paper.Paper, type_name: str) -> documents.paper.Paper:
    return replace(made, type_name=type_name, title=f"{type_name} {made.abstract}")


def report(month: CellMonth, drafted: Any) -> documents.paper.Paper:
    """Results, next month, wishes, own score: what goes up with the minutes."""
    meeting, score = month.meeting, getattr(month, "score", None)
    own = f"Chi bộ tự chấm {score.self_total} điểm, xếp loại {score.self_grade}." if score and score.self_at else ""
    parts = (
        ("KẾT QUẢ TRONG THÁNG", drafted.results),
        ("NHIỆM VỤ THÁNG TỚI", drafted.plans),
        ("KIẾN NGHỊ", drafted.requests),
        ("TỰ CHẤM ĐIỂM BUỔI SINH HOẠT", own),
    )
    head = _head(meeting, draft="")
    made = contents.resolution(
        contents.Resolution(
            head=head, subject=f"công tác tháng {month.month.month} năm {month.month.year}", preamble=(),
            sections=tuple(contents.Section(title, tuple(text.splitlines())) for title, text in parts if text),
            signer=_chair(meeting), recipients=_recipients(head.letterhead.superior), authority=("T/M CHI ỦY",),
        )
    )  # fmt: skip
    return _renamed(made, "Báo cáo")


def activation_slips(slips: Iterable[Any], cell: str, on: date) -> documents.paper.Paper:
    """One card each, to cut apart and hand over."""
    foot = "Quét mã, hoặc nhập mã này ở trang đăng nhập. Mỗi mã dùng một lần."
    cards = tuple(
        documents.paper.Slip(
            "PHIẾU KÍCH HOẠT", slip.name, (cell, f"Tên đăng nhập: {slip.login}"), slip.code, slip.url, foot
        )
        for slip in slips
    )
    return documents.slips.activation_slips(cards, on=on, title=f"Phiếu kích hoạt {cell}")
