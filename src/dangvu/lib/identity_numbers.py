"""Numbers that identify a person: citizen ID (CCCD), phone, Party card, CV number. Only their structure is judged."""

import re
from enum import StrEnum
from typing import NamedTuple

CCCD_DIGITS, CMND_DIGITS = 12, 9
CARD_DIGITS = (8, 12)
BADGE_DIGITS = 6

PROVINCES = {
    "001": "Hà Nội", "002": "Hà Giang", "004": "Cao Bằng", "006": "Bắc Kạn", "008": "Tuyên Quang", "010": "Lào Cai",
    "011": "Điện Biên", "012": "Lai Châu", "014": "Sơn La", "015": "Yên Bái", "017": "Hòa Bình", "019": "Thái Nguyên",
    "020": "Lạng Sơn", "022": "Quảng Ninh", "024": "Bắc Giang", "025": "Phú Thọ", "026": "Vĩnh Phúc", "027": "Bắc Ninh",
    "030": "Hải Dương", "031": "Hải Phòng", "033": "Hưng Yên", "034": "Thái Bình", "035": "Hà Nam", "036": "Nam Định",
    "037": "Ninh Bình", "038": "Thanh Hóa", "040": "Nghệ An", "042": "Hà Tĩnh", "044": "Quảng Bình", "045": "Quảng Trị",
    "046": "Thừa Thiên Huế", "048": "Đà Nẵng", "049": "Quảng Nam", "051": "Quảng Ngãi", "052": "Bình Định",
    "054": "Phú Yên", "056": "Khánh Hòa", "058": "Ninh Thuận", "060": "Bình Thuận", "062": "Kon Tum", "064": "Gia Lai",
    "066": "Đắk Lắk", "067": "Đắk Nông", "068": "Lâm Đồng", "070": "Bình Phước", "072": "Tây Ninh", "074": "Bình Dương",
    "075": "Đồng Nai", "077": "Bà Rịa - Vũng Tàu", "079": "TP. Hồ Chí Minh", "080": "Long An", "082": "Tiền Giang",
    "083": "Bến Tre", "084": "Trà Vinh", "086": "Vĩnh Long", "087": "Đồng Tháp", "089": "An Giang", "091": "Kiên Giang",
    "092": "Cần Thơ", "093": "Hậu Giang", "094": "Sóc Trăng", "095": "Bạc Liêu", "096": "Cà Mau",
}  # fmt: skip


class Problem(StrEnum):
    MISSING = "missing"
    LOST_DIGITS = "lost_digits"
    OLD_NUMBER = "old_number"
    INVALID = "invalid"


class Number(NamedTuple):
    """A number as it should be stored, or why there is none."""

    value: str | None
    problem: Problem | None = None


MISSING = Number(None, Problem.MISSING)
INVALID = Number(None, Problem.INVALID)

_SCIENTIFIC = re.compile(r"\d([.,]\d+)?\s*[eE]\s*\+?\s*\d+")
_FILL = re.compile(r"[\s.'\"`´\-_/\\,]+")
_CV = re.compile(r"\d{6}[A-ZĐ]{1,3}")
_CV_FILL = re.compile(r"[\s.,'\"\-_/()]+")
_MOBILE = re.compile(r"0(?:3[2-9]|5[25689]|7[06-9]|8[1-9]|9\d)\d{7}")
_LANDLINE = re.compile(r"02\d{9}")
_PHONE_BREAK = re.compile(r"\s*[/;,|\n\r]+\s*|\s+-+\s+|\s+hoặc\s+")
_MOVED_PREFIXES = {
    "0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078", "0123": "083", "0124": "084",
    "0125": "085", "0127": "081", "0129": "082", "0186": "056", "0188": "058", "0199": "059",
} | {f"016{digit}": f"03{digit}" for digit in range(2, 10)}  # fmt: skip


def as_digits(raw: object) -> str:
    """What the cell holds as text; a whole number without its decimal point."""
    if isinstance(raw, float):
        return str(int(raw)) if raw == int(raw) else repr(raw)
    return str(raw)


def national_id(raw: object) -> Number:
    """A citizen ID of 12 digits. Zeros lost in front are put back; digits lost elsewhere are not guessed."""
    written = as_digits(raw).strip()
    if len(written) == CCCD_DIGITS and written.isdigit() and written.isascii():
        return Number(written)
    if _SCIENTIFIC.search(written):
        return Number(None, Problem.LOST_DIGITS)
    digits = _FILL.sub("", written)
    if not any(char.isdigit() for char in digits):
        return MISSING
    if not (digits.isdigit() and digits.isascii()):
        return Number(None, Problem.LOST_DIGITS)
    return _completed(digits, was_number=not isinstance(raw, str))


def _completed(digits: str, *, was_number: bool) -> Number:
    if len(digits) == CCCD_DIGITS:
        return Number(digits)
    if len(digits) == CMND_DIGITS or (was_number and len(digits) == CMND_DIGITS - 1):
        return Number(None, Problem.OLD_NUMBER)
    if len(digits) in (CCCD_DIGITS - 1, CCCD_DIGITS - 2) and digits[0] != "0":
        full = digits.zfill(CCCD_DIGITS)
        if full[:3] in PROVINCES or full[0:2] == "00":
            return Number(full)
    return Number(None, Problem.LOST_DIGITS)


def contradicts(number: str, *, sex: str | None, birth_year: int | None) -> bool:
    """Do the century, sex and year digits of a citizen ID disagree with the row?"""
    code = int(number[3])
    if sex is not None and (code % 2 == 0) != (sex == "male"):
        return True
    return birth_year is not None and birth_year != 1900 + 100 * (code // 2) + int(number[4:6])


def phone(raw: object) -> Number:
    """The first Vietnamese number of a cell as +84…, old eleven-digit mobile numbers in their new form."""
    if isinstance(raw, str) and _MOBILE.fullmatch(raw):
        return Number("+84" + raw[1:])
    written = as_digits(raw).strip(" '\"`´\t\r\n")
    if written.isdigit():
        return _dialled(written, was_number=not isinstance(raw, str))
    if not any(char.isdigit() for char in written):
        return MISSING
    whole = _dialled(re.sub(r"[\s.\-()]+", "", written), was_number=False)
    if whole.value:
        return whole
    first = _PHONE_BREAK.split(written)[0]
    found = _dialled(re.sub(r"\D+", "", first), was_number=False)
    return found if found.value else _first_of_two(first)


def _first_of_two(written: str) -> Number:
    """Two numbers with only a space or a hyphen between them."""
    parts = re.split(r"[\s\-]+", written)
    return _dialled(re.sub(r"\D+", "", parts[0]), was_number=False) if parts[1:] else INVALID


def _dialled(digits: str, *, was_number: bool) -> Number:
    digits = digits.removeprefix("+")
    if digits.startswith("0084"):
        digits = digits[2:]
    if digits.startswith("84") and len(digits) > 10:  # noqa: PLR2004 - shorter ones begin with the mobile prefix 084
        digits = "0" + digits[2:].removeprefix("0")
    elif digits[:1] not in ("", "0") and (was_number or len(digits) in (9, 10)):
        digits = "0" + digits
    moved = _MOVED_PREFIXES.get(digits[:4]) if len(digits) == 11 else None  # noqa: PLR2004 - before 2018
    digits = moved + digits[4:] if moved else digits
    if _MOBILE.fullmatch(digits) or _LANDLINE.fullmatch(digits):
        return Number("+84" + digits[1:])
    return INVALID


def card(raw: object) -> Number:
    """A Party card number: 8 digits (2003) or 12 digits (2025)."""
    if isinstance(raw, str) and len(raw) in CARD_DIGITS and raw.isdigit() and raw.isascii():
        return Number(raw)
    digits = _FILL.sub("", as_digits(raw))
    if digits.isdigit() and digits.isascii():
        if not isinstance(raw, str) and len(digits) == CARD_DIGITS[1] - 1:
            digits = "0" + digits  # the new number is the citizen ID; its first zero is lost in a number cell
        return Number(digits) if len(digits) in CARD_DIGITS else INVALID
    return INVALID if any(char.isdigit() for char in digits) else MISSING


def cv_number(raw: object) -> Number:
    """Số lý lịch: six digits and one to three letters."""
    if isinstance(raw, str) and _CV.fullmatch(raw):
        return Number(raw)
    written = _CV_FILL.sub("", as_digits(raw)).upper().replace("Ð", "Đ")
    if _CV.fullmatch(written):
        return Number(written)
    return INVALID if any(char.isdigit() for char in written) else MISSING


def badge(raw: object) -> Number:
    """Digits of a badge number; a number cell has lost its zeros."""
    digits = _FILL.sub("", as_digits(raw))
    if digits.isdigit() and digits.isascii():
        return Number(digits if isinstance(raw, str) else digits.zfill(BADGE_DIGITS))
    return MISSING if not any(char.isdigit() for char in digits) else INVALID


def differ_slightly(one: str, other: str) -> bool:
    """Two numbers of a length that differ in one digit, or by two neighbours swapped: a slip of the hand."""
    if len(one) != len(other):
        return False
    places = [place for place in range(len(one)) if one[place] != other[place]]
    if len(places) == 1:
        return True
    if len(places) != 2:  # noqa: PLR2004 - two neighbours
        return False
    left, right = places
    return right == left + 1 and one[left] == other[right] and one[right] == other[left]
