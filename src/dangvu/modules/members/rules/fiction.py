"""Invented people for demonstrations and measurements: the same seed always gives the same ones.

Their identity numbers carry a province code that was never given out, so they can belong to nobody.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from dangvu.lib import dates
from dangvu.modules.members.rules.statuses import Status

NO_PROVINCE = "099"
FAMILY = ("Nguyễn",) * 9 + ("Bùi",) * 6 + ("Trần",) * 4 + ("Lê", "Phạm", "Đinh") * 3 + (
    "Hoàng", "Vũ", "Quách", "Hà", "Đỗ", "Bạch", "Phùng", "Đặng", "Lương", "Ngô", "Dương", "Tạ", "Cao", "Triệu", "Đoàn",
)  # fmt: skip
MALE_MIDDLE = ("Văn",) * 8 + (
    "Đức",
    "Quang",
    "Hữu",
    "Minh",
    "Công",
    "Xuân",
    "Ngọc",
    "Thanh",
    "Đình",
    "Tiến",
    "Mạnh",
    "",
)
MALE_GIVEN = (
    "Hùng", "Dũng", "Cường", "Sơn", "Hải", "Nam", "Long", "Thắng", "Tuấn", "Anh", "Bình", "Chiến", "Đạt", "Giang",
    "Hiếu", "Hòa", "Huy", "Khánh", "Kiên", "Lâm", "Linh", "Minh", "Nghĩa", "Phong", "Phúc", "Quân", "Quyết", "Tài",
    "Thành", "Thịnh", "Toàn", "Trung", "Tùng", "Vinh", "Vượng", "Yên", "Ất", "Độ", "Mười", "Lượng", "Ước", "Đăng",
)  # fmt: skip
FEMALE_MIDDLE = ("Thị",) * 8 + (
    "Thị Thu",
    "Thị Minh",
    "Thị Thanh",
    "Thị Ngọc",
    "Thị Hồng",
    "Kim",
    "Thu",
    "Phương",
    "Thùy",
)
FEMALE_GIVEN = (
    "Hoa", "Hòa", "Hương", "Hường", "Hiền", "Hà", "Hải", "Hạnh", "Huệ", "Lan", "Liên", "Mai", "Nga", "Ngân", "Nhung",
    "Oanh", "Phượng", "Quyên", "Tâm", "Thảo", "Thơm", "Thủy", "Thúy", "Trang", "Tuyết", "Vân", "Xuân", "Yến", "Ánh",
    "Bích", "Chi", "Diệp", "Dung", "Gấm", "Lý", "Nụ", "Thoa", "Út", "Ánh Tuyết", "Hợi",
)  # fmt: skip
ETHNIC = ("Kinh",) * 4 + ("Mường",) * 5 + ("Tày", "Dao")
TOWNS = ("xã Minh Hòa, tỉnh Đông Giang", "xã Phong Mỹ, tỉnh Đông Giang", "xã Tân Lập, tỉnh Đông Giang")
ELSEWHERE = ("Đảng bộ phường Tân Hòa, tỉnh Đông Giang", "Đảng bộ xã Bãi Thượng, tỉnh Hải Sơn")
RURAL_JOBS = ("Làm ruộng", "Nông dân", "Buôn bán nhỏ", "Hưu trí", "Chăn nuôi", "Cán bộ thôn")
OFFICE_JOBS = ("Công chức xã", "Giáo viên", "Y sĩ", "Cán bộ", "Kế toán", "Bộ đội", "Công an xã")
SCHOOLING = ("12/12",) * 6 + ("10/10", "9/12", "7/10")
THEORY = ("",) * 4 + ("Sơ cấp", "Sơ cấp", "Trung cấp", "Cao cấp")
DECISION_DAYS = (7, 30)
OLD_AGE, GROWN = 70, 19


@dataclass(frozen=True, slots=True)
class Unit:
    """A cell to be filled."""

    organisation_id: int
    rural: bool
    members: int


def sizes(cells: Sequence[tuple[int, bool]], total: int, seed: int) -> list[Unit]:
    """Share a number of members among cells: villages are large, offices small, the sum is exact."""
    dice = Random(seed)  # noqa: S311  invented people need no secrecy
    weights = [dice.uniform(26, 60) if rural else dice.uniform(8, 28) for _, rural in cells]
    factor = total / (sum(weights) or 1)
    counts = [max(3, int(weight * factor)) for weight in weights]
    for step in range(abs(total - sum(counts))):
        counts[step % len(counts)] += 1 if total > sum(counts) else -1
    return [Unit(cell, rural, count) for (cell, rural), count in zip(cells, counts, strict=True)]


def people(unit: Unit, today: date, *, first_number: int, seed: int) -> Iterator[dict[str, str]]:
    """The members of one cell, and one more who has left it this year."""
    dice = Random(seed * 1_000_003 + unit.organisation_id)  # noqa: S311  invented people need no secrecy
    for number in range(first_number, first_number + unit.members):
        yield person(dice, number, today, rural=unit.rural)
    yield _gone(dice, person(dice, first_number + unit.members, today, rural=unit.rural), today)


def _gone(dice: Random, values: dict[str, str], today: date) -> dict[str, str]:
    """The same person, no longer in the cell since some day of this year."""
    day = max(date(today.year, 1, 1), today - timedelta(days=dice.randrange(1, 300))).isoformat()
    if dice.random() < 0.6:  # noqa: PLR2004
        return {**values, "status": Status.MOVED_OUT, "moved_out_date": day, "moved_out_to": dice.choice(ELSEWHERE)}
    return {**values, "status": Status.DECEASED, "death_date": day, "death_cause": "Tuổi cao"}


def person(dice: Random, number: int, today: date, *, rural: bool) -> dict[str, str]:
    female = dice.random() < (0.4 if rural else 0.55)
    age = _age(dice, rural=rural)
    birth = date(today.year - age, 1, 1) + timedelta(days=dice.randrange(365))
    values = {
        "full_name": _name(dice, female=female),
        "sex": "female" if female else "male",
        "birth_date": birth.isoformat(),
        "ethnic_group": dice.choice(ETHNIC),
        "religion": "Không",
        "home_town": dice.choice(TOWNS),
        "general_education": dice.choice(SCHOOLING),
        "political_theory": dice.choice(THEORY),
        "job_now": _job(dice, age, rural=rural),
        "cv_number": f"{number % 1_000_000:06}DG",
        **_party_life(dice, birth, today),
    }
    values["status"] = _status(dice, age, official="official_date" in values)
    if "official_date" in values:
        values["card_number"] = f"{70_000_000 + number}"
    values["national_id"] = national_id(birth, number, female=female)
    values["phone"] = f"+8452{number:07}"
    return values


def _age(dice: Random, *, rural: bool) -> int:
    return max(GROWN + 2, min(92, int(dice.gauss(56, 15) if rural else dice.gauss(40, 9))))


def _name(dice: Random, *, female: bool) -> str:
    middle, given = (FEMALE_MIDDLE, FEMALE_GIVEN) if female else (MALE_MIDDLE, MALE_GIVEN)
    return " ".join(part for part in (dice.choice(FAMILY), dice.choice(middle), dice.choice(given)) if part)


def _job(dice: Random, age: int, *, rural: bool) -> str:
    if age > 60:  # noqa: PLR2004
        return "Hưu trí"
    return dice.choice(RURAL_JOBS if rural else OFFICE_JOBS)


def _party_life(dice: Random, birth: date, today: date) -> dict[str, str]:
    """Decision, ceremony and official date; those admitted within the last year are on probation."""
    grown = birth + timedelta(days=GROWN * 366)
    if dice.random() < 0.035:  # noqa: PLR2004  on probation
        ceremony = max(grown, today - timedelta(days=dice.randrange(20, 350)))
    else:
        ceremony = min(grown + timedelta(days=int(abs(dice.gauss(7, 6)) * 365)), today - timedelta(days=500))
        ceremony = max(ceremony, grown - timedelta(days=300))
    decision = ceremony - timedelta(days=dice.randint(*DECISION_DAYS))
    life = {"admission_ceremony_date": ceremony.isoformat(), "admission_decision_date": decision.isoformat()}
    official = dates.add_months(ceremony, 12)
    if official <= today:
        life["official_date"] = official.isoformat()
    return life


def _status(dice: Random, age: int, *, official: bool) -> str:
    if not official:
        return Status.PROBATIONARY
    chance = dice.random()
    if age >= OLD_AGE and chance < 0.35:  # noqa: PLR2004
        return Status.EXEMPT
    if chance > 0.985:  # noqa: PLR2004
        return Status.TEMPORARILY_EXEMPT if chance < 0.995 else Status.TEMPORARY_ELSEWHERE  # noqa: PLR2004
    return Status.OFFICIAL


def national_id(birth: date, number: int, *, female: bool) -> str:
    century = (0 if birth.year < 2000 else 2) + female  # noqa: PLR2004
    return f"{NO_PROVINCE}{century}{birth.year % 100:02}{number % 1_000_000:06}"


def committee(statuses: Mapping[int, str], ages: Mapping[int, int], size: int) -> list[int]:
    """Whom a cell would have elected: official members in their working years, the most experienced first."""
    able = [member for member, status in statuses.items() if status == Status.OFFICIAL]
    return sorted(able, key=lambda member: (abs(ages[member] - 50), member))[: max(size, 2 if len(able) > 5 else 1)]  # noqa: PLR2004
