"""Posts, and who follows which cell."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q

from dangvu.kernel import access
from dangvu.kernel.access import Actor
from dangvu.kernel.command import command
from dangvu.kernel.errors import Conflict, Invalid
from dangvu.kernel.events import publish
from dangvu.modules.members import events
from dangvu.modules.members.access import Can
from dangvu.modules.members.commands import grants
from dangvu.modules.members.models import Appointment, Following, Member
from dangvu.modules.members.rules import posts
from dangvu.modules.organisations import api as organisations


@command(Can.APPOINT, on="organisation")
def appoint_member(
    *,
    actor: Actor,
    organisation: organisations.Organisation,
    member: Member,
    post: str,
    since: date,
    decision: str = "",
) -> Appointment:
    """Ghi chức vụ của đảng viên."""
    access.require(actor, Can.VIEW, member)
    member = Member.objects.select_for_update(no_key=True).get(pk=member.pk)
    label = {known.code: known.label for known in organisations.posts(since, organisation.kind)}.get(post)
    why = posts.why_not_appoint(label=label, status=member.current_status)
    if why:
        raise Invalid(why, field="post")
    if post in posts.SECRETARIES and _has_secretary(organisation, since):
        raise Conflict("Tổ chức này đang có bí thư. Ghi ngày thôi chức của bí thư cũ trước.")
    appointment = Appointment(
        member=member, organisation=organisation, post_id=post, valid_from=since, decision=decision
    )
    _save_once(appointment, "Đảng viên đang giữ chức vụ này rồi. Xem lại mục Chức vụ của hồ sơ.")
    grants.sync(actor, member.pk)
    publish(events.MemberAppointed(appointment.pk))
    return appointment


@command(Can.APPOINT, on="appointment")
def end_appointment(*, actor: Actor, appointment: Appointment, on: date, reason: str = "") -> Appointment:
    """Ghi thôi giữ chức vụ."""
    if appointment.valid_until is not None:
        raise Conflict("Chức vụ này đã ghi ngày thôi.")
    if on < appointment.valid_from:
        raise Invalid("Ngày thôi phải sau ngày nhận chức vụ.", field="on")
    appointment.valid_until = on
    if reason:
        appointment.decision = f"{appointment.decision}; {reason}".removeprefix("; ")[:120]
    appointment.save()
    grants.sync(actor, appointment.member_id)
    publish(events.AppointmentEnded(appointment.pk))
    return appointment


@command(Can.FOLLOW, on="organisation")
def follow_cell(
    *,
    actor: Actor,
    organisation: organisations.Organisation,
    member: Member,
    since: date,
    decision: str = "",
) -> Following:
    """Phân công cấp ủy viên theo dõi chi bộ."""
    access.require(actor, Can.VIEW, member)
    if not posts.is_cell(organisation.kind):
        raise Invalid("Chỉ phân công theo dõi chi bộ. Chọn một chi bộ.", field="organisation")
    if member.organisation_id == organisation.pk:
        raise Invalid("Người theo dõi không ở chính chi bộ đó. Chọn cấp ủy viên của đảng bộ.", field="member")
    for before in Following.objects.filter(organisation=organisation, valid_until=None, valid_from__lte=since):
        before.valid_until = since
        before.save()
    following = Following(member=member, organisation=organisation, valid_from=since, decision=decision)
    _save_once(following, "Chi bộ đã có người theo dõi trong thời gian này. Xem lại ngày.")
    return following


@command(Can.FOLLOW, on="following")
def end_following(*, actor: Actor, following: Following, on: date) -> Following:
    """Thôi phân công theo dõi chi bộ."""
    if on < following.valid_from:
        raise Invalid("Ngày thôi phải sau ngày phân công.", field="on")
    following.valid_until = on
    following.save()
    return following


def _has_secretary(organisation: organisations.Organisation, since: date) -> bool:
    held = Appointment.objects.filter(organisation=organisation, post__in=posts.SECRETARIES)
    return held.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=since)).exists()


def _save_once(row: Appointment | Following, sentence: str) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as twice:
        raise Conflict(sentence) from twice
