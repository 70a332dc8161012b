from dangvu.config import scaffold

PYPROJECT = """
name = "The storeys"
layers = [
  "(portal) | audit",
  "meetings | (dues)",
]
exhaustive = true
"""


def test_new_module_stands_beside_its_neighbour():
    assert '"meetings | choirs | (dues)"' in scaffold.with_storey(PYPROJECT, "choirs", "meetings")


def test_planned_module_is_let_in_where_it_was_planned():
    assert '"meetings | dues"' in scaffold.with_storey(PYPROJECT, "dues", "audit")


def test_unknown_neighbour_is_refused():
    assert scaffold.with_storey(PYPROJECT, "choirs", "nobody") is None
