import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.modules.members import factories
from tests.modules.organisations.factories import commune

from dangvu.kernel import access
from dangvu.kernel.errors import NotFound
from dangvu.modules.members import api, commands, queries
from dangvu.modules.members.access import Can
from dangvu.modules.members.models import Member
from dangvu.modules.members.rules.levels import Level

pytestmark = pytest.mark.django_db
TODAY = factories.TODAY
NOTHING = queries.Filter(status="all")
ROLES = ["member", "cell_secretary", "leader", "organisation_officer", "inspector", "clerk", "administrator"]


def names(actor, **wanted) -> list[str]:
    return [row.full_name for row in queries.listed(actor, queries.Filter(**wanted))]


@pytest.fixture
def place():
    return commune(2)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    role=st.sampled_from(ROLES),
    at=st.integers(0, 2),
    subtree=st.booleans(),
    states=st.lists(st.sampled_from(["official", "exempt", "deceased", "moved_out"]), min_size=3, max_size=5),
)
def test_the_list_is_the_union_of_its_details(db, role, at, subtree, states):
    top, cells = commune(2)
    people = []
    for number, status in enumerate(states):
        person = factories.member(cells[number % 2])
        if status != "official":
            commands.change_status(actor=factories.system(), member=person, status=status, on=TODAY)
        people.append(person)
    actor = factories.with_role(role, [top, *cells][at], subtree=subtree)

    listed = {row.pk: row.level for row in queries.listed(actor, NOTHING)}

    for person in people:
        assert (person.pk in listed) == access.allowed(actor, Can.VIEW, person)
        try:
            assert queries.get_member(actor, person.public_id).level == listed[person.pk]
        except NotFound:
            assert person.pk not in listed
    for pk, level in listed.items():
        person = Member.objects.get(pk=pk)
        assert (level >= Level.FILE) == access.allowed(actor, Can.VIEW_FILE, person)
        assert (level >= Level.LIMITED) == access.allowed(actor, Can.VIEW_LIMITED, person)


def test_a_plain_member_lists_the_own_cell_by_name_and_post_only(place):
    _, (cell, other) = place
    member = factories.member(cell, "Nguyễn Văn An")
    factories.member(cell, "Trần Văn Bình")
    factories.member(other, "Lê Văn Cường")
    actor = factories.actor_of(factories.with_account(member))

    rows = queries.register_rows(queries.listed(actor, queries.Filter()), TODAY)

    assert [(row.name, row.birth, row.status) for row in rows] == [
        ("Nguyễn Văn An", "1974", "official"),
        ("Trần Văn Bình", "", ""),
    ]


def test_filtering_by_a_hidden_field_tells_nothing(place):
    _, (cell, _) = place
    member, exempt = factories.member(cell, "Nguyễn Văn An"), factories.member(cell, "Trần Văn Bình")
    commands.change_status(actor=factories.system(), member=exempt, status="exempt", on=TODAY)
    actor = factories.actor_of(factories.with_account(member))

    assert names(actor) == ["Nguyễn Văn An", "Trần Văn Bình"]
    assert names(actor, status="exempt") == []


def test_names_sort_by_given_name_in_vietnamese_order(place):
    _, (cell, _) = place
    for name in ("Trần Văn Ánh", "Lê Thị Đào", "Nguyễn Văn An", "Bùi Văn Dũng", "Hà Thị Ân"):
        factories.member(cell, name)

    assert names(factories.system()) == [
        "Nguyễn Văn An", "Trần Văn Ánh", "Hà Thị Ân", "Bùi Văn Dũng", "Lê Thị Đào",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("hoa", ["Nguyễn Văn Hòa", "Trần Thị Hoa", "Phạm Hoa Mai"]),
        ("HÒA", ["Nguyễn Văn Hòa", "Trần Thị Hoa", "Phạm Hoa Mai"]),
        ("nguyen van", ["Nguyễn Văn Hòa"]),
        ("mai hoa", ["Phạm Hoa Mai"]),
        ("khong co", []),
    ],
)
def test_search_needs_no_accents_and_puts_given_names_first(place, typed, found):
    _, (cell, _) = place
    for name in ("Phạm Hoa Mai", "Nguyễn Văn Hòa", "Trần Thị Hoa"):
        factories.member(cell, name)

    assert names(factories.system(), text=typed) == found


def test_search_by_number_answers_only_those_who_may_see_it(place):
    top, (cell, _) = place
    factories.member(cell, "Nguyễn Văn An", national_id="099074123456", phone="0912440218")
    officer, secretary = factories.with_role("organisation_officer", top), factories.with_role("cell_secretary", cell)

    assert names(officer, text="099074123456") == ["Nguyễn Văn An"]
    assert names(secretary, text="099074123456") == []
    assert names(secretary, text="0912 440 218") == ["Nguyễn Văn An"]


def test_members_of_a_cell_on_a_past_day(place):
    _, (cell, other) = place
    mover, stayer = factories.member(cell, "Nguyễn Văn An"), factories.member(cell, "Trần Văn Bình")
    commands.move_member(
        actor=factories.system(), member=mover, organisation=other, on=datetime.date(2026, 6, 1), decision="1"
    )
    commands.change_status(actor=factories.system(), member=stayer, status="exempt", on=datetime.date(2026, 9, 1))

    before = api.members_of(cell.pk, datetime.date(2026, 5, 31))
    after = api.members_of(cell.pk, datetime.date(2026, 6, 1))

    assert [(each.name, each.status) for each in before] == [
        ("Nguyễn Văn An", "official"), ("Trần Văn Bình", "official"),
    ]  # fmt: skip
    assert [each.name for each in after] == ["Trần Văn Bình"]
    assert api.official_members_of(cell.pk, TODAY) == []


def test_committee_stands_first_and_the_secretary_is_found(place):
    _, (cell, _) = place
    factories.member(cell, "Nguyễn Văn An")
    secretary = factories.member(cell, "Trần Văn Yên")
    commands.appoint_member(
        actor=factories.system(), organisation=cell, member=secretary, post="cell_secretary", since=TODAY
    )

    assert [each.name for each in api.members_of(cell.pk, TODAY)] == ["Trần Văn Yên", "Nguyễn Văn An"]
    found = api.secretary_of(cell.pk, TODAY)
    assert found is not None
    assert (found.id, found.post_label) == (secretary.pk, "Bí thư chi bộ")
    assert [each.id for each in api.committee_of(cell.pk, TODAY)] == [secretary.pk]


def test_members_of_asks_as_often_for_thirty_as_for_one(place, django_assert_num_queries):
    _, (cell, _) = place
    for _ in range(30):
        factories.member(cell)

    with django_assert_num_queries(4):
        assert len(api.members_of(cell.pk, TODAY)) == 30


def test_strength_counts_what_a_person_may_know(place):
    top, (cell, _) = place
    factories.member(cell)
    gone = factories.member(cell)
    factories.member(cell, status="probationary", official_date="", admission_ceremony_date="01/03/2026",
                     admission_decision_date="20/02/2026")  # fmt: skip
    commands.change_status(actor=factories.system(), member=gone, status="deceased", on=TODAY)

    counted = queries.strength_now(factories.with_role("organisation_officer", top))

    assert (counted.total, counted.official, counted.probationary, counted.died, counted.admitted) == (2, 1, 1, 1, 1)
    assert queries.strength_now(factories.with_role("administrator", top)).total == 0


def test_the_profile_tells_the_life_newest_first(place):
    _, (cell, other) = place
    member = factories.member(cell)
    commands.move_member(
        actor=factories.system(), member=member, organisation=other, on=datetime.date(2026, 6, 1), decision="1-QĐ/ĐU"
    )

    profile = queries.profile_of(factories.system(), queries.get_member(factories.system(), member.public_id))

    assert [moment.title for moment in profile.moments] == [
        f"Chuyển đến {other.name}", "Được công nhận đảng viên chính thức", "Vào Đảng",
    ]  # fmt: skip
    assert profile.badge is not None
    assert (profile.badge.years, profile.badge.ceremony_on) == (30, datetime.date(2027, 2, 3))
