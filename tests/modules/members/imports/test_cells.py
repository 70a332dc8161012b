# ruff: noqa: E501 - tables of examples, one beside the other

import pytest

from dangvu.modules.members.imports import cells
from dangvu.modules.members.imports.cells import CellFinder, KnownOrganisation

TOP = "Đảng bộ xã Mường Ngà"
KNOWN = [
    KnownOrganisation(TOP, "Đảng bộ tỉnh Phú Thọ", "commune_org"),
    KnownOrganisation("Chi bộ xóm Ải (Phú Lạc)", TOP),
    KnownOrganisation("Chi bộ xóm Ải (Hòa Nghĩa)", TOP),
    KnownOrganisation("Chi bộ xóm Bái", TOP),
    KnownOrganisation("Chi bộ xóm Bãi", TOP),
    KnownOrganisation("Chi bộ Trường Mầm non Phú Lạc", TOP, "grassroots_cell"),
    KnownOrganisation("Chi bộ Trạm Y tế xã", TOP, "grassroots_cell"),
    KnownOrganisation("Chi bộ 1", "Đảng bộ Trường A"),
    KnownOrganisation("Chi bộ 1 ", "Đảng bộ Trường B"),
]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("CB xóm Bãi", "Chi bộ xóm Bãi"), ("XIV. CHI BỘ XÓM BÁI (14 đ/c)", "Chi bộ xóm Bái"), ("Xóm bái", "Chi bộ xóm Bái"),
        ("CHI BỘ XÓM ẢI (HOÀ NGHĨA): 31 đảng viên", "Chi bộ xóm Ải (Hòa Nghĩa)"), ("Trạm Y tế", "Chi bộ Trạm Y tế xã"),
        ("Trường MN Phú Lạc", "Chi bộ Trường Mầm non Phú Lạc"), ("Chi bé Tr\u00adêng MÇm non Phó L¹c", "Chi bộ Trường Mầm non Phú Lạc"),
    ],
)  # fmt: skip
def test_cells_are_found_however_they_are_written(written, name):
    assert CellFinder(KNOWN).find(written).name == name


def test_doubt_is_not_decided():
    finder = CellFinder(KNOWN)

    assert finder.find("Chi bộ xóm Ải") == cells.AMBIGUOUS
    assert finder.find("chi bo xom bai") == cells.AMBIGUOUS
    assert finder.find("Chi bộ xóm Thung Khe") == cells.UNKNOWN
    assert finder.find("") == cells.UNKNOWN


def test_the_parent_decides_between_cells_of_one_name():
    assert CellFinder(KNOWN).find("Chi bộ 1", "ĐẢNG BỘ TRƯỜNG B").organisation.parent_name == "Đảng bộ Trường B"
