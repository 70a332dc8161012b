import unicodedata

import pytest

from dangvu.lib import text


def test_nfc_makes_one_form_of_what_looks_the_same():
    decomposed = unicodedata.normalize("NFD", " Bạch\u00a0Thị  Hòa ")

    assert text.nfc(decomposed) == "Bạch Thị Hòa"


def test_search_key_forgets_accents_and_punctuation():
    assert text.search_key("Đảng ủy xã Mường Ngà (cũ)") == "dang uy xa muong nga cu"


@pytest.mark.parametrize(
    ("one", "other"), [("Hoà", "Hòa"), ("THUỶ", "Thủy"), ("xóm Ngoã", "xóm Ngõa"), ("khoẻ", "khỏe")]
)
def test_match_key_ignores_tone_placement_and_capitals(one, other):
    assert text.match_key(one) == text.match_key(other)


@pytest.mark.parametrize("word", ["quý", "hoàn", "thuyền", "Quỳnh"])
def test_tone_placement_leaves_other_syllables_alone(word):
    assert text.old_tone_placement(word) == word


@pytest.mark.parametrize(
    ("typed", "name"),
    [("NGUYỄN VĂN A", "Nguyễn Văn A"), ("bùi thị ỏn", "Bùi Thị Ỏn"), ("y h'hen niê", "Y H'Hen Niê")],
)
def test_title_name_writes_first_letters_capital(typed, name):
    assert text.title_name(typed) == name


def test_sort_key_orders_by_given_name_then_letters_then_tones():
    names = [
        "Bùi Văn Bình",
        "Trần An",
        "Lê Thị Ánh",
        "Đỗ An",
        "Ngô Đức Ân",
        "Nguyễn Ăn",
        "Lê Thị Anh",
        "Hà Đạt",
        "Hà Dũng",
    ]

    ordered = sorted(names, key=text.sort_key)

    assert ordered == [
        "Đỗ An", "Trần An", "Lê Thị Anh", "Lê Thị Ánh", "Nguyễn Ăn", "Ngô Đức Ân", "Bùi Văn Bình", "Hà Dũng", "Hà Đạt",
    ]  # fmt: skip
