import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.modules.identity import factories as identity
from tests.modules.tasks import factories

from dangvu.modules.tasks.models import Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return factories.cell()


def test_a_member_finds_the_task_at_home_and_reports_it_done(place, client_of):
    task = factories.task(place)
    client = client_of(place.people[0][1])

    home = client.get(reverse("tasks:home")).content.decode()
    answer = client.post(reverse("tasks:act", kwargs={"id": task.public_id, "act": "complete"}), {"result": "Xong"})

    assert task.title in home
    assert answer.status_code == 303
    task.refresh_from_db()
    assert (task.state, task.result) == ("done", "Xong")


def test_the_secretary_gives_a_task_in_the_browser(place, client_of):
    client = client_of(place.secretary)
    member = place.people[0][0]

    page = client.get(reverse("tasks:give")).content.decode()
    answer = client.post(
        reverse("tasks:give"),
        {
            "organisation": place.organisation.public_id,
            "title": "Dọn kênh",
            "members": [member.pk],
            "due_on": "2026-12-05",
        },
    )

    assert member.full_name in page
    assert answer.status_code == 303
    assert Task.objects.get().assignees.get().member_id == member.pk


def test_a_form_with_faults_comes_back_with_what_was_typed(place, client_of):
    answer = client_of(place.secretary).post(
        reverse("tasks:give"), {"organisation": place.organisation.public_id, "title": "Dọn kênh"}
    )

    assert answer.status_code == 400
    assert "Dọn kênh" in answer.content.decode()


def test_a_task_of_others_does_not_exist_for_a_stranger(place, client_of):
    task = factories.task(place)

    answer = client_of(identity.account(activated=True)).get(reverse("tasks:detail", kwargs={"id": task.public_id}))

    assert answer.status_code == 404


@pytest.mark.parametrize("name", ["tasks:list", "tasks:home"])
def test_a_list_costs_the_same_with_one_and_with_thirty_rows(place, client_of, name):
    client = client_of(place.secretary)

    def queries() -> int:
        client.get(reverse(name))
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(reverse(name)).status_code == 200
        return len(seen)

    factories.task(place)
    one = queries()
    for number in range(29):
        factories.task(place, f"Việc {number}")

    assert queries() == one
