"""A province's list of members as one workbook, as offices keep it: cells as lines between, dates as spoken."""

import datetime
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

PER_CELL = 25
HEADINGS = {
    "full_name": "Họ và tên", "birth_date": "Ngày sinh", "national_id": "Số CCCD", "phone": "Điện thoại",
    "sex": "Giới tính", "ethnic_group": "Dân tộc", "religion": "Tôn giáo", "home_town": "Quê quán",
    "general_education": "GDPT", "political_theory": "Lý luận CT", "job_now": "Nghề nghiệp hiện nay",
    "admission_decision_date": "Ngày QĐ kết nạp", "admission_ceremony_date": "Ngày vào Đảng",
    "official_date": "Ngày chính thức", "card_number": "Số thẻ ĐV", "cv_number": "Số lý lịch",
}  # fmt: skip


def write(path: Path, cells: Sequence[str], on: datetime.date, first: int) -> int:
    """PER_CELL people under the name of each cell, numbered from `first`; answers how many people."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Đảng viên")
        sheet.write_row(0, 0, ["SỔ DANH SÁCH ĐẢNG VIÊN"])
        sheet.write_row(2, 0, ["STT", *HEADINGS.values()])
        for row, values in enumerate(_lines(cells, on, first), start=3):
            sheet.write_row(row, 0, values)
    return len(cells) * PER_CELL


def _lines(cells: Sequence[str], on: datetime.date, number: int) -> Iterator[list[Any]]:
    from dangvu.modules.members.rules import fiction

    dice = random.Random(7)
    for cell in cells:
        yield ["", cell.upper()]
        for place in range(1, PER_CELL + 1):
            person = fiction.person(dice, number, on, rural=place % 3 > 0)
            yield [place, *(_spoken(name, person.get(name, "")) for name in HEADINGS)]
            number += 1


def _spoken(name: str, value: str) -> str:
    if name.endswith("_date"):
        return f"{value[8:10]}/{value[5:7]}/{value[:4]}" if value else ""
    if name == "sex":
        return {"male": "Nam", "female": "Nữ"}[value]
    return f"0{value[3:]}" if name == "phone" else value
