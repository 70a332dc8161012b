"""The door of members: who belongs to a cell, who holds which post, how a person is named."""

from collections.abc import Iterable
from datetime import date

from dangvu.kernel.access import Actor
from dangvu.modules.members import commands, queries
from dangvu.modules.members.models import Member
from dangvu.modules.members.queries import cell
from dangvu.modules.members.rules import facts, masking, posts, statuses
from dangvu.modules.organisations import api as organisations

__all__ = [
    "COMMITTEE",
    "Brief",
    "CellMember",
    "Slip",
    "Status",
    "Traits",
    "activation_slips",
    "committee_of",
    "counts_by_cell",
    "followed_by",
    "follower_of",
    "holders_of",
    "member_of",
    "members_by_account",
    "members_by_id",
    "members_of",
    "names_of",
    "official_members_of",
    "open_accounts",
    "people_of",
    "secretary_of",
    "shown_phone",
    "status_label",
    "traits_on",
]

Brief = cell.Brief
CellMember = cell.CellMember
Slip = commands.Slip
Status = statuses.Status
Traits = statuses.Traits
COMMITTEE = posts.COMMITTEE

clean_phone = facts.clean_phone
committee_of = cell.committee_of
counts_by_cell = queries.counts_by_cell
followed_by = cell.followed_by
follower_of = cell.follower_of
members_by_account = cell.briefs_by_account
members_by_id = cell.briefs
members_of = cell.members_of
open_accounts = commands.open_accounts
people_of = cell.members_of
shown_phone = masking.shown_phone
traits_on = cell.traits_on


def activation_slips(
    *, actor: Actor, organisation: organisations.Organisation, members: Iterable[int] | None = None
) -> list[Slip]:
    """New one-time codes for those of the cell who have not opened their account yet; earlier codes end."""
    return commands.issue_slips(actor=actor, organisation=organisation, members=members)


def holders_of(organisation_id: int, posts_wanted: Iterable[str], on: date) -> list[CellMember]:
    """Members of a cell in any of these posts, highest first."""
    wanted = set(posts_wanted)
    return [member for member in cell.members_of(organisation_id, on) if member.post in wanted]


def member_of(account_id: int | None) -> Brief | None:
    """Whose account this is, if a member's."""
    return cell.briefs_by_account([account_id]).get(account_id) if account_id is not None else None


def names_of(member_ids: Iterable[int]) -> dict[int, str]:
    """Names only, in one query; ids that do not exist are missing from the answer."""
    return dict(Member.objects.filter(pk__in=list(member_ids)).values_list("pk", "full_name"))


def official_members_of(organisation_id: int, on: date) -> list[CellMember]:
    """Those who may vote on that day."""
    return [member for member in cell.members_of(organisation_id, on) if member.traits.can_vote]


def secretary_of(organisation_id: int, on: date) -> CellMember | None:
    return next(iter(holders_of(organisation_id, posts.SECRETARIES, on)), None)


def status_label(status: str) -> str:
    return statuses.LABELS[status]
