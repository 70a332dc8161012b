"""Decisions about organisations on plain values."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from dangvu.lib import text


class Kind(StrEnum):
    PROVINCE_ORG = "province_org"
    COMMUNE_ORG = "commune_org"
    GRASSROOTS_ORG = "grassroots_org"
    BASE_SUB_ORG = "base_sub_org"
    SECTION_ORG = "section_org"
    GRASSROOTS_CELL = "grassroots_cell"
    CELL = "cell"
    PARTY_GROUP = "party_group"


KIND_LABELS: dict[str, str] = {
    Kind.PROVINCE_ORG: "Đảng bộ tỉnh, thành phố",
    Kind.COMMUNE_ORG: "Đảng bộ xã, phường, đặc khu",
    Kind.GRASSROOTS_ORG: "Đảng bộ cơ sở",
    Kind.BASE_SUB_ORG: "Đảng bộ trực thuộc cơ sở",
    Kind.SECTION_ORG: "Đảng bộ bộ phận",
    Kind.GRASSROOTS_CELL: "Chi bộ cơ sở",
    Kind.CELL: "Chi bộ",
    Kind.PARTY_GROUP: "Tổ đảng",
}

CELLS: frozenset[str] = frozenset({Kind.CELL, Kind.GRASSROOTS_CELL})
LEAVES: frozenset[str] = CELLS | {Kind.PARTY_GROUP}
"""Kinds under which no cell and no committee stands."""

DEMO_CODE = "MINH-HOA"
"""The short code of the root of the demonstration."""

PARTY_ORG_CODE = re.compile(r"(\d{2})(\d{3})(\d{3})(\d{3})(\d{3})")
SHORT_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}")


def kind_label(kind: str) -> str:
    return KIND_LABELS.get(kind, kind)


def placement_problem(kind: str, parent_kind: str | None) -> str | None:
    """Only what can never be is refused; the rest of the tree differs from place to place and from year to year."""
    if kind == Kind.PARTY_GROUP and parent_kind not in CELLS:
        return "Tổ đảng phải nằm trong một chi bộ: chọn chi bộ làm cấp trên trực tiếp."
    if parent_kind == Kind.PARTY_GROUP:
        return "Tổ đảng không có tổ chức trực thuộc: chọn cấp trên khác."
    if parent_kind in CELLS and kind != Kind.PARTY_GROUP:
        return "Dưới chi bộ chỉ có tổ đảng: chọn một đảng bộ làm cấp trên trực tiếp."
    return None


def clean_party_org_code(typed: str) -> str:
    """The stored form with dots; empty for nothing typed; ValueError with a sentence otherwise."""
    digits = re.sub(r"[\s.]", "", typed)
    if not digits:
        return ""
    match = PARTY_ORG_CODE.fullmatch(digits)
    if match is None:
        raise ValueError("Mã tổ chức đảng gồm 14 chữ số, chia 2.3.3.3.3, ví dụ 38.168.053.000.001.")
    return ".".join(match.groups())


def short_code_problem(code: str) -> str | None:
    if SHORT_CODE.fullmatch(code):
        return None
    return "Mã ngắn dùng chữ không dấu, số, dấu chấm hoặc gạch nối, nhiều nhất 32 ký tự, ví dụ CB-01."


def own_code(sequence: int) -> str:
    return f"TC{sequence:04d}"


def child_path(parent_path: str, own_id: int) -> str:
    return f"{parent_path}.{own_id}" if parent_path else str(own_id)


def is_within(path: str, top: str) -> bool:
    return path == top or path.startswith(f"{top}.")


def parents_first(rows: "Iterable[ImportRow]") -> "list[ImportRow]":
    """The rows of a list in an order in which every parent comes before its children; circles stay at the end."""
    waiting = list(rows)
    names = {text.match_key(row.name) for row in waiting}
    order: list[ImportRow] = []
    placed: set[str] = set()
    while waiting:
        ready = [row for row in waiting if _parent_placed(row, names, placed)]
        if not ready:
            break
        waiting = [row for row in waiting if row not in ready]
        order += [replace(row, is_top=text.match_key(row.parent) not in names) for row in ready]
        placed |= {text.match_key(row.name) for row in ready}
    return order + waiting


def _parent_placed(row: "ImportRow", names: set[str], placed: set[str]) -> bool:
    parent = text.match_key(row.parent)
    return parent not in names or parent in placed


def in_force(valid_from: date, valid_until: date | None, on: date) -> bool:
    """`valid_until` is the first day that no longer counts."""
    return valid_from <= on and (valid_until is None or on < valid_until)


def symbol_problem(symbol: str) -> str | None:
    if re.fullmatch(r"[0-9A-ZĐ][0-9A-ZĐ/&.-]{0,19}", symbol):
        return None
    return "Ký hiệu viết chữ in hoa, không có khoảng trắng, ví dụ CB hoặc ĐU."


def shared_prefixes(paths: Iterable[str]) -> tuple[str, ...]:
    """The topmost of these paths: a path that stands under another one adds nothing."""
    kept: list[str] = []
    for path in sorted(set(paths), key=lambda path: path.count(".")):
        if not any(is_within(path, top) for top in kept):
            kept.append(path)
    return tuple(kept)


@dataclass(frozen=True)
class Particulars:
    """What is written down about an organisation besides its name, kind and place in the tree."""

    code: str = ""
    party_org_code: str = ""
    place_name: str = ""
    established_decision: str = ""
    established_on: date | None = None


@dataclass(frozen=True)
class Change:
    """A day from which something is different, and the decision that says so."""

    on: date
    decision: str = ""
    decided_on: date | None = None


def move_problem(path: str, kind: str, parent_path: str, parent_kind: str) -> str | None:
    if is_within(parent_path, path):
        return "Không thể chuyển một tổ chức vào trong chính nó hoặc tổ chức trực thuộc nó: chọn cấp trên khác."
    return placement_problem(kind, parent_kind)


def sort_key(name: str) -> str:
    """Khu 2 before Khu 10; accents decide only between equal letters."""
    return f"{_pad(text.search_key(name))}!{_pad(text.match_key(name))}"


def _pad(words: str) -> str:
    return re.sub(r"\d+", lambda number: number.group().zfill(4), words)


@dataclass(frozen=True)
class ImportRow:
    """One organisation of an outside list, as the judge has read it."""

    line: int
    name: str
    kind: str
    parent: str = ""
    established_decision: str = ""
    established_on: date | None = None
    is_top: bool = False


@dataclass
class ImportResult:
    """What became of the lines: organisation made, organisation found, or the reason why neither."""

    created: dict[int, int] = field(default_factory=dict)
    present: dict[int, int] = field(default_factory=dict)
    left_out: dict[int, str] = field(default_factory=dict)
