"""Who is called, what they answer, and leave."""

from collections.abc import Sequence

from django.db.models import QuerySet

from dangvu.kernel import live
from dangvu.kernel.access import VIETNAM, Actor
from dangvu.kernel.audit import note
from dangvu.kernel.command import command
from dangvu.kernel.errors import Conflict, Invalid
from dangvu.kernel.events import publish
from dangvu.modules.meetings import events, states
from dangvu.modules.meetings.access import Can
from dangvu.modules.meetings.models import Invitation, Meeting
from dangvu.modules.meetings.rules import attendance
from dangvu.modules.meetings.rules.plans import Invitee
from dangvu.modules.members import api as members

LONGEST_REASON = 500
VISITORS = (attendance.Role.GUEST, attendance.Role.FOLLOWER)


@command(Can.PREPARE, on="meeting")
def invite_members(*, actor: Actor, meeting: Meeting, people: Sequence[Invitee]) -> list[Invitation]:
    """Đưa đảng viên vào danh sách mời."""
    _require_open_list(meeting)
    known = set(meeting.invitations.values_list("member_id", flat=True))
    fresh = [person for person in people if person.member_id not in known]
    added = [Invitation(meeting=meeting, **vars(person)) for person in fresh]
    Invitation.objects.bulk_create(added)
    note("invited", [person.member_id for person in fresh])
    return added


@command(Can.PREPARE, on="meeting")
def invite_cell(*, actor: Actor, meeting: Meeting) -> list[Invitation]:
    """Mời đảng viên của chi bộ theo tình trạng sinh hoạt."""
    day = meeting.starts_at.astimezone(VIETNAM).date()
    left_out: dict[str, int] = {}
    people = []
    for person in members.members_of(meeting.organisation_id, day):
        role = attendance.STATUS_ROLES.get(person.status)
        if role is None:
            left_out[person.status] = left_out.get(person.status, 0) + 1
        else:
            people.append(_invitee(person, *role))
    meeting.not_summoned = left_out
    meeting.save()
    return invite_members(actor=actor, meeting=meeting, people=people)


def _invitee(person: members.CellMember, role: attendance.Role, may_vote: bool) -> Invitee:  # noqa: FBT001  unpacked from the table of roles
    channel = Invitation.Channel.APP if person.account_id else Invitation.Channel.PRINTED
    return Invitee(person.id, role, may_vote=may_vote, status=person.status, channel=channel)


@command(Can.PREPARE, on="meeting")
def invite_guest(
    *,
    actor: Actor,
    meeting: Meeting,
    name: str = "",
    title: str = "",
    member_id: int | None = None,
    follower: bool = False,
    item_ids: Sequence[int] = (),
) -> Invitation:
    """Mời khách hoặc cấp ủy theo dõi."""
    _require_open_list(meeting)
    if not name.strip() and member_id is None:
        raise Invalid("Ghi họ tên khách mời.", field="name")
    role = attendance.Role.FOLLOWER if follower else attendance.Role.GUEST
    known = meeting.invitations.filter(member_id=member_id) if member_id else _named(meeting, name)
    if known.exists():
        raise Conflict("Người này đã có trong danh sách mời.")
    channel = Invitation.Channel.APP if member_id else Invitation.Channel.PRINTED
    guest = Invitation(
        meeting=meeting, member_id=member_id, guest_name="" if member_id else name.strip(), guest_title=title.strip(),
        role=role, channel=channel,
    )  # fmt: skip
    guest.save()
    guest.items.set(meeting.items.filter(pk__in=item_ids))
    return guest


def _named(meeting: Meeting, name: str) -> "QuerySet[Invitation]":
    return meeting.invitations.filter(member=None, guest_name=name.strip())


@command(Can.PREPARE, on="invitation")
def withdraw_invitation(*, actor: Actor, invitation: Invitation) -> None:
    """Bỏ khỏi danh sách mời."""
    meeting = invitation.meeting
    if meeting.state != states.State.DRAFT and invitation.role not in VISITORS:
        raise Conflict("Giấy mời đã gửi cho đảng viên này nên không bỏ được. Ghi vắng có lý do khi điểm danh.")
    _require_open_list(meeting)
    invitation.delete()


@command(Can.PREPARE, on="invitation")
def change_channel(*, actor: Actor, invitation: Invitation, channel: str) -> Invitation:
    """Đổi cách gửi giấy mời."""
    if channel not in Invitation.Channel.values:
        raise Invalid("Chọn một cách gửi giấy mời trong danh sách.", field="channel")
    invitation.channel = channel
    invitation.save()
    return invitation


def _require_open_list(meeting: Meeting) -> None:
    if meeting.is_over or meeting.state in states.OFF:
        raise Conflict(f"Cuộc họp đang ở trạng thái “{meeting.label}” nên danh sách mời không đổi được nữa.")


@command(Can.TAKE_PART, on="invitation")
def confirm_coming(*, actor: Actor, invitation: Invitation) -> Invitation:
    """Trả lời sẽ dự họp."""
    return _answer(invitation, actor, Invitation.Response.COMING, "", recorded_by="")


@command(Can.TAKE_PART, on="invitation")
def ask_leave(*, actor: Actor, invitation: Invitation, reason: str) -> Invitation:
    """Xin vắng họp."""
    return _answer(invitation, actor, Invitation.Response.LEAVE_ASKED, reason, recorded_by="")


@command(Can.PREPARE, on="invitation")
def record_answer(*, actor: Actor, invitation: Invitation, coming: bool, reason: str = "") -> Invitation:
    """Ghi giúp câu trả lời giấy mời."""
    response = Invitation.Response.COMING if coming else Invitation.Response.LEAVE_ASKED
    return _answer(invitation, actor, response, reason, recorded_by=actor.name)


def _answer(invitation: Invitation, actor: Actor, response: str, reason: str, *, recorded_by: str) -> Invitation:
    meeting = invitation.meeting
    if meeting.state != states.State.CALLED:
        raise Conflict(f"Cuộc họp đang ở trạng thái “{meeting.label}” nên không nhận trả lời giấy mời nữa.")
    reason = reason.strip()
    if response == Invitation.Response.LEAVE_ASKED and not reason:
        raise Invalid("Ghi lý do xin vắng, ví dụ: ốm, đi công tác.", field="reason")
    if len(reason) > LONGEST_REASON:
        raise Invalid(f"Lý do dài quá {LONGEST_REASON} chữ. Rút gọn lại.", field="reason")
    if (invitation.response, invitation.reason) == (response, reason):
        return invitation
    invitation.response, invitation.reason, invitation.responded_at = response, reason, actor.now
    invitation.response_recorded_by = recorded_by
    invitation.leave, invitation.leave_note, invitation.leave_decided_at = Invitation.Leave.UNDECIDED, "", None
    invitation.save()
    live.announce(f"meeting:{meeting.pk}")
    return invitation


@command(Can.PREPARE, on="invitation")
def decide_leave(*, actor: Actor, invitation: Invitation, granted: bool, answer: str = "") -> Invitation:
    """Quyết định đơn xin vắng."""
    if invitation.response != Invitation.Response.LEAVE_ASKED:
        raise Conflict("Người này không còn xin vắng. Tải lại trang để xem câu trả lời mới nhất.")
    if invitation.meeting.is_over:
        raise Conflict("Cuộc họp đã kết thúc. Sửa điểm danh và ghi lý do.")
    decision = Invitation.Leave.GRANTED if granted else Invitation.Leave.REFUSED
    if invitation.leave == decision and invitation.leave_note == answer.strip():
        return invitation
    invitation.leave, invitation.leave_note, invitation.leave_decided_at = decision, answer.strip(), actor.now
    invitation.save()
    publish(events.LeaveDecided(invitation.pk))
    live.announce(f"meeting:{invitation.meeting_id}")
    return invitation


@command(Can.TAKE_PART, on="invitation")
def mark_seen(*, actor: Actor, invitation: Invitation) -> Invitation:
    """Mở giấy mời lần đầu."""
    if invitation.seen_at is None:
        invitation.seen_at = actor.now
        invitation.save()
    return invitation
