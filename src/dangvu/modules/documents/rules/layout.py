"""Layout profiles: every size and margin of a paper as data with its regulation, its dates and how sure it is."""

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dangvu.modules.documents.rules.types import DATA

VERIFIED = "V"


@dataclass(frozen=True)
class Value:
    """One value of a profile. `mark`: V read in the regulation, V2 in a secondary source, U not found.

    Where sources differ, `alternatives` names the others and `is_setting` lets the office choose.
    """

    name: str
    label: str
    value: Any
    mark: str
    alternatives: tuple[Any, ...]
    is_setting: bool


@dataclass(frozen=True)
class Profile:
    code: str
    label: str
    regulation: str
    basis: str
    effective_from: date
    effective_until: date | None
    values: Mapping[str, Value]

    def sizes(self, chosen: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Plain values for the composer; what the office has chosen replaces settings only."""
        sizes = {name: value.value for name, value in self.values.items()}
        settings = {name for name, value in self.values.items() if value.is_setting}
        return sizes | {name: value for name, value in (chosen or {}).items() if name in settings}


def rule_key(name: str) -> str:
    return f"documents.layout.{name}"


@functools.cache
def profiles() -> tuple[Profile, ...]:
    """All profiles, oldest first."""
    found = [_profile(json.loads(path.read_text(encoding="utf-8"))) for path in DATA.glob("HD*.json")]
    return tuple(sorted(found, key=lambda profile: profile.effective_from))


def _profile(row: Mapping[str, Any]) -> Profile:
    until = row["effective_until"]
    return Profile(
        code=row["code"],
        label=row["label"],
        regulation=row["regulation"],
        basis=row["basis"],
        effective_from=date.fromisoformat(row["effective_from"]),
        effective_until=date.fromisoformat(until) if until else None,
        values={name: _value(name, entry) for name, entry in row["values"].items()},
    )


def _value(name: str, entry: Mapping[str, Any]) -> Value:
    return Value(
        name=name,
        label=entry["label"],
        value=entry["value"],
        mark=entry["mark"],
        alternatives=tuple(entry.get("alternatives", ())),
        is_setting=bool(entry.get("setting")),
    )


def profile_on(on: date) -> Profile:
    """The profile valid on a paper's date; a paper older than all profiles takes the oldest."""
    begun = [profile for profile in profiles() if profile.effective_from <= on]
    return begun[-1] if begun else profiles()[0]


def profile_called(code: str) -> Profile:
    return next(profile for profile in profiles() if profile.code == code)
