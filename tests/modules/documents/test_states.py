import pytest

from dangvu.modules.documents import states
from dangvu.modules.documents.states import Paper, Stub


def arrows(lifecycle):
    return {(source, t.name, t.target) for t in lifecycle.transitions for source in t.source}


def test_a_paper_goes_from_draft_to_ink():
    assert arrows(states.PAPER) == {
        (Paper.DRAFT, "issue", Paper.ISSUED),
        (Paper.DRAFT, "discard", Paper.DISCARDED),
        (Paper.ISSUED, "attach", Paper.SIGNED),
        (Paper.SIGNED, "attach", Paper.SIGNED),
        (Paper.ISSUED, "withdraw", Paper.WITHDRAWN),
        (Paper.SIGNED, "withdraw", Paper.WITHDRAWN),
    }


def test_a_stub_is_settled_once():
    assert arrows(states.STUB) == {
        (Stub.OPEN, "hand_over", Stub.HANDED_OVER),
        (Stub.OPEN, "dismiss", Stub.MISREAD),
    }


@pytest.mark.parametrize("lifecycle", [states.PAPER, states.STUB])
def test_every_state_has_its_word_and_its_tone(lifecycle):
    assert set(lifecycle.labels) == set(lifecycle.tones) == set(lifecycle.states)
