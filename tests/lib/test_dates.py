# ruff: noqa: E501 - tables of examples, one beside the other

from datetime import date

import pytest

from dangvu.lib import dates
from dangvu.lib.dates import PartialDate


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("19/05/1987", "1987-05-19"), ("9/5/1987", "1987-05-09"), ("19-05-1987", "1987-05-19"), ("19.05.87", "1987-05-19"),
        (" 26/ 6/1977 ", "1977-06-26"), ("02.10.26", "2026-10-02"), ("01.01.27", "1927-01-01"), ("7/1966", "1966-07"),
        ("1983", "1983"), (1983.0, "1983"), (30516.0, "1983-07-19"), ("30516", "1983-07-19"), (date(1999, 7, 2), "1999-07-02"),
        ("ngày 16 tháng 6 năm 2025", "2025-06-16"), ("tháng 5 năm 1987", "1987-05"), ("1987-05-19 00:00:00", "1987-05-19"),
    ],
)  # fmt: skip
def test_parse_reads_the_ways_people_write_a_date(written, iso):
    assert dates.parse(written).isoformat() == iso


@pytest.mark.parametrize("written", ["31/02/1985", "12/19/1956", "không nhớ", "??/5/1987", "45/10/1977", "abc", True])
def test_parse_refuses_what_is_no_date(written):
    assert dates.DateReader().read(written).broken


@pytest.mark.parametrize(
    "written",
    ["19/5/1982-19/5/1983", "19.05.82\n19.05.83", "KN: 19/5/1982; CT: 19/5/1983", "19/05/1982 19/05/1983"],
)
def test_read_finds_two_dates_in_one_cell(written):
    marks = dates.DateReader().read(written).marks

    assert [mark.date.iso for mark in marks] == ["1982-05-19", "1983-05-19"]


def test_read_keeps_the_words_behind_a_date():
    reading = dates.DateReader().read("20/03/2019 từ Đảng bộ Sư đoàn 316")

    assert (reading.first.iso, reading.rest, reading.broken) == ("2019-03-20", "từ Đảng bộ Sư đoàn 316", False)


def test_partial_date_knows_its_span():
    month = PartialDate(2024, 2)

    assert (month.precision, month.earliest, month.latest) == ("month", date(2024, 2, 1), date(2024, 2, 29))


def test_partial_date_returns_from_iso():
    assert [str(PartialDate.from_iso(iso)) for iso in ("1987", "1987-05", "1987-05-19")] == [
        "1987",
        "1987-05",
        "1987-05-19",
    ]


def test_partial_date_must_be_in_the_calendar():
    with pytest.raises(ValueError, match="day"):
        PartialDate(1985, 2, 31)


def test_add_months_ends_with_the_month():
    assert dates.add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
