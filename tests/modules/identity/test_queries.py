import datetime

import pytest
from tests.modules.identity import factories
from tests.modules.organisations import factories as places

from dangvu.kernel import access
from dangvu.modules.identity import api, queries
from dangvu.modules.identity.access import Can
from dangvu.modules.identity.models import Account
from dangvu.modules.organisations.access import Can as OrganisationCan
from dangvu.modules.organisations.models import Organisation

pytestmark = pytest.mark.django_db


def test_reach_of_all_grants_costs_one_query(django_assert_num_queries):
    top, (one, two) = places.commune(2)
    someone = factories.person("cell_secretary", one)
    factories.grant(someone, "organisation_officer", top, subtree=True)

    with django_assert_num_queries(1):
        reach = api.load_reach(someone.pk, factories.TODAY)

    assert reach[str(OrganisationCan.VIEW)] == access.Reach(frozenset({one.pk}), (top.path,))
    assert reach[str(OrganisationCan.MANAGE)] == access.Reach(frozenset(), (top.path,))
    assert str(Can.MANAGE) not in reach
    assert two.pk in {
        o.pk for o in access.visible(factories.actor(someone), OrganisationCan.VIEW, Organisation.objects)
    }


def test_a_grant_counts_from_its_first_day_to_the_day_before_its_end():
    _, (cell,) = places.commune(1)
    someone = factories.account()
    day = datetime.date
    factories.grant(someone, "cell_secretary", cell, valid_from=day(2026, 3, 1), valid_until=day(2026, 4, 1))

    held = {
        d: bool(api.load_reach(someone.pk, d))
        for d in (day(2026, 2, 28), day(2026, 3, 1), day(2026, 3, 31), day(2026, 4, 1))
    }

    assert list(held.values()) == [False, True, True, False]


def test_a_closed_account_reaches_nothing():
    _, (cell,) = places.commune(1)
    someone = factories.person("cell_secretary", cell)
    Account.objects.filter(pk=someone.pk).update(is_active=False)

    assert api.load_reach(someone.pk, factories.TODAY) == {}


def test_accounts_without_a_place_belong_to_whoever_reaches_the_root():
    top, (cell,) = places.commune(1)
    homeless = factories.account()
    of_the_cell = factories.person("member", cell)
    chief = factories.person("administrator", top, subtree=True)
    local = factories.person("administrator", cell)

    def seen(who):
        return set(queries.find_accounts(factories.actor(who)).values_list("pk", flat=True))

    assert seen(chief) == {homeless.pk, of_the_cell.pk, chief.pk, local.pk}
    assert seen(local) == {of_the_cell.pk, local.pk}


def test_people_are_found_without_accents_and_by_number():
    top, _ = places.commune(1)
    chief = factories.person("administrator", top, subtree=True)
    hoa = factories.account("Nguyễn Thị Hoà", login="0912345678")

    actor = factories.actor(chief)
    assert list(queries.find_accounts(actor, "nguyen hoa")) == [hoa]
    assert list(queries.find_accounts(actor, "0912345")) == [hoa]


def test_holders_are_those_at_the_place_and_those_above_with_all_below():
    top, (one, two) = places.commune(2)
    secretary = factories.person("cell_secretary", one)
    chief = factories.person("administrator", top, subtree=True)
    factories.person("administrator", top)
    factories.person("cell_secretary", two)

    assert api.holders(OrganisationCan.VIEW, one.pk, factories.TODAY) == sorted([secretary.pk, chief.pk])


def test_an_administrator_must_set_up_a_second_factor_and_a_member_need_not():
    top, (cell,) = places.commune(1)

    assert api.must_set_up_second_factor(factories.person("administrator", top).pk, factories.TODAY)
    assert not api.must_set_up_second_factor(factories.person("member", cell).pk, factories.TODAY)
    assert queries.second_factor_state(factories.person("clerk", top).pk, factories.TODAY) == "advised"


def test_the_card_shows_the_weightiest_role():
    top, (cell,) = places.commune(1)
    someone = factories.person("member", cell, name="Đỗ Quang Minh")
    factories.grant(someone, "cell_secretary", cell)

    card = api.person_card(someone, factories.TODAY)

    assert (card.role, card.unit, card.place, card.initials) == ("Bí thư chi bộ", cell.name, top.name, "ĐM")
