import datetime

import pytest
from tests.modules.organisations import factories

from dangvu.kernel.errors import Conflict, Invalid, NotAllowed
from dangvu.modules.organisations import api, commands, queries, rules
from dangvu.modules.organisations.models import Organisation, OrganisationPeriod

pytestmark = pytest.mark.django_db

MARCH = rules.Change(datetime.date(2026, 3, 1), "12-QĐ/ĐU", datetime.date(2026, 2, 20))


def test_establishing_gives_a_code_a_path_and_a_first_line_of_history(system):
    top = factories.organisation(name="Đảng bộ xã Minh Hòa")

    cell = commands.establish_organisation(
        actor=system,
        parent=top,
        name="  Chi bộ  khu 1 ",
        kind="cell",
        on=factories.LONG_AGO,
        particulars=rules.Particulars(party_org_code="38168053000001", established_decision="5-QĐ/ĐU"),
        symbol="cb",
    )

    cell.refresh_from_db()
    assert cell.name == "Chi bộ khu 1"
    assert cell.path == f"{top.pk}.{cell.pk}"
    assert cell.party_org_code == "38.168.053.000.001"
    assert cell.code == f"TC{cell.pk:04d}"
    assert api.symbol_on(cell.pk, factories.LONG_AGO) == "CB"
    assert [line.title for line in queries.history(cell)] == ["Hoạt động với tên Chi bộ khu 1"]


def test_a_second_open_organisation_of_the_same_name_is_refused(system):
    top, (cell,) = factories.commune(1)

    with pytest.raises(Invalid):
        factories.organisation(top, name=cell.name.upper())


def test_a_cell_may_not_stand_under_a_cell(system):
    _, (cell,) = factories.commune(1)

    with pytest.raises(Invalid, match="tổ đảng"):
        factories.organisation(cell)


def test_renaming_keeps_the_old_name_for_old_papers(system):
    _, (cell,) = factories.commune(1)
    old = cell.name

    commands.rename_organisation(actor=system, organisation=cell, name="Chi bộ khu Đồi", kind="cell", change=MARCH)

    assert api.name_on(cell.pk, datetime.date(2026, 2, 28)) == old
    assert api.name_on(cell.pk, datetime.date(2026, 3, 1)) == "Chi bộ khu Đồi"
    assert queries.history(Organisation.objects.get(pk=cell.pk))[0].detail == "Quyết định 12-QĐ/ĐU ngày 20/02/2026"


def test_moving_takes_the_whole_branch_along(system):
    top = factories.organisation()
    section = factories.organisation(top, kind="section_org", name="Đảng bộ bộ phận")
    cell = factories.organisation(section)
    group = factories.organisation(cell, kind="party_group")

    commands.move_organisation(actor=system, organisation=cell, new_parent=top, change=MARCH)

    group.refresh_from_db()
    assert group.path == f"{top.pk}.{cell.pk}.{group.pk}"
    assert [o.pk for o in queries.ancestors(group)] == [top.pk, cell.pk]
    assert api.descendant_ids(section.pk) == [section.pk]


def test_moving_into_itself_is_refused(system):
    top = factories.organisation()
    section = factories.organisation(top, kind="section_org", name="Đảng bộ bộ phận")
    below = factories.organisation(section, kind="section_org", name="Đảng bộ dưới")

    with pytest.raises(Invalid, match="chính nó"):
        commands.move_organisation(actor=system, organisation=section, new_parent=below, change=MARCH)


def test_a_whole_level_is_moved_in_one_go(system):
    top = factories.organisation()
    section = factories.organisation(top, kind="section_org", name="Đảng bộ các cơ quan")
    cells = [factories.organisation(section) for _ in range(5)]

    moved = commands.move_organisations(actor=system, new_parent=top, organisations=cells, change=MARCH)

    assert moved == 5
    assert {c.path for c in Organisation.objects.filter(pk__in=[c.pk for c in cells])} == {
        f"{top.pk}.{c.pk}" for c in cells
    }
    assert OrganisationPeriod.objects.filter(organisation__in=cells).count() == 10


def test_closing_needs_an_empty_house_and_names_the_heirs(system):
    top, (one, two) = factories.commune(2)

    with pytest.raises(Conflict, match="trực thuộc"):
        commands.close_organisation(actor=system, organisation=top, change=MARCH)
    commands.close_organisation(actor=system, organisation=one, change=MARCH, successors=[two])

    one.refresh_from_db()
    assert one.valid_until == MARCH.on
    assert f"Kế thừa: {two.name}" in queries.history(one)[0].detail
    assert [o.id for o in api.cells_below(top.pk)] == [two.pk]


def test_a_day_that_has_not_come_is_refused(system):
    _, (cell,) = factories.commune(1)

    with pytest.raises(Invalid, match="chưa đến"):
        commands.close_organisation(
            actor=system, organisation=cell, change=rules.Change(datetime.date(2026, 12, 1), "1-QĐ/ĐU")
        )


def test_symbols_follow_each_other(system):
    _, (cell,) = factories.commune(1)
    commands.set_symbol(actor=system, organisation=cell, symbol="CB", on=factories.LONG_AGO)
    commands.set_symbol(actor=system, organisation=cell, symbol="CBK1", on=datetime.date(2026, 1, 1))

    assert api.symbol_on(cell.pk, datetime.date(2025, 12, 31)) == "CB"
    assert api.symbol_on(cell.pk, datetime.date(2026, 1, 1)) == "CBK1"


def test_codes_are_found_with_and_without_dots(system):
    top = factories.organisation()
    commands.correct_organisation(
        actor=system, organisation=top, particulars=rules.Particulars(code="minh-hoa", party_org_code="38168053000000")
    )

    assert {api.by_code(code).id for code in ("MINH-HOA", "38168053000000", "38.168.053.000.000")} == {top.pk}
    assert api.by_code("nothing") is None


def test_a_root_is_not_made_by_a_person(system):
    from dangvu.kernel.access import Actor

    with pytest.raises(NotAllowed):
        factories.organisation(actor=Actor(account_id=7, name="Ai đó", now=system.now))
