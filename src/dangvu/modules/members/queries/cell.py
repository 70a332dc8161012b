"""What the work of a cell needs to know about its members; for the modules above, through the door."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from dangvu.modules.members.models import Following, FormerStatus, Member, StatusTraits, period
from dangvu.modules.members.queries import posts as held_posts
from dangvu.modules.members.rules import posts, statuses
from dangvu.modules.members.rules.statuses import Traits


@dataclass(frozen=True, slots=True)
class CellMember:
    """A member of a cell on a day, with what the status means on that day."""

    id: int
    public_id: str
    name: str
    sex: str
    account_id: int | None
    status: str
    traits: Traits
    post: str = ""  # the code of the highest post in this cell, if any
    post_label: str = ""

    @property
    def status_label(self) -> str:
        return statuses.LABELS[self.status]


@dataclass(frozen=True, slots=True)
class Brief:
    """A member as other modules name one."""

    id: int
    public_id: str
    name: str
    organisation_id: int
    account_id: int | None
    status: str


def traits_on(on: date) -> dict[str, Traits]:
    """What each status means on a day."""
    latest = (
        StatusTraits.objects.filter(status=OuterRef("status"), effective_from__lte=on)
        .order_by("-effective_from")
        .values("pk")[:1]
    )
    rows = StatusTraits.objects.filter(effective_from__lte=on, pk=Subquery(latest))
    return {status: Traits(*flags) for status, *flags in rows.values_list("status", *statuses.TRAIT_FIELDS)}


def members_of(organisation_id: int, on: date) -> list[CellMember]:
    """Everybody who belonged to the cell on that day, committee first, then by given name; four queries."""
    held, table = _posts_in(organisation_id, on), traits_on(on)
    rows = sorted([*_present(organisation_id, on), *_former(organisation_id, on)])
    found = [_cell_member(row[1:], held, table) for row in rows]
    order = {code: rank for rank, code in enumerate(posts.COMMITTEE)}
    return sorted(found, key=lambda member: order.get(member.post, len(order)))


def _present(organisation_id: int, on: date) -> Iterable[tuple]:
    rows = Member.objects.filter(
        organisation=organisation_id, status_since__lte=on, current_status__in=sorted(statuses.PRESENT)
    )
    return rows.values_list("sort_key", "pk", "public_id", "full_name", "sex", "account_id", "current_status")


def _former(organisation_id: int, on: date) -> Iterable[tuple]:
    """Those whose time in this cell, or in that status, has ended since."""
    rows = FormerStatus.objects.filter(
        period.in_force(on), organisation=organisation_id, status__in=sorted(statuses.PRESENT)
    )
    of_member = [f"member__{name}" for name in ("sort_key", "pk", "public_id", "full_name", "sex", "account_id")]
    return rows.values_list(*of_member, "status")


def _cell_member(row: tuple, held: Mapping[int, tuple[str, str]], table: Mapping[str, Traits]) -> CellMember:
    member_id, public_id, name, sex, account_id, status = row
    post, label = held.get(member_id, ("", ""))
    traits = statuses.traits_of(status, table)
    return CellMember(member_id, str(public_id), name, sex, account_id, status, traits, post, label)


def _posts_in(organisation_id: int, on: date) -> dict[int, tuple[str, str]]:
    """The highest post of each member in one organisation."""
    rows = held_posts.held_on(on).filter(organisation=organisation_id).order_by("-post__rank")
    return {
        member_id: (str(code), label)
        for member_id, code, label in rows.values_list("member_id", "post_id", "post__label")
    }


def committee_of(organisation_id: int, on: date) -> list[CellMember]:
    return [member for member in members_of(organisation_id, on) if member.post in posts.COMMITTEE]


def follower_of(organisation_id: int, on: date) -> Brief | None:
    """Who follows the cell for the higher committee."""
    following = Following.objects.filter(period.in_force(on), organisation=organisation_id)
    member_id = following.values_list("member_id", flat=True).first()
    return briefs([member_id]).get(member_id) if member_id else None


def followed_by(account_id: int, on: date) -> list[int]:
    """The organisations that the owner of this account follows."""
    rows = Following.objects.filter(period.in_force(on), member__account=account_id)
    return list(rows.values_list("organisation_id", flat=True))


def briefs(member_ids: Iterable[int]) -> dict[int, Brief]:
    return _briefs(Member.objects.filter(pk__in=list(member_ids)))


def briefs_by_account(account_ids: Iterable[int]) -> dict[int, Brief]:
    rows = _briefs(Member.objects.filter(account__in=list(account_ids)))
    return {brief.account_id: brief for brief in rows.values() if brief.account_id is not None}


def _briefs(rows: QuerySet[Member]) -> dict[int, Brief]:
    columns = ("pk", "public_id", "full_name", "organisation_id", "account_id", "current_status")
    return {row[0]: Brief(row[0], str(row[1]), *row[2:]) for row in rows.values_list(*columns)}
