"""The value of a rule on a date: shipped by the modules, amended by the office."""

import datetime

from django.apps import apps as django_apps

from dangvu.kernel.registry import registry
from dangvu.kernel.rulebook.specs import Edition, RuleSpec, RuleValue, in_force


def value(key: str, *, on: datetime.date) -> RuleValue:
    """What holds for `key` on the date. An office's edition wins over a shipped one of the same day."""
    return values(key, on=on)[key]


def values(prefix: str, *, on: datetime.date) -> dict[str, RuleValue]:
    """What holds on the date for every rule whose key begins with `prefix`; one query whatever their number."""
    own: dict[str, list[Edition]] = {}
    for row in django_apps.get_model("kernel_rulebook", "RuleEdition").objects.filter(key__startswith=prefix):
        edition = Edition(row.effective_from, row.value, row.regulation, verified=row.verified)
        own.setdefault(row.key, []).append(edition)
    return {spec.key: in_force(spec, [*spec.editions, *own.get(spec.key, [])], on) for spec in _specs(prefix)}


def _specs(prefix: str) -> list[RuleSpec]:
    return [spec for key, spec in registry.rule_specs().items() if key.startswith(prefix)]
