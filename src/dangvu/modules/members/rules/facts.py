"""What may be written about a member by hand, and how it must look."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from dangvu.lib import dates, text

WORDS = (
    "birth_name", "ethnic_group", "religion", "home_town", "general_education", "political_theory", "professional",
    "languages", "job_before", "job_now", "service", "badge_number", "moved_in_from", "moved_out_to", "death_cause",
    "note",
)  # fmt: skip
DATES = (
    "birth_date", "admission_decision_date", "admission_ceremony_date", "official_date", "moved_in_date",
    "moved_out_date", "left_date", "death_date",
)  # fmt: skip
PRIVATE = ("national_id", "phone", "card_number")
EDITABLE = ("full_name", "sex", "cv_number", *WORDS, *DATES, *PRIVATE)
ADULT_YEARS = 18

_PHONE = re.compile(r"0(?:3[2-9]|5[25689]|7[06-9]|8[1-9]|9\d)\d{7}|02\d{9}")
_CV_NUMBER = re.compile(r"\d{6}[A-ZĐ]{1,3}")
_CARD = re.compile(r"\d{8}|\d{12}")
_BIRTH_CENTURY = {"0": 1900, "1": 1900, "2": 2000, "3": 2000}


class FactError(ValueError):
    """A value that cannot be written, the field it belongs to and the sentence that says what to do."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
        self.sentence = sentence


def cleaned(typed: Mapping[str, str]) -> dict[str, str]:
    """The values as they are stored; only the fields that were given."""
    values: dict[str, str] = {}
    for name, value in typed.items():
        if name not in EDITABLE:
            raise FactError(name, "Mục này không sửa ở đây.")
        values[name] = _clean(name, value)
    return values


def _clean(name: str, value: str) -> str:
    line = text.nfc(value)
    if name in DATES:
        return _clean_date(name, line)
    return _CLEANERS[name](line) if name in _CLEANERS else line


def _clean_name(line: str) -> str:
    if not line:
        raise FactError("full_name", "Ghi họ và tên của đảng viên.")
    return text.title_name(line)


def _clean_date(name: str, line: str) -> str:
    reading = dates.DateReader().read(line)
    if reading.broken or (line and reading.first is None):
        raise FactError(name, "Ngày ghi dạng 03/02/1987; chỉ biết tháng thì ghi 2/1987, chỉ biết năm thì ghi 1987.")
    return reading.first.isoformat() if reading.first else ""


def _clean_national_id(line: str) -> str:
    number = re.sub(r"[\s.]", "", line)
    return _matching("national_id", number, re.compile(r"\d{12}"), "Số căn cước có 12 chữ số. Xem lại trên thẻ.")


def _clean_card(line: str) -> str:
    number = re.sub(r"[\s.]", "", line)
    return _matching("card_number", number, _CARD, "Số thẻ đảng viên có 8 hoặc 12 chữ số.")


def _clean_cv_number(line: str) -> str:
    number = re.sub(r"[\s.]", "", line).upper()
    sentence = "Số lý lịch gồm 6 chữ số rồi 1 đến 3 chữ cái, ví dụ 014288HB."
    return _matching("cv_number", number, _CV_NUMBER, sentence)


def clean_phone(line: str) -> str:
    """E.164, or nothing for nothing."""
    digits = re.sub(r"[\s.()-]", "", line)
    national = re.sub(r"^(?:\+84|84(?=\d{9}$))", "0", digits)
    number = _matching("phone", national, _PHONE, "Số điện thoại Việt Nam có 10 chữ số, bắt đầu bằng 0.")
    return f"+84{number[1:]}" if number else ""


def _matching(name: str, value: str, pattern: re.Pattern[str], sentence: str) -> str:
    if value and not pattern.fullmatch(value):
        raise FactError(name, sentence)
    return value


_CLEANERS: Mapping[str, Callable[[str], str]] = {
    "full_name": _clean_name,
    "national_id": _clean_national_id,
    "phone": clean_phone,
    "card_number": _clean_card,
    "cv_number": _clean_cv_number,
}


def problem(values: Mapping[str, str], today: date) -> FactError | None:
    """The first thing that cannot be true about this person."""
    known = {name: _date(values.get(name, "")) for name in DATES}
    birth, admission, official = (known[n] for n in ("birth_date", "admission_ceremony_date", "official_date"))
    for name in ("birth_date", "admission_decision_date", "admission_ceremony_date", "official_date"):
        day = known[name]
        if day is not None and day.earliest > today:
            return FactError(name, "Ngày này chưa đến. Sửa lại ngày.")
    if birth and admission and dates.add_months(birth.earliest, 12 * ADULT_YEARS) > admission.latest:
        return FactError("admission_ceremony_date", "Vào Đảng khi chưa đủ 18 tuổi. Sửa ngày sinh hoặc ngày vào Đảng.")
    if admission and official and official.latest < admission.earliest:
        return FactError("official_date", "Ngày chính thức phải sau ngày vào Đảng. Sửa lại một trong hai ngày.")
    return _identity_problem(values)


def _identity_problem(values: Mapping[str, str]) -> FactError | None:
    number, birth, sex = (values.get(name, "") for name in ("national_id", "birth_date", "sex"))
    if not number:
        return None
    century = _BIRTH_CENTURY.get(number[3])
    if century is None:
        return FactError("national_id", "Chữ số thứ tư của số căn cước không đúng. Xem lại trên thẻ.")
    if birth and century + int(number[4:6]) != int(birth[:4]):
        return FactError("national_id", "Số căn cước không khớp năm sinh. Xem lại số căn cước hoặc ngày sinh.")
    if sex and (int(number[3]) % 2 == 1) != (sex == "female"):
        return FactError("national_id", "Số căn cước không khớp giới tính. Xem lại số căn cước hoặc giới tính.")
    return None


def _date(iso: str) -> dates.PartialDate | None:
    return dates.PartialDate.from_iso(iso) if iso else None


def earliest(iso: str) -> date | None:
    """The first day that a partial date can mean; the day to sort and count by."""
    if len(iso) == 10:  # noqa: PLR2004  YYYY-MM-DD
        return date.fromisoformat(iso)
    return dates.PartialDate.from_iso(iso).earliest if iso else None


def derived(values: Mapping[str, str]) -> dict[str, object]:
    """Keys and dates that follow from what is written."""
    decision, ceremony = values.get("admission_decision_date", ""), values.get("admission_ceremony_date", "")
    return {
        "search_key": text.search_key(values["full_name"]),
        "sort_key": text.sort_key(values["full_name"]),
        "birth_on": earliest(values.get("birth_date", "")),
        "party_since": earliest(decision) or earliest(ceremony),
    }
