"""How dates, headings and tone marks are written on a Party paper."""

import re
import unicodedata
from datetime import date

from dangvu.lib import text

SINGLE_DIGITS = 10
LAST_ZERO_MONTH = 2
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_OLD = re.compile(r"(?<![qQ])([òóỏõọùúủũụÒÓỎÕỌÙÚỦŨỤ])([aeyAEY])(?![^\W\d_])")
_OPEN_PAIRS = frozenset({"oa", "oe", "uy"})


def day_and_month(on: date) -> str:
    """Days under ten and the months 1 and 2 take a zero, other months none: `ngày 05 tháng 02`, `ngày 27 tháng 5`."""
    month = f"{on.month:02}" if on.month <= LAST_ZERO_MONTH else str(on.month)
    return f"ngày {on.day:02} tháng {month}"


def date_line(place: str, on: date) -> str:
    """`Minh Hòa, ngày 03 tháng 12 năm 2026`"""
    words = f"{day_and_month(on)} năm {on.year}"
    return f"{place}, {words}" if place else words


def short_date(on: date) -> str:
    """Inside a sentence: `05/9/2026`, `03/02/2026`."""
    month = f"{on.month:02}" if on.month <= LAST_ZERO_MONTH else str(on.month)
    return f"{on.day:02}/{month}/{on.year}"


def citation(type_name: str, symbol: str, on: date, issuer: str) -> str:
    """`Nghị quyết số 12-NQ/ĐU, ngày 05/9/2026 của Đảng ủy xã …` with the comma before "ngày"."""
    return f"{type_name} số {symbol}, ngày {short_date(on)} của {issuer}"


def roman(number: int) -> str:
    result = ""
    for value, sign in _ROMAN:
        while number >= value:
            result, number = result + sign, number - value
    return result


def people(count: int) -> str:
    """Counts in minutes take a leading zero: `03 đồng chí`."""
    return f"{count:02} đồng chí"


def tone_marks(words: str, style: str) -> str:
    """Set open oa, oe, uy as the office writes them: `ủy` (tone first) or `uỷ` (tone second)."""
    return _OLD.sub(_tone_to_second, words) if style == "uỷ" else text.old_tone_placement(words)


def _tone_to_second(match: re.Match[str]) -> str:
    first, second = match.groups()
    split = unicodedata.normalize("NFD", first)
    bare, tone = split[0], split[1]
    if (bare + second).lower() not in _OPEN_PAIRS:
        return match.group()
    return bare + unicodedata.normalize("NFC", second + tone)
