"""Roles that follow from where a member belongs and which posts a member holds."""

from datetime import date

from dangvu.kernel.access import Actor
from dangvu.modules.identity import api as identity
from dangvu.modules.members.models import Appointment, Member
from dangvu.modules.members.rules import statuses

SUBTREE_ROLES = frozenset({"leader", "inspector", "organisation_officer"})


def sync(actor: Actor, member_id: int) -> None:
    """Bring the grants of the member's account in line with the register; nothing without an account."""
    member = Member.objects.select_related("account").get(pk=member_id)
    if member.account is None:
        return
    identity.sync_source_grants(
        actor=actor, account=member.account, source="membership", wanted=_membership(member, actor.today)
    )
    identity.sync_source_grants(actor=actor, account=member.account, source="appointment", wanted=_appointments(member))


def _membership(member: Member, today: date) -> list[identity.WantedGrant]:
    if member.current_status in statuses.GONE:
        return []
    since = min(member.status_since, today)
    return [identity.WantedGrant("member", member.organisation_id, subtree=False, valid_from=since)]


def _appointments(member: Member) -> list[identity.WantedGrant]:
    held = member.appointments.select_related("post").exclude(post__role_code="")
    return [_wanted(appointment) for appointment in held]


def _wanted(appointment: Appointment) -> identity.WantedGrant:
    role = appointment.post.role_code
    return identity.WantedGrant(
        role,
        appointment.organisation_id,
        subtree=role in SUBTREE_ROLES,
        valid_from=appointment.valid_from,
        valid_until=appointment.valid_until,
        source_ref=str(appointment.pk),
        reason=appointment.decision,
    )


def end_posts(member: Member, on: date, *, organisation_id: int | None = None) -> None:
    """Whoever leaves a cell holds no post there any longer."""
    held = Appointment.objects.filter(member=member, valid_until__isnull=True)
    if organisation_id is not None:
        held = held.filter(organisation=organisation_id)
    for appointment in held:
        appointment.valid_until = max(on, appointment.valid_from)
        appointment.save()
