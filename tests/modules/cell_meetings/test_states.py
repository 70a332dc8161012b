"""The life of a month: who may do what, from where."""

import pytest

from dangvu.modules.cell_meetings import states
from dangvu.modules.cell_meetings.access import Can


@pytest.mark.parametrize(
    ("name", "source", "target", "permission"),
    [
        ("send", "open", "sent", Can.SEND),
        ("send", "returned", "sent", Can.SEND),
        ("receive", "sent", "received", Can.VERIFY),
        ("give_back", "sent", "returned", Can.VERIFY),
        ("give_back", "received", "returned", Can.VERIFY),
    ],
)
def test_the_arrows_of_a_month(name: str, source: str, target: str, permission: Can) -> None:
    arrow = states.MONTH[name]
    assert source in arrow.source
    assert (arrow.target, arrow.permission) == (target, permission)


def test_every_state_has_its_words() -> None:
    assert set(states.LABELS) == set(states.TONES) == set(states.State)
    assert set(states.RESOLUTION_LABELS) == set(states.RESOLUTION_TONES) == set(states.ResolutionState)
