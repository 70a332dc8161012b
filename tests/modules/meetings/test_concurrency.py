"""Many people at once, each with a connection of their own."""

import concurrent.futures
import threading
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db import connections
from tests.modules.meetings import factories as make
from tests.modules.meetings.factories import STARTS

from dangvu.kernel.errors import Conflict, Refused
from dangvu.modules.meetings import api
from dangvu.modules.meetings.commands import ballot as ballots
from dangvu.modules.meetings.commands import talk
from dangvu.modules.meetings.models import Attendance, Ballot, BallotVoter, Invitation, KeptText, Opinion

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(acts: Sequence[Callable[[], Any]]) -> list[Any]:
    """Run all at the same instant; answers results, and refusals in place of them."""
    barrier = threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        barrier.wait()
        try:
            return act()
        except Refused as refused:
            return refused
        finally:
            connections.close_all()

    with concurrent.futures.ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.parametrize("kind", ["named", "secret"])
def test_votes_at_once_are_all_counted(kind: str) -> None:
    place = make.world(8)
    make.running(place)
    ballot = make.ballot(place, kind)

    answers = at_once([
        lambda n=n: ballots.cast_vote(actor=place.actor(n, STARTS), ballot=ballot, option=n % 3) for n in range(8)
    ])  # fmt: skip
    closed = api.close_ballot(actor=place.secretary(STARTS), ballot=ballot)

    assert answers == [None] * 8
    assert (closed.counts, closed.issued) == ([3, 3, 2], 8)


def test_one_person_on_two_devices_votes_once_in_secret() -> None:
    place = make.world(3)
    make.running(place)
    ballot = make.ballot(place, "secret")

    answers = at_once([
        lambda n=n: ballots.cast_vote(actor=place.actor(1, STARTS), ballot=ballot, option=n) for n in (0, 1)
    ])  # fmt: skip
    closed = api.close_ballot(actor=place.secretary(STARTS), ballot=ballot)

    assert sorted(isinstance(answer, Conflict) for answer in answers) == [False, True]
    assert sum(closed.counts) == closed.issued == 1


def test_vote_beside_the_closing_is_counted_or_refused_never_lost() -> None:
    place = make.world(7)
    make.running(place)
    ballot = make.ballot(place, "secret")

    acts = [lambda n=n: ballots.cast_vote(actor=place.actor(n, STARTS), ballot=ballot, option=0) for n in range(1, 7)]
    answers = at_once([*acts, lambda: api.close_ballot(actor=place.secretary(STARTS), ballot=ballot)])

    closed = Ballot.objects.get()
    accepted = sum(answer is None for answer in answers[:-1])
    assert closed.counts[0] == closed.issued == accepted == BallotVoter.objects.filter(has_voted=True).count()


def test_check_ins_at_once_write_one_row_a_person() -> None:
    place = make.world(6)
    meeting = make.called(place)
    accounts = [person.account for person in place.members]
    batches = [[make.entry(meeting, one, STARTS) for one in accounts[n:] + accounts[:n]] for n in range(4)]

    answers = at_once([lambda batch=batch: make.take(batch, STARTS) for batch in batches])

    told = [status for answer in answers for status in answer]
    assert (told.count("accepted"), told.count("already")) == (6, 18)
    assert Attendance.objects.count() == 6


def test_check_in_beside_the_closing_leaves_no_person_both_here_and_absent() -> None:
    place = make.world(5)
    meeting = make.called(place)
    api.open_meeting(actor=place.secretary(STARTS), meeting=meeting)
    entries = [make.entry(meeting, person.account, STARTS) for person in place.members]

    acts = [lambda one=one: make.take([one], STARTS) for one in entries]
    answers = at_once([*acts, lambda: api.close_meeting(actor=place.secretary(STARTS), meeting=meeting)])

    here = sum(answer == ["accepted"] for answer in answers[:-1])
    assert Attendance.objects.filter(category="present").count() == here
    assert Attendance.objects.count() == Invitation.objects.filter(member__isnull=False).count()


def test_opinion_sent_by_two_tabs_at_once_is_one() -> None:
    place = make.world(3)
    meeting = make.running(place)
    key = make.fresh()

    at_once([
        lambda: talk.send_opinion(actor=place.actor(1, STARTS), meeting=meeting, text="Đề nghị", client_key=key)
        for _ in range(2)
    ])  # fmt: skip

    assert Opinion.objects.count() == 1


def test_two_secretaries_write_the_minutes_at_once_and_nothing_is_lost() -> None:
    place = make.world(3)
    meeting = make.running(place)
    at = place.secretary(STARTS)
    first = api.compose_minutes(actor=at, meeting=meeting)

    answers = at_once([
        lambda n=n: api.write_minutes(actor=at, meeting=meeting, text=f"Bản {n}", based_on=first.number) for n in (1, 2)
    ])  # fmt: skip

    texts = {meeting.minutes.versions.first().text, KeptText.objects.get().text}
    assert sorted(answer.conflict for answer in answers) == [False, True]
    assert texts == {"Bản 1", "Bản 2"}


def test_two_chairs_open_and_close_once() -> None:
    place = make.world(3)
    meeting = make.called(place)

    answers = at_once([lambda: api.open_meeting(actor=place.secretary(STARTS), meeting=meeting) for _ in range(2)])

    assert sorted(isinstance(answer, Conflict) for answer in answers) == [False, True]
