"""The life of a meeting: planned, called, held, moved or cancelled."""

import dataclasses
import datetime

from django.db import transaction

from dangvu.kernel import live, rulebook
from dangvu.kernel.access import VIETNAM, Actor
from dangvu.kernel.audit import note
from dangvu.kernel.command import command
from dangvu.kernel.errors import Conflict, Invalid
from dangvu.modules.meetings import states
from dangvu.modules.meetings.access import Can
from dangvu.modules.meetings.models import AgendaItem, Attendance, Interruption, Invitation, Meeting, Paper
from dangvu.modules.meetings.queries import sheet
from dangvu.modules.meetings.rules import attendance
from dangvu.modules.meetings.rules.plans import Plan
from dangvu.modules.organisations import api as organisations

LONGEST_REASON = 500


@command(Can.PREPARE, on="organisation")
def create_meeting(*, actor: Actor, organisation: "organisations.Organisation", plan: Plan) -> Meeting:
    """Lập cuộc họp."""
    meeting = Meeting(organisation=organisation, **_fields(plan))
    meeting.save()
    return meeting


@command(Can.PREPARE, on="meeting")
def edit_meeting(*, actor: Actor, meeting: Meeting, plan: Plan) -> Meeting:
    """Sửa thông tin cuộc họp."""
    if meeting.state == states.State.CALLED and plan.starts_at != meeting.starts_at:
        raise Conflict("Giấy mời đã gửi. Muốn đổi giờ thì bấm “Hoãn, chuyển ngày” để mọi người cùng biết.")
    if meeting.state not in (states.State.DRAFT, *states.AHEAD):
        raise Conflict(f"Cuộc họp đang ở trạng thái “{meeting.label}” nên không sửa thông tin được nữa.")
    for name, value in _fields(plan).items():
        setattr(meeting, name, value)
    meeting.save()
    live.announce(f"meeting:{meeting.pk}")
    return meeting


def _fields(plan: Plan) -> dict[str, object]:
    fields = dataclasses.asdict(plan)
    if plan.minimum_minutes is None:
        key = "meetings.minimum_minutes_combined" if plan.with_theme else "meetings.minimum_minutes"
        rule = rulebook.value(key, on=plan.starts_at.astimezone(VIETNAM).date())
        fields |= {"minimum_minutes": int(rule.value), "minimum_regulation": rule.regulation}
    return fields


@command(Can.PREPARE, on="meeting", transition="call")
def call_meeting(*, actor: Actor, meeting: Meeting) -> Meeting:
    """Gửi giấy mời họp."""
    if not meeting.items.exists():
        raise Conflict("Chương trình chưa có mục nào. Thêm ít nhất một mục rồi gửi giấy mời.")
    if not meeting.invitations.exists():
        raise Conflict("Chưa có ai trong danh sách mời. Chọn người dự họp rồi gửi giấy mời.")
    if meeting.starts_at <= actor.now:
        raise Conflict("Giờ họp đã qua. Chọn lại ngày giờ rồi gửi giấy mời.")
    meeting.called_at = actor.now
    meeting.save()
    live.announce(f"meeting:{meeting.pk}")
    return meeting


@command(Can.PREPARE, on="meeting", transition="move")
def move_meeting(
    *, actor: Actor, meeting: Meeting, starts_at: datetime.datetime, reason: str, place: str = ""
) -> Meeting:
    """Hoãn họp, chuyển sang ngày khác."""
    _require_reason(reason, "Ghi lý do hoãn họp, mọi người được mời sẽ đọc.")
    if starts_at <= actor.now:
        raise Invalid("Ngày giờ mới đã qua. Chọn một lúc sau bây giờ.", field="starts_at")
    meeting.off_reason = reason.strip()
    meeting.save()
    successor = _successor(meeting, starts_at, place or meeting.place)
    call_meeting(actor=actor, meeting=successor)
    live.announce(f"meeting:{meeting.pk}")
    note("successor", successor.pk)
    return meeting


def _successor(meeting: Meeting, starts_at: datetime.datetime, place: str) -> Meeting:
    """The same meeting on another day: agenda, papers and invited people come along, answers do not."""
    copied = ("organisation_id", "kind", "with_theme", "title", "mode", "approval_reference", "online_link",
              "planned_minutes", "minimum_minutes", "minimum_regulation", "chair_id", "minute_taker_id",
              "not_summoned")  # fmt: skip
    kept = {name: getattr(meeting, name) for name in copied}
    successor = Meeting(**kept, place=place, starts_at=starts_at, previous=meeting)
    successor.save()
    items = {item.pk: _copy_item(item, successor) for item in meeting.items.all()}
    for paper in meeting.papers.filter(withdrawn_at=None):
        Paper(
            meeting=successor, item=items.get(paper.item_id or 0), file_id=paper.file_id, title=paper.title,
            pages=paper.pages, published_at=paper.published_at,
        ).save()  # fmt: skip
    for invitation in meeting.invitations.prefetch_related("items"):
        _copy_invitation(invitation, successor, items)
    return successor


def _copy_item(item: AgendaItem, meeting: Meeting) -> AgendaItem:
    names = ("order", "title", "code", "presenter_id", "presenter_name", "minutes", "note")
    copy = AgendaItem(meeting=meeting, **{name: getattr(item, name) for name in names})
    copy.save()
    return copy


def _copy_invitation(invitation: Invitation, meeting: Meeting, items: dict[int, AgendaItem]) -> None:
    names = ("member_id", "guest_name", "guest_title", "role", "status", "may_vote", "special_duty", "channel")
    copy = Invitation(meeting=meeting, **{name: getattr(invitation, name) for name in names})
    copy.save()
    copy.items.set(items[item.pk] for item in invitation.items.all())


@command(Can.PREPARE, on="meeting", transition="cancel")
def cancel_meeting(*, actor: Actor, meeting: Meeting, reason: str) -> Meeting:
    """Hủy cuộc họp."""
    _require_reason(reason, "Ghi lý do hủy họp, mọi người được mời sẽ đọc.")
    meeting.off_reason = reason.strip()
    meeting.save()
    live.announce(f"meeting:{meeting.pk}")
    return meeting


def _require_reason(reason: str, sentence: str) -> None:
    if not reason.strip():
        raise Invalid(sentence, field="reason")
    if len(reason) > LONGEST_REASON:
        raise Invalid(f"Lý do dài quá {LONGEST_REASON} chữ. Rút gọn lại.", field="reason")


@command(Can.RUN, on="meeting", transition="open")
def open_meeting(*, actor: Actor, meeting: Meeting) -> Meeting:
    """Khai mạc cuộc họp."""
    meeting.opened_at = actor.now
    meeting.save()
    counted = sheet.standing(meeting.pk, on=actor.today)
    note("quorum", counted.quorum.sentence)
    live.announce(f"meeting:{meeting.pk}")
    return meeting


@command(Can.RUN, on="meeting", transition="interrupt")
def interrupt_meeting(*, actor: Actor, meeting: Meeting, reason: str = "") -> Meeting:
    """Tạm nghỉ họp."""
    Interruption(meeting=meeting, from_at=actor.now, reason=reason.strip()).save()
    live.announce(f"meeting:{meeting.pk}")
    return meeting


@command(Can.RUN, on="meeting", transition="resume")
def resume_meeting(*, actor: Actor, meeting: Meeting) -> Meeting:
    """Họp tiếp sau khi nghỉ."""
    _end_interruption(meeting, actor.now)
    live.announce(f"meeting:{meeting.pk}")
    return meeting


def _end_interruption(meeting: Meeting, now: datetime.datetime) -> None:
    for interruption in meeting.interruptions.filter(until_at=None):
        interruption.until_at = now
        interruption.save()


@command(Can.RUN, on="meeting", transition="close")
def close_meeting(*, actor: Actor, meeting: Meeting) -> Meeting:
    """Kết thúc cuộc họp."""
    if meeting.ballots.filter(state=states.BallotState.OPEN).exists():
        raise Conflict("Còn một biểu quyết đang mở. Đóng biểu quyết rồi kết thúc họp.")
    _end_interruption(meeting, actor.now)
    for item in meeting.items.filter(started_at__isnull=False, ended_at=None):
        item.ended_at = actor.now
        item.save()
    meeting.speak_requests.filter(done_at=None).update(done_at=actor.now)
    _write_absences(meeting, actor)
    meeting.closed_at = max(actor.now, meeting.opened_at or actor.now)  # two servers' clocks may differ a little
    meeting.save()
    live.announce(f"meeting:{meeting.pk}")
    return meeting


def _write_absences(meeting: Meeting, actor: Actor) -> None:
    """Whoever has no mark now was not there; the reason is the one that was granted."""
    absent = [row for row in sheet.sheet(meeting.pk) if row.category is None and row.role not in _VISITORS]
    marks = [
        Attendance(
            meeting=meeting,
            member_id=row.member_id,
            category=attendance.absent_category(role=row.role, status=row.status, leave_granted=row.leave_granted),
            how=attendance.How.LIST,
            reason=row.leave_reason if row.leave_granted else "",
            recorded_by_id=actor.account_id,
            recorded_by_name=actor.name,
            at=actor.now,
        )
        for row in absent
    ]
    Attendance.objects.bulk_create(marks)
    note("absences", {mark.member_id: mark.category for mark in marks})


_VISITORS = frozenset({attendance.Role.GUEST, attendance.Role.FOLLOWER})


def finish_meeting(*, actor: Actor, meeting: Meeting) -> Meeting:
    """Close, and where the minutes were adopted in the meeting itself, go on to "adopted" in the same transaction."""
    with transaction.atomic():
        closed = close_meeting(actor=actor, meeting=meeting)
        minutes = getattr(closed, "minutes", None)
        if minutes is not None and minutes.state != states.MinutesState.DRAFT and minutes.adopted_at is not None:
            closed = write_up_meeting(actor=actor, meeting=closed)
            closed = adopt_meeting(actor=actor, meeting=closed)
    return closed


@command(Can.WRITE, on="meeting", transition="write_up")
def write_up_meeting(*, actor: Actor, meeting: Meeting) -> Meeting:
    """Hoàn chỉnh biên bản."""
    minutes = getattr(meeting, "minutes", None)
    if minutes is None or not minutes.versions.exists():
        raise Conflict("Chưa có bản biên bản nào. Soạn biên bản rồi hoàn chỉnh.")
    live.announce(f"meeting:{meeting.pk}")
    return meeting


@command(Can.RUN, on="meeting", transition="adopt")
def adopt_meeting(*, actor: Actor, meeting: Meeting) -> Meeting:
    """Ghi nhận biên bản cuộc họp đã thông qua."""
    minutes = getattr(meeting, "minutes", None)
    if minutes is None or minutes.adopted_at is None:
        raise Conflict("Biên bản chưa được thông qua. Đọc biên bản trước chi bộ rồi ghi nhận thông qua.")
    live.announce(f"meeting:{meeting.pk}")
    return meeting
