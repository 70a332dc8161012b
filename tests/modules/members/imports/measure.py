"""How well a messy file was read: verdicts, values, rows lost and rows invented."""

from collections import Counter
from dataclasses import dataclass, field

from tests.modules.members.imports import messy

from dangvu.lib import spreadsheets, text
from dangvu.modules.members import imports


@dataclass
class Score:
    rows: int = 0
    verdicts: int = 0
    values: int = 0
    right: int = 0
    lost: int = 0
    invented_rows: int = 0
    invented_values: int = 0
    misses: Counter = field(default_factory=Counter)
    examples: list = field(default_factory=list)

    def add(self, other: "Score") -> None:
        for name in ("rows", "verdicts", "values", "right", "lost", "invented_rows", "invented_values"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.misses += other.misses
        self.examples += other.examples

    @property
    def verdict_share(self) -> float:
        return self.verdicts / self.rows

    @property
    def value_share(self) -> float:
        return self.right / self.values


def measure(made: messy.MessyFile) -> Score:
    book = spreadsheets.read(made.content, made.name)
    judged = imports.judge_members(book, organisations=made.organisations, as_of=messy.TODAY)
    found = {(row.sheet, row.row): row for row in judged.rows}
    score = Score(rows=len(made.truths))
    for truth in made.truths:
        row = found.pop((truth.sheet, truth.row), None)
        if row is None:
            score.lost += 1
            score.misses["lost"] += 1
            score.examples.append((made.layout, truth.sheet, truth.row, "lost", truth.values.get("full_name")))
            continue
        _compare_verdict(made, truth, row, score)
        _compare_values(made, truth, row, score)
    score.invented_rows = len(found)
    score.examples += [(made.layout, *where, "invented", row.values) for where, row in found.items()]
    return score


def _compare_verdict(made, truth, row, score) -> None:
    reasons = {str(reason) for reason in row.deciding_reasons}
    expected = truth.reasons | _follows(made, truth)
    status = truth.status
    if expected and status == "accepted":
        status = "warning"
    right = (
        str(row.status) == status and (not truth.reasons or truth.reasons <= reasons) and reasons <= expected | EXTRA
    )
    score.verdicts += right
    if not right:
        score.misses[f"verdict {sorted(truth.reasons)} got {row.status} {sorted(reasons)}"] += 1
        score.examples.append(
            (
                made.layout,
                truth.sheet,
                truth.row,
                "verdict",
                truth.reasons,
                truth.raw,
                truth.values,
                str(row.status),
                reasons,
                row.values,
            )
        )


EXTRA = {
    "CCCD_MISMATCH",
    "DATE_PARTIAL",
    "OFFICIAL_NOT_12_MONTHS",
    "DATE_FUTURE",
    "ADMITTED_UNDER_18",
    "OFFICIAL_BEFORE_ADMISSION",
}


def _follows(made, truth) -> set[str]:
    """A list without a column lacks its value in every row."""
    columns = next(layout for layout in messy.layouts(messy.Random(0)) if layout.name == made.layout).columns
    missing = set()
    if "sex" not in truth.values:
        missing.add("SEX_MISSING")
    if "national_id" not in columns:
        missing.add("CCCD_MISSING")
    return missing


def _compare_values(made, truth, row, score) -> None:
    for name, value in truth.values.items():
        score.values += 1
        got = row.values.get(name)
        if (
            got is not None
            and text.match_key(got) == text.match_key(value)
            and (name == "full_name" or got == value or text.old_tone_placement(got) == text.old_tone_placement(value))
        ):
            score.right += 1
        elif not (name == "status" and truth.status == "rejected"):
            score.misses[f"value {name}"] += 1
            score.examples.append((made.layout, truth.sheet, truth.row, name, value, got))
        else:
            score.right += 1
    for name in row.values.keys() - truth.values.keys():
        score.invented_values += 1
        score.misses[f"invented {name}"] += 1
        score.examples.append((made.layout, truth.sheet, truth.row, "invented", name, row.values[name]))
