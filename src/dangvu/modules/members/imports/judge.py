"""Judging a whole file: every row on its own, then persons met twice or in two kinds of sheets."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from dangvu.lib import text
from dangvu.lib.dates import DateReader
from dangvu.lib.identity_numbers import differ_slightly
from dangvu.lib.spreadsheets import Book
from dangvu.modules.members.imports import report, rules_of_rows, tables, verdicts
from dangvu.modules.members.imports.cells import CellFinder, KnownOrganisation
from dangvu.modules.members.imports.headings import ColumnMapping
from dangvu.modules.members.imports.report import Judgement, RowVerdict, SheetFound, SheetMessage
from dangvu.modules.members.imports.rows import RowReader
from dangvu.modules.members.imports.tables import Table
from dangvu.modules.members.imports.verdicts import Reason
from dangvu.modules.members.imports.walking import Walk

CHUNK_ROWS = 2_000
_GONE = (tables.MOVED_OUT, tables.DECEASED)


def sheets_of(book: Book, mapping: ColumnMapping | None = None) -> list[SheetFound]:
    """How the sheets are understood, for the screen where columns can be mapped by hand."""
    return [_found(table) for table in _tables(book, mapping)]


def judge_members(
    book: Book,
    *,
    organisations: Sequence[KnownOrganisation],
    as_of: date,
    mapping: ColumnMapping | None = None,
) -> Judgement:
    """Verdicts of all rows in the order of sheets and rows."""
    judge = Judge(book, organisations, as_of, mapping, show_repairs=True)
    rows = [row for chunk in judge.chunks() for row in chunk]
    places = {sheet.name: place for place, sheet in enumerate(book.sheets)}
    rows.sort(key=lambda row: (places[row.sheet], row.row))
    judge.messages.sort(key=lambda message: (places[message.sheet], message.row))
    return Judgement(book.name, rows, judge.found, judge.messages)


def judge_members_in_chunks(
    book: Book,
    *,
    organisations: Sequence[KnownOrganisation],
    as_of: date,
    mapping: ColumnMapping | None = None,
    chunk_rows: int = CHUNK_ROWS,
    show_repairs: bool = False,
) -> Iterator[list[RowVerdict]]:
    """The same verdicts in pieces, for files too large to keep: active sheets first, then the other ones."""
    yield from Judge(book, organisations, as_of, mapping, show_repairs=show_repairs).chunks(chunk_rows)


class Judge:
    """One reading of one book."""

    def __init__(
        self,
        book: Book,
        organisations: Iterable[KnownOrganisation],
        as_of: date,
        mapping: ColumnMapping | None = None,
        *,
        show_repairs: bool = False,
    ) -> None:
        self.book = book
        self.messages: list[SheetMessage] = []
        self._tables = _tables(book, mapping)
        self.found = [_found(table) for table in self._tables]
        self._finder = CellFinder(organisations)
        self._today = rules_of_rows.Today.at(as_of)
        self._dates = DateReader(pivot=as_of.year % 100)
        self._show_repairs = show_repairs
        self._met = Met()

    def chunks(self, size: int = CHUNK_ROWS) -> Iterator[list[RowVerdict]]:
        gone = [
            (table, list(self._rows(table, found)))
            for table, found in zip(self._tables, self.found, strict=True)
            if table.kind in _GONE
        ]
        index = _Index(row for _, rows in gone for row in rows)
        for table, found in zip(self._tables, self.found, strict=True):
            if table.kind not in (*_GONE, tables.SUMMARY):
                yield from self._in_chunks(self._active(table, found, index), size)
        others = Met()
        for _, rows in gone:
            yield from self._in_chunks(self._gone(rows, index, others), size)

    @staticmethod
    def _in_chunks(rows: Iterator[RowVerdict], size: int) -> Iterator[list[RowVerdict]]:
        chunk: list[RowVerdict] = []
        for row in rows:
            chunk.append(row)
            if len(chunk) >= size:
                yield chunk
                chunk = []
        if chunk:
            yield chunk

    def _active(self, table: Table, found: SheetFound, index: "_Index") -> Iterator[RowVerdict]:
        met, empty = self._met, index.is_empty
        checks_conflict = table.kind == tables.ACTIVE and not empty
        for row in self._rows(table, found):
            key = _name_key(row)
            if checks_conflict and index.marks(row, key):
                row.reasons.append(Reason.STATUS_CONFLICT)
            met.check(row, key)
            yield row

    @staticmethod
    def _gone(rows: list[RowVerdict], index: "_Index", met: "Met") -> Iterator[RowVerdict]:
        for row in rows:
            if (row.sheet, row.row) in index.conflicting:
                row.reasons.append(Reason.STATUS_CONFLICT)
            met.check(row, _name_key(row))
            yield row

    def _rows(self, table: Table, found: SheetFound) -> Iterator[RowVerdict]:
        walk = Walk(table, lambda line: self._finder.find(line).reason is not Reason.CELL_UNKNOWN)
        reader, kind, today = RowReader(table, self._dates), table.kind, self._today
        tally = _Tally(table.sheet.name)
        for row, values, total in walk:
            tally.enter(walk.claims)
            if total:
                tally.compare(row, total, grouped=walk.grouped)
                continue
            person = reader.read(values)
            cell = self._finder.find(walk.cell, walk.parent)
            reasons = rules_of_rows.judge(person, kind, today)
            if cell.reason:
                reasons.append(cell.reason)
            else:
                person.values["cell"] = cell.name or ""
            status = rules_of_rows.membership(person, kind, today)
            if status:
                person.values["status"] = status
            tally.add(person.values.get("sex"))
            found.rows += 1
            verdict = RowVerdict(self.book.name, table.sheet.name, row, reasons, person.values, None, cell.organisation)
            if self._show_repairs:
                verdict.shown = report.repairs(table.columns, values, person.values)
            yield verdict
        self.messages += tally.messages


class Met:
    """Persons met so far, kept as plain numbers: a province's register must fit in memory."""

    def __init__(self) -> None:
        self._sheets: list[str] = []
        self._by_id: dict[int, int] = {}
        self._by_name: dict[int, list[tuple[int, int]] | tuple[int, int]] = {}

    def check(self, row: RowVerdict, key: str) -> None:
        """Mark the row when its person was met before, otherwise remember it; rejected rows are nobody."""
        if row.reasons and not verdicts.REJECTING.isdisjoint(row.reasons):
            return
        number = row.values.get("national_id")
        if number is None:
            return
        place, known = self._place(row), int(number)
        first = self._by_id.get(known)
        if first is not None:
            self._mark(row, first, Reason.DUP_CCCD)
            return
        who = hash((key, row.values.get("birth_date")))
        near = self._near(who, number)
        if near is not None:
            self._mark(row, near, Reason.DUP_NAME_BIRTH)
            return
        self._by_id[known] = place
        others = self._by_name.get(who)
        if others is None:
            self._by_name[who] = (known, place)
        else:
            self._by_name[who] = [*(others if isinstance(others, list) else [others]), (known, place)]

    def _near(self, who: int, number: str) -> int | None:
        others = self._by_name.get(who)
        if others is None:
            return None
        for known, place in others if isinstance(others, list) else [others]:
            if differ_slightly(f"{known:012}", number):
                return place
        return None

    def _place(self, row: RowVerdict) -> int:
        if not self._sheets or self._sheets[-1] != row.sheet:
            self._sheets.append(row.sheet)
        return (len(self._sheets) - 1) << 32 | row.row

    def _mark(self, row: RowVerdict, first: int, reason: Reason) -> None:
        row.reasons.append(reason)
        row.duplicate_of = (self._sheets[first >> 32], first & 0xFFFFFFFF)


def _name_key(row: RowVerdict) -> str:
    """Names are compared without regard to capitals and tone placement."""
    return text.old_tone_placement(row.values.get("full_name", "").lower())


class _Index:
    """Persons of the moved-out and deceased sheets, by number and by name, birth date and card."""

    def __init__(self, rows: Iterable[RowVerdict]) -> None:
        self._by_id: dict[str, list[tuple[str, int]]] = {}
        self._by_card: dict[tuple[str, str | None, str], list[tuple[str, int]]] = {}
        self.conflicting: set[tuple[str, int]] = set()
        for row in rows:
            where, number, card = (row.sheet, row.row), row.values.get("national_id"), row.values.get("card_number")
            if number:
                self._by_id.setdefault(number, []).append(where)
            if card and "birth_date" in row.values:
                key = (_name_key(row), row.values["birth_date"], card)
                self._by_card.setdefault(key, []).append(where)
        self.is_empty = not (self._by_id or self._by_card)

    def marks(self, row: RowVerdict, key: str) -> bool:
        """Is the person of an active sheet in here? Remembers the rows it stands against."""
        values = row.values
        found = list(self._by_id.get(values.get("national_id", ""), ()))
        found += self._by_card.get((key, values.get("birth_date"), values.get("card_number", "")), ())
        self.conflicting.update(found)
        return bool(found)


class _Tally:
    """Counts persons of a group and of the sheet, to compare with what the sheet claims."""

    def __init__(self, sheet: str) -> None:
        self.messages: list[SheetMessage] = []
        self._sheet = sheet
        self._groups = 0
        self._all = self._here = self._women = self._unsaid = 0

    def enter(self, claims: list[tuple[int, str]]) -> None:
        if len(claims) != self._groups:
            self._groups = len(claims)
            self._here = self._women = self._unsaid = 0

    def add(self, sex: str | None) -> None:
        self._all += 1
        self._here += 1
        self._women += sex == "female"
        self._unsaid += sex is None

    def compare(self, row: int, line: str, *, grouped: bool) -> None:
        persons, women = tables.counts_in(line)
        counted = {self._all, self._here} if grouped else {self._all}
        if persons is not None and persons not in counted:
            real = self._here if grouped and not text.fold(line).startswith("tong") else self._all
            self._say(row, f"Dòng {row} ghi {persons} đảng viên nhưng danh sách có {real}.")
        elif women is not None and persons == self._here and not 0 <= women - self._women <= self._unsaid:
            self._say(row, f"Dòng {row} ghi {women} nữ nhưng danh sách có {self._women}.")

    def _say(self, row: int, sentence: str) -> None:
        self.messages.append(SheetMessage(self._sheet, row, sentence))


def _tables(book: Book, mapping: ColumnMapping | None) -> list[Table]:
    return [tables.find_table(sheet, (mapping or ColumnMapping()).of(sheet.name)) for sheet in book.sheets]


def _found(table: Table) -> SheetFound:
    return SheetFound(table.sheet.name, table.kind, table.header_row, table.columns, hidden=table.sheet.hidden)
