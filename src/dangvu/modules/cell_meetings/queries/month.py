"""Months for lists, pages and the work list."""

import datetime
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from dangvu.kernel.access import Actor, visible
from dangvu.kernel.errors import Conflict, NotFound
from dangvu.kernel.views import get_visible
from dangvu.modules.cell_meetings.access import Can
from dangvu.modules.cell_meetings.models import CellMonth, ExtraMeeting
from dangvu.modules.cell_meetings.rules import months
from dangvu.modules.meetings import api as meetings
from dangvu.modules.organisations import api as organisations

WITH = ("organisation", "organisation__parent", "meeting", "meeting__chair", "meeting__minute_taker", "score")


@dataclass(frozen=True)
class Place:
    """A meeting of a cell with the month it belongs to."""

    month: CellMonth
    meeting: Any

    @property
    def is_main(self) -> bool:
        return self.month.meeting_id == self.meeting.pk

    @property
    def step(self) -> months.Step:
        return self.month.step if self.is_main else months.step(self.meeting.state)


def place_of(actor: Actor, public_id: uuid.UUID | str, permission: Can = Can.VIEW) -> Place:
    """The meeting with its month, when this person may see it."""
    rows = visible(actor, permission, CellMonth.objects.select_related(*WITH))
    of_extra = ExtraMeeting.objects.filter(meeting__public_id=str(public_id)).order_by().values("month")
    month = rows.filter(Q(meeting__public_id=str(public_id)) | Q(pk__among=of_extra)).first()
    if month is None:
        raise NotFound("Không tìm thấy buổi sinh hoạt này, hoặc không thuộc phạm vi của đồng chí.")
    if month.meeting and str(month.meeting.public_id) == str(public_id):
        return Place(month, month.meeting)
    extra = month.extras.select_related("meeting__chair", "meeting__minute_taker").get(meeting__public_id=public_id)
    return Place(month, extra.meeting)


def month_for(actor: Actor, public_id: object, permission: Can = Can.VIEW) -> CellMonth:
    found: CellMonth = get_visible(actor, permission, CellMonth.objects.select_related(*WITH), public_id=public_id)
    return found


def cells_of(actor: Actor) -> list[organisations.OrganisationInfo]:
    """The cells whose month this person prepares."""
    return organisations.within_reach(actor, Can.PREPARE, cells_only=True)


def waiting_month(organisation_id: int, today: datetime.date, prepare_from: int) -> datetime.date:
    """The month to open: last month while it still waits for something, then this one, and the next from its day on."""
    this = months.first_of(today)
    rows = {m.month: m for m in CellMonth.objects.filter(
        organisation_id=organisation_id, month__gte=months.previous_month(this)
    ).select_related("meeting")}  # fmt: skip
    before = rows.get(months.previous_month(this))
    if before and months.Step.INVITE <= before.step < months.Step.DONE:
        return before.month
    now = rows.get(this)
    if today.day >= prepare_from and (now is None or _is_behind(now, today)):
        return months.next_month(this)
    return this


def _is_behind(month: CellMonth, today: datetime.date) -> bool:
    """Whether nothing of the month waits any more: it is done, or its day passed without anybody being called."""
    if month.step != months.Step.PREPARE or month.meeting is None:
        return month.step in {months.Step.DONE, months.Step.PREPARE}
    return timezone.localdate(month.meeting.starts_at) < today


def history(actor: Actor, organisation_id: int) -> QuerySet[CellMonth]:
    """The months of one cell, the latest first."""
    rows = CellMonth.objects.filter(organisation_id=organisation_id).select_related("meeting", "score", "organisation")
    return visible(actor, Can.VIEW, rows).order_by("-month")


def extras_of(month: CellMonth) -> list[Any]:
    """Further meetings of the month that take place."""
    off = [meetings.State.MOVED, meetings.State.CANCELLED]
    rows = month.extras.select_related("meeting").exclude(meeting__state__in=off)
    return [extra.meeting for extra in rows]


def require_of_month(month: CellMonth, meeting: Any) -> None:
    """A right on the month reaches its own meetings only."""
    if month.meeting_id != meeting.pk and not month.extras.filter(meeting=meeting).exists():
        raise Conflict("Cuộc họp này không thuộc tháng đang mở. Tải lại trang.")
