import datetime

import pytest
from allauth.mfa.models import Authenticator
from tests.modules.identity import factories
from tests.modules.organisations import factories as places

from dangvu.kernel.access import Actor
from dangvu.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from dangvu.modules.identity import commands, queries, states
from dangvu.modules.identity.models import Account, ActivationCode

pytestmark = pytest.mark.django_db

NEW = "lúa vàng sông đầy"


def guest(now=factories.NOW) -> Actor:
    return Actor(account_id=None, name="Khách", now=now)


@pytest.fixture
def cell():
    _, (cell,) = places.commune(1)
    return cell


@pytest.fixture
def officer(cell):
    return factories.actor(factories.person("organisation_officer", cell.parent, subtree=True))


def fresh(cell, name="Trần Thị Lụa") -> Account:
    account = factories.account(name, activated=False)
    factories.grant(account, "member", cell)
    return account


def test_a_code_opens_once(cell, officer):
    member = fresh(cell)
    ((account, code),) = commands.issue_activation(actor=officer, accounts=[member])

    commands.activate_account(actor=guest(), code=code.lower(), password=NEW)

    assert account == member
    member.refresh_from_db()
    assert (member.check_password(NEW), member.activated_at) == (True, factories.NOW)
    with pytest.raises(NotFound):
        commands.activate_account(actor=guest(), code=code, password=NEW)


def test_the_code_itself_is_not_kept(cell, officer):
    ((_, code),) = commands.issue_activation(actor=officer, accounts=[fresh(cell)])

    assert code not in str(ActivationCode.objects.values().get())


def test_a_weak_password_spends_no_code(cell, officer):
    ((_, code),) = commands.issue_activation(actor=officer, accounts=[fresh(cell)])

    with pytest.raises(Invalid):
        commands.activate_account(actor=guest(), code=code, password="12345678")

    assert queries.live_code(code, factories.NOW) is not None


def test_a_code_expires_and_a_new_one_replaces_it(cell, officer):
    member = fresh(cell)
    ((_, first),) = commands.issue_activation(actor=officer, accounts=[member])
    ((_, second),) = commands.issue_activation(actor=officer, accounts=[member])

    assert queries.live_code(first, factories.NOW) is None
    assert queries.live_code(second, factories.NOW + datetime.timedelta(days=13)) is not None
    with pytest.raises(NotFound):
        commands.activate_account(actor=guest(factories.NOW + datetime.timedelta(days=14)), code=second, password=NEW)


def test_codes_for_a_whole_cell_are_all_different(cell, officer):
    people = [fresh(cell, f"Trần Văn {n}") for n in range(20)]

    codes = {code for _, code in commands.issue_activation(actor=officer, accounts=people)}

    assert len(codes) == 20


def test_who_is_activated_already_goes_the_way_of_two(cell, officer):
    with pytest.raises(Conflict, match="Không cấp"):
        commands.issue_activation(actor=officer, accounts=[factories.person("member", cell)])


def test_an_officer_cannot_take_over_a_new_administrator(cell, officer):
    chief = factories.account(activated=False)
    factories.grant(chief, "administrator", cell)

    with pytest.raises(Conflict):
        commands.issue_activation(actor=officer, accounts=[chief])


@pytest.fixture
def committee(cell):
    return [factories.actor(factories.person(role, cell)) for role in ("cell_secretary", "cell_committee")]


def test_two_of_the_committee_give_a_lost_key_back(cell, committee):
    first, second = committee
    member = factories.person("member", cell, password="mật khẩu cũ rồi")
    Authenticator.objects.create(user=member, type="totp", data={"secret": "x"})

    request = commands.start_recovery(actor=first, account=member, reason="mất máy")
    request, code = commands.confirm_recovery(actor=second, request=request)
    commands.activate_account(actor=guest(), code=code, password=NEW)

    request.refresh_from_db()
    assert (request.state, request.confirmed_by_id) == (states.Recovery.CONFIRMED, second.account_id)
    assert request.organisation_id == cell.pk
    member.refresh_from_db()
    assert member.check_password(NEW)
    assert not Authenticator.objects.filter(user=member).exists()


def test_one_person_is_not_two(cell, committee):
    first, _ = committee
    member = factories.person("member", cell)
    request = commands.start_recovery(actor=first, account=member, reason="quên")

    with pytest.raises(NotAllowed, match="thứ hai"):
        commands.confirm_recovery(actor=first, request=request)


def test_nobody_recovers_themselves(cell, committee):
    first, _ = committee

    with pytest.raises(NotAllowed):
        commands.start_recovery(actor=first, account=Account.objects.get(pk=first.account_id), reason="quên")


def test_a_committee_of_another_cell_may_not(cell):
    other = places.organisation(cell.parent)
    stranger = factories.actor(factories.person("cell_secretary", other))

    with pytest.raises(NotAllowed):
        commands.start_recovery(actor=stranger, account=factories.person("member", cell), reason="quên")


def test_a_request_goes_stale(cell, committee):
    first, second = committee
    request = commands.start_recovery(actor=first, account=factories.person("member", cell), reason="quên")
    later = Actor(second.account_id, second.name, factories.NOW + datetime.timedelta(days=3))

    with pytest.raises(Conflict, match="hết hạn"):
        commands.confirm_recovery(actor=later, request=request)


def test_a_demanded_second_factor_survives_recovery(cell, committee):
    first, second = committee
    chief = factories.person("administrator", cell)
    Authenticator.objects.create(user=chief, type="totp", data={"secret": "x"})

    request = commands.start_recovery(actor=first, account=chief, reason="quên mật khẩu")
    _, code = commands.confirm_recovery(actor=second, request=request)
    commands.activate_account(actor=guest(), code=code, password=NEW)

    assert Authenticator.objects.filter(user=chief, type="totp").exists()


def test_what_waits_for_the_second_stands_in_the_work_list(cell, committee):
    first, second = committee
    member = factories.person("member", cell, name="Trần Thị Lụa")
    commands.start_recovery(actor=first, account=member, reason="quên")

    assert [item.title for item in queries.work_items(second)] == ["Xác nhận mở lại tài khoản cho Trần Thị Lụa"]
    assert queries.work_items(first) == []
