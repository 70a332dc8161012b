"""Reading spreadsheets that strangers send: xlsx, xls and csv, with the row numbers people see.

Nothing of the file is executed or looked up; what could be dangerous or huge is refused before it is read.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import PurePath

import python_calamine as calamine

from dangvu.lib import delimited_text, workbook_safety
from dangvu.lib.workbook_safety import (
    Damaged,
    Empty,
    Encrypted,
    HasMacros,
    Limits,
    NotASpreadsheet,
    SpreadsheetRefused,
    TooBig,
    TooManyColumns,
    TooManyRows,
    WrongExtension,
)

__all__ = [
    "Book",
    "Damaged",
    "Empty",
    "Encrypted",
    "HasMacros",
    "Limits",
    "Merge",
    "NotASpreadsheet",
    "Row",
    "Sheet",
    "SpreadsheetRefused",
    "TooBig",
    "TooManyColumns",
    "TooManyRows",
    "WrongExtension",
    "book_of_rows",
    "read",
]

Row = tuple[int, list]  # the number the person sees, the values ("" for an empty cell)


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range; rows as people count them (from 1), columns from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Sheet:
    """One sheet. `rows()` may be walked several times."""

    name: str
    merges: list[Merge] = field(default_factory=list)
    hidden: bool = False
    _lines: list[Row] | None = None
    _source: calamine.CalamineSheet | None = None

    def raw_rows(self) -> Iterator[Row]:
        """Rows that hold anything, as they stand in the file."""
        if self._lines is not None:
            yield from self._lines
        elif self._source is not None and self._source.start is not None:
            for number, values in enumerate(self._source.iter_rows(), start=1):
                if any(value != "" for value in values):
                    yield number, values

    def rows(self) -> Iterator[Row]:
        """Rows with values of cells merged downwards repeated in each row that they span."""
        pending = sorted((merge for merge in self.merges if merge.bottom > merge.top), key=lambda merge: merge.top)
        if not pending:
            yield from self.raw_rows()
            return
        starts: dict[int, list[Merge]] = {}
        for merge in pending:
            starts.setdefault(merge.top, []).append(merge)
        yield from _filled(self.raw_rows(), starts)


def _filled(rows: Iterator[Row], starts: dict[int, list[Merge]]) -> Iterator[Row]:
    running: list[tuple[Merge, object]] = []
    for number, values in rows:
        if running:
            running = [(merge, value) for merge, value in running if merge.bottom >= number]
            for merge, value in running:
                if values[merge.left] == "":
                    values[merge.left] = value
        for merge in starts.get(number, ()):
            if merge.left < len(values) and values[merge.left] != "":
                running.append((merge, values[merge.left]))
        yield number, values


@dataclass
class Book:
    """A spreadsheet file that was accepted."""

    name: str
    sheets: list[Sheet]
    encoding: str = ""
    delimiter: str = ""

    @property
    def is_csv(self) -> bool:
        return bool(self.delimiter)


def read(content: bytes, name: str, limits: Limits | None = None) -> Book:
    """Open a spreadsheet or refuse it with a sentence (`SpreadsheetRefused`)."""
    limits = limits or Limits()
    kind = workbook_safety.inspect(content, name, limits)
    return _read_csv(content, name, limits) if kind == "csv" else _read_workbook(content, name, limits)


def book_of_rows(name: str, sheets: dict[str, list[list]]) -> Book:
    """A book made in memory (row numbers from 1), for tests and for lists typed on a screen."""
    made = []
    for title, lines in sheets.items():
        numbered = [(number, list(values)) for number, values in enumerate(lines, start=1)]
        made.append(Sheet(title, _lines=[row for row in numbered if any(value != "" for value in row[1])]))
    return Book(name, made)


def _read_workbook(content: bytes, name: str, limits: Limits) -> Book:
    try:
        book = calamine.load_workbook(io.BytesIO(content))
        sheets = [
            _sheet(book, meta, limits) for meta in book.sheets_metadata if meta.typ == calamine.SheetTypeEnum.WorkSheet
        ]
    except calamine.PasswordError as error:
        raise Encrypted from error
    except SpreadsheetRefused:
        raise
    except Exception as error:  # calamine's errors share no base, and a Rust panic arrives as PanicException
        raise Damaged from error
    if not any(sheet._source is not None and sheet._source.start is not None for sheet in sheets):  # noqa: SLF001
        raise Empty
    return Book(PurePath(name).name, sheets)


def _sheet(book: calamine.CalamineWorkbook, meta: calamine.SheetMetadata, limits: Limits) -> Sheet:
    source = book.get_sheet_by_name(meta.name)
    last_row, last_column = source.end or (0, 0)
    if last_row >= limits.rows:
        raise TooManyRows(limits.rows)
    if last_column >= limits.columns:
        raise TooManyColumns(limits.columns)
    merges = [
        Merge(top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in (source.merged_cell_ranges or [])
    ]
    offset = source.start[1] if source.start else 0
    if offset:  # calamine leaves empty columns at the left edge out
        merges = [Merge(m.top, m.left - offset, m.bottom, m.right - offset) for m in merges if m.left >= offset]
    return Sheet(meta.name, merges, meta.visible != calamine.SheetVisibleEnum.Visible, _source=source)


def _read_csv(content: bytes, name: str, limits: Limits) -> Book:
    try:
        lines, encoding, delimiter = delimited_text.parse(content)
    except (csv.Error, UnicodeError) as error:
        raise NotASpreadsheet from error
    if not lines:
        raise Empty
    if lines[-1][0] > limits.rows:
        raise TooManyRows(limits.rows)
    if max(map(len, (values for _, values in lines))) > limits.columns:
        raise TooManyColumns(limits.columns)
    width = max(len(values) for _, values in lines)
    padded = [(number, list(chain(values, [""] * (width - len(values))))) for number, values in lines]
    short = PurePath(name).name
    return Book(short, [Sheet(PurePath(short).stem, _lines=padded)], encoding, delimiter)
