"""The value of a rule on a date: shipped by the modules, amended by the office."""

import datetime

from django.apps import apps

from dangvu.kernel.rulebook.specs import Edition, RuleValue, in_force


def value(key: str, *, on: datetime.date) -> RuleValue:
    """What holds for `key` on the date. An office's edition wins over a shipped one of the same day."""
    from dangvu.kernel.module import registry  # noqa: PLC0415  the manifests import this package to declare their rules

    spec = registry.rule_specs()[key]
    amended = apps.get_model("kernel_rulebook", "RuleEdition").objects.filter(key=key)
    own = [Edition(row.effective_from, row.value, row.regulation, row.verified) for row in amended]
    return in_force(spec, [*spec.editions, *own], on)
