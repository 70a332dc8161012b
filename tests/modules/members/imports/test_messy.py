"""Other offices' lists must fare as well: at least 99 % of verdicts and values right, no row lost, none invented."""
# ruff: noqa: S311 - repeatable, not secret

from random import Random

import pytest
from tests.modules.members.imports import measure, messy

LAYOUTS = [layout.name for layout in messy.layouts(Random(0))]


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("name", LAYOUTS)
def test_lists_of_other_offices_are_read_right(seed, name):
    layout = next(layout for layout in messy.layouts(Random(seed)) if layout.name == name)

    score = measure.measure(messy.make_file(seed, layout))

    assert (score.lost, score.invented_rows, score.invented_values) == (0, 0, 0), score.examples[:3]
    assert score.verdict_share >= 0.99, score.examples[:3]
    assert score.value_share >= 0.99, score.examples[:3]
