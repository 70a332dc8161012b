"""States and transitions as tables: buttons, checks, diagrams and tests come from the same rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as having
from enum import StrEnum
from typing import Any

from dangvu.kernel import access
from dangvu.kernel.errors import Conflict
from dangvu.kernel.events import Event, publish

Guard = Callable[[Any], str | None]


@dataclass(frozen=True)
class Transition:
    """One arrow. `guard` answers None when it may happen now, or the sentence why it may not."""

    name: str
    label: str
    source: Sequence[StrEnum]
    target: StrEnum
    permission: access.Permission
    guard: Guard | None = None
    event: type[Event] | None = None


@dataclass(frozen=True)
class Lifecycle:
    """The states of one model ("app.Model") and the arrows between them."""

    model: str
    states: type[StrEnum]
    labels: Mapping[Any, str]
    initial: StrEnum
    transitions: Sequence[Transition]
    field: str = "state"
    tones: Mapping[Any, str] = having(default_factory=dict)

    def __post_init__(self) -> None:
        registry[self.model] = self

    def __getitem__(self, name: str) -> Transition:
        return next(t for t in self.transitions if t.name == name)

    def label_of(self, state: str) -> str:
        return self.labels[self.states(state)]


registry: dict[str, Lifecycle] = {}


@dataclass(frozen=True)
class Offer:
    """A button: its transition, whether it may be pressed, and the reason when not."""

    name: str
    label: str
    allowed: bool
    why: str = ""


def of(record: Any) -> Lifecycle:
    """The lifecycle declared for this record's model."""
    return registry[record._meta.label]


def available(record: Any, actor: access.Actor) -> list[Offer]:
    """Every transition that leaves the present state and that this person may make, with why it cannot be made now."""
    lifecycle = of(record)
    state = getattr(record, lifecycle.field)
    return [
        Offer(t.name, t.label, allowed=not (why := obstacle(t, record)), why=why)
        for t in lifecycle.transitions
        if state in t.source and access.allowed(actor, t.permission, record)
    ]


def obstacle(transition: Transition, record: Any) -> str:
    """The guard's sentence, or nothing."""
    return (transition.guard(record) or "") if transition.guard else ""


def check(name: str, record: Any) -> Transition:
    """Refuse unless the transition leaves the record's present state and its guard agrees."""
    lifecycle = of(record)
    transition = lifecycle[name]
    state = getattr(record, lifecycle.field)
    if state not in transition.source:
        raise Conflict(
            f"Không thể “{transition.label}” vì hiện đang ở trạng thái “{lifecycle.label_of(state)}”.",
            hint="Tải lại trang để xem trạng thái mới nhất.",
        )
    if why := obstacle(transition, record):
        raise Conflict(why)
    return transition


def finish(transition: Transition, record: Any) -> None:
    """Set the target state, save what the command set on its locked record, and publish the transition's event."""
    lifecycle = of(record)
    setattr(record, lifecycle.field, transition.target)
    record.save()
    if transition.event is not None:
        publish(transition.event(record.pk))  # type: ignore[call-arg]  # every lifecycle event carries its record's id
