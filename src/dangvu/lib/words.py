"""Dates, hours, numbers and names in the words of Vietnamese screens; a second, spoken form for large-type readers."""

import math
import re
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

from dangvu.lib import text

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
FIRST_DAYS = 10  # the first ten days of a month are said with "mồng"
_PARTS_OF_DAY = ((1, "đêm"), (11, "sáng"), (13, "trưa"), (18, "chiều"), (22, "tối"), (24, "đêm"))
HALF_DAY, MINUTES = 12, 60
DOT = "\u2022"
_UNITS = ("byte", "kB", "MB", "GB", "TB")
_KILO = 1000

Number = int | float | Decimal


def weekday(day: date) -> str:
    """`Thứ Năm`."""
    return WEEKDAYS[day.weekday()]


def short_day(day: date) -> str:
    """`03/12`."""
    return f"{day:%d/%m}"


def long_day(day: date) -> str:
    """`03/12/2026`."""
    return f"{day:%d/%m}/{day.year:04d}"


def named_day(day: date, today: date | None = None) -> str:
    """`Thứ Năm 03/12`; with the year when it is not this one: `Thứ Năm 03/12/2027`."""
    written = short_day(day) if today and day.year == today.year else long_day(day)
    return f"{weekday(day)} {written}"


def spoken_day(day: date) -> str:
    """`Thứ Năm, mồng 3 tháng 12`, as people say it."""
    number = f"mồng {day.day}" if day.day <= FIRST_DAYS else str(day.day)
    return f"{weekday(day)}, {number} tháng {day.month}"


def clock(moment: time | datetime) -> str:
    """`19:30`."""
    return f"{moment:%H:%M}"


def spoken_clock(moment: time | datetime) -> str:
    """`7 giờ 30 tối`, as people say it."""
    part = next(name for until, name in _PARTS_OF_DAY if moment.hour < until)
    hour = (moment.hour - 1) % HALF_DAY + 1
    minutes = f" {moment.minute:02d}" if moment.minute else ""
    return f"{hour} giờ{minutes} {part}"


def days_left(day: date, today: date) -> str:
    """`hôm nay`, `ngày mai`, `còn 3 ngày`, `quá 2 ngày`."""
    left = (day - today).days
    if left in {0, 1}:
        return ("hôm nay", "ngày mai")[left]
    return f"còn {number(left)} ngày" if left > 0 else f"quá {number(-left)} ngày"


def minutes_long(minutes: int) -> str:
    """`1 giờ 35 phút`."""
    hours, rest = divmod(minutes, MINUTES)
    return " ".join(([f"{hours} giờ"] if hours else []) + ([f"{rest} phút"] if rest or not hours else []))


def number(value: Number, places: int = 0) -> str:
    """`1.246`; with decimals `38,5`. Rounded half up, as people round."""
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return f"{exact:,f}".translate(str.maketrans(",.", ".,"))


def percent(part: Number, whole: Number = 1) -> str:
    """`84,6%` of 22 in 26; a whole number has no decimals: `100%`."""
    if not whole:
        return "chưa tính"
    exact = Decimal(str(part)) * 100 / Decimal(str(whole))
    return number(exact, 1).removesuffix(",0") + "%"


def money(value: Number) -> str:
    """`38.500 đ`."""
    return f"{number(value)} đ"


def file_size(size: int) -> str:
    """`2,3 MB`."""
    step = min(int(math.log(size, _KILO)), len(_UNITS) - 1) if size > 0 else 0
    return f"{number(size / _KILO**step, 1 if step else 0).removesuffix(',0')} {_UNITS[step]}"


def initials(name: str) -> str:
    """`TL` for Trần Văn Lộc: family name and given name."""
    parts = re.findall(r"[^\W\d_]+", text.nfc(name))
    return "".join(one[0] for one in parts[:: len(parts) - 1 or 1][:2]).upper()


def letters(label: str) -> Iterator[str]:
    """Plain letters a to z of a label in order, initials of its words first: for keyboard ways."""
    plain = text.search_key(label).split()
    yield from (word[0] for word in plain if "a" <= word[0] <= "z")
    yield from (letter for word in plain for letter in word[1:] if "a" <= letter <= "z")


def masked(value: str, shown: int = 4) -> str:
    """`•••• •••• 4417`: all but the last characters, in groups of four; a short value is hidden whole."""
    plain = "".join(value.split())
    if len(plain) <= shown:
        return DOT * 4
    hidden = DOT * (len(plain) - shown)
    groups = [hidden[start : start + 4] for start in range(0, len(hidden), 4)]
    return " ".join([*groups, plain[-shown:]])
