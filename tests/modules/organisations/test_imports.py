from datetime import date
from pathlib import Path

from dangvu.lib import spreadsheets
from dangvu.modules.organisations import imports

DATA = Path(__file__).parents[2] / "data" / "members"
TODAY = date(2026, 10, 31)


def _judged():
    book = spreadsheets.read((DATA / "to-chuc.xlsx").read_bytes(), "to-chuc.xlsx")
    return imports.judge_organisations(book, as_of=TODAY)


def test_every_organisation_of_the_list_is_judged():
    judged = _judged()

    assert judged.counts == {"accepted": 43, "warning": 2, "rejected": 0, "duplicate": 0}
    assert [row.row for row in judged.rows] == list(range(6, 51))


def test_values_are_repaired():
    rows = {row.row: row.values for row in _judged().rows}

    assert rows[16]["name"] == "Chi bộ xóm Cú"
    assert rows[36]["name"] == "Chi bộ Phòng Văn hóa - Xã hội xã"
    assert rows[34]["parent"] == "Đảng bộ Ủy ban nhân dân xã Mường Ngà"
    assert rows[31] == {
        "name": "Chi bộ Cơ quan Đảng ủy xã",
        "kind": "grassroots_cell",
        "parent": "Đảng bộ xã Mường Ngà",
        "established_decision": "37-QĐ/ĐU",
        "established_date": "2025-07-01",
        "member_count": 17,
        "secretary": "Bùi Công Minh",
        "secretary_phone": "+84383508213",
    }


def test_warnings_say_what_to_do():
    found = {row.row: [str(reason) for reason in row.reasons] for row in _judged().rows if row.reasons}

    assert found == {10: ["PHONE_INVALID"], 20: ["SECRETARY_MISSING"]}


def test_another_office_words_its_headings_otherwise():
    book = spreadsheets.book_of_rows(
        "khac.xlsx",
        {
            "Sheet1": [
                ["DANH SÁCH CÁC TỔ CHỨC CƠ SỞ ĐẢNG"],
                [
                    "STT",
                    "Bí thư",
                    "Tên chi, đảng bộ",
                    "Số QĐ",
                    "Ngày thành lập",
                    "Tổng số ĐV",
                    "Cấp trên trực tiếp",
                    "SĐT bí thư",
                ],
                [
                    1.0,
                    "Đ/c LÒ VĂN PẢN",
                    "ĐẢNG BỘ PHƯỜNG CAM ĐƯỜNG",
                    "12-QĐ/TU",
                    "1/7/2025",
                    120.0,
                    "Đảng bộ tỉnh Lào Cai",
                    "0912345678",
                ],
                [2.0, "", "CB TỔ DÂN PHỐ SỐ 4", "07 - QĐ/ĐU", "2/8/2025", "24 đ/c", "ĐB phường Cam Đường", ""],
                ["", "", "Tổng cộng", "", "", 144.0, "", ""],
            ]
        },
    )

    judged = imports.judge_organisations(book, as_of=TODAY)

    assert [row.values for row in judged.rows] == [
        {
            "name": "Đảng bộ phường Cam Đường", "kind": "commune_org", "parent": "Đảng bộ tỉnh Lào Cai",
            "established_decision": "12-QĐ/TU", "established_date": "2025-07-01", "member_count": 120,
            "secretary": "Lò Văn Pản", "secretary_phone": "+84912345678",
        },
        {
            "name": "Chi bộ tổ dân phố Số 4", "kind": "cell", "parent": "Đảng bộ phường Cam Đường",
            "established_decision": "07-QĐ/ĐU", "established_date": "2025-08-02", "member_count": 24,
        },
    ]  # fmt: skip
