import pytest

from dangvu.modules.organisations import api, demo
from dangvu.modules.organisations.models import Organisation

pytestmark = pytest.mark.django_db


def test_the_demonstration_has_forty_five_organisations_and_says_that_it_is_invented(system):
    demo.fill(system, "commune")
    demo.fill(system, "commune")

    assert Organisation.objects.count() == 45
    assert api.is_fictional()


def test_a_province_is_written_with_paths_that_hold(system):
    demo.fill(system, "province")

    (root,) = api.roots()
    assert len(api.descendant_ids(root.id)) == Organisation.objects.count() == 1 + demo.COMMUNES * 45
