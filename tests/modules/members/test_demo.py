import pytest
from tests.modules.members import factories
from tests.modules.organisations.factories import commune

from dangvu.modules.members import api, demo
from dangvu.modules.members.models import Appointment, Following, Member
from dangvu.modules.members.rules import statuses

pytestmark = pytest.mark.django_db


def test_demo_fills_the_commune_with_invented_members(monkeypatch):
    from dangvu.modules.identity import commands as identity

    identity.sync_standard_roles(actor=factories.system())
    top, cells = commune(6)
    monkeypatch.setitem(demo.TOTALS, "commune", 170)

    demo.fill(factories.system(), "commune")
    demo.fill(factories.system(), "commune")  # a second run adds nothing

    assert Member.objects.filter(current_status__in=sorted(statuses.IN_STRENGTH)).count() == 170
    assert Member.objects.filter(current_status__in=sorted(statuses.GONE)).count() == 6
    assert not Member.objects.filter(is_fictional=False).exists()
    for cell in cells:
        assert api.secretary_of(cell.pk, factories.TODAY) is not None
        assert api.follower_of(cell.pk, factories.TODAY) is not None
    assert Appointment.objects.filter(organisation=top).exists()
    assert Following.objects.count() == 6
    with_account = Member.objects.filter(account__isnull=False)
    assert with_account.filter(organisation=cells[0]).exists()
    assert with_account.count() < 170
