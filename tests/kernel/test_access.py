import pytest
from django.db.models import Q
from tests.kernel import toy

from dangvu.kernel import access

pytestmark = pytest.mark.django_db


def test_a_list_equals_the_union_of_its_details(owner, reader, now):
    for owned, read in [(1, 2), (1, 0), (3, 2), (3, 3)]:
        toy.Paper.objects.create(title="x", owner=owned, reader=read)

    for actor in (owner, reader, access.Actor(9, "Người lạ", now)):
        listed = set(access.visible(actor, toy.Can.READ, toy.Paper.objects))
        assert listed == {p for p in toy.Paper.objects.all() if access.allowed(actor, toy.Can.READ, p)}


def test_one_permission_on_one_model_has_one_rule():
    with pytest.raises(RuntimeError, match="two access rules"):
        access.rule(toy.Can.READ, "toy.Paper")(lambda actor: None)


def test_the_date_of_an_actor_is_the_date_in_viet_nam():
    import datetime

    late = datetime.datetime(2026, 11, 22, 17, 30, tzinfo=datetime.UTC)  # half past midnight of the 23rd there

    assert access.Actor(1, "", late).today == datetime.date(2026, 11, 23)


def test_among_finds_the_same_rows_as_in_also_beside_another_condition(owner):
    for owned in (1, 2, 3, 3):
        toy.Paper.objects.create(title="x", owner=owned, reader=0)
    some = toy.Paper.objects.filter(owner__gt=2).values("pk")

    assert set(toy.Paper.objects.filter(pk__among=some)) == set(toy.Paper.objects.filter(pk__in=some))
    assert set(toy.Paper.objects.filter(Q(pk__among=some) | Q(owner=1)).values_list("owner", flat=True)) == {1, 3}
    assert not toy.Paper.objects.filter(pk__among=toy.Paper.objects.none().values("pk")).exists()


def test_two_reaches_together_hold_where_the_one_or_the_other_does():
    one, other = access.Reach(frozenset({1}), ("5.6",)), access.Reach(frozenset({2}), ("5.6", "7"))

    assert one | other == access.Reach(frozenset({1, 2}), ("5.6", "7"))
    assert one | access.NOWHERE == one
    assert (access.EVERYWHERE | one).everywhere
