"""The papers of a month: minutes, resolution, agenda, invitations, roll, report, activation slips."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from dangvu.kernel.access import VIETNAM
from dangvu.lib import words
from dangvu.modules.cell_meetings.models import CellMonth, Resolution
from dangvu.modules.cell_meetings.rules import scripts
from dangvu.modules.documents import api as documents
from dangvu.modules.meetings import api as meetings

def _head(meeting: Any, number: documents.Issued | None, draft: str = "") -> documents.meeting_papers.Head:
    day = meeting.starts_at.astimezone(VIETNAM).date()
    return documents.meeting_papers.Head(
        letterhead=documents.letterhead(meeting.organisation_id, day),
        on=day,
        number=number.number if number else "",
        draft="" if number else draft,
        reference=number.reference if number else None,
    )


def minutes(meeting: Any, number: documents.Issued | None = None) -> documents.paper.Paper:
    """The adopted (or latest) text in the Party's layout."""
    version = meeting.minutes.versions.first()
    opening, parts = scripts.split(version.text)
    closing = ""
    if meeting.closed_at and meeting.minutes.adopted_at:
        closing = scripts.closing(meeting.closed_at.astimezone(VIETNAM), meeting.starts_at.astimezone(VIETNAM))
    return documents.meeting_papers.minutes(
        documents.meeting_papers.Minutes(
            head=_head(meeting, number, draft="DỰ THẢO"),
            subject=subject_of(meeting),
            opening=opening,
            sections=tuple(documents.meeting_papers.Section(part.title, part.paragraphs) for part in parts),
            minute_taker=meeting.minute_taker.full_name if meeting.minute_taker else "",
            chair=meeting.chair.full_name if meeting.chair else "",
            closing=closing,
        )
    )


def subject_of(meeting: Any) -> str:
    """`Sinh hoạt chi bộ tháng 12 năm 2026`: titles name the month, papers add the year."""
    year = meeting.starts_at.astimezone(VIETNAM).year
    return meeting.title if str(year) in meeting.title else f"{meeting.title} năm {year}"


def resolution(resolved: Resolution, number: documents.Issued | None = None) -> documents.paper.Paper:
    meeting = resolved.meeting
    preamble, parts = scripts.split(resolved.text)
    chair = meeting.chair.full_name if meeting.chair else ""
    superior = documents.letterhead(meeting.organisation_id, meeting.starts_at.astimezone(VIETNAM).date()).superior
    return documents.meeting_papers.resolution(
        documents.meeting_papers.Resolution(
            head=_head(meeting, number, draft="DỰ THẢO"),
            subject=resolved.subject,
            preamble=(preamble,) if preamble else (),
            sections=tuple(documents.meeting_papers.Section(part.title, part.paragraphs) for part in parts),
            signer=chair,
            recipients=tuple(filter(None, (superior, "Đảng viên chi bộ", "Lưu chi bộ"))),
        )
    )


def agenda(meeting: Any, url: str) -> documents.paper.Paper:
    at = meeting.starts_at.astimezone(VIETNAM)
    rows = []
    for item in meeting.items.select_related("presenter"):
        who = item.presenter.full_name if item.presenter else item.presenter_name
        rows.append(documents.meeting_papers.AgendaRow(words.clock(at), item.title, who))
        at += timedelta(minutes=item.minutes)
    return documents.meeting_papers.agenda(
        documents.meeting_papers.Agenda(
            head=_head(meeting, None), subject=subject_of(meeting), rows=tuple(rows),
            chair=meeting.chair.full_name if meeting.chair else "", qr_url=url, qr_caption="Quét để xem tài liệu",
        )
    )  # fmt: skip


def invitation(meeting: Any, url: str) -> documents.paper.Paper:
    """The one for the wall, addressed to all members."""
    at = meeting.starts_at.astimezone(VIETNAM)
    return documents.meeting_papers.invitation(
        documents.meeting_papers.Invitation(
            head=_head(meeting, None), subject=meeting.title, host=meeting.organisation.name,
            when=f"{words.clock(at)}, {words.named_day(at.date())}", where=meeting.place or "Họp trực tuyến",
            content="; ".join(meeting.items.values_list("title", flat=True)),
            signer=meeting.chair.full_name if meeting.chair else "", qr_url=url, qr_caption="Quét để trả lời giấy mời",
        )
    )  # fmt: skip


def invitation_sheet(meeting: Any, guests: Iterable[str], url: str) -> documents.paper.Paper:
    """All invitations in one file, to print and hand out: as slips, two to a row."""
    at = meeting.starts_at.astimezone(VIETNAM)
    lines = (meeting.title, f"{words.clock(at)}, {words.named_day(at.date())}", meeting.place or "Họp trực tuyến")
    cards = tuple(
        documents.paper.Slip("GIẤY MỜI SINH HOẠT", f"Kính mời đồng chí {name}", lines, url=url,
                             foot=f"T/M chi bộ: {meeting.chair.full_name if meeting.chair else ''}")
        for name in guests
    )  # fmt: skip
    return documents.slips.activation_slips(cards, on=at.date(), title=f"Giấy mời: {meeting.title}")


def roll(meeting: Any) -> documents.paper.Paper:
    """The sheet that is signed in ink at the door."""
    rows = tuple(
        documents.meeting_papers.RollRow(row.name, row.leave_reason if row.leave_granted else row.title)
        for row in meetings.sheet(meeting.pk)
    )
    at = meeting.starts_at.astimezone(VIETNAM)
    place = f"{words.clock(at)}, {words.named_day(at.date())}, {meeting.place}"
    return documents.meeting_papers.roll(
        documents.meeting_papers.Roll(
            head=_head(meeting, None), subject=f"đảng viên dự {meeting.title.lower()}", rows=rows, place_line=place,
            keeper=meeting.minute_taker.full_name if meeting.minute_taker else "",
        )
    )  # fmt: skip


def report(month: CellMonth, drafted: Any) -> documents.paper.Paper:
    """Results, next month, assignment, own score: what goes up with the minutes."""
    meeting, score = month.meeting, getattr(month, "score", None)
    own = f"Chi bộ tự chấm {score.self_total} điểm, xếp loại {score.self_grade}." if score and score.self_at else ""
    parts = (("Kết quả trong tháng", drafted.results), ("Nhiệm vụ tháng tới", drafted.plans),
             ("Kiến nghị", drafted.requests), ("Tự chấm điểm buổi sinh hoạt", own))  # fmt: skip
    sections = tuple(
        documents.meeting_papers.Section(title.upper(), tuple(text.splitlines())) for title, text in parts if text
    )
    superior = documents.letterhead(month.organisation_id, month.month).superior
    made = documents.meeting_papers.resolution(
        documents.meeting_papers.Resolution(
            head=_head(meeting, None), subject=f"công tác tháng {month.month.month} năm {month.month.year}", preamble=(),
            sections=sections, signer=meeting.chair.full_name if meeting.chair else "",
            recipients=tuple(filter(None, (superior, "Lưu chi bộ"))), authority=("T/M CHI ỦY",),
        )
    )  # fmt: skip
    return _renamed(made, "Báo cáo")


def _renamed(made: documents.paper.Paper, type_name: str) -> documents.paper.Paper:
    return replace(made, type_name=type_name, title=f"{type_name} {made.abstract}")


def activation_slips(slips: Iterable[Any], cell: str, on: date) -> documents.paper.Paper:
    cards = tuple(
        documents.paper.Slip("PHIẾU KÍCH HOẠT", slip.name, (cell, f"Tên đăng nhập: {slip.login}"), slip.code, slip.url,
                             "Quét mã, hoặc nhập mã ở trang đăng nhập. Mỗi mã dùng một lần.")
        for slip in slips
    )  # fmt: skip
    return documents.slips.activation_slips(cards, on=on, title=f"Phiếu kích hoạt {cell}")
