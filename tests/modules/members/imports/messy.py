"""Lists as other offices would keep them, with the truth about every row: to measure how well lists are read.

Persons, communes and numbers are invented. The faults are planted one by one, so the truth does not come from the
code under test.
"""
# ruff: noqa: C901, E501, PLR0911, PLR0912, PLR0915, SIM114, SIM905 - a catalogue of kinds of mess, read from top to bottom

import csv
import io
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

import xlsxwriter

from dangvu.lib import encodings
from dangvu.lib.text import fold
from dangvu.modules.members.imports import KnownOrganisation

TODAY = date(2026, 10, 31)
FAMILY = (
    "Nguyễn Trần Lê Phạm Hoàng Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Lò Quàng Tòng Bàn Triệu Nông Hà Lường Cà".split()
)
MIDDLE = {
    "male": "Văn Hữu Đức Minh Quang Xuân Ngọc Thanh".split(),
    "female": "Thị Thị Thị Ngọc Thu Kim Thanh Minh".split(),
}
GIVEN = {
    "male": "Hòa Sơn Hùng Dũng Cường Thắng Toàn Quý Huy Khánh Đạt Phúc Ước Ánh Ỷ Ân Út Tỵ".split(),
    "female": "Hoa Lan Huệ Thúy Thủy Loan Hằng Nga Yến Oanh Én Ảnh Ngọc Duyên Uyên Tuyết".split(),
}
ETHNIC = ["Kinh", "Tày", "Thái", "Mông", "Dao", "Nùng", "Giáy"]
RELIGION = ["Không", "Không", "Không", "Phật giáo", "Công giáo"]
TOWNS = [
    "xã Tả Van, huyện Sa Pa, tỉnh Lào Cai", "xã Mường Than, huyện Than Uyên, tỉnh Lai Châu", "phường Ô Quý Hồ, tỉnh Lào Cai",
    "xã Vĩnh Hòa, huyện Ninh Giang, tỉnh Hải Dương", "xã Ý Tý, huyện Bát Xát, tỉnh Lào Cai", "thị trấn Yên Ninh, tỉnh Ninh Bình",
]  # fmt: skip
THEORY = ["Sơ cấp", "Trung cấp", "Cao cấp", "Cử nhân"]
PROFESSIONAL = ["Đại học Luật", "Cao đẳng Y", "Trung cấp Thú y", "Thạc sĩ Quản lý công"]
JOBS = ["Làm ruộng", "Giáo viên", "Công chức", "Bộ đội", "Hưu trí", "Buôn bán"]
PROVINCES = ["010", "011", "012", "014", "030", "037", "001"]
LETTERS = ["LC", "LCH", "HD", "NB", "ĐB"]
MOBILE = ["032", "035", "038", "086", "091", "097", "070", "056", "088"]


@dataclass
class Truth:
    """One row and what must become of it."""

    values: dict[str, str]
    status: str = "accepted"
    reasons: set[str] = field(default_factory=set)
    note: str = ""
    raw: dict[str, object] = field(default_factory=dict)
    row: int = 0
    sheet: str = ""
    same_as: "Truth | None" = None


@dataclass
class MessyFile:
    """A file, what it is called, and the truth of its rows."""

    name: str
    content: bytes
    truths: list[Truth]
    organisations: list[KnownOrganisation]
    layout: str


COMMUNES = [("xã", "Bản Hồ"), ("phường", "Cam Đường"), ("xã", "Nậm Xé"), ("xã", "Quang Minh"), ("đặc khu", "Vân Đảo")]
HAMLETS = [
    "Tả Trung Hồ",
    "Séo Mý Tỷ",
    "Hoàng Liên",
    "Nà Khọ",
    "Lủ Khấu",
    "Phú Lợi",
    "Tân Hòa",
    "Thủy Điện",
    "Bình An",
    "Số 4",
]
HAMLET_WORDS = ["thôn", "bản", "tổ dân phố", "khu phố", "ấp"]


def organisations(rng: Random) -> tuple[str, list[KnownOrganisation]]:
    unit, place = rng.choice(COMMUNES)
    top = f"Đảng bộ {unit} {place}"
    word = rng.choice(HAMLET_WORDS)
    known = [KnownOrganisation(top, "Đảng bộ tỉnh Lào Cai", "commune_org")]
    known += [KnownOrganisation(f"Chi bộ {word} {name}", top, "cell") for name in rng.sample(HAMLETS, 6)]
    known += [
        KnownOrganisation(name, top, "grassroots_cell")
        for name in (
            f"Chi bộ Trường Mầm non {place}", f"Chi bộ Trường Tiểu học và THCS {place}", f"Chi bộ Công an {unit}",
            f"Chi bộ Trạm Y tế {unit}", "Chi bộ Cơ quan Đảng",
        )
    ]  # fmt: skip
    return f"{unit} {place}", known


def _day(rng: Random, first: int, last: int) -> date:
    return date(first, 1, 1) + timedelta(days=rng.randrange((last - first) * 365))


def person(rng: Random, cell: str) -> Truth:
    sex = rng.choice(["male", "female"])
    birth = _day(rng, 1945, 2003)
    ceremony = birth + timedelta(days=365 * rng.randint(19, 30) + rng.randrange(300))
    ceremony = min(ceremony, date(2025, 6, rng.randint(1, 28)))
    if ceremony.month == 2 and ceremony.day == 29:
        ceremony -= timedelta(days=1)
    official = ceremony.replace(year=ceremony.year + 1)
    century = (0 if birth.year < 2000 else 2) + (sex == "female")
    number = f"{rng.choice(PROVINCES)}{century}{birth.year % 100:02}{rng.randrange(1_000_000):06}"
    values = {
        "full_name": f"{rng.choice(FAMILY)} {rng.choice(MIDDLE[sex])} {rng.choice(GIVEN[sex])}",
        "birth_date": birth.isoformat(), "sex": sex, "ethnic_group": rng.choice(ETHNIC),
        "religion": rng.choice(RELIGION), "home_town": rng.choice(TOWNS), "general_education": rng.choice(["12/12", "10/10", "9/12"]),
        "job_now": rng.choice(JOBS), "admission_ceremony_date": ceremony.isoformat(), "official_date": official.isoformat(),
        "card_number": f"{rng.randint(10, 99)}{rng.randrange(1_000_000):06}",
        "cv_number": f"{rng.randrange(1_000_000):06}{rng.choice(LETTERS)}", "national_id": number,
        "phone": f"+84{rng.choice(MOBILE)[1:]}{rng.randrange(10_000_000):07}", "cell": cell, "status": "official",
    }  # fmt: skip
    if rng.random() < 0.15:
        values["birth_name"] = f"{rng.choice(FAMILY)} {rng.choice(MIDDLE[sex])} {rng.choice(GIVEN[sex])}"
    if rng.random() < 0.6:
        values["political_theory"] = rng.choice(THEORY)
    if rng.random() < 0.5:
        values["professional"] = rng.choice(PROFESSIONAL)
    if rng.random() < 0.4:
        values["admission_decision_date"] = (ceremony - timedelta(days=rng.randint(3, 40))).isoformat()
    if rng.random() < 0.5:
        values["job_before"] = rng.choice(JOBS)
    if rng.random() < 0.3:
        values["badge_number"] = f"{rng.randrange(1_000_000):06}"
    return Truth(values)


def plant_fault(rng: Random, truth: Truth, *, ambiguous_cell: str = "") -> None:
    """One fault as the register's rules name it; `raw` overrides how the field is written."""
    values, fault = truth.values, rng.choice(FAULTS)
    drop = values.pop
    warn, reject = "warning", "rejected"
    ceremony = date.fromisoformat(values["admission_ceremony_date"])
    status = warn
    if fault == "DATE_MISSING":
        drop(rng.choice(["birth_date", "admission_ceremony_date"]))
        status = reject
    elif fault == "DATE_INVALID":
        name = rng.choice(["birth_date", "admission_ceremony_date", "official_date"])
        drop(name)
        truth.raw[name] = rng.choice(["31/02/1985", "13/25/1990", "không rõ", "30.02.1988", "??/6/1990", "45/10/1977"])
        status = reject
    elif fault == "DATE_FUTURE":
        values["official_date"] = "2062-05-19"
        status = reject
    elif fault == "BIRTH_IMPOSSIBLE":
        values["birth_date"] = "2015-03-04"
        status = reject
    elif fault == "ADMITTED_UNDER_18":
        values["birth_date"] = ceremony.replace(year=ceremony.year - 17).isoformat()
        status = reject
    elif fault == "OFFICIAL_BEFORE_ADMISSION":
        values["official_date"] = (ceremony - timedelta(days=200)).isoformat()
        status = reject
    elif fault == "CARD_FORMAT":
        truth.raw["card_number"] = drop("card_number")[:7]
        status = reject
    elif fault == "CELL_UNKNOWN":
        drop("cell")
        truth.raw["cell"] = "Chi bộ thôn Không Có Thật"
        status = reject
    elif fault == "DATE_PARTIAL":
        name = rng.choice(["birth_date", "admission_ceremony_date", "official_date"])
        values[name] = values[name][: rng.choice([4, 7])]
    elif fault == "OFFICIAL_MISSING":
        drop("official_date")
    elif fault == "PROBATIONARY":
        values["admission_ceremony_date"], values["status"] = "2026-03-26", "probationary"
        drop("admission_decision_date", None)
        drop("official_date")
        drop("card_number")
        truth.note = rng.choice(["", "Dự bị", "Đảng viên dự bị"])
        fault, status = "", "accepted"
    elif fault == "EXEMPT":
        values["status"], truth.note = "exempt", rng.choice(["Miễn sinh hoạt", "Được miễn CT và SHĐ", "ĐV miễn SH"])
        fault, status = "", "accepted"
    elif fault == "OFFICIAL_NOT_12_MONTHS":
        values["official_date"] = (ceremony + timedelta(days=430)).isoformat()
    elif fault == "DECISION_AFTER_CEREMONY":
        values["admission_decision_date"] = (ceremony + timedelta(days=12)).isoformat()
    elif fault == "CARD_MISSING":
        drop("card_number")
    elif fault == "CCCD_MISSING":
        drop("national_id")
    elif fault == "CV_FORMAT":
        truth.raw["cv_number"] = rng.choice([values["cv_number"][:6], values["cv_number"][1:]])
        drop("cv_number")
    elif fault == "CCCD_LOST_DIGITS":
        truth.raw["national_id"] = f"{int(drop('national_id')):.5E}".replace(".", rng.choice(".,"))
    elif fault == "CCCD_OLD_NUMBER":
        drop("national_id")
        truth.raw["national_id"] = str(rng.randint(101_000_000, 399_999_999))
    elif fault == "CCCD_MISMATCH":
        old = values["national_id"]
        values["national_id"] = f"{old[:3]}{int(old[3]) ^ 1}{old[4:]}"
    elif fault == "PHONE_INVALID":
        truth.raw["phone"] = (
            rng.choice(["09" + drop("phone")[5:11], "0123 45", "0111222333"]) if "phone" in values else ""
        )
        values.pop("phone", None)
    elif fault == "SEX_MISSING":
        drop("sex")
    truth.status = status
    truth.reasons = {fault} if fault else set()


FAULTS = (
    "DATE_MISSING DATE_INVALID DATE_FUTURE BIRTH_IMPOSSIBLE ADMITTED_UNDER_18 OFFICIAL_BEFORE_ADMISSION CARD_FORMAT "
    "DATE_PARTIAL DATE_PARTIAL OFFICIAL_MISSING PROBATIONARY PROBATIONARY EXEMPT OFFICIAL_NOT_12_MONTHS DECISION_AFTER_CEREMONY "
    "CARD_MISSING CCCD_MISSING CV_FORMAT CCCD_LOST_DIGITS CCCD_OLD_NUMBER CCCD_MISMATCH PHONE_INVALID SEX_MISSING CELL_UNKNOWN"
).split()

# ---------------------------------------------------------------------------------------------------------- how it is written

HEADINGS = {
    "number": ["STT", "TT", "Số thứ tự", "Stt"],
    "full_name": ["Họ và tên", "Họ tên", "HỌ VÀ TÊN ĐẢNG VIÊN", "Họ, tên đảng viên", "Họ tên đảng viên", "Tên đảng viên"],
    "birth_name": ["Họ tên khai sinh", "Tên khai sinh"],
    "birth_date": ["Ngày sinh", "Ngày tháng năm sinh", "Năm sinh", "NGÀY, THÁNG, NĂM SINH", "Sinh ngày", "Ngày/tháng/năm sinh"],
    "sex": ["Giới tính", "Nam/Nữ", "Giới tính (Nam, nữ)", "GT", "Phái"],
    "ethnic_group": ["Dân tộc", "DÂN TỘC", "Thành phần dân tộc", "DT"],
    "religion": ["Tôn giáo", "TÔN GIÁO", "TG"],
    "home_town": ["Quê quán", "Nguyên quán", "Quê quán (xã, huyện, tỉnh)", "QUÊ QUÁN"],
    "general_education": ["Trình độ văn hóa", "GDPT", "Văn hóa", "Trình độ học vấn phổ thông", "Giáo dục phổ thông"],
    "political_theory": ["Lý luận chính trị", "LLCT", "Trình độ LLCT", "Trình độ lý luận chính trị"],
    "professional": ["Chuyên môn", "Trình độ chuyên môn", "Chuyên môn nghiệp vụ", "CMNV"],
    "job_before": ["Nghề nghiệp trước khi vào Đảng", "Nghề nghiệp khi vào Đảng trước đây: trước khi vào Đảng"],
    "job_now": ["Nghề nghiệp", "Nghề nghiệp hiện nay", "Công việc hiện nay", "Nghề nghiệp, công việc hiện nay"],
    "admission_decision_date": ["Ngày QĐ kết nạp", "Ngày quyết định kết nạp", "Quyết định kết nạp (ngày)"],
    "admission_ceremony_date": ["Ngày vào Đảng", "Ngày kết nạp", "Ngày vào ĐCSVN", "Vào Đảng", "Ngày, tháng, năm vào Đảng"],
    "official_date": ["Ngày chính thức", "Ngày công nhận chính thức", "Chính thức", "Ngày chuyển Đảng chính thức", "Ngày CT"],
    "card_number": ["Số thẻ", "Số thẻ đảng viên", "Thẻ Đảng", "Số thẻ ĐV", "SỐ THẺ ĐẢNG"],
    "cv_number": ["Số lý lịch", "Số LL", "SLL", "Số lý lịch đảng viên", "Số lí lịch"],
    "badge_number": ["Số huy hiệu", "Số huy hiệu Đảng", "Huy hiệu Đảng", "SHH"],
    "national_id": ["Số CCCD", "CCCD", "Số căn cước công dân", "Số định danh cá nhân", "CCCD/CMND", "Căn cước"],
    "phone": ["Điện thoại", "SĐT", "Số điện thoại", "ĐTDĐ", "Di động", "Số điện thoại liên hệ"],
    "cell": ["Chi bộ", "Sinh hoạt tại chi bộ", "Thuộc chi bộ", "CHI BỘ", "Đơn vị (chi bộ)", "Tên chi bộ", "Nơi sinh hoạt"],
    "note": ["Ghi chú", "GHI CHÚ", "Ghi chú khác"],
    "address": ["Nơi ở hiện nay", "Địa chỉ thường trú", "Hộ khẩu thường trú"],
}  # fmt: skip
BANDS = {
    "birth_date": "Thông tin cá nhân", "sex": "Thông tin cá nhân", "ethnic_group": "Thông tin cá nhân",
    "religion": "Thông tin cá nhân", "national_id": "Thông tin cá nhân", "phone": "Thông tin cá nhân",
    "general_education": "Trình độ", "political_theory": "Trình độ", "professional": "Trình độ",
    "job_before": "Nghề nghiệp", "job_now": "Nghề nghiệp",
    "admission_decision_date": "Ngày vào Đảng", "admission_ceremony_date": "Ngày vào Đảng", "official_date": "Ngày vào Đảng",
    "card_number": "Hồ sơ đảng viên", "cv_number": "Hồ sơ đảng viên", "badge_number": "Hồ sơ đảng viên",
}  # fmt: skip
UNDER_BAND = {
    "job_before": "Trước khi vào Đảng", "job_now": "Hiện nay", "general_education": "GDPT", "political_theory": "LLCT",
    "professional": "CM", "admission_decision_date": "Ngày QĐ", "admission_ceremony_date": "Ngày kết nạp",
    "official_date": "Ngày chính thức",
}  # fmt: skip
DATES = ("birth_date", "admission_decision_date", "admission_ceremony_date", "official_date")


def write_date(rng: Random, iso: str, *, typed: bool) -> object:
    """One of the ways people type a date."""
    parts = iso.split("-")
    if len(parts) == 1:
        return rng.choice([iso, int(iso) if typed else iso])
    if len(parts) == 2:
        return rng.choice(
            [
                f"{parts[1]}/{parts[0]}",
                f"{int(parts[1])}/{parts[0]}",
                f"{parts[1]}-{parts[0]}",
                f"tháng {int(parts[1])}/{parts[0]}",
            ]
        )
    year, month, day = map(int, parts)
    forms: list[object] = [
        f"{day:02}/{month:02}/{year}", f"{day:02}/{month:02}/{year}", f"{day}/{month}/{year}", f"{day:02}-{month:02}-{year}",
        f"{day:02}.{month:02}.{year}", f" {day}/ {month}/{year} ",
    ]  # fmt: skip
    if 1927 <= year <= 2026:
        forms.append(f"{day:02}.{month:02}.{year % 100:02}")
    if typed:
        forms += [date(year, month, day)] * 4 + [(date(year, month, day) - date(1899, 12, 30)).days]
    return rng.choice(forms)


def write_name(rng: Random, truth: Truth, *, with_birth_name: bool) -> str:
    name = truth.values.get("full_name", "")
    name = rng.choice(
        [
            name,
            name,
            name,
            name.upper(),
            name.lower(),
            f"Đ/c {name}",
            f"đồng chí {name}",
            f" {name}  ",
            name.replace(" ", "  "),
        ]
    )
    if rng.random() < 0.1:
        name = unicodedata.normalize("NFD", name)
    birth = truth.values.get("birth_name")
    if birth and with_birth_name:
        name += rng.choice(
            [f" ({birth})", f" (KS: {birth})", f"\n({birth})", f" (tên khai sinh: {birth})", f", khai sinh: {birth}"]
        )
    return name


def write_phone(rng: Random, phone: str, *, typed: bool) -> object:
    digits = phone[3:]
    forms: list[object] = [
        "0" + digits, "0" + digits, phone, "84" + digits, f"0{digits[:3]}.{digits[3:6]}.{digits[6:]}", f"0{digits[:3]} {digits[3:6]} {digits[6:]}",
        f"0{digits} - 0987654321", f"0{digits}/0912345678", digits,
    ]  # fmt: skip
    if digits[0] == "3":
        forms.append("016" + digits[1:])
    return rng.choice(forms + ([int(digits)] * 2 if typed else []))


def write_plain(rng: Random, name: str, value: str, *, typed: bool) -> object:
    if name == "national_id":
        forms: list[object] = [
            value,
            value,
            value,
            f"{value[:3]} {value[3:6]} {value[6:]}",
            "'" + value,
            value.lstrip("0"),
        ]
        return rng.choice(forms + ([int(value)] * 2 if typed else []))
    if name == "card_number":
        forms = [value, value, f"{value[:2]} {value[2:]}", f"{value[:2]}.{value[2:]}"]
        return rng.choice(forms + ([int(value)] if typed else []))
    if name == "cv_number":
        return rng.choice(
            [
                value,
                value,
                f"{value[:6]} {value[6:]}",
                value.lower(),
                f"{value[:3]}.{value[3:]}",
                f"{value[:6]}-{value[6:]}",
            ]
        )
    if name == "political_theory":
        short = {"Sơ cấp": "SC", "Trung cấp": "TC", "Cao cấp": "CC", "Cử nhân": "CN"}[value]
        return rng.choice([value, value, short, value.lower(), f"{value} LLCT", f"{value} lý luận chính trị"])
    if name == "religion":
        return rng.choice([value, value.lower(), "K"]) if value == "Không" else value
    if name == "ethnic_group":
        return rng.choice([value, value, value.lower()])
    if name == "home_town":
        return rng.choice(
            [value, value, value.replace(", ", " , "), value.replace(", ", ",  "), value[0].upper() + value[1:]]
        )
    return value


def write_cell(rng: Random, name: str) -> str:
    bare = name.removeprefix("Chi bộ ")
    moved = name.replace("Hòa", "Hoà").replace("Thủy", "Thuỷ")
    return rng.choice(
        [name, name, name.upper(), f"CB {bare}", f"chi bộ {bare}", bare[0].upper() + bare[1:], moved, name + " "]
    )


@dataclass
class Layout:
    """Which office this is."""

    name: str
    columns: list[str]
    rows_of_head: int = 1
    groups: bool = False
    sex: str = "column"  # column, marks, persona, birth
    birth: str = "one"  # one, three
    names: str = "one"  # one, two
    dates: str = "apart"  # apart, together
    numbers: str = "apart"  # apart, together
    encoding: str = ""  # "" is xlsx
    delimiter: str = ";"
    old: str = ""  # tcvn3 or vni text
    sheet_per_cell: bool = False
    numbered: bool = False
    plain_heads: bool = False  # headings typed without accents, or over two lines
    sparse_cell: bool = False  # the cell only in the first row of its members, or merged over them
    shifted: bool = False  # an empty column and empty rows before the table
    title_cell: bool = False  # one cell, named in the title only
    unnumbered: bool = False
    loud_totals: bool = False  # totals with counts in other columns, signatures under the names
    gone: bool = False  # sheets of members moved out and deceased, and a summary


ALL = [name for name in HEADINGS if name != "birth_name"]
CORE = [
    "number", "full_name", "birth_date", "sex", "national_id", "phone", "cell", "admission_ceremony_date", "official_date",
    "card_number", "cv_number", "home_town", "note",
]  # fmt: skip


def layouts(rng: Random) -> list[Layout]:
    shuffled = [
        "number",
        "full_name",
        *rng.sample([name for name in ALL if name not in ("number", "full_name")], len(ALL) - 2),
    ]
    grouped = [name for name in shuffled if name != "cell"]
    return [
        Layout("flat", shuffled),
        Layout(
            "grouped, two rows",
            [name for name in ALL if name != "cell"],
            rows_of_head=2,
            groups=True,
            sex="marks",
            numbered=True,
        ),
        Layout("three rows", [name for name in ALL if name != "cell"], rows_of_head=3, groups=True, numbered=True),
        Layout("together", grouped, groups=True, sex="persona", dates="together", numbers="together"),
        Layout("three dates", shuffled, birth="three", names="two"),
        Layout("birth in male or female column", shuffled, rows_of_head=2, sex="birth"),
        Layout("sheet per cell", grouped, sheet_per_cell=True),
        Layout("few columns", CORE),
        Layout("csv utf-8", shuffled, encoding="utf-8-sig", delimiter=","),
        Layout("csv utf-16", shuffled, encoding="utf-16", delimiter="\t"),
        Layout("csv 1258", CORE, encoding="cp1258"),
        Layout("csv tcvn3", CORE, encoding="cp1252", old="tcvn3"),
        Layout("csv vni", CORE, encoding="cp1252", old="vni"),
        Layout("xlsx tcvn3", shuffled, old="tcvn3"),
        Layout("plain heads", shuffled, plain_heads=True),
        Layout("sparse cell", shuffled, sparse_cell=True, loud_totals=True),
        Layout("shifted", grouped, groups=True, shifted=True, rows_of_head=2, loud_totals=True),
        Layout("title cell", grouped, title_cell=True, loud_totals=True),
        Layout("unnumbered", [name for name in shuffled if name != "number"], loud_totals=True),
        Layout("with sheets of the gone", shuffled, gone=True),
        Layout("xlsx vni grouped", grouped, groups=True, old="vni", sex="marks", rows_of_head=2),
    ]


def make_file(seed: int, layout: Layout, rows: int = 120) -> MessyFile:
    rng = Random(seed)  # noqa: S311 - not for secrets
    place, known = organisations(rng)
    cells = [one.name for one in known if one.kind in ("cell", "grassroots_cell")]
    truths = []
    for number in range(rows):
        in_order = layout.groups or layout.sheet_per_cell or layout.sparse_cell
        cell = cells[number * len(cells) // rows] if in_order else rng.choice(cells)
        cell = cells[0] if layout.title_cell else cell
        truth = person(rng, cell)
        for name in [
            name for name in truth.values if name not in layout.columns and name not in ("birth_name", "cell", "status")
        ]:
            if name != "sex" or layout.sex == "column":
                del truth.values[name]
        if rng.random() < 0.4:
            _fault_that_shows(rng, truth, layout)
        truths.append(truth)
    _duplicate(rng, truths)
    gone = _gone(rng, truths, cells) if layout.gone else []
    writer = _Writer(rng, layout, place, truths, gone)
    content, name = writer.write()
    return MessyFile(name, content, truths + gone, known, layout.name)


def _gone(rng: Random, truths: list[Truth], cells: list[str]) -> list[Truth]:
    """Members moved out and deceased; two of each kind are still in the active list."""
    gone = []
    for sheet, status in (("Chuyển đi", "moved_out"), ("Đã mất", "deceased")):
        fine = [
            truth
            for truth in truths
            if not truth.reasons and truth.values["status"] == "official" and "national_id" in truth.values
        ]
        still = [truth for truth in rng.sample(fine, 2) if not any(other.same_as is truth for other in truths)]
        for number in range(12):
            new = person(rng, rng.choice(cells))
            if number < len(still):
                new = Truth(dict(still[number].values), "warning", {"STATUS_CONFLICT"})
                still[number].status, still[number].reasons = "warning", {"STATUS_CONFLICT"}
            keep = ("full_name", "birth_date", "sex", "admission_ceremony_date", "official_date", "card_number", "cell")
            new.values = {name: value for name, value in new.values.items() if name in (*keep, "national_id")}
            new.values |= {"status": status, f"{'moved_out' if status == 'moved_out' else 'death'}_date": "2026-03-12"}
            new.values["moved_out_to" if status == "moved_out" else "death_cause"] = (
                "Đảng bộ xã Y Can" if status == "moved_out" else "Tuổi cao"
            )
            new.sheet = sheet
            gone.append(new)
    return gone


def _fault_that_shows(rng: Random, truth: Truth, layout: Layout) -> None:
    """Faults that the layout can show; others would be no faults."""
    before = Truth(dict(truth.values))
    for _ in range(30):
        truth.values, truth.raw, truth.reasons, truth.status, truth.note = (
            dict(before.values),
            {},
            set(),
            "accepted",
            "",
        )
        plant_fault(rng, truth)
        fault = next(iter(truth.reasons), "")
        by_place = layout.groups or layout.sheet_per_cell or layout.sparse_cell or layout.title_cell
        needs_cell = fault == "CELL_UNKNOWN" and by_place
        no_column = fault == "DECISION_AFTER_CEREMONY" and "admission_decision_date" not in layout.columns
        no_birth = layout.sex == "birth" and ("birth_date" not in truth.values or "sex" not in truth.values)
        split = layout.birth == "three" and ("birth_date" in truth.raw)
        apart = layout.dates == "together" and fault in ("DATE_INVALID", "DATE_MISSING")
        no_note = truth.note and "note" not in layout.columns
        if not (needs_cell or no_column or no_birth or split or apart or no_note):
            return


def _duplicate(rng: Random, truths: list[Truth]) -> None:
    """A person twice: the same number, or one digit off."""
    fine = [
        place
        for place, truth in enumerate(truths[: len(truths) // 2])
        if not truth.reasons and "national_id" in truth.values
    ]
    for place in rng.sample(fine, min(3, len(fine))):
        first = truths[place]
        at = rng.randrange(len(truths) // 2 + 1, len(truths))
        again = Truth(dict(first.values), "duplicate", {"DUP_CCCD"}, same_as=first, note=first.note)
        again.values["cell"] = truths[at].values.get("cell", first.values["cell"])
        if truths[at].reasons or truths[at].same_as or "cell" not in truths[at].values:
            continue
        if rng.random() < 0.5:
            digits = list(again.values["national_id"])
            digits[9] = str((int(digits[9]) + 3) % 10)
            again.values["national_id"], again.reasons = "".join(digits), {"DUP_NAME_BIRTH"}
        truths[at] = again


class _Writer:
    def __init__(self, rng: Random, layout: Layout, place: str, truths: list[Truth], gone: list[Truth]) -> None:
        self.rng, self.layout, self.place, self.truths, self.gone = rng, layout, place, truths, gone
        self.merges: list[tuple[int, int, int]] = []
        self.typed = not layout.encoding
        self.columns = self._columns()

    def _columns(self) -> list[str]:
        columns = []
        for name in self.layout.columns:
            if name == "sex" and self.layout.sex == "marks":
                columns += ["male_mark", "female_mark"]
            elif name == "sex" and self.layout.sex == "persona":
                columns.append("persona")
            elif name in ("ethnic_group", "religion") and self.layout.sex == "persona":
                continue
            elif name == "sex" and self.layout.sex == "birth":
                continue
            elif name == "birth_date" and self.layout.sex == "birth":
                columns += ["birth_male", "birth_female"]
            elif name == "birth_date" and self.layout.birth == "three":
                columns += ["birth_day", "birth_month", "birth_year"]
            elif name == "full_name" and self.layout.names == "two":
                columns += ["family_name", "given_name"]
            elif name == "official_date" and self.layout.dates == "together":
                continue
            elif name in ("cv_number", "badge_number") and self.layout.numbers == "together":
                continue
            else:
                columns.append(name)
        return columns

    def write(self) -> tuple[bytes, str]:
        if self.layout.sheet_per_cell:
            groups: dict[str, list[Truth]] = {}
            for truth in self.truths:
                groups.setdefault(truth.values["cell"], []).append(truth)
            sheets = {f"{name.removeprefix('Chi bộ ')[:25]}": self._lines(own, name) for name, own in groups.items()}
        else:
            title = self.truths[0].values["cell"] if self.layout.title_cell else ""
            sheets = {"Danh sách": self._lines(self.truths, title)}
            for truth in self.truths:
                truth.sheet = "Danh sách"
        sheets |= self._gone_sheets()
        if self.layout.encoding:
            return self._csv(next(iter(sheets.values()))), "ds.csv"
        return self._xlsx(sheets), "ds.xlsx"

    def _lines(self, truths: list[Truth], cell: str) -> list[list[object]]:
        lines: list[list[object]] = [
            [f"ĐẢNG BỘ {self.place.upper()}"],
            ["DANH SÁCH ĐẢNG VIÊN" + (f" {cell.upper()}" if cell else "")],
        ]
        lines += [["(Tính đến ngày 31/10/2026)"], []] if self.rng.random() < 0.7 else [[]]
        lines += self._head()
        if self.layout.shifted:
            lines = [[], [], *lines]
        group, count = "", 0
        sheet = f"{cell.removeprefix('Chi bộ ')[:25]}" if cell else "Danh sách"
        for number, truth in enumerate(truths, start=1):
            own = truth.values.get("cell", "")
            if self.layout.groups and own != group:
                if group:
                    lines.append(
                        [
                            self.rng.choice(
                                [f"Cộng: {count} đ/c", f"Tổng số: {count} đảng viên", f"Cộng chi bộ: {count} đồng chí"]
                            )
                        ]
                    )
                lines.append(self._group_row(own))
                group, count = own, 0
            count += 1
            lines.append(self._row(number, truth))
            if self.layout.sparse_cell:
                self._thin_out(lines, own, truth)
            truth.row, truth.sheet = len(lines), sheet
            if number == len(truths) // 2 and self.rng.random() < 0.5:
                lines += self._head()
        if self.layout.loud_totals:
            lines += [[None, "Tổng cộng", len(truths), 37, None, 12], ["", f"Danh sách có {len(truths)} đảng viên./."]]
            lines += [
                [None, "Người lập biểu", None, None, None, "Bí thư"],
                [],
                [None, "Nguyễn Thị Lan", None, None, None, "Trần Văn Hòa"],
            ]
        lines += [[None, f"Tổng cộng: {len(truths)} đảng viên"], [], [None, None, "Bản Hồ, ngày 31 tháng 10 năm 2026"]]
        lines += [
            ["NGƯỜI LẬP BIỂU", None, None, "T/M BAN THƯỜNG VỤ"],
            [],
            ["Lê Thị Mai Hương", None, None, "Nguyễn Văn Thành"],
        ]
        if self.layout.shifted:
            lines = [[None, *line] for line in lines]
        if self.layout.old:
            lines = [[self._old(value) for value in line] for line in lines]
        return lines

    def _thin_out(self, lines: list[list[object]], own: str, truth: Truth) -> None:
        """The cell stands only in the first row of its members."""
        index = self.columns.index("cell")
        shown = getattr(self, "_shown", "")
        if own == shown:
            lines[-1][index] = None
        self._shown = own

    def _gone_sheets(self) -> dict[str, list[list[object]]]:
        sheets: dict[str, list[list[object]]] = {}
        for sheet, day, words in (
            ("Chuyển đi", "moved_out_date", "moved_out_to"),
            ("Đã mất", "death_date", "death_cause"),
        ):
            own = [truth for truth in self.gone if truth.sheet == sheet]
            if not own:
                continue
            columns = [
                "full_name",
                "birth_date",
                "sex",
                "admission_ceremony_date",
                "official_date",
                "card_number",
                "cell",
            ]
            heads = {
                "moved_out_date": "Ngày chuyển",
                "moved_out_to": "Nơi chuyển đến",
                "death_date": "Ngày mất",
                "death_cause": "Lý do",
            }
            title = "DANH SÁCH ĐẢNG VIÊN CHUYỂN SINH HOẠT" if sheet == "Chuyển đi" else "ĐẢNG VIÊN TỪ TRẦN TRONG NĂM"
            lines: list[list[object]] = [
                [title],
                [],
                ["TT", *[self.rng.choice(HEADINGS[name]) for name in columns], "CCCD", heads[day], heads[words]],
            ]
            for number, truth in enumerate(own, start=1):
                row = [self._value(name, number, truth) for name in columns]
                lines.append([number, *row, truth.values.get("national_id"), "12/3/2026", truth.values[words]])
                truth.row = len(lines)
            sheets[sheet] = [*lines, ["Tổng số: 12 đồng chí"]]
        if sheets:
            sheets["Tổng hợp"] = [
                ["TỔNG HỢP"],
                ["TT", "Chi bộ", "Tổng số", "Nữ"],
                [1, "Chi bộ A", 20, 3],
                [2, "Chi bộ B", 2, 1],
            ]
        return sheets

    def _group_row(self, cell: str) -> list[object]:
        text = self.rng.choice(
            [cell, cell.upper(), "CB " + cell.removeprefix("Chi bộ "), f"{cell} (12 đ/c)", f"{cell}: 12 đảng viên"]
        )
        return self.rng.choice([[f"I. {text}"], ["II", text], [text]])

    def _old(self, value: object) -> object:
        return ENCODE[self.layout.old](value) if isinstance(value, str) else value

    def _head(self) -> list[list[object]]:
        own = [self._heading(name) for name in self.columns]
        bands = [self._band(name) for name in self.columns]
        if self.layout.rows_of_head == 1:
            head: list[list[object]] = [[own[index] for index in range(len(own))]]
        else:
            top: list[object] = []
            low: list[object] = []
            for index, band in enumerate(bands):
                first = band and (index == 0 or bands[index - 1] != band)
                top.append((band if first else None) if band else own[index])
                low.append(own[index] if band else None)
            head = [top, low]
            if self.layout.rows_of_head == 3:
                head.insert(0, [None, "PHẦN I. LÝ LỊCH", *[None] * (len(own) - 4), "PHẦN II. CÔNG TÁC"])
        if self.layout.numbered:
            head.append([f"({index + 1})" for index in range(len(own))])
        return head

    def _band(self, name: str) -> str:
        special = {
            "male_mark": "Giới tính", "female_mark": "Giới tính", "birth_day": "Ngày sinh", "birth_month": "Ngày sinh",
            "birth_year": "Ngày sinh", "birth_male": "Năm sinh", "birth_female": "Năm sinh",
        }  # fmt: skip
        return special.get(name) or BANDS.get(name, "")

    def _heading(self, name: str) -> str:
        fixed = {
            "male_mark": "Nam", "female_mark": "Nữ", "birth_male": "Nam", "birth_female": "Nữ", "family_name": "Họ và tên đệm",
            "given_name": "Tên", "birth_day": "Ngày sinh (ngày)", "birth_month": "Tháng sinh", "birth_year": "Năm sinh",
            "persona": "Giới tính, dân tộc, tôn giáo",
        }  # fmt: skip
        if name in fixed:
            return fixed[name]
        if name == "admission_ceremony_date" and self.layout.dates == "together":
            return "Ngày vào Đảng, ngày chính thức"
        if name == "card_number" and self.layout.numbers == "together":
            return "Số thẻ, số lý lịch, số huy hiệu"
        if self.layout.rows_of_head > 1 and name in UNDER_BAND:
            return UNDER_BAND[name]
        chosen = self.rng.choice(HEADINGS[name])
        if self.layout.plain_heads and chosen not in ("DT", "ĐTDĐ", "TG", "GT"):
            chosen = self.rng.choice([fold(chosen), chosen.replace(" ", "\n", 1), chosen.upper()])
        return chosen

    def _row(self, number: int, truth: Truth) -> list[object]:
        return [self._value(name, number, truth) for name in self.columns]

    def _value(self, name: str, number: int, truth: Truth) -> object:
        rng, values = self.rng, truth.values
        if name in truth.raw and not (
            name in DATES and self.layout.dates == "together" and name == "admission_ceremony_date"
        ):
            return truth.raw[name] if name != "card_number" or self.layout.numbers == "apart" else self._numbers(truth)
        if name == "number":
            return number
        if name == "address":
            return "Tổ 3, phường Kim Tân"
        if name == "note":
            return truth.note
        if name == "full_name":
            return write_name(rng, truth, with_birth_name=True)
        if name in ("family_name", "given_name"):
            return self._name_part(name, truth)
        if name in ("male_mark", "female_mark"):
            is_it = values.get("sex") == name.removesuffix("_mark")
            return rng.choice(["x", "X", 1 if self.typed else "1"]) if is_it else None
        if name in ("birth_male", "birth_female"):
            return (
                write_date(rng, values["birth_date"], typed=self.typed)
                if values["sex"] == name.removeprefix("birth_")
                else None
            )
        if name in ("birth_day", "birth_month", "birth_year"):
            return self._birth_part(name, values.get("birth_date", ""))
        if name == "persona":
            return self._persona(values)
        if name == "sex":
            words = {"male": ["Nam", "nam", "NAM", "Nam "], "female": ["Nữ", "nữ", "NỮ", "Nu"]}
            return rng.choice(words[values["sex"]]) if "sex" in values else None
        if name == "admission_ceremony_date" and self.layout.dates == "together":
            return self._both_dates(values)
        if name == "card_number" and self.layout.numbers == "together":
            return self._numbers(truth)
        if name not in values:
            return None
        if name in DATES:
            return write_date(rng, values[name], typed=self.typed)
        if name == "phone":
            return write_phone(rng, values[name], typed=self.typed)
        if name == "cell":
            return write_cell(rng, values[name])
        return write_plain(rng, name, values[name], typed=self.typed)

    def _name_part(self, name: str, truth: Truth) -> str:
        words = truth.values["full_name"].split()
        if name == "given_name":
            birth = truth.values.get("birth_name")
            return words[-1] + (f" ({birth})" if birth else "")
        return " ".join(words[:-1])

    def _birth_part(self, name: str, iso: str) -> object:
        place = ("birth_year", "birth_month", "birth_day").index(name)
        parts = iso.split("-")
        if not iso or place >= len(parts):
            return None
        return int(parts[place]) if self.typed else parts[place]

    def _persona(self, values: dict[str, str]) -> str:
        words = {"male": "Nam", "female": "Nữ"}
        parts = [words.get(values.get("sex", ""), ""), values.get("ethnic_group", ""), values.get("religion", "")]
        return self.rng.choice([", ", "; ", "\n", " - "]).join(part for part in parts if part)

    def _both_dates(self, values: dict[str, str]) -> object:
        found = [values[name] for name in ("admission_ceremony_date", "official_date") if name in values]
        written = [str(write_date(self.rng, iso, typed=False)).strip() for iso in found]
        if len(written) == 2 and self.rng.random() < 0.3:
            return f"KN: {written[0]}\nCT: {written[1]}"
        return self.rng.choice(["\n", "; ", " - "]).join(written)

    def _numbers(self, truth: Truth) -> str:
        shown = {**truth.values, **{name: str(value) for name, value in truth.raw.items()}}
        labels = self.rng.choice(
            [("Thẻ: ", "LL: ", "HH: "), ("Số thẻ ", "Số LL ", "Số HH "), ("Thẻ ", "Lý lịch ", "Huy hiệu ")]
        )
        parts = [
            label + shown[name]
            for label, name in zip(labels, ("card_number", "cv_number", "badge_number"), strict=True)
            if name in shown
        ]
        return self.rng.choice(["; ", "\n", ", "]).join(parts)

    def _csv(self, lines: list[list[object]]) -> bytes:
        width = len(self.columns)
        out = io.StringIO()
        writer = csv.writer(out, delimiter=self.layout.delimiter, lineterminator="\r\n")
        shift, before = {}, 0
        for number, line in enumerate(lines, start=1):
            writer.writerow([*("" if value is None else value for value in line), *[""] * (width - len(line))])
            shift[number] = before + 1
            before = out.getvalue().count("\n")
        for truth in self.truths:
            truth.row, truth.sheet = shift[truth.row], "ds"
        text = out.getvalue()
        if self.layout.encoding == "cp1258":
            return b"".join(_to_1258(char) for char in unicodedata.normalize("NFC", text))
        return text.encode(self.layout.encoding, errors="replace")

    @staticmethod
    def _xlsx(sheets: dict[str, list[list[object]]]) -> bytes:
        out = io.BytesIO()
        book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
        for name, lines in sheets.items():
            sheet = book.add_worksheet(name[:31])
            for row, line in enumerate(lines):
                for column, value in enumerate(line):
                    if isinstance(value, date):
                        sheet.write_datetime(row, column, value)
                    elif isinstance(value, str):
                        sheet.write_string(row, column, value)
                    elif value is not None:
                        sheet.write(row, column, value)
        book.close()
        return out.getvalue()


def _to_1258(char: str) -> bytes:
    try:
        return char.encode("cp1258")
    except UnicodeEncodeError:
        decomposed = unicodedata.normalize("NFD", char)
        base, marks = decomposed[0], decomposed[1:]
        tones = [mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"]
        shape = unicodedata.normalize("NFC", base + "".join(mark for mark in marks if mark not in tones))
        return (shape + "".join(tones)).encode("cp1258", errors="replace")


def _reverse_tcvn3() -> dict[int, str]:
    table = {}
    for code in range(0xA1, 0xFF):
        char = chr(code)
        letter = encodings.from_tcvn3(char)
        if letter != char:
            table[ord(letter)] = char
            if ord(letter.upper()) not in table:
                table[ord(letter.upper())] = char
    table[ord("Ý")] = "ý"
    for letter, char in zip("ĂÂÊÔƠƯĐ", "¡¢£¤¥¦§", strict=True):
        table[ord(letter)] = char
    return table


def _reverse_vni() -> dict[str, str]:
    return {letter: code for code, letter in encodings._VNI.items()}


_TO_TCVN3, _TO_VNI = _reverse_tcvn3(), _reverse_vni()
ENCODE = {
    "tcvn3": lambda value: unicodedata.normalize("NFC", value).translate(_TO_TCVN3),
    "vni": lambda value: "".join(_TO_VNI.get(char, char) for char in unicodedata.normalize("NFC", value)),
}
