# ruff: noqa: E501 - tables of examples, one beside the other

import pytest

from dangvu.lib import encodings


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("NguyÔn V¨n §øc", "Nguyễn Văn Đức"), ("Chi bé Tr\u00adêng MÇm non Hßa NghÜa", "Chi bộ Trường Mầm non Hòa Nghĩa"),
        ("Nguyeãn Thò Hoøa", "Nguyễn Thị Hòa"), ("ÑAÛNG BOÄ XAÕ", "ĐẢNG BỘ XÃ"), ("trung cÊp", "trung cấp"),
    ],
)  # fmt: skip
def test_to_unicode_reads_old_encodings_by_their_letters(typed, read):
    assert encodings.to_unicode(typed) == read


@pytest.mark.parametrize(
    "line", ["Nguyễn Thị Hòa", "Hà Văn Bé", "Lê Á", "Anh B1", "Bùi Thị Thuý", "© Đảng ủy", "Cao Tòng"]
)
def test_to_unicode_leaves_unicode_alone(line):
    assert encodings.to_unicode(line) == line


def test_decode_as_decodes_what_could_be_read_both_ways():
    assert encodings.decode_as("Sè LL", encodings.TCVN3) == "Số LL"
