import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvu.modules.members.rules import ages, facts, fiction, importing, logins, masking, posts, quality, statuses
from dangvu.modules.members.rules.levels import SHOWN, Level
from dangvu.modules.members.rules.statuses import Status

DAY = datetime.date
days = st.dates(DAY(1930, 1, 1), DAY(2026, 12, 31))


def test_every_status_has_label_tone_and_a_place_in_the_table_of_changes():
    assert set(statuses.LABELS) == set(statuses.TONES) == set(statuses.CHANGES) == set(Status)


@given(st.sampled_from(list(Status)), st.sampled_from(list(Status)))
def test_a_change_is_refused_exactly_when_the_table_says_so(current, new):
    why = statuses.why_not_change(current, new, since=DAY(2025, 1, 1), on=DAY(2026, 1, 1), decision="1-QĐ/ĐU")

    assert (why is None) == (new in statuses.CHANGES[current] and new != current)


def test_nobody_comes_back_from_death():
    assert statuses.CHANGES[Status.DECEASED] == frozenset()


def test_party_age_counts_whole_months():
    assert ages.party_age(DAY(1997, 2, 3), DAY(2026, 11, 23)) == ages.Age(29, 9)
    assert str(ages.Age(29, 9)) == "29 năm 9 tháng"
    assert ages.party_age(DAY(2027, 1, 1), DAY(2026, 1, 1)) is None


@pytest.mark.parametrize(
    ("start", "on", "years", "ceremony"),
    [
        (DAY(1997, 2, 3), DAY(2026, 11, 23), 30, DAY(2027, 2, 3)),
        (DAY(1997, 2, 4), DAY(2026, 11, 23), 30, DAY(2027, 5, 19)),
        (DAY(1996, 11, 20), DAY(2026, 11, 23), 40, DAY(2037, 2, 3)),
        (DAY(1996, 2, 29), DAY(2026, 1, 1), 30, DAY(2026, 5, 19)),
    ],
)
def test_next_badge_is_given_at_the_next_ceremony(start, on, years, ceremony):
    badge = ages.next_badge(start, on)

    assert badge is not None
    assert (badge.years, badge.ceremony_on) == (years, ceremony)


def test_probation_left_ends_at_zero():
    assert ages.probation_left(DAY(2026, 3, 23), DAY(2026, 11, 23)) == 4
    assert ages.probation_left(DAY(2024, 3, 23), DAY(2026, 11, 23)) == 0
    assert ages.probation_left(None, DAY(2026, 11, 23)) is None


@given(st.from_regex(r"0(3[2-9]|9\d)\d{7}", fullmatch=True))
def test_phone_is_one_number_however_it_is_typed(national):
    e164 = f"+84{national[1:]}"

    spaced = f"{national[:4]} {national[4:7]}.{national[7:]}"
    assert facts.clean_phone(national) == facts.clean_phone(spaced) == facts.clean_phone(e164) == e164
    assert masking.shown_phone(e164).replace(" ", "") == national


def test_masks_show_the_last_three_figures_only():
    assert masking.masked_national_id("123") == "*** *** ***123"
    assert masking.masked_card("099074123456") == "*** *** ***456"
    assert masking.masked_card("59821722") == "59821722"
    assert masking.tail("1234") == ""


def test_levels_only_add():
    assert SHOWN[Level.NAME] < SHOWN[Level.LIMITED] < SHOWN[Level.FILE]
    assert "national_id" not in SHOWN[Level.LIMITED]


def test_quality_names_what_is_missing():
    full = dict.fromkeys((*quality.EXPECTED, *quality.OFFICIAL_ONLY), "x")

    assert quality.quality(full, official=True).sentence == "Đủ"
    assert quality.quality({**full, "card_number": ""}, official=True).sentence == "Thiếu số thẻ"
    assert quality.quality({**full, "card_number": ""}, official=False).percent == 100
    assert quality.quality({}, official=True).percent == 0


def test_committee_follows_the_number_of_official_members():
    assert posts.committee_size(8) == 0
    assert 3 <= posts.committee_size(9) <= posts.committee_size(60) <= 7


@given(st.integers(1, 10**6), st.text(alphabet="abcdefgh ", min_size=0, max_size=30))
def test_a_login_made_of_a_name_fits_the_rules_of_logins(number, name):
    from dangvu.modules.identity import rules as identity

    assert identity.SHORT_NAME.fullmatch(logins.from_name(name, number))


@pytest.mark.parametrize(
    ("values", "status", "since"),
    [
        ({"official_date": "1998-02"}, "official", DAY(1998, 2, 1)),
        ({"admission_ceremony_date": "2026-03-01"}, "probationary", DAY(2026, 3, 1)),
        ({"status": "deceased", "death_date": "2026-04-05"}, "deceased", DAY(2026, 4, 5)),
        ({"status": "moved_out"}, "moved_out", DAY(2026, 10, 31)),
        ({"status": "official", "official_date": "2027-01-01"}, "official", DAY(2026, 10, 31)),
    ],
)
def test_status_of_a_row_begins_where_the_list_says(values, status, since):
    assert importing.status_of(values) == status
    assert importing.status_since(status, values, DAY(2026, 10, 31)) == since


def test_counters_add_up():
    before = {"accepted": 2, "reasons": {"DATE_PARTIAL": 1}}

    after = importing.added(before, {"accepted": 1, "rejected": 4, "reasons": {"DATE_PARTIAL": 1, "CARD_FORMAT": 4}})

    assert after == {"accepted": 3, "rejected": 4, "reasons": {"DATE_PARTIAL": 2, "CARD_FORMAT": 4}}


@given(st.lists(st.booleans(), min_size=1, max_size=60), st.integers(400, 2_000))
def test_invented_members_fill_the_cells_exactly(rural, total):
    units = fiction.sizes(list(enumerate(rural)), total, seed=1)

    assert sum(unit.members for unit in units) == total
    assert all(unit.members > 0 for unit in units)


def test_invented_cells_have_one_member_who_left():
    people = list(fiction.people(fiction.Unit(3, rural=True, members=20), DAY(2026, 11, 23), first_number=1, seed=1))

    gone = [values for values in people if values["status"] in statuses.GONE]
    assert (len(people), len(gone)) == (21, 1)


@given(st.integers(1, 10_000), st.booleans())
def test_invented_people_could_be_members(seed, rural):
    unit = fiction.Unit(seed, rural, 3)
    today = DAY(2026, 11, 23)

    for values in fiction.people(unit, today, first_number=seed * 3, seed=1930):
        assert facts.problem(facts.cleaned({n: v for n, v in values.items() if n in facts.EDITABLE}), today) is None
        assert values["national_id"].startswith(fiction.NO_PROVINCE)


def test_invented_people_are_the_same_each_time():
    unit = fiction.Unit(7, rural=True, members=5)

    first, again = (list(fiction.people(unit, DAY(2026, 1, 1), first_number=1, seed=1)) for _ in range(2))
    assert first == again
