"""Judging a list of organisations: one table, each row an organisation, its parent given by name."""
# ruff: noqa: PLR2004 - shares and lengths tuned on real lists; named constants would only repeat the comparison

import re
from collections.abc import Iterator
from datetime import date

from dangvu.lib import encodings, identity_numbers, text
from dangvu.lib.dates import DateReader
from dangvu.lib.spreadsheets import Book, Row, Sheet
from dangvu.modules.organisations.imports import names
from dangvu.modules.organisations.imports.report import Judgement, Reason, RowVerdict

# Tried in this order on the accent-free heading.
_HEADINGS = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("note", r"ghi chu"),
        ("code", r"^ma\b|ma so|ma to chuc"),
        ("secretary_phone", r"dien thoai|\bsdt\b|di dong|so dt|^dt$"),
        ("member_count", r"(so|tong|sl).*(dang vien|\bdv\b)|dang so|^so luong|si so"),
        ("", r"pho bi thu|chi uy vien|email|dia chi"),
        ("secretary", r"bi thu"),
        ("established_number", r"^so (qd|quyet dinh)( thanh lap)?$"),
        ("established_date", r"^(ngay|nam)\b.*(thanh lap|quyet dinh|\bqd\b)|^ngay tl$"),
        ("established", r"quyet dinh|\bqd\b|thanh lap"),
        ("kind", r"loai|hinh thuc to chuc|phan loai"),
        ("parent", r"truc thuoc|cap tren|thuoc (dang|to chuc)|^dang bo$|^dang uy$|^thuoc$"),
        ("name", r"ten|to chuc dang|^chi bo|don vi"),
        ("number", r"^(s?tt|so tt|so thu tu|thu tu)$"),
    )
)
_KINDS = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("province_org", r"^(db|dang bo|du|dang uy) (tinh|thanh pho|tp)\b"),
        ("section_org", r"bo phan"),
        ("party_group", r"^to dang"),
        ("grassroots_cell", r"^(cb|chi bo|cbcs) ?(co so|cs)\b|^cbcs$"),
        ("cell", r"^(cb|chi bo|cbtt)\b"),
        ("grassroots_org", r"^(db|dang bo|du|dang uy|dbcs) ?(co so|cs)\b|^dbcs$"),
        ("commune_org", r"^(db|dang bo|du|dang uy) (cap )?(xa|phuong|thi tran|dac khu)\b"),
        ("base_sub_org", r"^(db|dang bo) truc thuoc"),
        ("grassroots_org", r"^(db|dang bo|du|dang uy)\b"),
    )
)
_DECISION = re.compile(r"(\d+)\s*[-/–]?\s*QĐ\s*[-/–.]?\s*([A-ZĐ]{1,10}(?:[/-][A-ZĐ]+)?)", re.IGNORECASE)
_TOTAL = re.compile(r"^(tong|cong)\b")
_ENOUGH_HEADINGS = 3


def judge_organisations(book: Book, *, as_of: date) -> Judgement:
    """Verdicts of all rows of all sheets that list organisations."""
    judgement = Judgement(book.name)
    reader = DateReader(pivot=as_of.year % 100)
    for sheet in book.sheets:
        found = _find_header(sheet)
        if found is None:
            judgement.messages.append(f"Trang “{sheet.name}” không có danh sách tổ chức đảng nên không nhập.")
            continue
        rows = list(_data_rows(sheet, *found))
        judgement.rows += [_judge_row(book, sheet, row, found[1], reader) for row in rows]
    _mend_names(judgement.rows)
    _mark_duplicates(judgement.rows)
    return judgement


def _find_header(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    for number, values in sheet.rows():
        fields = _fields(values)
        if "name" in fields and len(fields) >= _ENOUGH_HEADINGS:
            return number, fields
    return None


def _fields(values: list) -> dict[str, int]:
    fields: dict[str, int] = {}
    for index, value in enumerate(values):
        if not isinstance(value, str) or not value.strip() or len(value) > 80:
            continue
        folded = " ".join(re.findall(r"\w+", text.fold(encodings.to_unicode(value))))
        name = next((name for name, pattern in _HEADINGS if pattern.search(folded)), "")
        if name:
            fields.setdefault(name, index)
    return fields


def _data_rows(sheet: Sheet, header: int, fields: dict[str, int]) -> Iterator[Row]:
    others = [index for name, index in fields.items() if name not in ("name", "number", "note")]
    number = fields.get("number")
    for row, values in sheet.rows():
        if row <= header or (len(_fields(values)) >= _ENOUGH_HEADINGS and _is_header_again(values)):
            continue
        first = next((str(value) for value in values if isinstance(value, str) and value.strip()), "")
        if _TOTAL.match(text.fold(encodings.to_unicode(first)).strip()) or _is_column_numbers(values):
            continue
        filled = sum(values[index] != "" for index in others)
        counted = number is not None and re.fullmatch(r"\d+(\.0)?\.?", str(values[number]).strip()) is not None
        named = isinstance(values[fields["name"]], str) and values[fields["name"]].strip()
        if (named and (counted or filled >= 2)) or (not named and counted and filled >= 2):
            yield row, values


def _is_header_again(values: list) -> bool:
    return all(isinstance(value, str) and not any(char.isdigit() for char in value) for value in values if value != "")


def _is_column_numbers(values: list) -> bool:
    filled = [str(value).strip("() ") for value in values if value != ""]
    return len(filled) > 2 and all(re.fullmatch(r"\d{1,2}(\.0)?|[A-Za-z]", value) for value in filled)


def _judge_row(book: Book, sheet: Sheet, row: Row, fields: dict[str, int], reader: DateReader) -> RowVerdict:
    number, cells = row
    verdict = RowVerdict(book.name, sheet.name, number, [], {})
    raw = {name: cells[index] for name, index in fields.items() if cells[index] != ""}
    _read_name(raw, verdict)
    _read_decision(raw, verdict, reader)
    if "member_count" in raw:
        count = re.search(r"\d+", identity_numbers.as_digits(raw["member_count"]))
        if count:
            verdict.values["member_count"] = int(count.group())
    _read_secretary(raw, verdict)
    return verdict


def _read_name(raw: dict[str, object], verdict: RowVerdict) -> None:
    written = names.tidy(raw.get("name", ""))
    if written:
        verdict.values["name"] = written
    else:
        verdict.reasons.append(Reason.NAME_MISSING)
    kind = kind_of(str(raw.get("kind", ""))) or kind_of(written)
    if kind:
        verdict.values["kind"] = kind
    if "parent" in raw:
        verdict.values["parent"] = names.organisation_name(str(raw["parent"]))


def kind_of(written: str) -> str:
    """The kind of organisation that a word or a name says."""
    folded = text.fold(encodings.to_unicode(written)).strip()
    return next((name for name, pattern in _KINDS if pattern.search(folded)), "")


def _read_decision(raw: dict[str, object], verdict: RowVerdict, reader: DateReader) -> None:
    line = encodings.to_unicode(
        " ".join(str(raw[name]) for name in ("established_number", "established") if name in raw)
    )
    found = _DECISION.search(line)
    if found:
        verdict.values["established_decision"] = f"{found[1]}-QĐ/{found[2].upper()}"
        line = line[found.end() :]
    elif "established_number" in raw:
        line = ""
    reading = reader.read(raw["established_date"]) if "established_date" in raw else reader.read(line.strip(" ,;."))
    if isinstance(raw.get("established"), date):
        reading = reader.read(raw["established"])
    if reading.marks and not reading.broken:
        verdict.values["established_date"] = reading.marks[-1].date.iso


def _read_secretary(raw: dict[str, object], verdict: RowVerdict) -> None:
    written = encodings.to_unicode(str(raw.get("secretary", "")))
    name = re.sub(r"^(?:đ\s*/\s*c|đc|đồng chí|ông|bà)\b[\s.:]*", "", written, flags=re.IGNORECASE)
    phone = raw.get("secretary_phone", "")
    together = re.search(r"[\d+][\d .\-]{8,}", name)
    if together:  # the number stands behind the name
        phone, name = phone or together.group(), name[: together.start()]
    name = name.strip(" .,;:-()")
    if any(char.isalpha() for char in name) and not re.match(r"(?i)(chưa có|khuyết|trống|không)\b", name):
        verdict.values["secretary"] = text.title_name(name)
    else:
        verdict.reasons.append(Reason.SECRETARY_MISSING)
    number = identity_numbers.phone(phone) if phone != "" else identity_numbers.MISSING
    if number.value:
        verdict.values["secretary_phone"] = number.value
    elif number.problem is identity_numbers.Problem.INVALID:
        verdict.reasons.append(Reason.PHONE_INVALID)


def _mend_names(rows: list[RowVerdict]) -> None:
    """Names in capitals get the case of the others; a parent gets the full name of the organisation it means."""
    written = [str(row.values[field]) for row in rows for field in ("name", "parent") if field in row.values]
    casing = names.Casing(written)
    for row in rows:
        for field in ("name", "parent"):
            if field in row.values:
                row.values[field] = casing.mend(str(row.values[field]))
    by_key = {names.key(str(row.values["name"])): str(row.values["name"]) for row in rows if "name" in row.values}
    for row in rows:
        if "parent" in row.values:
            parent = str(row.values["parent"])
            row.values["parent"] = by_key.get(names.key(parent), parent)


def _mark_duplicates(rows: list[RowVerdict]) -> None:
    met: dict[tuple[str, str], tuple[str, int]] = {}
    for row in rows:
        if "name" not in row.values:
            continue
        who = (text.match_key(str(row.values["name"])), names.key(str(row.values.get("parent", ""))))
        first = met.setdefault(who, (row.sheet, row.row))
        if first != (row.sheet, row.row):
            row.reasons.append(Reason.DUP_NAME)
            row.duplicate_of = first
