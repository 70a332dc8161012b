"""Numbers of papers: from which series a number is taken and how it is printed."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

SMALLEST_WITHOUT_ZERO = 10
SHARED = "*"
"""In place of a type: the one series that all types of a congress share."""


class Reset(StrEnum):
    """When counting begins again at 01."""

    TERM = "term"
    YEAR = "year"
    CONGRESS = "congress"
    NONE = "none"


RESET_LABELS = {
    Reset.TERM: "Theo nhiệm kỳ cấp ủy",
    Reset.YEAR: "Theo năm",
    Reset.CONGRESS: "Theo đại hội, chung mọi thể loại",
    Reset.NONE: "Liên tục",
}


@dataclass(frozen=True)
class Span:
    """A term or a congress of an issuer."""

    begins_on: date
    ends_on: date | None

    def holds(self, on: date) -> bool:
        return self.begins_on <= on and (self.ends_on is None or on <= self.ends_on)


@dataclass(frozen=True)
class Period:
    """What a series is counted within: its stable key, and its first and last day where they are known."""

    key: str
    begins_on: date | None
    ends_on: date | None


def period(reset: Reset, on: date, span: Span | None = None) -> Period:
    """The period of a paper dated `on`. A term that nobody has recorded yet is one open period."""
    if reset is Reset.YEAR:
        return Period(str(on.year), date(on.year, 1, 1), date(on.year, 12, 31))
    if reset is Reset.NONE or span is None:
        return Period("", None, None)
    prefix = "dh" if reset is Reset.CONGRESS else "nk"
    return Period(f"{prefix}:{span.begins_on.isoformat()}", span.begins_on, span.ends_on)


def series_type(reset: Reset, document_type: str) -> str:
    return SHARED if reset is Reset.CONGRESS else document_type


def digits(number: int) -> str:
    """Numbers under ten take a leading zero."""
    return f"0{number}" if number < SMALLEST_WITHOUT_ZERO else str(number)


def symbol(number: int, type_symbol: str, issuer_symbol: str) -> str:
    """`05-NQ/CB`"""
    return f"{digits(number)}-{type_symbol}/{issuer_symbol}"


def printed(number_and_symbol: str) -> str:
    """`Số 05-NQ/CB`: no colon after "Số"."""
    return f"Số {number_and_symbol}" if number_and_symbol else ""


_SYMBOL = re.compile(r"(?:Số:?\s*)?(\d+)\s*-\s*([A-ZĐa-zđ]+)\s*/\s*([0-9A-ZĐ/&.-]+)")


def read(text: str) -> tuple[int, str, str] | None:
    """Number, type symbol and issuer symbol out of what a person typed, or None."""
    match = _SYMBOL.fullmatch(text.strip())
    return (int(match[1]), match[2], match[3]) if match else None


def stub_label(number: int, year: int) -> str:
    """How a refusal of secret matter is called: `TM-03/2026`."""
    return f"TM-{digits(number)}/{year}"


def span_problem(begins_on: date, others: list[Span]) -> str | None:
    """A new term begins after every recorded one began."""
    if any(begins_on <= other.begins_on for other in others):
        return "Nhiệm kỳ mới phải bắt đầu sau nhiệm kỳ đã ghi: kiểm tra lại ngày bắt đầu."
    return None
