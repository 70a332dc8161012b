import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvu.modules.documents.rules import guards, layout, numbers, references, settings, types, wording

DAY = datetime.date(2026, 12, 3)
KEY = b"k" * 32


@pytest.mark.parametrize(
    ("number", "expected"), [(1, "01-NQ/CB"), (9, "09-NQ/CB"), (10, "10-NQ/CB"), (127, "127-NQ/CB")]
)
def test_a_number_under_ten_takes_a_zero(number, expected):
    assert numbers.symbol(number, "NQ", "CB") == expected


def test_a_number_is_printed_without_a_colon():
    assert numbers.printed("05-NQ/CB") == "Số 05-NQ/CB"
    assert numbers.printed("") == ""


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Số 05-NQ/CB", (5, "NQ", "CB")),
        ("số 5-NQ/CB", None),
        ("127-QĐ/TW", (127, "QĐ", "TW")),
        ("16-QĐ/VPĐU", (16, "QĐ", "VPĐU")),
        ("05/NQ", None),
    ],
)
def test_a_typed_number_is_read(typed, expected):
    assert numbers.read(typed) == expected


@given(st.integers(1, 9999), st.sampled_from(sorted({t.symbol for t in types.catalogue().values() if t.symbol})))
def test_what_is_printed_can_be_read_back(number, symbol):
    assert numbers.read(numbers.printed(numbers.symbol(number, symbol, "ĐU"))) == (number, symbol, "ĐU")


def test_a_committee_counts_per_term_and_not_per_year():
    term = numbers.Span(datetime.date(2025, 6, 11), None)

    first, last = (numbers.period(numbers.Reset.TERM, on, term) for on in (DAY, DAY.replace(year=2029)))

    assert first == last == numbers.Period("nk:2025-06-11", datetime.date(2025, 6, 11), None)


def test_a_term_nobody_recorded_is_one_open_period():
    assert numbers.period(numbers.Reset.TERM, DAY) == numbers.Period("", None, None)


def test_a_year_begins_in_january_and_ends_in_december():
    assert numbers.period(numbers.Reset.YEAR, DAY) == numbers.Period(
        "2026", datetime.date(2026, 1, 1), datetime.date(2026, 12, 31)
    )


def test_a_congress_has_one_series_for_all_types():
    kinds = {numbers.series_type(numbers.Reset.CONGRESS, code) for code in ("resolution", "minutes")}

    assert kinds == {numbers.SHARED}


def test_a_new_term_begins_after_the_old_one_began():
    old = numbers.Span(datetime.date(2025, 6, 11), None)

    assert numbers.span_problem(datetime.date(2025, 6, 11), [old])
    assert numbers.span_problem(datetime.date(2030, 6, 11), [old]) is None


def test_the_stub_of_secret_matter_has_a_year():
    assert numbers.stub_label(3, 2026) == "TM-03/2026"


@pytest.mark.parametrize(
    ("on", "code"),
    [
        (datetime.date(2017, 1, 1), "HD36-2018"),
        (datetime.date(2018, 4, 3), "HD36-2018"),
        (datetime.date(2026, 5, 26), "HD36-2018"),
        (datetime.date(2026, 5, 27), "HD05-2026"),
        (DAY, "HD05-2026"),
    ],
)
def test_a_paper_keeps_the_profile_of_its_date(on, code):
    assert layout.profile_on(on).code == code


def test_the_margins_of_2026():
    sizes = layout.profile_on(DAY).sizes()

    assert [sizes[f"margin_{side}"] for side in ("top", "bottom", "left", "right")] == [20, 20, 30, 15]


def test_profiles_know_the_same_values():
    assert len({frozenset(profile.values) for profile in layout.profiles()}) == 1


def test_every_value_says_how_sure_it_is():
    marks = {value.mark for profile in layout.profiles() for value in profile.values.values()}

    assert marks <= {"V", "V2", "U"}


def test_what_is_unsure_or_differs_is_a_setting():
    unsure = [v for p in layout.profiles() for v in p.values.values() if v.mark == "U" or v.alternatives]

    assert all(value.is_setting for value in unsure)


def test_only_settings_can_be_chosen():
    sizes = layout.profile_on(DAY).sizes({"line_spacing": 20, "margin_left": 5, "nothing": 1})

    assert (sizes["line_spacing"], sizes["margin_left"]) == (20, 30)
    assert "nothing" not in sizes


def test_each_setting_is_offered_to_the_rule_book_once():
    keys = [spec.key for spec in settings.specs()]

    assert len(keys) == len(set(keys))
    assert "documents.layout.line_spacing" in keys
    assert "documents.symbol.declaration" in keys
    assert "documents.symbol.resolution" not in keys


def test_the_symbols_of_types():
    symbols = {code: types.catalogue()[code].symbol for code in ("resolution", "minutes", "decision", "regulation")}

    assert symbols == {"resolution": "NQ", "minutes": "BB", "decision": "QĐ", "regulation": "QĐ"}
    assert len([t for t in types.catalogue().values() if t.family == "named"]) == 25


@pytest.mark.parametrize(
    ("code", "body", "allowed"),
    [
        ("resolution", "cell", True),
        ("minutes", "cell", True),
        ("working_rules", "cell", True),
        ("regulation", "cell", False),
        ("guideline", "cell", False),
        ("directive", "cell", False),
        ("regulation", "grassroots_committee", True),
        ("guideline", "grassroots_committee", False),
        ("working_rules", "grassroots_standing", False),
        ("guideline", "grassroots_standing", True),
        ("invitation", "cell", True),
        ("plan", "cell_congress", False),
        ("programme", "cell_congress", True),
        ("directive", "", True),
    ],
)
def test_who_may_issue_what(code, body, allowed):
    why = types.why_not_issue(code, body, DAY)

    assert (why is None) is allowed
    assert why is None or "399-QĐ/TW" in why


def test_a_form_offers_what_the_body_may_issue():
    offered = [kind.code for kind in types.issued_by("cell", DAY)]

    assert offered[:2] == ["minutes", "resolution"]
    assert not {"directive", "guideline", "regulation"} & set(offered)


def test_before_the_regulation_nothing_is_refused():
    assert types.why_not_issue("directive", "cell", datetime.date(2026, 1, 8)) is None


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (datetime.date(2026, 2, 5), "ngày 05 tháng 02"),
        (datetime.date(2026, 5, 27), "ngày 27 tháng 5"),
        (datetime.date(2026, 12, 3), "ngày 03 tháng 12"),
        (datetime.date(2026, 9, 1), "ngày 01 tháng 9"),
    ],
)
def test_days_and_the_first_two_months_take_a_zero(on, words):
    assert wording.day_and_month(on) == words


def test_the_date_line():
    assert wording.date_line("Minh Hòa", DAY) == "Minh Hòa, ngày 03 tháng 12 năm 2026"
    assert wording.date_line("", DAY) == "ngày 03 tháng 12 năm 2026"


def test_a_paper_is_cited_with_a_comma_before_the_day():
    cited = wording.citation("Nghị quyết", "12-NQ/ĐU", datetime.date(2026, 9, 5), "Đảng ủy xã Minh Hòa")

    assert cited == "Nghị quyết số 12-NQ/ĐU, ngày 05/9/2026 của Đảng ủy xã Minh Hòa"


def test_roman_numbers():
    assert [wording.roman(n) for n in (1, 2, 3, 4, 5, 9, 14)] == ["I", "II", "III", "IV", "V", "IX", "XIV"]


@pytest.mark.parametrize(
    ("first", "second"), [("ĐẢNG ỦY", "ĐẢNG UỶ"), ("Hòa", "Hoà"), ("khỏe", "khoẻ"), ("thúy", "thuý"), ("quý", "quý")]
)
def test_tone_marks_follow_the_office(first, second):
    assert wording.tone_marks(first, "uỷ") == second
    assert wording.tone_marks(second, "ủy") == first


def test_tone_marks_of_closed_syllables_stay():
    assert wording.tone_marks("Hoàng Toàn quyền", "uỷ") == wording.tone_marks("Hoàng Toàn quyền", "ủy")


@given(st.integers(1, 2**39))
def test_a_reference_leads_back_to_its_paper(number):
    code = references.code(number, KEY)

    assert references.paper_id(code, KEY) == number
    assert references.paper_id(code.lower().replace("-", " "), KEY) == number


@given(st.integers(1, 2**39), st.integers(1, 2**39))
def test_a_reference_of_another_key_or_number_is_refused(number, other):
    code = references.code(number, KEY)
    forged = references.code(other, KEY)[:8] + code[8:]

    assert references.paper_id(code, b"x" * 32) is None
    assert (references.paper_id(forged, KEY) == number) is (other == number)


@pytest.mark.parametrize("typed", ["", "A", "AAAAAAAB", "11111111-11111111", "AAAAAAAB-AAAAAAA!", "ĐĐĐĐĐĐĐĐ-AAAAAAAA"])
def test_nonsense_is_no_reference(typed):
    assert references.paper_id(typed, KEY) is None


def test_ink_is_neither_older_than_the_paper_nor_from_the_future():
    earlier, later = DAY - datetime.timedelta(days=1), DAY + datetime.timedelta(days=1)

    assert guards.signed_date_problem(earlier, DAY, later)
    assert guards.signed_date_problem(later, DAY, DAY)
    assert guards.signed_date_problem(later, DAY, later) is None
    assert guards.signed_date_problem(None, DAY, DAY) is None
