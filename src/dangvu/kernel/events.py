"""Facts that others may hear: published by a command, delivered after its commit, once per subscriber."""

import uuid
from collections.abc import Callable, Sequence
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


Subscriber = Callable[[Any, Any], None]
"""Takes the event and the system's actor; calls one command."""

_subscribers: dict[type[Event], list[Subscriber]] = {}
_by_name: dict[str, Subscriber] = {}


def subscribe(event: type[Event], subscriber: Subscriber) -> None:
    """Register, at start-up, a reaction to an event; the manifest is the only caller."""
    name = subscriber_name(subscriber)
    if _by_name.setdefault(name, subscriber) is not subscriber:
        raise RuntimeError(f"two subscribers are called {name}")
    _subscribers.setdefault(event, []).append(subscriber)


def subscriber_name(subscriber: Subscriber) -> str:
    return f"{subscriber.__module__.removeprefix('dangvu.')}.{subscriber.__name__}"


def subscribers_of(event: type[Event]) -> Sequence[Subscriber]:
    return _subscribers.get(event, [])


def subscriber_named(name: str) -> Subscriber:
    return _by_name[name]
