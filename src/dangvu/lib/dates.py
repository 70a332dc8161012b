"""Dates as Vietnamese papers and spreadsheets write them: always day first, often known only to month or year."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from dangvu.lib import text

FIRST_YEAR, LAST_YEAR = 1900, 2100
EXCEL_EPOCH = date(1899, 12, 30)
EXCEL_SERIALS = range(3_000, 80_000)  # 1908 to 2119; smaller whole numbers are years, larger ones no dates
TWO_DIGIT_PIVOT = 26


@dataclass(frozen=True, order=True)
class PartialDate:
    """A date known to the day, the month or only the year."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValueError("year out of range")
        if self.day is not None and self.month is None:
            raise ValueError("a day needs its month")
        date(self.year, self.month or 1, self.day or 1)  # raises ValueError when not in the calendar

    @classmethod
    def of(cls, day: date) -> "PartialDate":
        return cls(day.year, day.month, day.day)

    @classmethod
    def from_iso(cls, iso: str) -> "PartialDate":
        """Read back what `isoformat` wrote."""
        return cls(*map(int, iso.split("-")))

    @property
    def precision(self) -> str:
        if self.day is not None:
            return "day"
        return "year" if self.month is None else "month"

    @property
    def is_whole(self) -> bool:
        return self.day is not None

    @cached_property
    def iso(self) -> str:
        parts = (f"{self.year:04}", self.month, self.day)
        return "-".join(part if isinstance(part, str) else f"{part:02}" for part in parts if part is not None)

    def isoformat(self) -> str:
        return self.iso

    @cached_property
    def earliest(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    @cached_property
    def latest(self) -> date:
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def as_date(self) -> date | None:
        """The day itself when it is known, otherwise None."""
        return self.earliest if self.day is not None else None

    def vietnamese(self) -> str:
        """As people read it: 03/02/1987, 5/1987 or 1987."""
        if self.month is None:
            return str(self.year)
        return f"{self.month}/{self.year}" if self.day is None else f"{self.day:02}/{self.month:02}/{self.year}"

    def __str__(self) -> str:
        return self.iso


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


class Mark(NamedTuple):
    """One date found in a cell, with the words standing before it (accent-free)."""

    label: str
    date: PartialDate


class Reading(NamedTuple):
    """What a cell says: dates in their order, the words after them, and whether something is wrong with it."""

    marks: tuple[Mark, ...]
    rest: str
    broken: bool

    @property
    def first(self) -> PartialDate | None:
        return self.marks[0].date if self.marks else None


NOTHING = Reading((), "", broken=False)
BROKEN = Reading((), "", broken=True)

_SEP = r"\s*[/.\-\\–,]\s*"
_WHOLE = re.compile(r"\s*(\d\d?)([/.\-])(\d\d?)\2(\d{4}|\d\d)\s*")
_ANY = re.compile(
    rf"""(?<![\d/])(?:
      (?P<iy>\d{{4}})[-/.](?P<im>\d{{1,2}})[-/.](?P<id>\d{{1,2}})(?:[T\s]\d\d?:\d\d(?::\d\d(?:\.\d+)?)?)?(?!\d)
    | (?P<d>\d{{1,2}})(?:{_SEP}|\s+)(?P<m>\d{{1,2}})(?:{_SEP}|\s+)(?P<y>\d{{4}}|\d{{2}})(?!\d)
        (?:\s+\d\d?:\d\d(?::\d\d)?)?
    | (?P<wd>\d{{1,2}})\s*tháng\s*(?P<wm>\d{{1,2}})\s*(?:,\s*)?năm\s*(?P<wy>\d{{4}})(?!\d)
    | (?P<xm>\d{{1,2}})\s*(?:,\s*)?năm\s*(?P<xy>\d{{4}})(?!\d)
    | (?P<pm>\d{{1,2}}){_SEP}(?P<py>\d{{4}})(?!\d)
    | (?P<only>\d{{4}})(?![\d/])
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_PACKED = re.compile(r"(\d{2})(\d{2})((?:19|20)\d{2})")
_LABEL = re.compile(r"[^\W\d_]+")
_EDGES = " \t\r\n,;:.-–/()"
_NO_DATE = frozenset({"", "-", "--", "0", "x", "/", "//", "...", ".", "…", "không", "không có", "chưa", "chưa có", "k"})


class DateReader:
    """Reads cells into dates and remembers what it has read: registers repeat the same few thousand dates."""

    def __init__(self, pivot: int = TWO_DIGIT_PIVOT) -> None:
        self.pivot = pivot
        self._known: dict[object, Reading] = {}

    def read(self, raw: object) -> Reading:
        """The dates of one cell. Excel dates, serial numbers, years and all written forms are understood."""
        found = self._known.get(raw)
        if found is None:
            if len(self._known) > 200_000:  # noqa: PLR2004 - a bound on memory, not a rule
                self._known.clear()
            found = self._known[raw] = self._read(raw)
        return found

    def _read(self, raw: object) -> Reading:
        if raw is None or raw == "":
            return NOTHING
        if isinstance(raw, datetime):
            raw = raw.date()
        if isinstance(raw, date):
            return self._made(lambda: PartialDate.of(raw))
        if isinstance(raw, bool | timedelta):
            return BROKEN
        if isinstance(raw, int | float):
            return self._made(lambda: from_number(raw))
        return self._read_text(str(raw))

    def _read_text(self, raw: str) -> Reading:
        whole = _WHOLE.fullmatch(raw)
        if whole:
            return self._made(lambda: self._day(whole[4], whole[3], whole[1]))
        line = text.nfc(raw).strip("'\"`´ ")
        if line.lower() in _NO_DATE:
            return NOTHING
        if line.replace(".0", "").isdigit() and len(line) != 4:  # noqa: PLR2004 - four digits are a year
            return self._read_digits(line.replace(".0", ""))
        return self._scan(line)

    def _read_digits(self, digits: str) -> Reading:
        packed = _PACKED.fullmatch(digits)
        if packed:
            return self._made(lambda: self._day(packed[3], packed[2], packed[1]))
        return self._made(lambda: from_number(int(digits)))

    def _scan(self, line: str) -> Reading:
        marks, words, position = [], [], 0
        for match in _ANY.finditer(line):
            before = line[position : match.start()]
            try:
                marks.append(Mark(" ".join(_LABEL.findall(text.fold(before))), self._matched(match)))
            except ValueError:
                return Reading(tuple(marks), line, broken=True)
            if marks[1:] or not before.strip(_EDGES):
                position = match.end()
                continue
            words.append(before)
            position = match.end()
        rest = line[position:].strip(_EDGES)
        spoiled = "?" in line or not marks or any(char.isdigit() for char in "".join(words)) or _has_date_like(rest)
        return Reading(tuple(marks), rest, broken=spoiled)

    def _matched(self, match: re.Match[str]) -> PartialDate:
        part = match.groupdict()
        if part["iy"]:
            return self._day(part["iy"], part["im"], part["id"])
        if part["d"]:
            return self._day(part["y"], part["m"], part["d"])
        if part["wd"]:
            return self._day(part["wy"], part["wm"], part["wd"])
        month = part["xm"] or part["pm"]
        if month:
            return PartialDate(int(part["xy"] or part["py"]), int(month))
        return PartialDate(int(part["only"]))

    def _day(self, year: str, month: str, day: str) -> PartialDate:
        number = int(year)
        if len(year) == 2:  # noqa: PLR2004 - 87 is 1987, 05 is 2005
            number += 2000 if number <= self.pivot else 1900
        return PartialDate(number, int(month), int(day))

    @staticmethod
    def _made(make: Callable[[], PartialDate]) -> Reading:
        try:
            return Reading((Mark("", make()),), "", broken=False)
        except (ValueError, OverflowError):
            return BROKEN


def _has_date_like(rest: str) -> bool:
    return bool(re.search(r"\d\s*[/.]\s*\d", rest))


def from_number(number: float) -> PartialDate:
    """A bare number in a date cell: a year, or Excel's count of days."""
    if number == int(number) and FIRST_YEAR <= number <= LAST_YEAR:
        return PartialDate(int(number))
    if int(number) in EXCEL_SERIALS:
        return PartialDate.of(EXCEL_EPOCH + timedelta(days=int(number)))
    raise ValueError("not a date")


def parse(raw: object, *, pivot: int = TWO_DIGIT_PIVOT) -> PartialDate | None:
    """The one date of a cell, or None when there is none or it cannot be read."""
    reading = DateReader(pivot).read(raw)
    return None if reading.broken else reading.first
