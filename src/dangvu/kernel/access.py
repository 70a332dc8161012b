"""Who may see and do what: permissions, the actor, and one queryset condition per rule.

`visible()` is the list, `allowed()` is the same query with a primary key; no second version exists that could drift.
"""

import datetime
import functools
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self, TypeVar
from zoneinfo import ZoneInfo

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.module_loading import import_string

from dangvu.kernel.errors import NotAllowed

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
ORGANISATION = "organisations.Organisation"


class Permission(StrEnum):
    """Base of every module's `Can`: a stable code "module.verb" with its label for people."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


@dataclass(frozen=True)
class Reach:
    """Where a permission holds: single organisations, whole subtrees, or everywhere (the system itself)."""

    organisation_ids: frozenset[int] = frozenset()
    subtrees: tuple[str, ...] = ()
    everywhere: bool = False

    @property
    def nowhere(self) -> bool:
        return not (self.everywhere or self.organisation_ids or self.subtrees)

    def q(self, field: str = "organisation") -> Q:
        """Rows whose organisation at `field` lies within; the empty name is for the organisation itself."""
        if self.everywhere:
            return Q()
        if self.nowhere:
            return Q(pk__in=[])
        by_id = f"{field}_id__in" if field else "pk__in"
        condition = Q(**{by_id: sorted(self.organisation_ids)}) if self.organisation_ids else Q()
        for paths in filter(None, self._by_size()):
            condition |= _within(field, paths)
        return condition

    def __or__(self, other: "Reach") -> "Reach":
        """Where the one or the other holds: one condition instead of two that mostly say the same."""
        return Reach(
            self.organisation_ids | other.organisation_ids,
            tuple(sorted({*self.subtrees, *other.subtrees})),
            self.everywhere or other.everywhere,
        )

    def _by_size(self) -> tuple[list[str], list[str]]:
        """Whole trees, and parts of them."""
        return [p for p in self.subtrees if "." not in p], [p for p in self.subtrees if "." in p]


def _within(field: str, paths: list[str]) -> Q:
    """A part of the tree is few organisations, whose rows an index finds; a whole tree is most rows anyway."""
    if not field:
        return Q(path__within=paths)
    if "." not in paths[0]:
        return Q(**{f"{field}__path__within": paths})
    rows = apps.get_model(ORGANISATION)._default_manager.filter(path__within=paths)
    return Q(**{f"{field}__among": rows.order_by().values("pk")})


NOWHERE = Reach()
EVERYWHERE = Reach(everywhere=True)
Reaches = Mapping[str, Reach]


@functools.cache
def _reach_loader() -> Callable[[int, datetime.date], Reaches]:
    """The kernel asks for reach; which module answers is the composition root's choice."""
    loader: Callable[[int, datetime.date], Reaches] = import_string(settings.DANGVU_REACH_LOADER)
    return loader


@dataclass(frozen=True)
class Actor:
    """Who acts, and when: time is passed in with the person."""

    account_id: int | None
    name: str
    now: datetime.datetime
    is_system: bool = False
    correlation: uuid.UUID = field(default_factory=uuid.uuid4)

    @property
    def today(self) -> datetime.date:
        """The date on the wall in Viet Nam."""
        return self.now.astimezone(VIETNAM).date()

    @functools.cached_property
    def _reaches(self) -> Reaches:
        return _reach_loader()(self.account_id, self.today) if self.account_id is not None else {}

    def reach(self, permission: str) -> Reach:
        """Where this person holds `permission` today; all of a person's grants are read in one query."""
        return EVERYWHERE if self.is_system else self._reaches.get(str(permission), NOWHERE)

    @property
    def own(self) -> int:
        """The account's number for "is this mine?"; 0, which nobody has, for the system and for strangers."""
        return self.account_id or 0

    def can_anywhere(self, permission: str) -> bool:
        return not self.reach(permission).nowhere


def system_actor(now: datetime.datetime, name: str = "Hệ thống") -> Actor:
    """The platform itself: jobs, the command line, demo data."""
    return Actor(account_id=None, name=name, now=now, is_system=True)


Rule = Callable[[Actor], Q]
_rules: dict[tuple[str, str], Rule] = {}
R = TypeVar("R", bound=Rule)


def rule(permissions: str | Sequence[str], model: str) -> Callable[[R], R]:
    """Declare, beside the model, the one condition under which its rows fall under the permissions."""
    names = [permissions] if isinstance(permissions, str) else list(permissions)

    def declare(condition: R) -> R:
        for name in names:
            if (str(name), model) in _rules:
                raise RuntimeError(f"two access rules for {name} on {model}")
            _rules[(str(name), model)] = condition
        return condition

    return declare


def condition(actor: Actor, permission: str, model: type[models.Model]) -> Q:
    """The queryset condition of `permission` on `model` for this person."""
    if actor.is_system:
        return Q()
    declared = _rules.get((str(permission), model._meta.label))
    if declared is not None:
        return declared(actor)
    return actor.reach(permission).q("" if model._meta.label == ORGANISATION else "organisation")


M = TypeVar("M", bound=models.Model)


def visible(actor: Actor, permission: str, rows: "models.QuerySet[M] | models.Manager[M]") -> "models.QuerySet[M]":
    """The rows on which this person holds the permission."""
    return rows.all().filter(condition(actor, permission, rows.model))


def allowed(actor: Actor, permission: str, target: models.Model) -> bool:
    """Whether `target` is among the visible rows: the same query, with a primary key."""
    rows: models.QuerySet[Any] = type(target)._base_manager.filter(pk=target.pk)
    return visible(actor, permission, rows).exists()


def require(actor: Actor, permission: str, target: models.Model | None) -> None:
    """Refuse with a sentence unless the permission holds on `target` (or anywhere, when there is no target)."""
    held = actor.can_anywhere(permission) if target is None else allowed(actor, permission, target)
    if not held:
        raise denied(permission)


def denied(permission: str) -> NotAllowed:
    """The refusal that names the missing right and says whom to ask."""
    label = getattr(permission, "label", "") or str(permission)
    return NotAllowed(
        f"Việc “{label}” cần được phân quyền ở tổ chức này.",
        hint="Nếu đây là việc của đồng chí, nhờ quản trị của đảng ủy phân quyền rồi thử lại.",
    )
