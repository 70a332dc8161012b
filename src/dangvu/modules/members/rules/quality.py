"""How complete a record is: which items a member's file is expected to have."""

from collections.abc import Mapping
from dataclasses import dataclass

EXPECTED: Mapping[str, str] = {
    "birth_date": "ngày sinh",
    "sex": "giới tính",
    "ethnic_group": "dân tộc",
    "religion": "tôn giáo",
    "home_town": "quê quán",
    "general_education": "giáo dục phổ thông",
    "job_now": "nghề nghiệp",
    "admission_decision_date": "ngày quyết định kết nạp",
    "admission_ceremony_date": "ngày vào Đảng",
    "cv_number": "số lý lịch",
    "national_id_hash": "số căn cước",
    "phone_hash": "điện thoại",
}
OFFICIAL_ONLY: Mapping[str, str] = {"official_date": "ngày chính thức", "card_number": "số thẻ"}
GOOD, FAIR = 94, 79


@dataclass(frozen=True, slots=True)
class Quality:
    percent: int
    missing: tuple[str, ...]

    @property
    def sentence(self) -> str:
        if not self.missing:
            return "Đủ"
        if len(self.missing) == 1:
            return f"Thiếu {self.missing[0]}"
        return f"Thiếu {len(self.missing)} mục"

    @property
    def tone(self) -> str:
        return "success" if self.percent > GOOD else "amber" if self.percent > FAIR else "error"


def quality(values: Mapping[str, object], *, official: bool) -> Quality:
    expected = {**EXPECTED, **OFFICIAL_ONLY} if official else EXPECTED
    missing = tuple(label for name, label in expected.items() if not values.get(name))
    return Quality(round(100 * (len(expected) - len(missing)) / len(expected)), missing)
