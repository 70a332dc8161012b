"""Papers of a meeting, made from its tables: invitation, agenda, attendance sheet, counting sheet, minutes, resolution.

`content` functions answer what documents.api composes, so that a caller can number and register a paper; `printed`
composes one at once, without a number.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.urls import reverse

from dangvu.kernel.access import VIETNAM
from dangvu.kernel.errors import NotFound
from dangvu.lib import words
from dangvu.modules.documents import api as documents
from dangvu.modules.meetings.exports import record
from dangvu.modules.meetings.models import Ballot, Invitation, Meeting, Minutes
from dangvu.modules.meetings.queries import sheet
from dangvu.modules.meetings.rules import script
from dangvu.modules.meetings.states import BallotState

papers = documents.meeting_papers


def head(meeting: Meeting, on: date, number: str = "", draft: str = "") -> papers.Head:
    return papers.Head(documents.letterhead(meeting.organisation_id, on), on, number=number, draft=draft)


def link(meeting: Meeting) -> str:
    """Where the QR on paper leads: the meeting's page."""
    return settings.DANGVU_URL + reverse("meetings:detail", kwargs={"id": meeting.public_id})


def invitation(meeting: Meeting, guest: Invitation | None = None, number: str = "") -> papers.Invitation:
    """For one person, or for the wall when no guest is named."""
    starts = meeting.starts_at.astimezone(VIETNAM)
    titles = "; ".join(item.title for item in meeting.items.all())
    return papers.Invitation(
        head=head(meeting, (meeting.called_at or meeting.starts_at).astimezone(VIETNAM).date(), number),
        subject=meeting.title,
        host=meeting.organisation.name,
        when=f"{words.clock(starts)}, {words.named_day(starts.date())}",
        where=meeting.place or meeting.online_link,
        content=titles,
        signer=meeting.chair.full_name if meeting.chair else "",
        guest=f"Đồng chí {guest.name}{f', {guest.guest_title}' if guest.guest_title else ''}" if guest else "",
        qr_url=link(meeting),
        qr_caption="Quét để trả lời giấy mời và đọc tài liệu",
    )


def agenda(meeting: Meeting) -> papers.Agenda:
    """With the hour at which each item should begin."""
    at = meeting.starts_at.astimezone(VIETNAM)
    rows = []
    for item in meeting.items.select_related("presenter"):
        who = item.presenter.full_name if item.presenter else item.presenter_name
        rows.append(papers.AgendaRow(words.clock(at), item.title, who))
        at += timedelta(minutes=item.minutes)
    chair = meeting.chair.full_name if meeting.chair else ""
    return papers.Agenda(head(meeting, at.date()), meeting.title, tuple(rows), chair=chair, qr_url=link(meeting),
                         qr_caption="Tài liệu của cuộc họp")  # fmt: skip


def roll(meeting: Meeting) -> papers.Roll:
    """The sheet that is signed in ink; who has leave is written already."""
    starts = meeting.starts_at.astimezone(VIETNAM)
    rows = tuple(papers.RollRow(row.name, _remark(row)) for row in sheet.sheet(meeting.pk))
    keeper = meeting.minute_taker.full_name if meeting.minute_taker else ""
    where = f"{words.clock(starts)}, {words.named_day(starts.date())}, {meeting.place}".rstrip(", ")
    return papers.Roll(head(meeting, starts.date()), meeting.title, rows, place_line=where, keeper=keeper)


def _remark(row: sheet.Row) -> str:
    if row.leave_granted:
        return f"Xin vắng: {row.leave_reason}"
    return "" if row.role == "official" else row.role_label


def counting_sheet(ballot: Ballot) -> papers.CountingSheet:
    meeting = ballot.meeting
    chair = meeting.chair.full_name if meeting.chair else ""
    day = meeting.starts_at.astimezone(VIETNAM).date()
    return papers.CountingSheet(
        head(meeting, day), ballot.question, (ballot.question,), columns=tuple(ballot.options), chair=chair
    )


def minutes(meeting: Meeting, number: str = "") -> papers.Minutes:
    """The latest version of the text; before anything was written, what can be composed now."""
    found = Minutes.objects.filter(meeting=meeting).first()
    version = found.versions.first() if found else None
    first, parts = script.split(version.text if version else record.minutes_text(meeting))
    opened = (meeting.opened_at or meeting.starts_at).astimezone(VIETNAM)
    last = script.closing(meeting.closed_at.astimezone(VIETNAM), opened) if meeting.closed_at else ""
    adopted = found is not None and found.adopted_at is not None
    return papers.Minutes(
        head=head(meeting, opened.date(), number, draft="" if adopted else "DỰ THẢO"),
        subject=meeting.title,
        opening=first,
        sections=tuple(papers.Section(part.title, part.paragraphs) for part in parts),
        minute_taker=meeting.minute_taker.full_name if meeting.minute_taker else "",
        chair=meeting.chair.full_name if meeting.chair else "",
        closing=last,
    )


def resolution(meeting: Meeting, preamble: tuple[str, ...], body: str, number: str = "") -> papers.Resolution:
    """A resolution text in the same plain form as the minutes ("I- …" begins a part)."""
    first, parts = script.split(body)
    lead = (*preamble, first) if first else preamble
    day = (meeting.closed_at or meeting.starts_at).astimezone(VIETNAM).date()
    return papers.Resolution(
        head=head(meeting, day, number),
        subject=meeting.title,
        preamble=lead,
        sections=tuple(papers.Section(part.title, part.paragraphs) for part in parts),
        signer=meeting.chair.full_name if meeting.chair else "",
        recipients=("Đảng ủy cấp trên,", "Các đồng chí đảng viên,", "Lưu chi bộ."),
    )


def printed(meeting: Meeting, what: str, now: datetime) -> bytes:
    """One of the papers as PDF, without a number."""
    make = _PRINTED.get(what)
    if make is None:
        raise NotFound("Không có loại giấy này. Chọn lại trong danh sách giấy cần in.")
    return documents.compose(make(meeting, now))


def _counting(meeting: Meeting, now: datetime) -> "documents.paper.Paper":  # noqa: ARG001
    ballots = meeting.ballots.exclude(state=BallotState.VOID).filter(kind="secret")
    ballot = ballots.order_by("-pk").first()
    if ballot is None:
        raise NotFound("Cuộc họp chưa có phiếu kín nào để in phiếu kiểm.")
    return papers.counting_sheet(counting_sheet(ballot))


_PRINTED: dict[str, Callable[[Meeting, datetime], "documents.paper.Paper"]] = {
    "giay-moi": lambda meeting, _: papers.invitation(invitation(meeting)),
    "chuong-trinh": lambda meeting, _: papers.agenda(agenda(meeting)),
    "danh-sach": lambda meeting, _: papers.roll(roll(meeting)),
    "bien-ban": lambda meeting, _: papers.minutes(minutes(meeting)),
    "phieu-kiem": _counting,
}
