"""Who is told what."""

import datetime

import pytest
from tests.modules.meetings import factories as make
from tests.modules.meetings.factories import STARTS

from dangvu.kernel.notify.models import Notice
from dangvu.modules.meetings import api
from dangvu.modules.meetings.commands import invitation as invitations
from dangvu.modules.meetings.commands import talk

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> make.World:
    return make.world()


def told(kind: str) -> dict[int, str]:
    return dict(Notice.objects.filter(kind=f"meetings.{kind}").values_list("account_id", "subject"))


def everybody(place: make.World) -> set[int]:
    return {person.account_id for person in [*place.members, place.probationary, place.exempt]}


def test_calling_tells_everybody_on_the_list_once(place: make.World, run_jobs) -> None:
    make.called(place)
    run_jobs()

    assert set(told("called")) == everybody(place)
    assert Notice.objects.count() == 7
    body = Notice.objects.first().body
    assert "Nhà văn hóa khu 5" in body
    assert "19:30" in body


def test_moving_tells_once_with_reason_and_new_hour(place: make.World, run_jobs) -> None:
    meeting = make.called(place)
    run_jobs()
    later = STARTS + datetime.timedelta(days=2)
    api.move_meeting(actor=place.secretary(), meeting=meeting, starts_at=later, reason="Bão & lũ")
    run_jobs()

    assert set(told("moved")) == everybody(place)
    assert Notice.objects.count() == 14, "the successor's own invitation is not told a second time"
    assert "Bão & lũ" in Notice.objects.filter(kind="meetings.moved").first().body


def test_cancelling_a_draft_tells_nobody_and_a_called_meeting_everybody(place: make.World, run_jobs) -> None:
    api.cancel_meeting(actor=place.secretary(), meeting=make.drafted(place), reason="Thôi")
    run_jobs()
    assert told("cancelled") == {}

    api.cancel_meeting(actor=place.secretary(), meeting=make.called(place), reason="Bão")
    run_jobs()
    assert set(told("cancelled")) == everybody(place)


def test_leave_decision_and_answer_go_to_the_one_who_asked(place: make.World, run_jobs) -> None:
    meeting = make.called(place)
    mine = place.invitation(place.members[2])
    invitations.ask_leave(actor=place.actor(2), invitation=mine, reason="Ốm")
    api.decide_leave(actor=place.secretary(), invitation=mine, granted=True, answer="Chúc đồng chí mau khỏe")
    opinion = talk.send_opinion(actor=place.actor(3), meeting=meeting, text="Đề nghị", client_key=make.fresh())
    api.answer_opinion(actor=place.secretary(), opinion=opinion, answer="Chi bộ tiếp thu")
    run_jobs()

    assert told("leave_decided") == {place.members[2].account_id: "Đơn xin vắng: Đồng ý cho vắng"}
    assert set(told("opinion_answered")) == {place.members[3].account_id}


def test_adopted_minutes_are_told_when_the_meeting_is_over(place: make.World, run_jobs) -> None:
    meeting = make.running(place)
    at = place.secretary(STARTS)
    api.compose_minutes(actor=at, meeting=meeting)
    api.adopt_minutes(actor=at, meeting=meeting)
    run_jobs()
    assert told("adopted") == {}

    api.finish_meeting(actor=at, meeting=meeting)
    run_jobs()
    assert set(told("adopted")) == everybody(place)
