"""What the cells of a column look like, whatever its heading says."""
# ruff: noqa: PLR2004 - shares and lengths tuned on real lists; named constants would only repeat the comparison

import re
from collections.abc import Callable
from datetime import date

from dangvu.lib import dates, encodings, identity_numbers, text

ETHNIC_GROUPS = {
    text.fold(name): name
    for name in (
        "Kinh", "Tày", "Thái", "Hoa", "Khơ-me", "Khmer", "Mường", "Nùng", "Mông", "H'Mông", "Dao", "Gia-rai", "Ngái",
        "Ê-đê", "Ba-na", "Xơ-đăng", "Sán Chay", "Cơ-ho", "Chăm", "Sán Dìu", "Hrê", "Mnông", "Ra-glai", "Xtiêng",
        "Bru-Vân Kiều", "Thổ", "Giáy", "Cơ-tu", "Giẻ-Triêng", "Mạ", "Khơ-mú", "Co", "Ta-ôi", "Chơ-ro", "Kháng",
        "Xinh-mun", "Hà Nhì", "Chu-ru", "Lào", "La Chí", "La Ha", "Phù Lá", "La Hủ", "Lự", "Lô Lô", "Chứt", "Mảng",
        "Pà Thẻn", "Cơ Lao", "Cống", "Bố Y", "Si La", "Pu Péo", "Brâu", "Ơ-đu", "Rơ-măm", "Cao Lan", "Pa Cô",
    )
}  # fmt: skip
RELIGIONS = {
    "k": "Không", "ko": "Không", "khong": "Không", "khong co": "Không", "0": "Không", "luong": "Lương",
    "phat": "Phật giáo", "phat giao": "Phật giáo", "dao phat": "Phật giáo", "cong giao": "Công giáo",
    "thien chua": "Thiên Chúa giáo", "thien chua giao": "Thiên Chúa giáo", "tin lanh": "Tin Lành", "cao dai": "Cao Đài",
    "hoa hao": "Hòa Hảo", "phat giao hoa hao": "Phật giáo Hòa Hảo", "hoi giao": "Hồi giáo",
}  # fmt: skip
SEXES = {
    "nam": "male", "m": "male", "male": "male", "trai": "male", "nam gioi": "male",
    "nu": "female", "f": "female", "female": "female", "gai": "female", "nu gioi": "female",
}  # fmt: skip
THEORY = {
    "sc": "Sơ cấp", "so cap": "Sơ cấp", "tc": "Trung cấp", "trung cap": "Trung cấp", "cc": "Cao cấp",
    "cao cap": "Cao cấp", "cn": "Cử nhân", "cu nhan": "Cử nhân", "dh": "Đại học", "dai hoc": "Đại học",
}  # fmt: skip
_THEORY_TAIL = re.compile(r"[\s\-]*(llct|ly luan( chinh tri)?|li luan( chinh tri)?|chinh tri|ct)$")
MARKS = frozenset({"x", "1", "1.0", "v", "✓", "√", "*", "+", "có", "co"})

_NAME = re.compile(r"(?:[^\W\d_]+['’.]?[^\W\d_]*\s*){2,6}(?:[(\n].*)?", re.DOTALL)
_SCHOOL = re.compile(r"\d{1,2}\s*/\s*1[02]")
_TOWN = re.compile(r"\b(xa|huyen|tinh|phuong|quan|thi tran|thanh pho|tp|thi xa)\b")
_CELL = re.compile(r"^(chi bo|cb|xom|thon|ban|to dan pho|khu pho|khoi pho|tdp)\b")


def _date(cell: object) -> bool:
    if isinstance(cell, date):
        return True
    if isinstance(cell, float):
        return dates.FIRST_YEAR <= cell <= dates.LAST_YEAR or int(cell) in dates.EXCEL_SERIALS
    reading = dates.parse(str(cell))
    return reading is not None and ("/" in str(cell) or "." in str(cell) or "-" in str(cell) or len(str(cell)) <= 5)


def _plain(cell: object) -> str:
    return re.sub(r"\D", "", identity_numbers.as_digits(cell)) if isinstance(cell, (str, float)) else ""


def _folded(cell: object) -> str:
    return text.fold(encodings.to_unicode(str(cell)))


def _only_digits(cell: object) -> bool:
    return not any(char.isalpha() for char in str(cell))


def theory(folded: str) -> str | None:
    return THEORY.get(folded) or THEORY.get(_THEORY_TAIL.sub("", folded))


TESTS: dict[str, Callable[[object], bool]] = {
    "birth_date": _date,
    "admission_ceremony_date": _date,
    "admission_decision_date": _date,
    "official_date": _date,
    "national_id": lambda cell: 10 <= len(_plain(cell)) <= 12 and _only_digits(cell) and not _date(cell),
    "phone": lambda cell: identity_numbers.phone(cell).value is not None,
    "cv_number": lambda cell: identity_numbers.cv_number(cell).value is not None,
    "card_number": lambda cell: len(_plain(cell)) in identity_numbers.CARD_DIGITS and _only_digits(cell),
    "full_name": lambda cell: (
        isinstance(cell, str) and _NAME.fullmatch(text.nfc(encodings.to_unicode(cell))) is not None
    ),
    "sex": lambda cell: _folded(cell) in SEXES,
    "ethnic_group": lambda cell: _folded(cell) in ETHNIC_GROUPS,
    "religion": lambda cell: _folded(cell) in RELIGIONS,
    "political_theory": lambda cell: theory(_folded(cell)) is not None,
    "general_education": lambda cell: _SCHOOL.match(str(cell)) is not None,
    "home_town": lambda cell: len(_TOWN.findall(_folded(cell))) >= 2,
    "cell": lambda cell: _CELL.match(_folded(cell)) is not None,
    "mark": lambda cell: str(cell).strip().lower() in MARKS,
}
_GUESSED_ALONE = ("national_id", "cv_number", "phone", "sex", "ethnic_group", "cell", "home_town", "political_theory")
_DATE_FIELDS = frozenset({"birth_date", "admission_ceremony_date", "official_date", "admission_decision_date"})
_MUST_AGREE = ("national_id", "phone", "full_name", "cell", "sex", "male_mark", "female_mark", "ethnic_group")
_ENOUGH = 3


def share(name: str, cells: list[object]) -> float:
    """Share of the filled cells that look like a field."""
    filled = [cell for cell in cells if cell not in ("", None)]
    return sum(TESTS[name](cell) for cell in filled) / len(filled) if filled else 0.0


def agree(name: str, confidence: float, cells: list[object]) -> tuple[str, float]:
    """Let the contents confirm the heading, correct it, or speak where it is silent."""
    filled = [cell for cell in cells if cell not in ("", None)]
    if len(filled) < _ENOUGH:
        return name, confidence
    if name in ("male_mark", "female_mark") and share("birth_date", filled) > 0.6 and share("mark", filled) < 0.3:
        return f"birth_{name[: -len('_mark')]}", 0.8
    if name == "birth_date" and sum(map(_small_number, filled)) > len(filled) * 0.9:
        return "birth_day", confidence
    silent = not name and confidence == 0.0
    if silent or (name in _MUST_AGREE and _contradicted(name, filled)):
        return _guess(filled)
    agreement = 0.6 + 0.4 * share(name, filled) if name in TESTS else 1.0
    return name, round(confidence * agreement, 2)


def _small_number(cell: object) -> bool:
    digits = identity_numbers.as_digits(cell).strip()
    return digits.isdigit() and len(digits) <= 2


def are_single_words(cells: list[object]) -> bool:
    """Given names alone?"""
    return bool(cells) and sum(" " not in str(cell).split("(")[0].strip() for cell in cells) > len(cells) * 0.8


def are_short(cells: list[object]) -> bool:
    """Names without the given name: mostly two words."""
    return bool(cells) and sum(len(str(cell).split()) for cell in cells) < len(cells) * 2.6


def _contradicted(name: str, filled: list[object]) -> bool:
    if name in ("male_mark", "female_mark"):
        return share("mark", filled) + share("sex", filled) < 0.3
    if name in ("phone", "national_id"):
        return sum(bool(_plain(cell)) for cell in filled) < len(filled) * 0.3
    if name == "full_name":
        return sum(any(char.isalpha() for char in str(cell)) for cell in filled) < len(filled) * 0.3
    if name == "cell":
        return _only_digits("".join(map(str, filled)))
    return share(name, filled) == 0.0 and share("full_name", filled) < 0.5 and _other(name, filled)


def _other(name: str, filled: list[object]) -> bool:
    """Do the cells look like another field?"""
    return any(share(other, filled) > 0.8 for other in _GUESSED_ALONE if other != name)


def _guess(filled: list[object]) -> tuple[str, float]:
    scores = {name: share(name, filled) for name in _GUESSED_ALONE}
    best = max(scores, key=lambda name: scores[name])
    return (best, 0.5) if scores[best] >= 0.8 else ("", 0.0)
