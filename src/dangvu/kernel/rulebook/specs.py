"""Rules as data: what a module declares of a threshold, a rate or a deadline. Pure."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Edition:
    """A value from a date on, with the regulation it comes from."""

    effective_from: datetime.date
    value: Any
    regulation: str
    verified: bool = False
    """False: the source is secondary or none; the screen says that it is a setting."""


@dataclass(frozen=True)
class RuleSpec:
    """One rule with its shipped editions; an office may add editions of its own."""

    key: str
    label: str
    editions: Sequence[Edition]

    def __post_init__(self) -> None:
        if not self.editions:
            raise ValueError(f"rule {self.key} has no edition")


@dataclass(frozen=True)
class RuleValue:
    """What holds on a date."""

    key: str
    label: str
    value: Any
    regulation: str
    effective_from: datetime.date
    verified: bool


def in_force(spec: RuleSpec, editions: Sequence[Edition], on: datetime.date) -> RuleValue:
    """The latest edition that has begun on the date; before the first one, the first one."""
    ordered = sorted(editions, key=lambda edition: edition.effective_from)
    begun = [edition for edition in ordered if edition.effective_from <= on]
    chosen = begun[-1] if begun else ordered[0]
    return RuleValue(spec.key, spec.label, chosen.value, chosen.regulation, chosen.effective_from, chosen.verified)
