from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from dangvu.lib import spreadsheets
from dangvu.modules.members import imports
from dangvu.modules.organisations import imports as organisation_imports

DATA = Path(__file__).parents[3] / "data" / "members"
TODAY = date(2026, 10, 31)


def _book(name):
    return spreadsheets.read((DATA / name).read_bytes(), name)


def known_organisations():
    judged = organisation_imports.judge_organisations(_book("to-chuc.xlsx"), as_of=TODAY)
    return [
        imports.KnownOrganisation(row.values["name"], row.values["parent"], row.values["kind"]) for row in judged.rows
    ]


@pytest.fixture(scope="module")
def register():
    return imports.judge_members(_book("danh-sach-dang-vien.xlsx"), organisations=known_organisations(), as_of=TODAY)


@pytest.fixture(scope="module")
def csv_list():
    return imports.judge_members(_book("danh-sach.csv"), organisations=known_organisations(), as_of=TODAY)


def _row(judgement, sheet, number):
    return next(row for row in judgement.rows if row.sheet == sheet and row.row == number)


def test_every_member_row_is_found_and_nothing_else(register, csv_list):
    assert Counter(row.sheet for row in register.rows) == {
        "Chi bộ xóm": 994, "Khối CQ - Trường học": 305, "Đã chuyển đi": 24, "Từ trần": 16,
    }  # fmt: skip
    assert len(csv_list.rows) == 300
    assert [sheet.kind for sheet in register.sheets] == ["active", "active", "moved_out", "deceased", "summary"]


def test_a_plain_row_is_accepted_with_its_values(register):
    row = _row(register, "Chi bộ xóm", 25)

    assert (str(row.status), row.values["full_name"], row.values["birth_name"]) == (
        "accepted", "Nguyễn Thị Phương Ái", "Nguyễn Thị Phương Dung",
    )  # fmt: skip
    assert row.values["birth_date"] == "1956-11-18"
    assert row.values["cell"] == "Chi bộ xóm Ải (Phú Lạc)"
    assert row.values["phone"] == "+84975351185"
    assert row.values["political_theory"] == "Sơ cấp"


def test_tcvn3_rows_are_read_by_their_letters(register):
    row = _row(register, "Khối CQ - Trường học", 208)

    assert row.values["full_name"] == "Trương Thị Thanh Nga"
    assert row.values["birth_name"] == "Trương Thị Thanh Nguyệt"
    assert row.values["home_town"] == "xã Đông Phú, huyện Yên Lạc, tỉnh Vĩnh Phúc"
    assert row.values["cell"] == "Chi bộ Trường Mầm non Hoà Nghĩa"


@pytest.mark.parametrize(
    ("number", "reasons"),
    [
        (34, ["DATE_INVALID"]), (52, ["NAME_MISSING"]), (104, ["ADMITTED_UNDER_18"]), (162, ["CARD_FORMAT"]),
        (228, ["DATE_MISSING"]), (447, ["CELL_UNKNOWN"]), (836, ["DATE_INVALID"]), (886, ["BIRTH_IMPOSSIBLE"]),
        (978, ["DATE_FUTURE"]), (839, ["OFFICIAL_BEFORE_ADMISSION"]), (860, ["DUP_CCCD"]), (192, ["DUP_NAME_BIRTH"]),
        (170, ["OFFICIAL_MISSING"]), (58, ["OFFICIAL_NOT_12_MONTHS"]), (701, ["DECISION_AFTER_CEREMONY"]),
        (37, ["CCCD_LOST_DIGITS"]), (206, ["CCCD_OLD_NUMBER"]), (87, ["CCCD_MISMATCH"]), (183, ["CV_FORMAT"]),
        (100, ["PHONE_INVALID"]), (67, ["SEX_MISSING"]), (216, ["STATUS_CONFLICT"]),
    ],
)  # fmt: skip
def test_rows_get_their_reasons(register, number, reasons):
    row = _row(register, "Chi bộ xóm", number)

    assert [str(reason) for reason in row.deciding_reasons] == reasons
    assert len(row.sentences) == len(reasons)


def test_duplicates_name_the_first_row(register):
    assert _row(register, "Chi bộ xóm", 860).duplicate_of == ("Chi bộ xóm", 78)


def test_a_person_in_two_kinds_of_sheets_is_marked_in_both(register):
    assert imports.Reason.STATUS_CONFLICT in _row(register, "Đã chuyển đi", 31).reasons
    assert imports.Reason.STATUS_CONFLICT in _row(register, "Từ trần", 23).reasons


def test_merged_cells_count_for_each_row(register):
    assert _row(register, "Đã chuyển đi", 13).values["moved_out_date"] == "2025-09-14"


def test_a_wrong_subtotal_is_worth_a_message(register):
    assert [(message.sheet, message.row) for message in register.messages] == [("Chi bộ xóm", 268)]


def test_a_cell_name_that_fits_two_is_ambiguous(csv_list):
    assert [row.row for row in csv_list.rows if imports.Reason.CELL_AMBIGUOUS in row.reasons] == [5, 200, 219]


def test_report_has_the_agreed_form(csv_list):
    assert csv_list.report()[47] == {
        "file": "danh-sach.csv",
        "sheet": "danh-sach",
        "row": 51,
        "status": "duplicate",
        "reason": ["DUP_CCCD"],
        "duplicate_of": {"sheet": "danh-sach", "row": 8},
        "values": csv_list.rows[47].values,
    }


def test_preview_shows_what_was_repaired(register):
    assert _row(register, "Chi bộ xóm", 39).shown["national_id"] == "17097131675"


def test_chunks_give_the_same_verdicts(register):
    book = _book("danh-sach-dang-vien.xlsx")

    chunks = list(
        imports.judge_members_in_chunks(book, organisations=known_organisations(), as_of=TODAY, chunk_rows=100)
    )

    assert max(map(len, chunks)) == 100
    found = {(row.sheet, row.row): row.report() for chunk in chunks for row in chunk}
    assert found == {(row.sheet, row.row): row.report() for row in register.rows}


def test_a_person_may_map_columns_by_hand():
    book = spreadsheets.book_of_rows(
        "la.xlsx",
        {"A": [["STT", "Cột 1", "Ngày sinh", "Vào Đảng", "Nam"], [1.0, "Lê Văn An", "1/2/1980", "3/2/2005", "x"]]},
    )
    mapping = imports.ColumnMapping({"A": {1: "full_name"}})

    judged = imports.judge_members(book, organisations=[], as_of=TODAY, mapping=mapping)

    assert judged.rows[0].values["full_name"] == "Lê Văn An"
