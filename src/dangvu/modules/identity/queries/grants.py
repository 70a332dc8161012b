"""Reads about roles and grants; the reach of a person is one query."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from dangvu.kernel.access import Permission, Reach
from dangvu.kernel.registry import STANDARD_ROLES, registry
from dangvu.modules.identity import rules
from dangvu.modules.identity.models import Grant, Role
from dangvu.modules.organisations import api as organisations


@dataclass(frozen=True)
class PermissionGroup:
    """The permissions of one module, as the role catalogue lists them."""

    label: str
    permissions: tuple[Permission, ...]


def current(today: date) -> Q:
    """Grants that hold today; `valid_until` is the first day that no longer counts."""
    return Q(valid_from__lte=today) & (Q(valid_until__isnull=True) | Q(valid_until__gt=today))


def load_reach(account_id: int, today: date) -> dict[str, Reach]:
    """Every permission of an account with the organisations and subtrees where it holds, in one query."""
    rows = Grant.objects.filter(current(today), account=account_id, account__is_active=True).values_list(
        "organisation_id", "organisation__path", "subtree", "role__permissions"
    )
    return reaches(rows.order_by())


def reaches(rows: Iterable[tuple[int, str, bool, list[str]]]) -> dict[str, Reach]:
    """Rows of (organisation, its path, with all below, permissions) put together by permission."""
    single: defaultdict[str, dict[int, str]] = defaultdict(dict)
    trees: defaultdict[str, set[str]] = defaultdict(set)
    for organisation_id, path, subtree, permissions in rows:
        for permission in permissions:
            if subtree:
                trees[permission].add(path)
            else:
                single[permission][organisation_id] = path
    return {
        permission: Reach(frozenset(single[permission]), organisations.shared_prefixes(trees[permission]))
        for permission in {*single, *trees}
    }


def permissions_at(account_id: int, organisation_path: str, today: date) -> set[str]:
    """What this person may do at one organisation today."""
    ids = [int(label) for label in organisation_path.split(".")]
    held = Grant.objects.filter(current(today), account=account_id, account__is_active=True).filter(
        Q(organisation_id=ids[-1]) | Q(organisation_id__in=ids, subtree=True)
    )
    return {code for codes in held.values_list("role__permissions", flat=True) for code in codes}


def grants_of(account_id: int) -> QuerySet[Grant]:
    return Grant.objects.filter(account=account_id).select_related("role", "organisation")


def roles(today: date) -> QuerySet[Role]:
    """The catalogue, with the number of people who hold each role today."""
    holding = Q(grants__valid_from__lte=today) & (
        Q(grants__valid_until__isnull=True) | Q(grants__valid_until__gt=today)
    )
    return Role.objects.annotate(holders=Count("grants__account", filter=holding, distinct=True))


def standard_facts(code: str, permissions: Iterable[str]) -> dict[str, object]:
    return {
        "label": STANDARD_ROLES[code],
        "description": rules.ROLE_DESCRIPTIONS.get(code, ""),
        "permissions": sorted(permissions),
        "standard": True,
        "needs_second_factor": code in rules.NEED_SECOND_FACTOR,
    }


def standard_roles_differ() -> bool:
    """Whether the software's own roles are other than the rows."""
    kept = {role.code: role for role in Role.objects.filter(standard=True)}
    wanted = {code: standard_facts(code, held) for code, held in registry.role_permissions().items()}
    return kept.keys() != wanted.keys() or any(
        getattr(kept[code], name) != value for code, facts in wanted.items() for name, value in facts.items()
    )


def permission_groups(codes: Iterable[str] | None = None) -> list[PermissionGroup]:
    """All permissions by module, or those among `codes`."""
    wanted = None if codes is None else set(codes)
    return list(_groups(wanted))


def _groups(wanted: set[str] | None) -> Iterator[PermissionGroup]:
    for module in registry.modules():
        held = tuple(p for p in module.permissions if wanted is None or str(p) in wanted)
        if held:
            yield PermissionGroup(module.label, held)
