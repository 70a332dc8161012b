import datetime

import pytest
from tests.modules.organisations import factories

from dangvu.modules.organisations import commands, rules
from dangvu.modules.organisations.models import Organisation

pytestmark = pytest.mark.django_db

AS_OF = datetime.date(2026, 10, 31)
ROWS = [
    rules.ImportRow(3, "Chi bộ khu 1", "cell", "Đảng bộ xã Mường Ngà", "5-QĐ/ĐU", datetime.date(2025, 8, 12)),
    rules.ImportRow(2, "Đảng bộ xã Mường Ngà", "commune_org", "Đảng bộ tỉnh Phú Thọ"),
    rules.ImportRow(5, "Chi bộ mầm non", "cell", "Đảng bộ trường học"),
    rules.ImportRow(4, "Đảng bộ trường học", "grassroots_org", "Đảng bộ xã Mường Ngà"),
]


def run(system, under=None, rows=ROWS):
    return commands.import_organisations(actor=system, under=under, rows=rows, as_of=AS_OF)


def test_the_top_of_the_list_becomes_the_root(system):
    result = run(system)

    top = Organisation.objects.get(parent=None)
    nursery = Organisation.objects.get(name="Chi bộ mầm non")
    assert top.name == "Đảng bộ xã Mường Ngà"
    assert nursery.parent.parent == top
    assert sorted(result.created) == [2, 3, 4, 5]
    assert Organisation.objects.get(name="Chi bộ khu 1").valid_from == datetime.date(2025, 8, 12)


def test_repeating_the_list_changes_nothing(system):
    run(system)

    again = run(system)

    assert (again.created, sorted(again.present)) == ({}, [2, 3, 4, 5])
    assert Organisation.objects.count() == 4


def test_the_list_may_be_put_under_the_very_organisation_it_begins_with(system):
    commune = factories.organisation(name="Đảng bộ xã Mường Ngà")

    result = run(system, under=commune)

    assert result.present == {2: commune.pk}
    assert Organisation.objects.get(name="Chi bộ khu 1").parent == commune


def test_the_list_may_be_put_under_a_superior(system):
    province = factories.organisation(kind="province_org", name="Đảng bộ tỉnh Phú Thọ")

    run(system, under=province)

    assert Organisation.objects.get(name="Đảng bộ xã Mường Ngà").parent == province


def test_a_row_that_cannot_stand_is_left_out_with_its_reason(system):
    rows = [*ROWS, rules.ImportRow(9, "Chi bộ lạc", "cell", "Chi bộ khu 1")]

    result = run(system, rows=rows)

    assert "tổ đảng" in result.left_out[9]
    assert Organisation.objects.count() == 4
