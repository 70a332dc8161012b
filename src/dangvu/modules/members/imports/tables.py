"""Finding the table in a sheet: its heading rows, its kind, and which of its rows are persons."""
# ruff: noqa: PLR2004 - shares and lengths tuned on real lists; named constants would only repeat the comparison

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

from dangvu.lib import encodings, text
from dangvu.lib.spreadsheets import Row, Sheet
from dangvu.modules.members.imports import headings
from dangvu.modules.members.imports.headings import Column

ACTIVE, MOVED_OUT, DECEASED, LEFT, SUMMARY = "active", "moved_out", "deceased", "left", "summary"
KIND_LABELS = {
    ACTIVE: "Đang sinh hoạt",
    MOVED_OUT: "Đã chuyển đi",
    DECEASED: "Từ trần",
    LEFT: "Ra khỏi Đảng",
    SUMMARY: "Bảng tổng hợp, không nhập",
}
_LOOK_AT = 400  # rows read to understand a sheet
_HEAD_WITHIN = 60  # the heading stands within so many filled rows
_ENOUGH_HEADINGS = 3

_KINDS = (
    (DECEASED, re.compile(r"tu tran|qua doi|da mat\b|\bchet\b|da hy sinh")),
    (
        MOVED_OUT,
        re.compile(r"chuyen di|chuyen (sinh hoat )?(dang )?(ra ngoai|di noi khac|noi khac)|chuyen sh ?d? di|da chuyen"),
    ),
    (MOVED_OUT, re.compile(r"chuyen sinh hoat( dang)?(?!.*\bden\b)")),
    (LEFT, re.compile(r"ra khoi dang|xoa ten|khai tru|bi dua ra")),
)
_NOT_MOVED = re.compile(r"khong (ke|tinh|bao gom)|chuyen den")
_TOTAL = re.compile(
    r"(tổng|cộng)\b|t/?c\s*:|tong (cong|so)\b|cong( chi bo)?\s*(:|\d|$)|(ds|danh sách)( này)? (có|gồm) \d"
)
_ROMAN_OR_NUMBER = re.compile(r"^\s*(?:[IVXLC]+|[A-Z]|\d{1,3})\s*[.)\-:/]+\s*(?=\S)|^\s*[*+\-•]+\s*")
_COUNT_TAIL = re.compile(
    r"\s*(?:[(\[:–-]\s*)?(?:có|gồm|tổng số)?\s*:?\s*\d+\s*(?:đ/c|đ\.c|đc|đồng chí|đảng viên|đv|người)\.?\s*[)\]]?\s*$",
    re.IGNORECASE,
)
_CELL_NAME = re.compile(r"^(chi bo|cb|chi uy)\b")
_PARENT_NAME = re.compile(r"^(dang bo|dang uy|db|du)\b")
_PLACE_NAME = re.compile(r"^(xom|thon|ban|to dan pho|tdp|khu pho|khoi pho|khu dan cu|kdc|ap|buon|lang)\b")
_COLUMN_NUMBER = re.compile(r"\(?\s*(\d{1,2}|[a-z])\s*\)?\.?0?", re.IGNORECASE)


@dataclass
class Table:
    """What was understood of one sheet."""

    sheet: Sheet
    kind: str
    header_row: int = 0
    last_header_row: int = 0
    columns: list[Column] = field(default_factory=list)
    heading_texts: frozenset[str] = frozenset()
    title_cell: str = ""
    carry_cell: bool = False
    width: int = 0

    def index(self, name: str) -> int | None:
        return next((column.index for column in self.columns if column.field == name), None)

    @property
    def fields(self) -> dict[str, int]:
        return {column.field: column.index for column in self.columns if column.field}


def find_table(sheet: Sheet, chosen: dict[int, str] | None = None) -> Table:
    """Understand a sheet from its first rows."""
    rows = list(islice(sheet.rows(), _LOOK_AT))
    top = _header_position(rows)
    if top is None:
        return Table(sheet, SUMMARY)
    bottom = _header_end(rows, top)
    paths = _paths(rows[top : bottom + 1])
    body = [values for _, values in rows[bottom + 1 :]]
    width = len(paths)
    samples = _samples(body, width)
    columns = headings.columns_of(paths, samples, chosen or {})
    title = [str(value) for _, values in rows[:top] for value in values if isinstance(value, str) and value.strip()]
    table = Table(
        sheet,
        ACTIVE,
        rows[top][0],
        rows[bottom][0],
        columns,
        frozenset(str(value) for _, values in rows[top : bottom + 1] for value in values if value != ""),
        width=width,
    )
    table.kind = _kind(table, title, body)
    table.columns = _fitted(table)
    table.title_cell = _title_cell(title, sheet.name)
    table.carry_cell = _is_sparse(table, body)
    return table


def _header_position(rows: Sequence[Row]) -> int | None:
    """The first row with enough column headings; else the row with most of them."""
    best, best_score = None, 0
    for position, (_, values) in enumerate(rows[:_HEAD_WITHIN]):
        score = len({headings.heading_key(value) for value in values if headings.is_heading(value)})
        if score >= _ENOUGH_HEADINGS and score > best_score and not _is_title(values):
            best, best_score = position, score
            break
    if best is None:
        return None
    while best > 0 and rows[best - 1][0] == rows[best][0] - 1 and _is_band(rows[best - 1][1]):
        best -= 1
    return best


def _is_title(values: list) -> bool:
    return sum(value != "" for value in values) < 2


def _is_band(values: list) -> bool:
    """A row of general headings above the headings ("Thông tin cá nhân" | "Thông tin đảng viên")."""
    filled = [value for value in values if value != ""]
    if len(filled) < 2 or not all(isinstance(value, str) and len(value) < 60 for value in filled):
        return False
    words = " ".join(text.fold(encodings.to_unicode(value)) for value in filled)
    return not re.search(r"dang cong san|dang (bo|uy)|cong hoa|doc lap|ngay \d|bieu so|mau so|don vi tinh|\d{4}", words)


def _header_end(rows: Sequence[Row], top: int) -> int:
    bottom = top
    for position in range(top + 1, min(top + 5, len(rows))):
        if not _is_sub_heading(rows[position][1]) and not is_column_numbers(rows[position][1]):
            break
        bottom = position
    return bottom


def _is_sub_heading(values: list) -> bool:
    filled = [value for value in values if value != ""]
    if not filled or any(not isinstance(value, str) for value in filled):
        return False
    if len(filled) == 1 and (is_group_text(str(filled[0])) or len(filled[0]) > 40):
        return False
    known = sum(headings.is_heading(value) for value in filled)
    return known >= max(1, len(filled) * 0.6) and not any(_has_date(value) for value in filled)


def _has_date(value: str) -> bool:
    return bool(re.search(r"\d{1,4}\s*[/.\-]\s*\d{2,4}", value))


def is_column_numbers(values: list) -> bool:
    """The row (1) (2) (3) … under the headings."""
    filled = [value for value in values if value != ""]
    if len(filled) < 3:
        return False
    keys = [str(int(value)) if isinstance(value, float) else str(value).strip() for value in filled]
    if not all(_COLUMN_NUMBER.fullmatch(key) for key in keys):
        return False
    numbers = [int(digits) for digits in re.findall(r"\d+", " ".join(keys))]
    return len(numbers) >= len(keys) - 2 and numbers == sorted(numbers) and len(set(numbers)) == len(numbers)


def _paths(head: Sequence[Row]) -> list[list[str]]:
    """For each column its headings from the band down; an empty band cell belongs to the band at its left."""
    lines = [values for _, values in head if not is_column_numbers(values)]
    width = max(len(values) for _, values in head)
    paths: list[list[str]] = [[] for _ in range(width)]
    for level, values in enumerate(lines):
        below = lines[level + 1 :]
        band = ""
        for index in range(width):
            own = values[index] if index < len(values) else ""
            if own != "":
                band = str(own)
            elif not any(index < len(line) and line[index] != "" for line in below):
                continue
            if band and (not paths[index] or paths[index][-1] != band):
                paths[index].append(band if own != "" or below else "")
    return _decoded(paths)


def _decoded(paths: list[list[str]]) -> list[list[str]]:
    """Headings in Unicode; one heading in an old encoding decides for those that could be read both ways."""
    found = Counter(encodings.detect(part) for path in paths for part in path)
    del found[None]
    old = found.most_common(1)[0][0] if found else None
    return [[text.nfc(encodings.decode_as(part, old) if old else part) for part in path if part] for path in paths]


def _samples(body: list[list], width: int) -> list[list[object]]:
    persons = [values for values in body if sum(value != "" for value in values) >= 3]
    return [[values[index] for values in persons[:200] if values[index] != ""] for index in range(width)]


def _kind(table: Table, title: list[str], body: list[list]) -> str:
    fields = table.fields
    named = "full_name" in fields or {"family_name", "given_name"} <= fields.keys()
    if not named or not fields.keys() & {
        "birth_date",
        "birth_year",
        "birth_male",
        "national_id",
        "admission_ceremony_date",
    }:
        return SUMMARY
    for line in (table.sheet.name, *title):
        folded = text.fold(encodings.to_unicode(line))
        if _NOT_MOVED.search(folded):
            continue
        for kind, pattern in _KINDS:
            if pattern.search(folded):
                return kind
    return _kind_by_contents(fields, body)


# In a list of the gone, a plain "Ngày" or "Lý do" speaks of their going: (kind, heading, field).
_BY_KIND = tuple(
    (kind, re.compile(pattern), name)
    for kind, pattern, name in (
        (MOVED_OUT, r"^(ngay|thoi gian)( thang( nam)?)?( chuyen.*)?$", "moved_out_date"),
        (MOVED_OUT, r"^(noi|den|chuyen (den|ve)|dang bo (moi|noi)|don vi (moi|den)).*", "moved_out_to"),
        (DECEASED, r"^(ngay|thoi gian)( thang( nam)?)?$", "death_date"),
        (DECEASED, r"ly do|nguyen nhan|benh", "death_cause"),
        (LEFT, r"^(ngay|thoi gian)( thang( nam)?)?( ra| xoa.*| khai.*)?$", "left_date"),
    )
)


def _fitted(table: Table) -> list[Column]:
    taken, fitted = set(table.fields), []
    for column in table.columns:
        key = text.fold(headings.heading_key(column.heading.split("›")[-1]))
        if column.field in ("", "moved_in_date", "moved_in_from", "moved_in") and column.confidence < 1:
            meant = (name for kind, pattern, name in _BY_KIND if kind == table.kind and pattern.search(key))
            name = next((name for name in meant if name not in taken), column.field)
            taken.add(name)
            fitted.append(replace(column, field=name))
        else:
            fitted.append(column)
    return fitted


def _kind_by_contents(fields: dict[str, int], body: list[list]) -> str:
    filled = [values for values in body if sum(value != "" for value in values) >= 4]
    for kind, names in ((DECEASED, ("death_date", "death")), (MOVED_OUT, ("moved_out_date", "moved_out"))):
        for name in names:
            index = fields.get(name)
            if index is not None and filled and sum(values[index] != "" for values in filled) > len(filled) * 0.7:
                return kind
    return ACTIVE


def _title_cell(title: list[str], sheet_name: str) -> str:
    """A list of one cell names it above the table, or on the tab."""
    for line in reversed([*title, sheet_name]):
        clean = text.nfc(encodings.to_unicode(line))
        found = re.search(r"\b(chi bộ|CB)\s+\S.*", clean, re.IGNORECASE)
        if found and not re.search(r"các chi bộ|danh sách chi bộ", clean, re.IGNORECASE):
            return found.group()
    return sheet_name if _PLACE_NAME.match(text.fold(sheet_name)) else ""


def _is_sparse(table: Table, body: list[list]) -> bool:
    index = table.index("cell")
    persons = [values for values in body if sum(value != "" for value in values) >= 4]
    return index is not None and bool(persons) and sum(values[index] != "" for values in persons) < len(persons) * 0.5


def is_group_text(line: str) -> bool:
    """Does this line name a cell or an organisation above cells, rather than a person?"""
    if is_total_text(line):
        return False
    key = text.fold(group_name(line))
    return bool(_CELL_NAME.match(key) or _PARENT_NAME.match(key) or _PLACE_NAME.match(key))


def is_parent_text(line: str) -> bool:
    return bool(_PARENT_NAME.match(text.fold(group_name(line))))


def group_name(line: str) -> str:
    """`III. CHI BỘ XÓM ẢI (14 đ/c)` → `CHI BỘ XÓM ẢI`."""
    clean = text.nfc(encodings.to_unicode(line))
    clean = _ROMAN_OR_NUMBER.sub("", clean)
    return _COUNT_TAIL.sub("", clean).strip(" :;,.-–")


def is_total_text(line: str) -> bool:
    return bool(_TOTAL.match(encodings.to_unicode(line).lower()))


def counts_in(line: str) -> tuple[int | None, int | None]:
    """Persons and women that a subtotal or group row claims."""
    folded = text.fold(encodings.to_unicode(line))
    persons = re.search(r"(\d+)\s*(d/c|dc\b|dong chi|dang vien|dv\b|nguoi)", folded)
    women = re.search(r"\bnu\s*:?\s*(\d+)|(\d+)\s*(d/c|dong chi)?\s*nu\b", folded)
    return (
        int(persons[1]) if persons else None,
        int(women[1] or women[2]) if women else None,
    )


def looks_dated(value: object) -> bool:
    return isinstance(value, date) or (isinstance(value, str) and any(char.isdigit() for char in value))
