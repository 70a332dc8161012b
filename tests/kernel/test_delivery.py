import uuid

import pytest
from tests.kernel import toy

from dangvu.kernel import delivery
from dangvu.kernel.models import Delivery

pytestmark = pytest.mark.django_db
SUBSCRIBER = "tests.kernel.toy.copy_when_pinned"


def deliver(paper, event_id):
    delivery.deliver.func(
        event="toy.PaperPinned", event_id=str(event_id), payload={"paper_id": paper.pk}, subscriber=SUBSCRIBER, cause=1
    )


def test_a_repeated_delivery_does_nothing(paper):
    event_id = uuid.uuid4()

    deliver(paper, event_id)
    deliver(paper, event_id)

    paper.refresh_from_db()
    assert paper.copies == 1


def test_a_failed_delivery_is_tried_again_from_the_start(paper):
    event_id = uuid.uuid4()
    gone = toy.Paper(pk=paper.pk + 1000)

    with pytest.raises(toy.Paper.DoesNotExist):
        deliver(gone, event_id)

    assert Delivery.objects.count() == 0


def test_publishing_outside_a_command_is_a_mistake():
    with pytest.raises(RuntimeError, match="outside a command"):
        toy.publish(toy.PaperPinned(1))
