import uuid

import pytest
from tests.modules.identity import factories as identity
from tests.modules.tasks import factories

from dangvu.kernel.errors import Conflict, Invalid, NotAllowed
from dangvu.kernel.notify.models import Notice
from dangvu.modules.tasks import api, commands
from dangvu.modules.tasks.models import Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return factories.cell()


def test_a_task_is_given_and_everybody_who_has_it_is_told(place, run_jobs):
    task = factories.task(place)
    run_jobs()

    assert [(a.member_id, a.leads) for a in task.assignees.order_by("pk")] == [
        (place.people[0][0].pk, True),
        (place.people[1][0].pk, False),
    ]
    assert set(Notice.objects.values_list("account_id", flat=True)) == {account.pk for _, account in place.people}
    assert Notice.objects.first().subject == "Nhiệm vụ mới: Rà soát hộ có nguy cơ tái nghèo"


def test_the_same_post_twice_gives_one_task(place):
    once = uuid.uuid4()
    for _ in range(2):
        commands.give_task(
            actor=place.chief,
            organisation=place.organisation,
            title="Dọn kênh",
            assignment=commands.Assignment([place.people[0][0].pk]),
            public_id=once,
        )

    assert Task.objects.count() == 1


@pytest.mark.parametrize(("title", "members", "field"), [(" ", [1], "title"), ("Dọn kênh", [], "members")])
def test_a_task_needs_words_and_people(place, title, members, field):
    with pytest.raises(Invalid) as refused:
        commands.give_task(
            actor=place.chief,
            organisation=place.organisation,
            title=title,
            assignment=commands.Assignment(members),
        )

    assert refused.value.field == field


def test_nobody_gives_tasks_in_a_cell_of_others(place):
    with pytest.raises(NotAllowed):
        commands.give_task(
            actor=place.chief,
            organisation=place.elsewhere,
            title="Dọn kênh",
            assignment=commands.Assignment([place.people[0][0].pk]),
        )


def test_the_first_to_take_a_shared_task_leads_it(place):
    task = factories.task(place, led=False)

    commands.take_task(actor=place.actor(1), task=task)

    with pytest.raises(Conflict, match="đã có đồng chí khác nhận"):
        commands.take_task(actor=place.actor(0), task=task)
    assert task.assignees.get(leads=True).member_id == place.people[1][0].pk


def test_a_finished_task_has_its_result_and_date(place, now):
    task = factories.task(place)

    commands.complete_task(actor=place.actor(0), task=task, result=" Đã vận động 5 hộ ")

    task.refresh_from_db()
    assert (task.state, task.result, task.done_on) == ("done", "Đã vận động 5 hộ", place.chief.today)
    with pytest.raises(Conflict, match="Đã xong"):
        commands.complete_task(actor=place.actor(0), task=task)


def test_a_task_can_be_opened_again_by_who_gave_it(place):
    task = factories.task(place)
    commands.complete_task(actor=place.actor(0), task=task)

    commands.reopen_task(actor=place.chief, task=task)

    task.refresh_from_db()
    assert (task.state, task.done_on) == ("open", None)
    with pytest.raises(NotAllowed):
        commands.cancel_task(actor=place.actor(0), task=task)


def test_a_stranger_finishes_nothing(place):
    task = factories.task(place)

    with pytest.raises(NotAllowed):
        commands.complete_task(actor=identity.actor(identity.account()), task=task)


def test_the_modules_above_see_what_is_unfinished(place):
    done, open_ = factories.task(place, "Xong"), factories.task(place, "Chưa xong")
    commands.complete_task(actor=place.chief, task=done)

    assert [info.title for info in api.unfinished_of(place.organisation.pk)] == [open_.title]
