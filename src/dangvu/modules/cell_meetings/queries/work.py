"""What the months of cells ask of this person, for "Việc của tôi": two queries."""

import datetime

from django.db.models import Q
from django.urls import reverse

from dangvu.kernel import rulebook
from dangvu.kernel.access import VIETNAM, Actor
from dangvu.kernel.worklist import WorkItem
from dangvu.modules.cell_meetings.access import Can
from dangvu.modules.cell_meetings.models import CellMonth
from dangvu.modules.cell_meetings.models.month import followed
from dangvu.modules.cell_meetings.rules import months
from dangvu.modules.meetings import api as meetings

STATE = meetings.State


def secretary_items(actor: Actor) -> list[WorkItem]:
    """The next step of every month of one's own cells."""
    if not actor.can_anywhere(Can.PREPARE):
        return []
    since = months.previous_month(months.first_of(actor.today))
    rows = CellMonth.objects.filter(actor.reach(Can.PREPARE).q(), month__gte=since, meeting__isnull=False)
    found = rows.exclude(state__in=["sent", "received"]).select_related("meeting", "score")
    days = int(rulebook.value("cell_meetings.send_days", on=actor.today).value)
    return [item for month in found if (item := _next_step(month, actor, days))]


def _next_step(month: CellMonth, actor: Actor, days: int) -> WorkItem | None:
    meeting = month.meeting
    if meeting is None:
        return None
    day = meeting.starts_at.astimezone(VIETNAM).date()
    number = month.month.month
    page = reverse("cell_meetings:meeting", kwargs={"id": meeting.public_id})
    tool = reverse("cell_meetings:run", kwargs={"id": meeting.public_id})
    if meeting.state == STATE.DRAFT:
        return _before(number, day, page, actor.today)
    if meeting.state == STATE.CALLED:
        today = day <= actor.today
        return WorkItem(f"Điều hành sinh hoạt tháng {number}", tool, "presentation", day, "key") if today else None
    if meeting.is_going_on:
        return WorkItem(f"Đang họp: sinh hoạt tháng {number}", tool, "radio", actor.today, "key")
    return _after(month, day + datetime.timedelta(days=days))


def _before(number: int, day: datetime.date, page: str, today: datetime.date) -> WorkItem:
    """Three days before, what counts is that people know."""
    if (day - today).days <= 3:  # noqa: PLR2004  the eve of the eve: papers are due the day after
        return WorkItem(
            f"Gửi giấy mời sinh hoạt tháng {number}", page, "send", day - datetime.timedelta(days=1), "wait"
        )
    return WorkItem(f"Chuẩn bị sinh hoạt tháng {number}", page, "clipboard-list", day - datetime.timedelta(days=3))


def _after(month: CellMonth, due_on: datetime.date) -> WorkItem:
    number, meeting = month.month.month, month.meeting
    if month.state == "returned":
        url = reverse("cell_meetings:send", kwargs={"id": month.public_id})
        return WorkItem(f"Bổ sung hồ sơ tháng {number}", url, "undo-2", due_on, "wait", month.return_reason)
    if meeting is not None and meeting.state in {STATE.CLOSED, STATE.WRITTEN_UP}:
        url = reverse("cell_meetings:minutes", kwargs={"id": meeting.public_id})
        return WorkItem(f"Hoàn chỉnh biên bản tháng {number}", url, "file-pen-line", due_on)
    if month.scored_at is None:
        url = reverse("cell_meetings:score", kwargs={"id": month.public_id})
        return WorkItem(f"Chấm điểm sinh hoạt tháng {number}", url, "list-checks", due_on)
    url = reverse("cell_meetings:send", kwargs={"id": month.public_id})
    return WorkItem(f"Gửi biên bản tháng {number} lên đảng ủy", url, "send", due_on)


def committee_items(actor: Actor) -> list[WorkItem]:
    """Months that came up and wait for the committee."""
    if actor.account_id is None:
        return []
    mine = actor.reach(Can.VERIFY).q() | followed(actor)
    rows = CellMonth.objects.filter(mine, state__in=["sent", "received"]).filter(
        Q(score__self_at__isnull=False, score__verified_at=None) | Q(state="sent")
    )
    waiting = list(rows.order_by("month").values_list("month", flat=True))
    if not waiting:
        return []
    month = waiting[-1]
    url = f"{reverse('cell_meetings:overview')}?thang={month:%Y-%m}"
    return [
        WorkItem(f"Xác nhận điểm {len(waiting)} chi bộ", url, "clipboard-check", note="Chi bộ đã gửi hồ sơ tháng lên")
    ]


def work_items(actor: Actor) -> list[WorkItem]:
    return [*secretary_items(actor), *committee_items(actor)]
