"""Every step from every state: the table says which are refused, and a refusal leaves the state as it was."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.modules.meetings import factories as make
from tests.modules.meetings.factories import STARTS

from dangvu.kernel.errors import Conflict
from dangvu.modules.meetings import api, states
from dangvu.modules.meetings.models import Meeting
from dangvu.modules.meetings.rules import guards

STEPS = {
    "call": lambda at, meeting: api.call_meeting(actor=at, meeting=meeting),
    "cancel": lambda at, meeting: api.cancel_meeting(actor=at, meeting=meeting, reason="Bão"),
    "open": lambda at, meeting: api.open_meeting(actor=at, meeting=meeting),
    "interrupt": lambda at, meeting: api.interrupt_meeting(actor=at, meeting=meeting),
    "resume": lambda at, meeting: api.resume_meeting(actor=at, meeting=meeting),
    "close": lambda at, meeting: api.close_meeting(actor=at, meeting=meeting),
    "write_up": lambda at, meeting: api.write_up_meeting(actor=at, meeting=meeting),
    "adopt": lambda at, meeting: api.adopt_minutes(actor=at, meeting=meeting),
    "lock": lambda at, meeting: api.lock_meeting(actor=at, meeting=meeting),
}


@pytest.mark.django_db
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", list(states.State))
def test_step_from_state_follows_the_table(state: states.State, step: str) -> None:
    place = make.world(2)
    meeting = make.drafted(place)
    times = {"opened_at": STARTS} if state in (*states.GOING_ON, *states.OVER) else {}
    times |= {"closed_at": STARTS} if state in states.OVER else {}
    Meeting.objects.filter(pk=meeting.pk).update(state=state, called_at=make.NOW, **times)
    leaves = state in states.MEETING[step].source

    if not leaves:
        with pytest.raises(Conflict):
            STEPS[step](place.secretary(), meeting)
        assert Meeting.objects.get(pk=meeting.pk).state == state
    elif step in ("write_up", "adopt", "lock"):
        with pytest.raises(Conflict, match=r"biên bản|Biên bản"):
            STEPS[step](place.secretary(), meeting)
    else:
        STEPS[step](place.secretary(), meeting)
        assert Meeting.objects.get(pk=meeting.pk).state == states.MEETING[step].target


WORDS = st.sampled_from(["", " ", "có"])


@given(WORDS, WORDS, WORDS, st.sampled_from(["in_person", "online", "hybrid"]))
def test_call_guard_asks_for_exactly_what_the_mode_needs(title: str, place: str, link: str, mode: str) -> None:
    meeting = SimpleNamespace(title=title, place=place, online_link=link, mode=mode)

    complete = title.strip() and (mode == "online" or place.strip()) and (mode == "in_person" or link.strip())
    assert (guards.may_call(meeting) is None) == bool(complete)


def test_every_state_has_its_tone() -> None:
    for lifecycle in (states.MEETING, states.BALLOT, states.MINUTES):
        assert set(lifecycle.tones) == set(lifecycle.states)
