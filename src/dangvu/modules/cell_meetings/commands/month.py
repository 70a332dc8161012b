"""The month as it is prepared: drafted, called, put off, called off; further meetings."""

import datetime
from typing import Any

from dangvu.kernel import rulebook
from dangvu.kernel.access import VIETNAM, Actor
from dangvu.kernel.audit import note
from dangvu.kernel.command import command
from dangvu.kernel.errors import Invalid
from dangvu.kernel.events import publish
from dangvu.modules.cell_meetings import events
from dangvu.modules.cell_meetings.access import Can
from dangvu.modules.cell_meetings.models import CellMonth, ExtraMeeting
from dangvu.modules.cell_meetings.queries import drafting, templates
from dangvu.modules.cell_meetings.queries import month as queries
from dangvu.modules.cell_meetings.rules import agendas, months
from dangvu.modules.cell_meetings.rules import drafting as rules
from dangvu.modules.meetings import api as meetings
from dangvu.modules.members import api as members
from dangvu.modules.organisations import api as organisations


@command(Can.PREPARE, on="organisation")
def draft_month(*, actor: Actor, organisation: "organisations.Organisation", month: datetime.date) -> CellMonth:
    """Máy chuẩn bị sẵn tháng sinh hoạt.

    The organisation's row is locked: two people who open the month at once get one and the same.
    """
    first = months.first_of(month)
    known = CellMonth.objects.filter(organisation=organisation, month=first).first()
    if known is not None and known.meeting_id is not None:
        return known
    drafted = known or CellMonth(organisation=organisation, month=first)
    usual = drafting.usual(organisation.pk, first, actor)
    people = drafting.people(organisation.pk, usual.starts_at.astimezone(VIETNAM).date())
    plan = meetings.Plan(
        title=months.title(agendas.REGULAR, first), starts_at=usual.starts_at, place=usual.place, mode=usual.mode,
        online_link=usual.online_link, chair_id=people.get("chair"), minute_taker_id=people.get("taker"),
    )  # fmt: skip
    meeting = meetings.create_meeting(actor=actor, organisation=organisation, plan=plan)
    _invite(actor, meeting)
    template = templates.usual(organisation.pk, agendas.REGULAR, first)
    findings = drafting.findings(meeting, first, actor.today, people)
    _add_items(actor, meeting, rules.compose(template.items, findings))
    drafted.meeting, drafted.template, drafted.findings = meeting, template.code, drafting.as_kept(findings)
    drafted.save()
    publish(events.MonthDrafted(drafted.pk))
    return drafted


def _invite(actor: Actor, meeting: Any) -> None:
    """Everybody of the cell by status, and whoever follows it for the committee above."""
    meetings.invite_cell(actor=actor, meeting=meeting)
    follower = members.follower_of(meeting.organisation_id, actor.today)
    if follower is not None and not meeting.invitations.filter(member_id=follower.id).exists():
        meetings.invite_guest(
            actor=actor, meeting=meeting, member_id=follower.id, title="Cấp ủy viên theo dõi chi bộ", follower=True
        )


def _add_items(actor: Actor, meeting: Any, items: list[rules.DraftItem]) -> None:
    for item in items:
        added = meetings.Item(item.title[:300], item.minutes, item.code, item.presenter_id, note=item.note[:300])
        meetings.add_item(actor=actor, meeting=meeting, item=added)


@command(Can.PREPARE, on="month")
def add_extra_meeting(*, actor: Actor, month: CellMonth, kind: str, theme: str, starts_at: datetime.datetime) -> Any:
    """Thêm buổi sinh hoạt chuyên đề hoặc họp bất thường."""
    if kind not in {agendas.THEMATIC, agendas.EXTRAORDINARY}:
        raise Invalid("Chọn sinh hoạt chuyên đề hoặc họp bất thường.", field="kind")
    if starts_at <= actor.now:
        raise Invalid("Ngày giờ này đã qua. Chọn một lúc sau bây giờ.", field="day")
    usual = drafting.usual(month.organisation_id, month.month, actor)
    people = drafting.people(month.organisation_id, starts_at.astimezone(VIETNAM).date())
    plan = meetings.Plan(
        title=months.title(kind, month.month, theme.strip())[:200], starts_at=starts_at, kind=kind, place=usual.place,
        chair_id=people.get("chair"), minute_taker_id=people.get("taker"), **_own_minimum(kind, actor.today),
    )  # fmt: skip
    meeting = meetings.create_meeting(actor=actor, organisation=month.organisation, plan=plan)
    _invite(actor, meeting)
    template = templates.usual(month.organisation_id, kind, month.month)
    findings = rules.Findings(month.month, people=people)
    _add_items(actor, meeting, rules.compose(template.items, findings))
    ExtraMeeting(month=month, meeting=meeting).save()
    return meeting


def _own_minimum(kind: str, on: datetime.date) -> dict[str, Any]:
    """Meetings beside the regular one have no minimum of 90 minutes; the setting says what is expected."""
    rule = rulebook.value(f"cell_meetings.minimum_{kind}", on=on)
    return {"minimum_minutes": int(rule.value), "minimum_regulation": rule.regulation}


@command(Can.PREPARE, on="month")
def note_committee(*, actor: Actor, month: CellMonth, met_on: datetime.date) -> CellMonth:
    """Ghi ngày chi ủy họp thống nhất nội dung."""
    if met_on > actor.today:
        raise Invalid("Ngày chi ủy họp không thể ở sau hôm nay.", field="met_on")
    month.committee_met_on = met_on
    month.save()
    return month


@command(Can.PREPARE, on="month")
def send_invitations(*, actor: Actor, month: CellMonth, meeting: Any) -> Any:
    """Gửi giấy mời sinh hoạt."""
    queries.require_of_month(month, meeting)
    return meetings.call_meeting(actor=actor, meeting=meeting)


@command(Can.PREPARE, on="month")
def put_off(*, actor: Actor, month: CellMonth, meeting: Any, starts_at: datetime.datetime, reason: str) -> Any:
    """Hoãn buổi sinh hoạt, chuyển sang ngày khác."""
    queries.require_of_month(month, meeting)
    moved = meetings.move_meeting(actor=actor, meeting=meeting, starts_at=starts_at, reason=reason)
    successor = moved.successor
    if month.meeting_id == meeting.pk:
        month.meeting = successor
        month.save()
        ExtraMeeting(month=month, meeting=moved).save()
    else:
        ExtraMeeting(month=month, meeting=successor).save()
    note("told", successor.invitations.count())
    return successor


@command(Can.PREPARE, on="month")
def call_off(*, actor: Actor, month: CellMonth, meeting: Any, reason: str) -> Any:
    """Hủy buổi sinh hoạt."""
    queries.require_of_month(month, meeting)
    note("told", meeting.invitations.count())
    cancelled = meetings.cancel_meeting(actor=actor, meeting=meeting, reason=reason)
    if month.meeting_id == meeting.pk:
        month.meeting = None
        month.save()
        ExtraMeeting(month=month, meeting=cancelled).save()
    return cancelled
