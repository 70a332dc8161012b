# ruff: noqa: E501 - tables of examples, one beside the other

import pytest

from dangvu.lib import identity_numbers as numbers
from dangvu.lib.identity_numbers import Problem


@pytest.mark.parametrize(
    "written", ["017164135294", 17164135294.0, "17164135294", "'017164135294", "017 164 135294", "017.164.135.294"]
)
def test_national_id_puts_lost_zeros_back(written):
    assert numbers.national_id(written).value == "017164135294"


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("1,71412E+10", Problem.LOST_DIGITS), ("113163324", Problem.OLD_NUMBER), ("01716413529", Problem.LOST_DIGITS),
        ("", Problem.MISSING), ("chưa có", Problem.MISSING), ("0171641352941", Problem.LOST_DIGITS),
    ],
)  # fmt: skip
def test_national_id_does_not_guess(written, problem):
    assert numbers.national_id(written) == (None, problem)


def test_contradicts_compares_sex_and_birth_year():
    assert not numbers.contradicts("017164135294", sex="female", birth_year=1964)
    assert numbers.contradicts("017164135294", sex="male", birth_year=1964)
    assert numbers.contradicts("017164135294", sex=None, birth_year=1965)
    assert not numbers.contradicts("017301248514", sex="female", birth_year=2001)


@pytest.mark.parametrize(
    ("written", "phone"),
    [
        ("0941.095.783", "+84941095783"), (949436705.0, "+84949436705"), ("84929667101", "+84929667101"),
        ("+84 354 189 532", "+84354189532"), ("0961074463/0349370541", "+84961074463"), ("01683508213", "+84383508213"),
        ("0909 850 136 - 0984559777", "+84909850136"), ("02183419891", "+842183419891"), ("0977-165-281", "+84977165281"),
    ],
)  # fmt: skip
def test_phone_is_the_first_vietnamese_number(written, phone):
    assert numbers.phone(written).value == phone


@pytest.mark.parametrize("written", ["098360222", "0171560832", "086791655", "12"])
def test_phone_refuses_what_cannot_be_dialled(written):
    assert numbers.phone(written) == (None, Problem.INVALID)


def test_card_has_eight_or_twelve_digits():
    assert [numbers.card(raw).value for raw in ("83.706900", "42 385989", 31471217.0, 17164135294.0, "2754846")] == [
        "83706900", "42385989", "31471217", "017164135294", None,
    ]  # fmt: skip


def test_cv_number_is_six_digits_and_letters():
    assert [numbers.cv_number(raw).value for raw in ("334.123HB", "136835 hb", "071485-HB", "316846", "20579HB")] == [
        "334123HB", "136835HB", "071485HB", None, None,
    ]  # fmt: skip


def test_differ_slightly_means_one_digit_or_two_neighbours():
    assert numbers.differ_slightly("0123456789", "0123456780")
    assert numbers.differ_slightly("0123456789", "0123465789")
    assert not numbers.differ_slightly("0123456789", "0123456789")
    assert not numbers.differ_slightly("0123456789", "1023456780")
