"""Which column holds what: recognised by what its heading says and what its cells hold, never by its position."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from dangvu.lib import encodings, text
from dangvu.modules.members.imports import contents
from dangvu.modules.members.imports import heading_words as words

_ADVICE = re.compile(r"\((?:ghi|theo|như|nếu|chữ|viết|xã|bằng|đủ|\d)[^)]*\)")  # "(ghi như lý lịch)"
_LONGEST_HEADING = 120
_MARKS = re.compile(r"[^\w/&+]+")


@dataclass(frozen=True, slots=True)
class Column:
    """One column as it was understood."""

    index: int
    heading: str
    field: str
    confidence: float
    sample: str = ""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What a person decided on the mapping screen: sheet name → column index → field ("" ignores the column)."""

    sheets: dict[str, dict[int, str]] = field(default_factory=dict)

    def of(self, sheet: str) -> dict[int, str]:
        return self.sheets.get(sheet, {})


def heading_key(raw: object) -> str:
    """Accented lower-case words of a heading, the hyphens of line breaks mended."""
    return " ".join(_MARKS.sub(" ", _ADVICE.sub(" ", encodings.to_unicode(str(raw)).lower())).split())


def recognise(path: Sequence[str]) -> tuple[str, float]:
    """Field and confidence for the headings above a column, from the band down to the column's own heading."""
    keys = [key for key in map(heading_key, path) if key]
    if not keys:
        return "", 0.0
    leaf, bands = keys[-1], keys[:-1]
    special = _under(" ".join(bands), leaf) if bands else None
    if special is not None:
        return special, 0.95
    if leaf == "năm" and bands and "sinh" in bands[-1]:
        return "birth_year", 0.95
    own = _own(leaf)
    if own is not None and (own or not bands):
        return own, 0.95 if own else 0.0
    if own == "" and leaf not in words.ABBREVIATIONS:
        return "", 0.9
    whole = _by_rules(text.fold(" ".join(keys))) if bands else None
    return (whole, 0.6) if whole else ("", 0.0)


def _under(band: str, leaf: str) -> str | None:
    band, short = text.fold(band), text.fold(leaf)
    if leaf in ("năm", "tháng") and "sinh" in band:
        return "birth_year" if leaf == "năm" else "birth_month"
    for over, under, name in words.UNDER:
        if over.search(band) and under.search(short):
            return name
    return None


def _own(leaf: str) -> str | None:
    if leaf in words.ABBREVIATIONS:
        return words.ABBREVIATIONS[leaf]
    return _by_rules(text.fold(leaf))


def _by_rules(folded: str) -> str | None:
    for name, pattern in words.RULES:
        if pattern.search(folded):
            return name
    return None


def is_heading(raw: object) -> bool:
    """Does this cell read like a column heading?"""
    if not isinstance(raw, str) or len(raw) > _LONGEST_HEADING:
        return False
    key = heading_key(raw)
    return bool(key) and (key in words.ABBREVIATIONS or bool(_own(key)) or _own(key) == "")


def columns_of(paths: Sequence[Sequence[str]], samples: Sequence[list[object]], chosen: dict[int, str]) -> list[Column]:
    """All columns of a table: headings first, then contents where the headings are silent or contradicted."""
    found = []
    for index, (path, cells) in enumerate(zip(paths, samples, strict=True)):
        name, confidence = recognise(path)
        if index in chosen:
            name, confidence = chosen[index], 1.0
        else:
            name, confidence = contents.agree(name, confidence, cells)
        shown = next((str(cell) for cell in cells if cell not in ("", None)), "")
        found.append(Column(index, " › ".join(path), name, confidence, shown))
    return _settled(_split_names(found, samples))


def _split_names(columns: list[Column], samples: Sequence[list[object]]) -> list[Column]:
    """One heading over two columns: family and middle names at the left, the given name at the right."""
    for left, right in pairwise(columns):
        if left.field != "full_name" or right.field not in ("", "given_name") or right.confidence >= 1:
            continue
        headless = not right.heading or right.heading == left.heading or right.field == "given_name"
        if headless and contents.are_single_words(samples[right.index]) and contents.are_short(samples[left.index]):
            pair = (replace(left, field="family_name"), replace(right, field="given_name", confidence=0.8))
            return [*columns[: left.index], *pair, *columns[right.index + 1 :]]
    return columns


def _settled(columns: list[Column]) -> list[Column]:
    """One column for each field: the most certain, then the leftmost."""
    best: dict[str, Column] = {}
    for column in sorted(columns, key=lambda one: (-one.confidence, one.index)):
        if column.field:
            best.setdefault(column.field, column)
    has_name = "full_name" in best
    settled = []
    for column in columns:
        keep = not column.field or best[column.field] is column
        name = column.field if keep else ""
        if name == "given_name" and not has_name and "family_name" not in best:
            name = "full_name"
        if name == "family_name" and "given_name" not in best:
            name = "full_name" if not has_name else ""
        settled.append(Column(column.index, column.heading, name, column.confidence if name else 0.0, column.sample))
    return settled
