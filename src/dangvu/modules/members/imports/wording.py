"""The usual words of a register and their one correct spelling."""

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from dangvu.lib import identity_numbers, text
from dangvu.modules.members.imports import contents
from dangvu.modules.members.imports.verdicts import Reason

MARKS = contents.MARKS
NUMBER_REASONS = {"card_number": Reason.CARD_FORMAT, "cv_number": Reason.CV_FORMAT}


class Move(NamedTuple):
    """A date with a few words in one cell, and the status that it gives the person."""

    day: str
    words: str
    status: str


MOVES = {
    "moved_in": Move("moved_in_date", "moved_in_from", ""),
    "moved_out": Move("moved_out_date", "moved_out_to", "moved_out"),
    "left": Move("left_date", "", "struck_off"),
    "death": Move("death_date", "death_cause", "deceased"),
}
_NOTHING = frozenset({"-", "--", "...", ".", "/", "…", "0"})
_UNIT = re.compile(
    r"(?:^|(?<=[,;\-–(]))\s*(xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh|thôn|xóm|bản|làng|ấp|khu|tổ)(?=\s)",
    re.IGNORECASE,
)
_SMALL_VOWELS = "àáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
# TCVN3 has no accented capitals: "huyện ý Yên".
_SMALL_INITIAL = re.compile(r"(?<=\s)(?!ấp\b)[" + _SMALL_VOWELS + r"](?=[^\W\d_]|\s)")
_BEFORE_COMMA = re.compile(r"\s+([,;.])")
_AFTER_COMMA = re.compile(r"([,;])(?=\S)")
_ODD_TOWN = re.compile(  # most towns are written well: one look decides
    r"(?:^|[,;\-–(])\s*(?:X[ãÃ]|P[hH]|[Tt]T|T[hHỉỈổỔ]|H[uU]|Q[uU]|L[àÀ]|Ấ|B[ảẢ]|K[hH])|\s[,;.]|[,;]\S|\s["
    + _SMALL_VOWELS
    + "]"
)
_FROM = re.compile(r"^(?:chuyển\s+)?(?:từ|đến|tới|về|tại|sang|do|vì|ở|lý do)\b[\s:]*", re.IGNORECASE)
_TOKENS = re.compile(r"\s*[,;/|\n]\s*|\s+[-–]\s*|\s*[-–]\s+")
_NUMBER_LABEL = re.compile(
    r"(?:\bsố\s*)?(?P<card>thẻ(?:\s*(?:đảng viên|đảng|đv))?)\b|(?:\bsố\s*)?\b(?P<cv>ll|sll|lý lịch|lí lịch|ly lich)\b"
    r"|(?:\bsố\s*)?\b(?P<badge>hh|shh|huy hiệu(?:\s*đảng)?)\b",
    re.IGNORECASE,
)


def first_capital(line: str) -> str:
    return line[:1].upper() + line[1:] if line not in _NOTHING else ""


def as_written(line: str) -> str:
    return line if line not in _NOTHING else ""


def ethnic_group(line: str) -> str:
    return contents.ETHNIC_GROUPS.get(text.fold(line)) or first_capital(line)


def religion(line: str) -> str:
    return contents.RELIGIONS.get(text.fold(line)) or first_capital(line)


def political_theory(line: str) -> str:
    return contents.theory(text.fold(line).strip(" .")) or first_capital(line)


def sex(line: str) -> str:
    return contents.SEXES.get(text.fold(line).strip(" .")) or ""


def marked_sex(line: str, column: str) -> str | None:
    """A mark means the column's sex; a word means what it says, whichever column it stands in."""
    return contents.SEXES.get(text.fold(line).strip(" .")) or (column if line.lower() in MARKS else None)


def home_town(line: str) -> str:
    """`Xã Phú Lạc , huyện` → `xã Phú Lạc, huyện`: units in small letters, commas where they belong."""
    if not _ODD_TOWN.search(line):
        return as_written(line)
    line = _AFTER_COMMA.sub(r"\1 ", _BEFORE_COMMA.sub(r"\1", as_written(line)))
    line = _UNIT.sub(lambda found: found.group().lower(), line)
    return _SMALL_INITIAL.sub(lambda found: found.group().upper(), line)


def place(rest: str) -> str:
    return _FROM.sub("", rest.strip(" ,;:.-–()")).strip(" ,;:.-–()")


def fraction(raw: object) -> str:
    """12/12 that Excel took for the twelfth of December."""
    if isinstance(raw, date):
        day, month = raw.day, raw.month
        return f"{day}/{month}" if month in (10, 12) and day <= month else f"{month}/{day}"
    line = text.nfc(raw) if isinstance(raw, str) else identity_numbers.as_digits(raw)
    return re.sub(r"\s*/\s*", "/", line)


TIDY: dict[str, Callable[[str], str]] = {
    "ethnic_group": ethnic_group,
    "religion": religion,
    "home_town": home_town,
    "general_education": as_written,
    "political_theory": political_theory,
    "professional": as_written,
    "languages": as_written,
    "job_before": as_written,
    "job_now": as_written,
    "service": as_written,
    "moved_in_from": place,
    "moved_out_to": place,
    "death_cause": as_written,
}


def persona(line: str) -> dict[str, str]:
    """Sex, ethnic group and religion in one cell, in any order, any of them missing."""
    found: dict[str, str] = {}
    unknown = []
    for token in filter(None, _TOKENS.split(line)):
        key = text.fold(token).strip(" .")
        if key in contents.SEXES and "sex" not in found:
            found["sex"] = contents.SEXES[key]
        elif key in contents.ETHNIC_GROUPS and "ethnic_group" not in found:
            found["ethnic_group"] = contents.ETHNIC_GROUPS[key]
        elif key in contents.RELIGIONS and "religion" not in found:
            found["religion"] = contents.RELIGIONS[key]
        else:
            unknown.append(token)
    for name in ("ethnic_group", "religion"):
        if unknown and name not in found:
            found[name] = first_capital(unknown.pop(0))
    return found


def labelled_numbers(line: str) -> list[tuple[str, identity_numbers.Number]]:
    """Card, CV and badge numbers of one cell: by their labels, or by their shape."""
    labels = list(_NUMBER_LABEL.finditer(line))
    if not labels:
        return [_by_shape(part) for part in re.split(r"[;,\n]|\s+-\s+", line) if any(char.isdigit() for char in part)]
    found = []
    if any(char.isdigit() for char in line[: labels[0].start()]):
        found.append(_by_shape(line[: labels[0].start()]))
    ends = [label.start() for label in labels[1:]] + [len(line)]
    for label, end in zip(labels, ends, strict=True):
        part = line[label.end() : end].strip(" :;,.-–")
        if part:
            found.append(_READERS[label.lastgroup or ""](part))
    return found


_READERS: dict[str, Callable[[str], tuple[str, identity_numbers.Number]]] = {
    "card": lambda part: ("card_number", identity_numbers.card(part)),
    "cv": lambda part: ("cv_number", identity_numbers.cv_number(part)),
    "badge": lambda part: ("badge_number", identity_numbers.badge(part)),
}


def _by_shape(part: str) -> tuple[str, identity_numbers.Number]:
    if any(char.isalpha() for char in part):
        return "cv_number", identity_numbers.cv_number(part)
    digits = re.sub(r"\D", "", part)
    if len(digits) == identity_numbers.BADGE_DIGITS:
        return "badge_number", identity_numbers.badge(part)
    return "card_number", identity_numbers.card(part)
