"""Whatever the tree and the grants: what a person sees is what a plain walk up the tree says."""

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.modules.identity import factories
from tests.modules.organisations import factories as places

from dangvu.kernel import access
from dangvu.modules.organisations.access import Can
from dangvu.modules.organisations.models import Organisation

NODES = 10
DAY = datetime.timedelta(days=1)
GRANTS = st.lists(st.tuples(st.integers(0, NODES), st.booleans(), st.integers(-3, 3), st.integers(0, 4)), max_size=5)


@pytest.mark.django_db
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parents=st.lists(st.integers(0, 100), min_size=NODES, max_size=NODES), given_at=GRANTS)
def test_what_is_visible_equals_a_walk_up_the_tree(parents, given_at):
    nodes = [places.organisation(kind="commune_org")]
    for choice in parents:
        nodes.append(places.organisation(nodes[choice % len(nodes)], kind="section_org"))
    someone = factories.account()
    grants = []
    for number, (where, subtree, start, length) in enumerate(given_at):
        since = factories.TODAY + start * DAY
        grant = factories.grant(
            someone,
            "clerk",
            nodes[where],
            subtree=subtree,
            valid_from=since,
            valid_until=since + length * DAY,
            source="appointment",
            ref=str(number),
        )
        grants.append(grant)

    actor = factories.actor(someone)
    seen = set(access.visible(actor, Can.VIEW, Organisation.objects).values_list("pk", flat=True))

    assert seen & {node.pk for node in nodes} == {node.pk for node in nodes if walked(node, grants)}
    for node in nodes:
        assert access.allowed(actor, Can.VIEW, node) == (node.pk in seen)


def walked(node, grants) -> bool:
    held = [g for g in grants if g.valid_from <= factories.TODAY < g.valid_until]
    if any(g.organisation_id == node.pk for g in held):
        return True
    while node.parent_id is not None:
        node = node.parent
        if any(g.subtree and g.organisation_id == node.pk for g in held):
            return True
    return False
