"""Events on their way: one job per subscriber, deferred in the transaction that published them.

A job that belongs to a rolled-back transaction never existed; a job that runs twice finds its delivery in the ledger
and does nothing.
"""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from dangvu.kernel import access, events
from dangvu.kernel.models import Delivery


def defer(published: Iterable[events.Published], *, cause: int) -> None:
    """Put one job per event and subscriber into the table, within the present transaction."""
    jobs: list[dict[str, Any]] = [
        {
            "event": events.event_name(type(item.event)),
            "event_id": str(item.id),
            "payload": item.event.payload(),
            "subscriber": events.subscriber_name(subscriber),
            "cause": cause,
        }
        for item in published
        for subscriber in events.subscribers_of(type(item.event))
    ]
    if jobs:
        deliver.batch_defer(*jobs)


@app.task(name="kernel.deliver", queue="events", retry=RetryStrategy(max_attempts=8, exponential_wait=3))
def deliver(event: str, event_id: str, payload: dict[str, Any], subscriber: str, cause: int) -> None:  # noqa: ARG001  the cause is kept for whoever reads the job table
    """Hand one event to one subscriber, exactly once: its effects and the ledger row commit together."""
    fact = events.restored(event, payload)
    actor = access.system_actor(timezone.now())
    with transaction.atomic():
        if _first_time(uuid.UUID(event_id), subscriber):
            events.subscriber_named(subscriber)(fact, actor)


def _first_time(event_id: uuid.UUID, subscriber: str) -> bool:
    try:
        with transaction.atomic():
            Delivery.objects.create(event_id=event_id, subscriber=subscriber)
    except IntegrityError:
        return False
    return True
