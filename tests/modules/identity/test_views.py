import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.modules.identity import factories
from tests.modules.organisations import factories as places

from dangvu.modules.identity import commands
from dangvu.modules.identity.models import Account, Grant, RecoveryRequest, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client_of):
    """The administrator's browser, the commune and a cell."""
    top, (cell,) = places.commune(1)
    return client_of(factories.chief(top)), top, cell


def test_the_list_finds_people_without_accents(office):
    client, _, cell = office
    factories.person("member", cell, name="Nguyễn Thị Hoà")
    factories.person("member", cell, name="Trần Văn Tám")

    page = client.get(reverse("identity:list"), {"q": "nguyen hoa"}).content.decode()

    assert "Nguyễn Thị Hoà" in page
    assert "Trần Văn Tám" not in page
    assert "Đảng viên" in page


def test_a_stranger_and_a_member_are_refused(client_of, office):
    _, _, cell = office
    someone = factories.person("member", cell)

    for client in (client_of(factories.account()), client_of(someone)):
        assert client.get(reverse("identity:list")).status_code == 403
        assert client.get(reverse("identity:roles")).status_code == 403
        assert client.get(reverse("identity:recoveries")).status_code == 403
        assert client.get(reverse("identity:detail", args=[someone.public_id])).status_code == 404


def test_making_an_account_giving_it_a_role_and_a_code(office):
    client, _, cell = office

    made = client.post(reverse("identity:new"), {"display_name": "Lê Thị Thu Trà", "login": "0912 345 678"})
    account = Account.objects.get(login="0912345678")
    assert made["Location"] == reverse("identity:detail", args=[account.public_id])

    sent = {
        "role": Role.objects.get(code="clerk").pk,
        "organisation": cell.pk,
        "valid_from": "2026-01-01",
        "last_day": "2027-12-31",
        "reason": "15-TB/ĐU",
    }
    assert client.post(reverse("identity:grant", args=[account.public_id]), sent).status_code == 303
    page = client.post(reverse("identity:change", args=[account.public_id, "ma-kich-hoat"])).content.decode()

    assert "Mã chỉ hiện một lần" in page
    assert "<svg" in page
    page = client.get(reverse("identity:detail", args=[account.public_id])).content.decode()
    assert "Văn thư" in page
    assert "15-TB/ĐU" in page
    assert "thôi từ 01/01/2028" in page


def test_ending_a_role_and_locking_need_a_reason(office):
    client, _, cell = office
    account = factories.person("member", cell)
    grant = account.grants.get()
    address = reverse("identity:change", args=[account.public_id, "thoi-vai-tro"])

    assert client.post(address, {"grant": grant.public_id}).status_code == 400
    client.post(address, {"grant": grant.public_id, "reason": "giao nhầm"})
    client.post(reverse("identity:change", args=[account.public_id, "khoa"]), {"reason": "nghỉ việc"})

    account.refresh_from_db()
    assert Grant.objects.get(pk=grant.pk).valid_until is not None
    assert not account.is_active
    client.post(reverse("identity:change", args=[account.public_id, "mo"]))
    account.refresh_from_db()
    assert account.is_active


def test_every_form_shows_itself(office):
    client, _, cell = office
    account = factories.person("member", cell)

    for name in ("detail", "correct", "grant"):
        assert client.get(reverse(f"identity:{name}", args=[account.public_id])).status_code == 200, name
    for name in ("new", "roles", "new_role", "me", "forgotten"):
        assert client.get(reverse(f"identity:{name}")).status_code == 200, name


def test_roles_read_like_sentences(office):
    client, _, _ = office
    client.post(
        reverse("identity:new_role"),
        {"label": "Thủ quỹ", "description": "Thu đảng phí.", "permissions": ["organisations.view"]},
    )

    page = client.get(reverse("identity:roles")).content.decode()

    assert "Không đọc nội dung công việc của Đảng" in page.replace("\n", " ")
    assert "Xem tổ chức đảng" in page
    assert "Thủ quỹ" in page
    assert client.get(reverse("identity:role", args=["thu_quy"])).status_code == 200
    assert client.get(reverse("identity:role", args=["clerk"])).status_code == 404


def test_two_browsers_give_a_lost_key_back(client_of):
    _, (cell,) = places.commune(1)
    member = factories.person("member", cell, name="Trần Thị Lụa")
    first = client_of(factories.person("cell_secretary", cell))
    second = client_of(factories.person("cell_committee", cell))

    assert "Trần Thị Lụa" in first.get(reverse("identity:recoveries"), {"q": "lua"}).content.decode()
    started = first.post(reverse("identity:start_recovery", args=[member.public_id]), {"reason": "mất máy"})
    alone = first.post(started["Location"], {"act": "confirm"})
    page = second.post(started["Location"], {"act": "confirm"}).content.decode()

    assert alone.status_code == 403
    assert "Mã chỉ hiện một lần" in page
    assert RecoveryRequest.objects.get().state == "confirmed"
    assert "Mã chỉ hiện một lần" not in second.get(started["Location"]).content.decode()


def test_a_request_can_be_taken_back(client_of):
    _, (cell,) = places.commune(1)
    secretary = factories.person("cell_secretary", cell)
    request = commands.start_recovery(
        actor=factories.actor(secretary), account=factories.person("member", cell), reason="quên"
    )

    client_of(secretary).post(reverse("identity:recovery", args=[request.public_id]), {"act": "cancel"})

    request.refresh_from_db()
    assert request.state == "cancelled"


def test_the_list_costs_the_same_for_one_and_for_thirty(client_of):
    top, (cell,) = places.commune(1)
    client = client_of(factories.chief(top))
    factories.person("member", cell)
    client.get(reverse("identity:list"))
    counts = []
    for more in (0, 29):
        for _ in range(more):
            factories.person("member", cell)
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("identity:list"))
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_help_at_the_door_needs_no_account(client):
    assert "bí thư hay một chi ủy viên" in client.get(reverse("identity:forgotten")).content.decode()
