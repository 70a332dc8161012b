import pytest
from django.urls import reverse

from dangvu.modules.identity import demo
from dangvu.modules.identity.models import Account, Grant
from dangvu.modules.organisations import demo as places

pytestmark = pytest.mark.django_db


def test_there_is_somebody_of_each_kind_who_can_sign_in(system, client):
    places.fill(system, "commune")
    demo.fill(system, "commune")
    demo.fill(system, "commune")

    held = set(Grant.objects.values_list("role__code", flat=True))
    assert held == {
        "member", "cell_secretary", "cell_committee", "clerk", "leader", "organisation_officer", "inspector",
        "administrator",
    }  # fmt: skip
    client.post(reverse("account_login"), {"login": "bithu", "password": demo.PASSWORD})
    assert client.session["_auth_user_id"] == str(Account.objects.get(login="bithu").pk)
    assert any(demo.PASSWORD in line for line in demo.announce())
