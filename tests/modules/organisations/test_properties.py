"""Moving branches at random never loses a node, makes a circle, or leaves a path behind."""

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.modules.organisations import factories

from dangvu.kernel.access import system_actor
from dangvu.kernel.errors import Refused
from dangvu.modules.organisations import commands, rules
from dangvu.modules.organisations.models import Organisation

CHANGE = rules.Change(datetime.date(2026, 1, 1), "1-QĐ/ĐU")
NODES = 9


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    parents=st.lists(st.integers(0, 100), min_size=NODES, max_size=NODES),
    moves=st.lists(st.tuples(st.integers(1, NODES), st.integers(0, NODES)), max_size=12),
)
def test_moving_branches_keeps_every_node_under_exactly_one_parent(parents, moves):
    nodes = [factories.organisation(kind="commune_org")]
    for choice in parents:
        nodes.append(factories.organisation(nodes[choice % len(nodes)], kind="section_org"))

    for which, where in moves:
        try:
            commands.move_organisation(
                actor=system_actor(factories.NOW),
                organisation=Organisation.objects.get(pk=nodes[which].pk),
                new_parent=Organisation.objects.get(pk=nodes[where].pk),
                change=CHANGE,
            )
        except Refused:
            assert rules.is_within(path_of(nodes[where]), path_of(nodes[which]))

    rows = {o.pk: o for o in Organisation.objects.filter(pk__in=[node.pk for node in nodes])}
    assert len(rows) == NODES + 1
    for row in rows.values():
        assert row.path == expected_path(row, rows)
        assert row.periods.filter(valid_until=None).get().parent_id == row.parent_id
    below = Organisation.objects.filter(path__within=[rows[nodes[0].pk].path])
    assert {o.pk for o in below} == set(rows)


def path_of(node):
    return Organisation.objects.values_list("path", flat=True).get(pk=node.pk)


def expected_path(row, rows):
    labels = [str(row.pk)]
    while row.parent_id is not None:
        row = rows[row.parent_id]
        labels.append(str(row.pk))
    return ".".join(reversed(labels))
