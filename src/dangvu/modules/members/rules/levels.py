"""How much of a member's record a reader sees: each level shows what the lower ones show, and more."""

from collections.abc import Mapping
from enum import IntEnum


class Level(IntEnum):
    NAME = 1  # members of the same cell: name and post
    LIMITED = 2  # the cell's committee and leaders above: what the work of the cell needs
    FILE = 3  # who keeps the records, and the member


NAME_FIELDS = frozenset({"full_name", "post", "cell"})
LIMITED_FIELDS = NAME_FIELDS | {
    "sex",
    "birth_date",
    "admission_ceremony_date",
    "official_date",
    "party_age",
    "status",
    "phone",
    "job_now",
}
FILE_FIELDS = LIMITED_FIELDS | {
    "birth_name", "ethnic_group", "religion", "home_town", "general_education", "political_theory", "professional",
    "languages", "job_before", "service", "admission_decision_date", "cv_number", "card_number", "badge_number",
    "national_id", "moved_in_date", "moved_in_from", "moved_out_date", "moved_out_to", "left_date", "death_date",
    "death_cause", "note",
}  # fmt: skip
SHOWN: Mapping[Level, frozenset[str]] = {
    Level.NAME: NAME_FIELDS,
    Level.LIMITED: frozenset(LIMITED_FIELDS),
    Level.FILE: frozenset(FILE_FIELDS),
}


def shows(level: Level, field: str) -> bool:
    return field in SHOWN[level]
