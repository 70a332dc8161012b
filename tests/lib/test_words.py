from datetime import date, datetime, time
from decimal import Decimal

import pytest

from dangvu.lib import words

DAY = date(2026, 12, 3)


def test_days_are_written_as_on_paper_and_said_as_people_say_them():
    assert words.long_day(DAY) == "03/12/2026"
    assert words.named_day(DAY, date(2026, 11, 30)) == "Thứ Năm 03/12"
    assert words.named_day(DAY, date(2027, 1, 2)) == "Thứ Năm 03/12/2026"
    assert words.spoken_day(DAY) == "Thứ Năm, mồng 3 tháng 12"
    assert words.spoken_day(date(2026, 11, 30)) == "Thứ Hai, 30 tháng 11"


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (time(0, 15), "12 giờ 15 đêm"),
        (time(6), "6 giờ sáng"),
        (time(11, 30), "11 giờ 30 trưa"),
        (time(14), "2 giờ chiều"),
        (time(19, 30), "7 giờ 30 tối"),
        (time(22, 5), "10 giờ 05 đêm"),
    ],
)
def test_hours_are_said_with_their_part_of_the_day(moment, said):
    assert words.spoken_clock(moment) == said


def test_hours_are_written_with_two_digits():
    assert words.clock(datetime(2026, 12, 3, 7, 5)) == "07:05"  # noqa: DTZ001 - the words do not move hours


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (1246, 0, "1.246"),
        (0, 0, "0"),
        (-1299, 0, "-1.299"),
        (38.5, 1, "38,5"),
        (Decimal("0.125"), 2, "0,13"),
        (1_234_567.5, 1, "1.234.567,5"),
        (2.5, 0, "3"),
    ],
)
def test_numbers_have_dots_and_a_decimal_comma(value, places, written):
    assert words.number(value, places) == written


def test_percentages_drop_an_empty_decimal_and_survive_an_empty_whole():
    assert words.percent(22, 26) == "84,6%"
    assert words.percent(3, 3) == "100%"
    assert words.percent(1, 0) == "chưa tính"


def test_distance_to_a_day_counts_both_ways():
    said = [
        words.days_left(DAY, today)
        for today in (date(2026, 12, 3), date(2026, 12, 2), date(2026, 11, 30), date(2026, 12, 5))
    ]

    assert said == ["hôm nay", "ngày mai", "còn 3 ngày", "quá 2 ngày"]


def test_money_sizes_and_lengths():
    assert words.money(38500) == "38.500 đ"
    assert [words.file_size(size) for size in (0, 999, 214_000, 2_300_000)] == [
        "0 byte",
        "999 byte",
        "214 kB",
        "2,3 MB",
    ]
    assert [words.minutes_long(minutes) for minutes in (95, 60, 0)] == ["1 giờ 35 phút", "1 giờ", "0 phút"]


@pytest.mark.parametrize(
    ("name", "mark"),
    [("Trần Văn Lộc", "TL"), ("Đỗ Quang Minh", "ĐM"), ("Hòa", "H"), ("", ""), ("  nguyễn   thị hạnh ", "NH")],
)
def test_initials_are_family_and_given_name(name, mark):
    assert words.initials(name) == mark


def test_a_masked_number_keeps_only_its_end():
    assert words.masked("037074004417") == "•••• •••• 4417"
    assert words.masked("0912 440 218") == "•••• •• 0218"
    assert words.masked("123") == "••••"


def test_letters_of_a_label_start_with_its_words():
    assert list(words.letters("Đảng viên"))[:4] == ["d", "v", "a", "n"]
