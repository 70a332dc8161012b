import pytest
from django.core import mail
from django.urls import reverse
from tests.modules.tasks import factories

from dangvu.kernel.notify.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return factories.cell()


def test_a_notice_is_read_by_opening_it(place, client_of, run_jobs):
    task = factories.task(place)
    run_jobs()
    client = client_of(place.people[0][1])
    notice = Notice.objects.get(account=place.people[0][1])

    page = client.get(reverse("notifications:list")).content.decode()
    answer = client.get(reverse("notifications:open", kwargs={"number": notice.pk}))

    assert "Nhiệm vụ mới" in page
    assert answer.url == reverse("tasks:detail", kwargs={"id": task.public_id})
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_nobody_opens_the_notice_of_another(place, client_of, run_jobs):
    factories.task(place, to=1)
    run_jobs()
    notice = Notice.objects.get()

    answer = client_of(place.people[1][1]).get(reverse("notifications:open", kwargs={"number": notice.pk}))

    assert answer.status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_who_has_an_address_gets_an_email_once(place, run_jobs):
    account = place.people[0][1]
    account.email = "thu@example.test"
    account.save()

    factories.task(place, to=1)
    run_jobs()

    (message,) = mail.outbox
    assert message.to == ["thu@example.test"]
    assert message.subject == "Nhiệm vụ mới: Rà soát hộ có nguy cơ tái nghèo"
    assert "/nhiem-vu/" in message.body
    assert run_jobs() == 0


def test_a_channel_that_was_switched_off_stays_silent(place, client_of, run_jobs):
    account = place.people[0][1]
    account.email = "thu@example.test"
    account.save()

    client_of(account).post(reverse("notifications:preferences"), {"on": ["tasks.given/app"]})
    factories.task(place, to=1)
    run_jobs()

    assert mail.outbox == []
    assert Notice.objects.filter(account=account).count() == 1
