"""Facts that others may hear: published by a command, delivered after its commit, once per subscriber."""

import uuid
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from dangvu.kernel import context


@dataclass(frozen=True)
class Event:
    """Base of every fact. Names are in the past tense; fields are ids and plain values only."""

    registry: ClassVar[dict[str, type["Event"]]] = {}

    def __init_subclass__(cls) -> None:
        Event.registry[event_name(cls)] = cls

    def payload(self) -> dict[str, Any]:
        return {key: context.plain(value) for key, value in asdict(self).items()}


def event_name(cls: type[Event]) -> str:
    """`meetings.MeetingCalled` for `dangvu.modules.meetings.events.MeetingCalled`."""
    return f"{cls.__module__.removesuffix('.events').rsplit('.', 1)[-1]}.{cls.__name__}"


@dataclass(frozen=True)
class Published:
    """An event with the identity that makes its deliveries repeatable."""

    event: Event
    id: uuid.UUID


def publish(event: Event) -> None:
    """Tell whoever listens; only inside a command, so that the fact and its cause are one transaction."""
    running = context.running()
    if running is None:
        raise RuntimeError(f"{type(event).__name__} was published outside a command")
    running.events.append(Published(event, uuid.uuid4()))


def restored(name: str, payload: dict[str, Any]) -> Event:
    """The event as it was published, read back from a job."""
    return Event.registry[name](**payload)
