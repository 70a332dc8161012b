# ruff: noqa: E501 - tables of examples, one beside the other

import pytest

from dangvu.modules.members.imports import headings


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("Giới tính, dân tộc, tôn giáo|Nam", "male_mark"), ("Năm sinh|Nam", "birth_male"), ("Họ và tên khai sinh", "birth_name"),
        ("Nghề nghiệp|Trước khi vào Đảng", "job_before"), ("Ngày vào Đảng|Ngày QĐ", "admission_decision_date"),
        ("Ngày vào Đảng / Ngày chính thức", "admission_ceremony_date"), ("Ngày chuyển Đảng chính thức", "official_date"),
        ("Chuyển đi (ngày, đến đâu)", "moved_out"), ("Ngày chuyển đến, từ đảng bộ nào", "moved_in"), ("Nơi chuyển đến", "moved_out_to"),
        ("Chi bộ trước khi chuyển", "cell"), ("Nơi sinh hoạt đảng", "cell"), ("Số CMND cũ", ""), ("Ngày cấp CCCD", ""),
        ("ĐT", "phone"), ("DT", "ethnic_group"), ("Q.quán", "home_town"), ("Sè thÎ", "card_number"), ("Ho va ten", "full_name"),
        ("Số thẻ, số LL, số huy hiệu", "numbers"), ("Nam, nữ; dân tộc; tôn giáo", "persona"), ("Họ và tên đệm", "family_name"),
    ],
)  # fmt: skip
def test_headings_are_recognised_by_what_they_say(path, field):
    assert headings.recognise(path.split("|"))[0] == field


def test_contents_speak_where_the_heading_is_silent():
    columns = headings.columns_of(
        [["Họ tên"], ["Cột A"], ["Cột B"]],
        [["Lê Văn An", "Bùi Thị Hà", "Hà Văn Ba"], ["017164135294", "017078128914", "035163126267"], ["x", "y", "z"]],
        {},
    )

    assert [column.field for column in columns] == ["full_name", "national_id", ""]
