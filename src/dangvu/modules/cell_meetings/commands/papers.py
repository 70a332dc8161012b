"""The minutes on paper: their number, the signed scan, the lock."""

from datetime import date
from typing import Any

from dangvu.kernel.access import VIETNAM, Actor
from dangvu.kernel.command import command
from dangvu.kernel.errors import Conflict
from dangvu.kernel.filing.models import StoredFile
from dangvu.modules.cell_meetings.access import Can
from dangvu.modules.cell_meetings.exports import papers
from dangvu.modules.cell_meetings.models import CellMonth, MinutesPaper
from dangvu.modules.cell_meetings.queries import month as queries
from dangvu.modules.documents import api as documents
from dangvu.modules.meetings import api as meetings

SUBJECT = "meetings.Meeting"


@command(Can.PREPARE, on="month")
def issue_minutes(*, actor: Actor, month: CellMonth, meeting: Any) -> Any:
    """Lấy số cho biên bản sinh hoạt, làm bản in."""
    queries.require_of_month(month, meeting)
    minutes = getattr(meeting, "minutes", None)
    if minutes is None or minutes.adopted_at is None:
        raise Conflict("Biên bản chưa được thông qua nên chưa lấy số. Đọc biên bản, ghi là đã thông qua rồi lấy số.")
    if MinutesPaper.objects.filter(meeting=meeting).exists():
        raise Conflict("Biên bản này đã có số. Tải lại trang để xem.")
    day = meeting.starts_at.astimezone(VIETNAM).date()
    registered = documents.register_paper(
        actor=actor,
        organisation=month.organisation,
        registration=documents.Registration("minutes", meeting.title, day, (SUBJECT, meeting.pk)),
    )
    issued = documents.issue_paper(
        actor=actor, paper=registered, make=lambda number: documents.compose(papers.minutes(meeting, number))
    )
    kept = MinutesPaper(month=month, meeting=meeting, paper=issued)
    kept.save()
    return kept


@command(Can.PREPARE, on="month")
def attach_signed_minutes(
    *, actor: Actor, month: CellMonth, meeting: Any, scan: StoredFile, signed_on: date | None = None
) -> Any:
    """Gắn bản biên bản đã ký, khóa hồ sơ cuộc họp."""
    queries.require_of_month(month, meeting)
    kept = MinutesPaper.objects.filter(meeting=meeting).select_related("paper").first()
    if kept is None:
        raise Conflict("Biên bản chưa lấy số. Lấy số, in, ký rồi gắn bản đã ký.")
    documents.attach_signed_scan(actor=actor, paper=kept.paper, file=scan, signed_on=signed_on)
    return keep_signed_minutes(actor=actor, month=month, meeting=meeting, scan=scan)


@command(Can.PREPARE, on="month")
def keep_signed_minutes(*, actor: Actor, month: CellMonth, meeting: Any, scan: StoredFile | None = None) -> Any:
    """Ghi nhận biên bản đã đủ chữ ký, khóa hồ sơ cuộc họp."""
    queries.require_of_month(month, meeting)
    minutes = meeting.minutes
    if minutes.state == meetings.MinutesState.ADOPTED:
        minutes = meetings.sign_minutes(actor=actor, minutes=minutes, scan=scan)
    if meeting.state == meetings.State.ADOPTED:
        meeting = meetings.lock_meeting(actor=actor, meeting=meeting)
    return meeting
