import pytest
from django.urls import reverse
from tests.modules.identity import factories as identity
from tests.modules.tasks import factories

from dangvu.kernel.audit.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return factories.cell()


def test_an_inspector_reads_what_was_done_in_the_tree_and_nothing_beside_it(place, client_of):
    factories.task(place)
    inspector = identity.person("inspector", place.organisation.parent, subtree=True)
    elsewhere = identity.person("inspector", place.elsewhere)

    seen = client_of(inspector).get(reverse("audit:list")).content.decode()
    unseen = client_of(elsewhere).get(reverse("audit:list")).content.decode()

    assert "Giao nhiệm vụ." in seen
    assert "Giao nhiệm vụ." not in unseen


def test_an_entry_shows_before_and_after(place, client_of):
    task = factories.task(place)
    entry = Entry.objects.get(command="tasks.give_task")
    inspector = identity.person("inspector", place.organisation, subtree=True)

    page = client_of(inspector).get(reverse("audit:detail", kwargs={"number": entry.pk})).content.decode()

    assert task.title in page
    assert "hạn" in page


def test_a_member_does_not_read_the_audit(place, client_of):
    assert client_of(place.people[0][1]).get(reverse("audit:list")).status_code == 403
