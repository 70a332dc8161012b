import datetime

import pytest
from django.db import IntegrityError, transaction
from tests.modules.identity import factories
from tests.modules.organisations import factories as places

from dangvu.kernel.audit.models import Entry
from dangvu.kernel.errors import Conflict, Invalid, NotAllowed
from dangvu.modules.identity import api, commands, rules
from dangvu.modules.identity.models import Account, Grant, Role
from dangvu.modules.organisations.access import Can as OrganisationCan

pytestmark = pytest.mark.django_db

TODAY = factories.TODAY


def role(code: str) -> Role:
    return Role.objects.get(code=code)


@pytest.fixture
def town():
    """A commune, its cell and its administrator."""
    top, (cell,) = places.commune(1)
    return top, cell, factories.actor(factories.person("administrator", top, subtree=True))


def give(actor, account, code, organisation, **more):
    place = rules.Place(organisation.pk, more.pop("subtree", False), more.pop("since", TODAY), more.pop("until", None))
    return commands.grant_role(
        actor=actor, account=account, role=role(code), place=place, reason=more.pop("reason", "1-QĐ/ĐU")
    )


def test_an_account_has_one_login_however_it_is_typed(town):
    _, _, admin = town
    commands.create_account(actor=admin, login="0912 345 678", display_name=" Lê  Thị Thu Trà ")

    account = Account.objects.get(login="0912345678")
    assert (account.display_name, account.has_usable_password()) == ("Lê Thị Thu Trà", False)
    with pytest.raises(Invalid, match="Đã có tài khoản"):
        commands.create_account(actor=admin, login="+84912345678", display_name="Người khác")


def test_accounts_are_made_for_many_at_once(town):
    top, _, _ = town
    officer = factories.actor(factories.person("organisation_officer", top, subtree=True))

    made = commands.create_accounts(
        actor=officer, people=[rules.Person("m1", "Trần A", "0912345601"), rules.Person("m2", "Trần B", "tranb")]
    )

    assert {key: Account.objects.get(pk=pk).login for key, pk in made.items()} == {"m1": "0912345601", "m2": "tranb"}


def test_granting_opens_and_ending_closes_at_once(town):
    _, cell, admin = town
    someone = factories.account()
    grant = give(admin, someone, "cell_secretary", cell)
    assert str(OrganisationCan.VIEW) in api.load_reach(someone.pk, TODAY)

    commands.end_grant(actor=admin, grant=grant, on=TODAY, reason="thôi nhiệm vụ")

    assert api.load_reach(someone.pk, TODAY) == {}


def test_nobody_grants_a_role_to_themselves(town):
    top, _, admin = town

    with pytest.raises(NotAllowed, match="cho mình"):
        give(admin, Account.objects.get(pk=admin.account_id), "leader", top)


def test_a_grant_needs_a_reason_and_is_not_given_twice(town):
    _, cell, admin = town
    someone = factories.account()

    with pytest.raises(Invalid, match="lý do"):
        give(admin, someone, "member", cell, reason="  ")
    give(admin, someone, "member", cell)
    with pytest.raises(Conflict):
        give(admin, someone, "member", cell)
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.grant(someone, "member", cell, valid_from=TODAY)


def test_a_leader_passes_on_only_what_the_leader_holds(town):
    top, cell, _ = town
    leader = factories.actor(factories.person("leader", top, subtree=True))
    someone = factories.account()

    give(leader, someone, "leader", cell)
    with pytest.raises(NotAllowed, match="đang giữ"):
        give(leader, someone, "administrator", top)


def test_granting_stays_within_the_own_tree(town):
    _, cell, _ = town
    elsewhere, _ = places.commune(1)
    local = factories.actor(factories.person("administrator", cell))

    with pytest.raises(NotAllowed):
        give(local, factories.account(), "member", elsewhere)


def test_roles_from_posts_follow_the_post(town, system):
    _, cell, _ = town
    someone = factories.account()
    since = datetime.date(2026, 1, 1)
    wanted = rules.WantedGrant("cell_secretary", cell.pk, subtree=False, valid_from=since, source_ref="7")

    def sync(*rows):
        return commands.sync_source_grants(actor=system, account=someone, source="appointment", wanted=rows)

    assert len(sync(wanted)) == 1
    assert sync(wanted) == []
    sync()
    assert api.load_reach(someone.pk, TODAY) == {}
    sync(wanted)
    assert api.load_reach(someone.pk, TODAY) != {}
    assert [g.valid_from for g in Grant.objects.filter(account=someone).order_by("valid_from", "pk")] == [since, TODAY]


def test_a_post_that_is_over_brings_nothing(town, system):
    _, cell, _ = town
    past = rules.WantedGrant(
        "cell_secretary", cell.pk, subtree=False, valid_from=datetime.date(2020, 1, 1), valid_until=TODAY
    )

    made = commands.sync_source_grants(actor=system, account=factories.account(), source="appointment", wanted=[past])

    assert made == []


def test_a_role_of_a_post_is_not_ended_by_hand(town):
    _, cell, admin = town
    grant = factories.grant(factories.account(), "cell_secretary", cell, source="appointment")

    with pytest.raises(Conflict, match="theo chức vụ"):
        commands.end_grant(actor=admin, grant=grant, on=TODAY, reason="nhầm")


def test_the_last_administrator_stays(town, system):
    top, _, admin = town
    only = Account.objects.get(pk=admin.account_id)

    with pytest.raises(Conflict, match="cuối cùng"):
        commands.end_grant(actor=system, grant=only.grants.get(), on=TODAY, reason="nghỉ")
    factories.person("administrator", top, subtree=True)
    commands.end_grant(actor=system, grant=only.grants.get(), on=TODAY, reason="nghỉ")


def test_a_locked_account_keeps_its_history_and_reaches_nothing(town):
    _, cell, admin = town
    someone = factories.person("member", cell)

    commands.deactivate_account(actor=admin, account=someone, reason="chuyển đi")

    assert api.load_reach(someone.pk, TODAY) == {}
    entry = Entry.objects.latest("pk")
    assert (entry.sentence, entry.facts["lý do"]) == ("Khóa tài khoản.", "chuyển đi")


def test_standard_roles_come_from_the_manifests():
    assert Role.objects.get(code="administrator").needs_second_factor
    assert str(OrganisationCan.MANAGE) in role("organisation_officer").permissions
    assert not set(role("administrator").permissions) & {"members.view", "meetings.view", "documents.view"}


def test_an_own_role_collects_known_permissions_only(town):
    _, _, admin = town

    made = commands.define_role(
        actor=admin,
        role=None,
        label="Thủ quỹ",
        description="Thu đảng phí.",
        permissions=["organisations.view", "no.such"],
    )

    assert (made.code, made.permissions) == ("thu_quy", ["organisations.view"])
    with pytest.raises(Conflict):
        commands.define_role(actor=admin, role=role("clerk"), label="x", description="", permissions=[])


def test_one_may_only_change_the_own_theme_and_password(town):
    _, cell, admin = town
    someone = factories.person("member", cell)

    with pytest.raises(NotAllowed):
        commands.set_theme(actor=admin, account=someone, theme="elder")
    with pytest.raises(NotAllowed):
        commands.change_password(actor=admin, account=someone, password="lúa vàng sông đầy")
    commands.set_theme(actor=factories.actor(someone), account=someone, theme="elder")
    assert Account.objects.get(pk=someone.pk).theme == "elder"


def test_the_audit_never_holds_a_password(town):
    _, cell, _ = town
    someone = factories.person("member", cell)

    commands.change_password(actor=factories.actor(someone), account=someone, password="lúa vàng sông đầy")

    entry = Entry.objects.latest("pk")
    assert Account.objects.get(pk=someone.pk).password not in str(entry.changes)
    assert "password" in str(entry.changes)
