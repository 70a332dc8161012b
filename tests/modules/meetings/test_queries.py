"""Who sees what, what the boards count, and who follows a running meeting."""

import datetime

import pytest
from tests.modules.meetings import factories as make
from tests.modules.meetings.factories import NOW, STARTS

from dangvu.kernel.access import allowed, visible
from dangvu.modules.meetings import api
from dangvu.modules.meetings.access import Can
from dangvu.modules.meetings.commands import ballot as ballots
from dangvu.modules.meetings.models import Meeting, Minutes
from dangvu.modules.meetings.queries import people
from dangvu.modules.meetings.queries.meeting import listed, next_for, split_list

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> make.World:
    return make.world()


def test_list_and_detail_agree_for_everybody(place: make.World) -> None:
    make.called(place)
    make.drafted(place, title="Đang soạn")
    other = make.world(2)
    make.called(other)
    leader = make.account()
    make.grant(leader, "leader", place.cell.parent, subtree=True)
    actors = [place.secretary(), place.actor(2), make.actor_of(place.stranger), make.actor_of(leader), other.actor(1)]

    for actor in actors:
        for permission in (Can.VIEW, Can.TAKE_PART, Can.PREPARE, Can.RUN, Can.WRITE):
            seen = set(visible(actor, permission, Meeting.objects).values_list("pk", flat=True))
            assert seen == {m.pk for m in Meeting.objects.all() if allowed(actor, permission, m)}


def test_what_each_sees(place: make.World) -> None:
    called = make.called(place)
    draft = make.drafted(place, title="Đang soạn", chair_id=None, minute_taker_id=None)
    leader, stranger = make.account(), make.actor_of(place.stranger)
    make.grant(leader, "leader", place.cell.parent, subtree=True)

    def seen(actor) -> set[int]:
        return set(visible(actor, Can.VIEW, Meeting.objects).values_list("pk", flat=True))

    assert seen(place.secretary()) == {called.pk, draft.pk}
    assert seen(place.actor(2)) == {called.pk}
    assert seen(make.actor_of(leader)) == {called.pk}
    assert seen(stranger) == set()


def test_nobody_signed_in_matches_no_empty_chair(place: make.World) -> None:
    from dangvu.kernel.access import Actor

    make.called(place, chair_id=None, minute_taker_id=None)
    anonymous = Actor(account_id=None, name="Khách", now=NOW)

    for permission in (Can.VIEW, Can.RUN, Can.WRITE, Can.TAKE_PART, Can.PREPARE):
        assert not visible(anonymous, permission, Meeting.objects).exists()


def test_overseer_reads_minutes_only_once_adopted(place: make.World) -> None:
    meeting = make.running(place)
    leader = make.account()
    make.grant(leader, "leader", place.cell.parent, subtree=True)
    at = place.secretary(STARTS)
    api.compose_minutes(actor=at, meeting=meeting)

    def readers() -> list[bool]:
        minutes = Minutes.objects.get()
        actors = (at, place.actor(2), make.actor_of(leader), make.actor_of(place.stranger))
        return [allowed(actor, Can.VIEW, minutes) for actor in actors]

    assert readers() == [True, False, False, False]
    api.adopt_minutes(actor=at, meeting=meeting)
    assert readers() == [True, True, True, False]


def test_who_may_follow_a_running_meeting_live(place: make.World, django_assert_num_queries) -> None:
    make.running(place)
    accounts = [person.account_id for person in place.members] + [place.stranger.pk]

    with django_assert_num_queries(2):
        followers = people.who_may_follow(place.meeting.pk, accounts, NOW)

    assert followers == set(accounts[:-1])


def test_board_counts_and_shows_running_votes_to_the_chair(place: make.World) -> None:
    make.running(place, here=4)
    ballot = make.ballot(place)
    for number, option in enumerate((0, 0, 1)):
        ballots.cast_vote(actor=place.actor(number, STARTS), ballot=ballot, option=option)

    shown = api.board(place.meeting, STARTS + datetime.timedelta(minutes=7))

    view = shown.open_ballot
    assert (shown.clock.shown, shown.standing.quorum.sentence) == ("07:00", "Đủ điều kiện họp: 4/5, cần 4")
    assert (view.voted, view.not_voted, dict(view.counts)) == (3, 2, {"Đồng ý": 2, "Không đồng ý": 1, "Ý kiến khác": 0})
    assert {member_id for member_id, _ in view.waiting} == {place.members[3].pk, place.members[4].pk}
    assert view.threshold_sentence == "Chưa đạt quá nửa: 2 trên 5, cần 3"
    assert api.ballot_view(ballot).counts == ()


def test_board_asks_the_same_number_of_questions_for_few_and_for_many(
    place: make.World, django_assert_max_num_queries
) -> None:
    meeting = make.running(place)
    at = place.secretary(STARTS)
    for number in range(20):
        api.write_line(
            actor=at,
            meeting=meeting,
            speech=api.Speech(f"Câu {number}", STARTS, speaker_id=place.members[2].pk),
            client_key=make.fresh(),
        )

    with django_assert_max_num_queries(15):
        shown = api.board(meeting, STARTS)
        assert [line.speaker.full_name for line in shown.lines] == [place.members[2].full_name] * 20


def test_next_meeting_is_the_one_that_runs_then_the_soonest(place: make.World) -> None:
    late = make.called(place, starts_at=STARTS + datetime.timedelta(days=9), title="Sau")
    soon = make.called(place, title="Gần")

    assert next_for(place.actor(2)).meeting == soon
    api.open_meeting(actor=place.secretary(), meeting=late)
    assert next_for(place.actor(2)).meeting == late
    assert next_for(make.actor_of(place.stranger)) is None


def test_list_is_split_into_what_comes_and_what_was(place: make.World) -> None:
    held = make.running(place)
    api.close_meeting(actor=place.secretary(STARTS), meeting=held)
    ahead = make.called(place)

    coming, past = split_list(place.actor(2))

    assert (coming, list(past)) == ([ahead], [held])
    assert listed(place.actor(2)).count() == 2


def test_latest_held_meeting_of_an_organisation(place: make.World) -> None:
    held = make.running(place)
    api.close_meeting(actor=place.secretary(STARTS), meeting=held)
    make.called(place)

    assert api.latest_of(place.cell.pk, before=STARTS + datetime.timedelta(days=9)) == held
    assert api.latest_of(place.cell.pk, before=STARTS) is None
