"""The door of organisations: who is where, for the modules above."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from dangvu.kernel import access
from dangvu.kernel.access import Actor, Permission
from dangvu.modules.organisations import queries, rules
from dangvu.modules.organisations.models import Organisation

KIND_LABELS = rules.KIND_LABELS
CELLS = rules.CELLS
clean_party_org_code = rules.clean_party_org_code
kind_label = rules.kind_label
shared_prefixes = rules.shared_prefixes


@dataclass(frozen=True)
class OrganisationInfo:
    """What the modules above need to know about one organisation."""

    id: int
    public_id: str
    code: str
    party_org_code: str
    name: str
    kind: str
    parent_id: int | None
    path: str
    place_name: str
    is_open: bool

    @property
    def kind_label(self) -> str:
        return rules.kind_label(self.kind)

    @property
    def is_cell(self) -> bool:
        return self.kind in rules.CELLS


@dataclass(frozen=True)
class KnownOrganisation:
    """An organisation as the reader of outside lists must know it, to find the cells of members by name."""

    id: int
    name: str
    kind: str
    code: str
    parent_id: int | None
    parent_name: str


@dataclass(frozen=True)
class PostInfo:
    code: str
    label: str
    kinds: tuple[str, ...]
    role_code: str
    rank: int


def get(organisation_id: int) -> OrganisationInfo | None:
    return next(iter(get_many([organisation_id]).values()), None)


def get_many(organisation_ids: Iterable[int]) -> dict[int, OrganisationInfo]:
    rows = Organisation.objects.filter(pk__in=list(organisation_ids))
    return {row.pk: _info(row) for row in rows}


def by_code(code: str) -> OrganisationInfo | None:
    """By the short code, or by the Party's own 14 digits with or without dots."""
    row = queries.find_by_code(code)
    return _info(row) if row else None


def name_of_many(organisation_ids: Iterable[int]) -> dict[int, str]:
    rows = Organisation.objects.filter(pk__in=list(organisation_ids))
    return dict(rows.values_list("pk", "name"))


def name_on(organisation_id: int, on: date) -> str:
    """The name that a paper of that day bears."""
    row = Organisation.objects.get(pk=organisation_id)
    periods = row.periods.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on), valid_from__lte=on)
    return periods.values_list("name", flat=True).first() or row.name


def symbol_on(organisation_id: int, on: date) -> str:
    """The letters after the number on a paper of that day; empty when none were set."""
    return queries.symbols_on([organisation_id], on).get(organisation_id, "")


def is_fictional() -> bool:
    """Whether this installation shows the demonstration, whose places and people are invented."""
    return Organisation.objects.filter(parent__isnull=True, code=rules.DEMO_CODE).exists()


def roots() -> list[OrganisationInfo]:
    return [_info(row) for row in Organisation.objects.filter(parent__isnull=True, valid_until__isnull=True)]


def ancestors(organisation_id: int) -> list[OrganisationInfo]:
    """From the top down to the direct superior."""
    return [_info(row) for row in queries.ancestors(Organisation.objects.get(pk=organisation_id))]


def children(organisation_id: int) -> list[OrganisationInfo]:
    return [_info(row) for row in Organisation.objects.filter(parent=organisation_id, valid_until__isnull=True)]


def descendants(organisation_id: int, *, include_self: bool = True) -> list[OrganisationInfo]:
    rows = queries.descendants(Organisation.objects.get(pk=organisation_id), include_self=include_self)
    return [_info(row) for row in rows]


def descendant_ids(organisation_id: int) -> list[int]:
    """The organisation itself and everything below it."""
    rows = queries.descendants(Organisation.objects.get(pk=organisation_id))
    return list(rows.order_by().values_list("pk", flat=True))


def cells_below(organisation_id: int) -> list[OrganisationInfo]:
    """The open cells at or below an organisation, in the order of their names."""
    rows = queries.descendants(Organisation.objects.get(pk=organisation_id))
    return [_info(row) for row in rows.filter(kind__in=rules.CELLS, valid_until__isnull=True)]


def within_reach(actor: Actor, permission: Permission, *, cells_only: bool = False) -> list[OrganisationInfo]:
    """The open organisations where this person holds the permission: the choices of a form."""
    rows = Organisation.objects.filter(actor.reach(permission).q(""), valid_until__isnull=True)
    return [_info(row) for row in (rows.filter(kind__in=rules.CELLS) if cells_only else rows)]


def known_organisations(under: int | None = None) -> list[KnownOrganisation]:
    """Every open organisation (below `under`, when given) with its parent's name, in one query."""
    rows = Organisation.objects.filter(valid_until__isnull=True)
    if under is not None:
        rows = rows.filter(path__within=[Organisation.objects.values_list("path", flat=True).get(pk=under)])
    columns = ("pk", "name", "kind", "code", "parent_id", "parent__name")
    return [
        KnownOrganisation(pk, name, kind, code, parent_id, parent_name or "")
        for pk, name, kind, code, parent_id, parent_name in rows.values_list(*columns)
    ]


def posts(on: date, kind: str = "") -> list[PostInfo]:
    """The catalogue of posts in force, all or those of one kind of organisation."""
    return [
        PostInfo(post.code, post.label, tuple(post.kinds), post.role_code, post.rank)
        for post in queries.posts_on(on, kind)
    ]


def require_open(actor: Actor, permission: Permission, organisation_id: int) -> OrganisationInfo:
    """The organisation, after the permission on it has been checked."""
    row = Organisation.objects.get(pk=organisation_id)
    access.require(actor, permission, row)
    return _info(row)


def _info(row: Organisation) -> OrganisationInfo:
    return OrganisationInfo(
        id=row.pk,
        public_id=str(row.public_id),
        code=row.code,
        party_org_code=row.party_org_code,
        name=row.name,
        kind=row.kind,
        parent_id=row.parent_id,
        path=row.path,
        place_name=row.place_name,
        is_open=row.is_open,
    )
