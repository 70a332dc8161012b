"""The door itself, through the browser: password, lock-out, second factor, first code."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.urls import reverse
from tests.modules.identity import factories
from tests.modules.organisations import factories as places

from dangvu.kernel.audit.models import Entry
from dangvu.modules.identity import commands
from dangvu.modules.identity.models import Account, SignInGuard

pytestmark = pytest.mark.django_db

NEW = "lúa vàng sông đầy"


@pytest.fixture
def cell():
    _, (cell,) = places.commune(1)
    return cell


@pytest.fixture
def member(cell):
    account = factories.account("Trần Thị Lụa", login="0912345678", password=factories.PASSWORD)
    factories.grant(account, "member", cell)
    return account


def sign_in(client, login="0912 345 678", password=factories.PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": login, "password": password, **more})


def who(client):
    return client.session.get("_auth_user_id")


def test_signing_in_with_the_phone_number_as_it_is_written(client, member):
    page = client.get(reverse("account_login")).content.decode()
    assert "Nhớ máy này 30 ngày" in page

    response = sign_in(client, remember="on")

    assert response.status_code == 302
    assert who(client) == str(member.pk)
    assert client.session.get_expiry_age() > 29 * 24 * 3600
    entry = Entry.objects.filter(command="identity.record_sign_in").latest("pk")
    assert (entry.account_id, entry.facts["cách"]) == (member.pk, "mật khẩu")


def test_without_remembering_the_session_ends_with_the_browser(client, member):
    sign_in(client)

    assert client.session.get_expire_at_browser_close()


@pytest.mark.parametrize("login", ["0912345678", "0987654321"])
def test_the_answer_is_the_same_whether_the_account_exists_or_not(client, member, login):
    pages = [sign_in(client, login, "sai rồi").content.decode() for _ in range(5)]

    for left, page in zip((4, 3, 2, 1), pages, strict=False):
        assert f"Mật khẩu chưa đúng. Còn thử được {left} lần." in page
    assert "Thử lại sau 15 phút" in pages[4]
    assert who(client) is None


def test_after_five_tries_the_right_password_waits_as_well(client, member):
    for _ in range(5):
        sign_in(client, password="sai rồi")

    page = sign_in(client).content.decode()

    assert "Thử lại sau" in page
    assert who(client) is None
    SignInGuard.objects.update(locked_until=None, failures=0)
    sign_in(client)
    assert who(client) == str(member.pk)


def test_an_administrator_ends_the_wait(client, member, cell, client_of):
    for _ in range(5):
        sign_in(client, password="sai rồi")
    chief = client_of(factories.chief(cell.parent))

    chief.post(reverse("identity:change", args=[member.public_id, "bo-cho"]))

    sign_in(client)
    assert who(client) == str(member.pk)


def test_a_closed_account_learns_so_only_with_the_right_password(client, member):
    Account.objects.filter(pk=member.pk).update(is_active=False)

    assert "Còn thử được" in sign_in(client, password="sai rồi").content.decode()
    response = sign_in(client)

    assert response["Location"] == reverse("account_inactive")
    assert who(client) is None
    assert "bị khóa" in client.get(response["Location"]).content.decode()


def test_there_is_no_way_to_sign_up(client):
    page = client.get(reverse("account_login")).content.decode()

    assert "signup" not in page
    assert client.get("/tai-khoan/signup/").status_code == 404


def code_of(account):
    secret = Authenticator.objects.get(user=account, type="totp").wrap().instance.data["secret"]
    from allauth.mfa.adapter import get_adapter

    return code_for(get_adapter().decrypt(secret))


def code_for(secret):
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def test_a_second_factor_is_set_up_asked_for_and_sealed(client, member):
    sign_in(client)
    page = client.get(reverse("mfa_activate_totp"))
    assert "<svg" in page.content.decode()
    secret = client.session["mfa.totp.secret"]

    response = client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})

    assert response["Location"] == reverse("mfa_view_recovery_codes")
    assert "Mã dự phòng" in client.get(response["Location"]).content.decode()
    assert secret not in str(Authenticator.objects.get(user=member, type="totp").data)

    other = Client()
    response = sign_in(other)
    assert response["Location"] == reverse("mfa_authenticate")
    assert who(other) is None
    other.post(reverse("mfa_authenticate"), {"code": code_of(member)})
    assert who(other) == str(member.pk)


def test_wrong_codes_of_the_second_factor_are_counted(client, member):
    TOTP.activate(member, "JBSWY3DPEHPK3PXP")
    sign_in(client)

    pages = [client.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode() for _ in range(6)]

    assert "Còn thử được 4 lần" in pages[0]
    assert "Thử lại sau 15 phút" in pages[5]


def test_a_fingerprint_can_be_added_right_after_signing_in(client, member):
    sign_in(client)

    page = client.get(reverse("mfa_add_webauthn"))
    broken = client.post(reverse("mfa_add_webauthn"), {"credential": "{}", "name": "Điện thoại"})

    assert "Vân tay và khuôn mặt không bao giờ được gửi đi" in page.content.decode()
    assert broken.status_code == 400


def test_the_password_is_asked_again_after_a_while(client, member):
    sign_in(client)
    session = client.session
    session["account_authentication_methods"][-1]["at"] -= 400
    session.save()

    asked = client.get(reverse("mfa_activate_totp"))
    page = client.get(asked["Location"]).content.decode()
    wrong = client.post(asked["Location"], {"password": "sai rồi"}).content.decode()
    right = client.post(asked["Location"], {"password": factories.PASSWORD})

    assert "Xác nhận đúng là đồng chí" in page
    assert "Còn thử được 4 lần" in wrong
    assert right["Location"] == reverse("mfa_activate_totp")


def test_a_passkey_alone_does_not_lock_other_devices_out(client, member):
    Authenticator.objects.create(user=member, type="webauthn", data={})

    sign_in(client)

    assert who(client) == str(member.pk)


def test_an_administrator_is_led_to_the_second_factor_first(client_of, cell):
    chief = client_of(factories.person("administrator", cell.parent, subtree=True))

    assert chief.get(reverse("identity:list"))["Location"] == reverse("mfa_activate_totp")
    assert chief.get(reverse("identity:me")).status_code == 200


def test_a_required_second_factor_is_not_switched_off(client, cell):
    chief = factories.person("administrator", cell.parent, subtree=True, password=factories.PASSWORD)
    TOTP.activate(chief, "JBSWY3DPEHPK3PXP")
    sign_in(client, chief.login)
    client.post(reverse("mfa_authenticate"), {"code": code_for("JBSWY3DPEHPK3PXP")})

    client.post(reverse("mfa_deactivate_totp"))

    assert Authenticator.objects.filter(user=chief, type="totp").exists()


def issued(account, cell):
    officer = factories.actor(factories.person("organisation_officer", cell.parent, subtree=True))
    ((_, code),) = commands.issue_activation(actor=officer, accounts=[account])
    return code


def newcomer(cell):
    account = factories.account("Lê Văn Mới", login="0933444555", activated=False)
    factories.grant(account, "member", cell)
    return account


def test_the_slip_leads_to_a_password_and_in(client, cell):
    account = newcomer(cell)
    code = issued(account, cell)

    typed = client.post(reverse("identity:code"), {"code": f"{code[:5]}-{code[5:]}".lower()})
    page = client.get(typed["Location"]).content.decode()
    weak = client.post(typed["Location"], {"password": "12345678"})
    response = client.post(typed["Location"], {"password": NEW})

    assert "Chào đồng chí Lê Văn Mới" in page
    assert (weak.status_code, response["Location"]) == (400, "/")
    assert who(client) == str(account.pk)
    assert client.get(typed["Location"]).status_code == 404


def test_guessing_codes_is_stopped(client):
    answers = [client.post(reverse("identity:code"), {"code": f"ABCDE2345{n}"}).status_code for n in range(7)]

    assert answers == [404] * 5 + [409] * 2


def test_a_broken_passkey_spends_no_code(client, cell):
    code = issued(newcomer(cell), cell)

    response = client.post(reverse("identity:activate_passkey", args=[code]), {"credential": "{}"})

    assert response.status_code == 400
    assert client.get(reverse("identity:activate", args=[code])).status_code == 200


def test_the_own_page_shows_sessions_and_ends_the_others(member):
    here, there = Client(), Client(headers={"user-agent": "Máy kia"})
    sign_in(here)
    sign_in(there)
    page = here.get(reverse("identity:me")).content.decode()
    assert "Máy kia" in page

    here.post(reverse("usersessions_list"))

    assert here.get(reverse("identity:me")).status_code == 200
    assert there.get(reverse("identity:me")).status_code == 302


def test_changing_the_password_signs_other_devices_out(member):
    here, there = Client(), Client()
    sign_in(here)
    sign_in(there)

    sent = {"oldpassword": factories.PASSWORD, "password1": NEW, "password2": NEW}
    here.post(reverse("account_change_password"), sent)

    assert here.get(reverse("identity:me")).status_code == 200
    assert there.get(reverse("identity:me")).status_code == 302
    member.refresh_from_db()
    assert member.password_changed_at is not None


def test_a_password_set_by_another_is_changed_first(client, member):
    Account.objects.filter(pk=member.pk).update(must_change_password=True)
    sign_in(client)

    assert client.get(reverse("identity:recoveries"))["Location"] == reverse("account_change_password")


def test_large_type_is_kept_with_the_account_and_at_the_door(client, member):
    assert client.post(reverse("identity:theme"), {"theme": "elder"}).cookies["dangvu_theme"].value == "elder"

    sign_in(client)
    client.post(reverse("identity:theme"), {"theme": "elder"})

    member.refresh_from_db()
    assert member.theme == "elder"


def test_signing_out(client, member):
    sign_in(client)
    assert "Đăng xuất" in client.get(reverse("account_logout")).content.decode()

    client.post(reverse("account_logout"))

    assert who(client) is None
