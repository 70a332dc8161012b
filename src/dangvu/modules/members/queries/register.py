"""The list of members, already masked for whoever reads it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from dangvu.kernel import access
from dangvu.kernel.access import Actor
from dangvu.lib import dates, text
from dangvu.modules.members.access import Can
from dangvu.modules.members.models import Member, sealed
from dangvu.modules.members.queries import posts
from dangvu.modules.members.rules import ages, facts, quality, statuses
from dangvu.modules.members.rules.levels import Level
from dangvu.modules.members.rules.quality import Quality

CELL_CHOICES = 300  # more cells than this are found by typing, not in a drop-down


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list. What the reader may not know is empty here, not only on the page."""

    public_id: UUID
    name: str
    cell: str
    post: str
    level: Level
    birth: str = ""
    official: str = ""
    party_years: int | None = None
    status: str = ""
    status_note: str = ""
    quality: Quality | None = None

    @property
    def status_label(self) -> str:
        return self.status_note or statuses.LABELS.get(self.status, "")

    @property
    def tone(self) -> str:
        return statuses.TONES[self.status][0]

    @property
    def icon(self) -> str:
        return statuses.TONES[self.status][1]


@dataclass(frozen=True, slots=True)
class Filter:
    """What the list is narrowed to."""

    text: str = ""
    cell: str = ""
    status: str = "present"


def leveled(actor: Actor, permission: Can = Can.VIEW) -> QuerySet[Member]:
    """The rows this person may see, each with how much of it."""
    rows = access.visible(actor, permission, Member.objects)
    if actor.is_system:
        return rows.annotate(level=Value(int(Level.FILE)))
    steps = ((Can.VIEW_FILE, Level.FILE), (Can.VIEW_LIMITED, Level.LIMITED))
    whens = [When(access.condition(actor, needed, Member), then=Value(int(level))) for needed, level in steps]
    return rows.annotate(level=Case(*whens, default=Value(int(Level.NAME)), output_field=IntegerField()))


def listed(actor: Actor, wanted: Filter) -> QuerySet[Member]:
    """The rows of the list, in the order of given names."""
    rows = leveled(actor, _permission_for(wanted))
    if wanted.cell:
        rows = rows.filter(organisation__public_id=wanted.cell)
    rows = rows.filter(_status_condition(wanted.status))
    if wanted.text:
        rows = _searched(actor, rows, wanted.text)
    return rows.select_related("organisation").order_by(*_order(wanted.text))


def _permission_for(wanted: Filter) -> Can:
    """Narrowing by a field tells it, so it needs the right to see that field."""
    return Can.VIEW if wanted.status in {"present", "all"} else Can.VIEW_LIMITED


def _status_condition(status: str) -> Q:
    if status == "all":
        return Q()
    if status == "present":
        return Q(current_status__in=sorted(statuses.PRESENT))
    if status == "gone":
        return Q(current_status__in=sorted(statuses.GONE))
    return Q(current_status=status)


def _searched(actor: Actor, rows: QuerySet[Member], typed: str) -> QuerySet[Member]:
    number = "".join(typed.split())
    if number.lstrip("+").isdigit():
        return rows.filter(_number_condition(actor, number))
    condition = Q()
    for word in text.search_key(typed).split():
        condition &= Q(search_key__startswith=word) | Q(search_key__contains=f" {word}")
    return rows.filter(condition)


def _number_condition(actor: Actor, number: str) -> Q:
    """A private number finds its owner only for those who may see the group of fields it belongs to."""
    filed = access.condition(actor, Can.VIEW_FILE, Member)
    found = (Q(national_id_hash=sealed.hashed(number)) | Q(card_hash=sealed.hashed(number))) & filed
    try:
        phone = facts.clean_phone(number)
    except facts.FactError:
        return found
    return found | (Q(phone_hash=sealed.hashed(phone)) & access.condition(actor, Can.VIEW_LIMITED, Member))


def _order(typed: str) -> tuple[Any, ...]:
    """People look for the given name first, so whoever bears it stands before those who have it as a middle name."""
    key = text.search_key(typed)
    if not key or key.isdigit():
        return ("sort_key", "pk")
    pattern = rf"(^| ){key}[^ ]*$" if " " not in key else rf"(^| ){key}"
    return (Case(When(search_key__regex=pattern, then=Value(0)), default=Value(1)), "sort_key", "pk")


def rows(page: Iterable[Member], today: date) -> list[Row]:
    """The lines of one page; two queries, however many lines."""
    members = list(page)
    held = posts.current_labels([member.pk for member in members], today)
    return [_row(member, held.get(member.pk, ""), today) for member in members]


def _row(member: Member, post: str, today: date) -> Row:
    level = Level(member.level)  # type: ignore[attr-defined]  # annotated by leveled()
    row = Row(member.public_id, member.full_name, member.organisation.name, post, level)
    return row if level < Level.LIMITED else _with_limited(row, member, today)


def _with_limited(row: Row, member: Member, today: date) -> Row:
    age = ages.party_age(member.party_since, today)
    return replace(
        row,
        birth=member.birth_date[:4],
        official=shown(member.official_date),
        party_years=age.years if age and member.official_date else None,
        status=member.current_status,
        status_note=probation_note(member, today),
        quality=quality_of(member) if row.level >= Level.FILE else None,
    )


def shown(iso: str) -> str:
    return dates.PartialDate.from_iso(iso).vietnamese() if iso else ""


def probation_note(member: Member, today: date) -> str:
    if member.current_status != statuses.Status.PROBATIONARY:
        return ""
    left = ages.probation_left(facts.earliest(member.admission_ceremony_date), today)
    return "Dự bị, đã đủ 12 tháng" if left == 0 else f"Dự bị, {left} tháng nữa" if left else "Dự bị"


def quality_of(member: Member) -> quality.Quality:
    names = (*quality.EXPECTED, "official_date")
    values: dict[str, object] = {name: getattr(member, name) for name in names}
    values["card_number"] = member.card_hash
    return quality.quality(values, official=member.current_status != statuses.Status.PROBATIONARY)


@dataclass(frozen=True, slots=True)
class CellChoice:
    name: str
    public_id: UUID
    members: int


def cells(actor: Actor) -> list[CellChoice]:
    """The cells with anybody visible, for the drop-down; none when they are too many for one."""
    counted = (
        access.visible(actor, Can.VIEW, Member.objects)
        .filter(current_status__in=sorted(statuses.PRESENT))
        .order_by("organisation__sort_key")
        .values_list("organisation__name", "organisation__public_id")
        .annotate(Count("pk"))
    )
    found = [CellChoice(*row) for row in counted[: CELL_CHOICES + 1]]
    return found if len(found) <= CELL_CHOICES else []
