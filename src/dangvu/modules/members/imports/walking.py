"""Walking down a table: which rows are persons, which name a cell, which are totals, headings or signatures."""
# ruff: noqa: PLR2004 - shares and lengths tuned on real lists; named constants would only repeat the comparison

from collections.abc import Callable, Iterator
from typing import NamedTuple

from dangvu.lib import encodings, text
from dangvu.modules.members.imports import headings, tables
from dangvu.modules.members.imports.tables import Table

_TOTAL_STARTS = ("tổng", "cộng", "tæng", "céng", "toån", "coän", "tong", "cong")
_STRONG = (
    *("birth_date", "birth_year", "birth_male", "birth_female", "admission_ceremony_date", "official_date"),
    *("admission_decision_date", "national_id", "phone", "card_number", "cv_number", "numbers"),
)
_FEW = 4  # cells filled at most in a row that only names a cell or gives a total


class Met(NamedTuple):
    """A person's row (`values`) or a total (`total`)."""

    row: int
    values: list
    total: str = ""


class Walk:
    """Keeps the cell and the parent organisation of the group that the walk is in."""

    def __init__(self, table: Table, is_known_cell: Callable[[str], bool]) -> None:
        fields = table.fields
        self.table = table
        self.cell = table.title_cell
        self.parent = ""
        self.grouped = False
        self.claims: list[tuple[int, str]] = []
        self._is_known_cell = is_known_cell
        self._name = fields.get("full_name", fields.get("given_name", 0))
        births = [fields[name] for name in ("birth_date", "birth_year", "birth_male", "birth_female") if name in fields]
        self._birth = births[0] if births else self._name
        self._number = fields.get("number")
        self._cell_index = fields.get("cell")
        self._parent_index = fields.get("parent")
        self._strong = [fields[name] for name in _STRONG if name in fields]
        self._person_fields = [column.index for column in table.columns if column.field not in ("", "number", "note")]

    def __iter__(self) -> Iterator[Met]:
        heads = self.table.heading_texts
        name, birth = self._name, self._birth
        after = self.table.last_header_row
        for number, values in self.table.sheet.rows():
            if number <= after:
                continue
            written, born = values[name], values[birth]
            plain = (
                born != "" and written.__class__ is str and written != "" and birth != name
                and written not in heads and written[:4].lower() not in _TOTAL_STARTS and born not in heads
            )  # fmt: skip
            if plain and (born.__class__ is not str or born[-1:].isdigit()) and not written.strip("() ").isdigit():
                self._note_cell(values)
                yield Met(number, values)
            else:
                yield from self._slowly(number, values)

    def _slowly(self, number: int, values: list) -> Iterator[Met]:
        filled = [value for value in values if value != ""]
        if tables.is_column_numbers(values) or self._is_heading_again(filled):
            return
        lines = [value for value in filled if isinstance(value, str)]
        if any(tables.is_total_text(line) for line in lines[:2]):
            yield Met(number, values, "; ".join(lines + [f"{int(v)} đ/c" for v in filled if isinstance(v, float)][:1]))
        elif self._is_group(values, filled, lines):
            self._enter_group(number, lines)
        elif self._is_person(values):
            self._note_cell(values)
            yield Met(number, values)

    def _is_heading_again(self, filled: list) -> bool:
        again = sum(value in self.table.heading_texts for value in filled)
        if again >= 3:
            return True
        lines = [value for value in filled if isinstance(value, str)]
        known = sum(headings.is_heading(line) and not tables.is_group_text(line) for line in lines)
        return len(filled) >= 2 and len(lines) == len(filled) and known >= len(filled) * 0.7

    def _is_group(self, values: list, filled: list, lines: list[str]) -> bool:
        if len(filled) > _FEW or not lines or self._strong_cells(values):
            return False
        if any(tables.is_group_text(line) for line in lines[:3]):
            return True
        longest = max(lines, key=len)
        return len(lines) <= 2 and self._is_known_cell(longest)

    def _enter_group(self, number: int, lines: list[str]) -> None:
        line = next((one for one in lines if tables.is_group_text(one)), max(lines, key=len))
        self.claims.append((number, line))
        if tables.is_parent_text(line) and not self._is_known_cell(line):
            self.parent = tables.group_name(line)
        else:
            self.cell = line
        self.grouped = True

    def _strong_cells(self, values: list) -> int:
        return sum(tables.looks_dated(values[index]) or isinstance(values[index], float) for index in self._strong)

    def _is_person(self, values: list) -> bool:
        """A name with something beside it, or no name but at least two dates or numbers of a person."""
        strong = self._strong_cells(values)
        written = values[self._name]
        if not isinstance(written, str) or not _like_name(written):
            return strong >= 2
        others = sum(values[index] != "" for index in self._person_fields) - 1
        numbered = self._number is not None and _is_number(values[self._number])
        return strong > 0 or others >= 3 or (numbered and others >= 0)

    def _note_cell(self, values: list) -> None:
        if self._cell_index is not None:
            written = values[self._cell_index]
            if written != "":
                self.cell = str(written)
            elif not self.table.carry_cell:
                self.cell = ""
        if self._parent_index is not None and values[self._parent_index] != "":
            self.parent = str(values[self._parent_index])


def _like_name(written: str) -> bool:
    clean = text.nfc(encodings.to_unicode(written))
    return any(char.isalpha() for char in clean) and not any(char.isdigit() for char in clean[:3])


def _is_number(value: object) -> bool:
    return isinstance(value, float) or (isinstance(value, str) and value.strip(" .").isdigit())
