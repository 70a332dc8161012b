"""The running command of this thread or task: what it changed, noted and published."""

import contextlib
import contextvars
import datetime
import enum
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Running:
    """One command while it runs."""

    command: str
    correlation: uuid.UUID
    changes: list[dict[str, Any]] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    events: list[Any] = field(default_factory=list)
    topics: set[str] = field(default_factory=set)

    def changed(self, record: Any, pairs: dict[str, tuple[Any, Any]], *, created: bool) -> None:
        """Remember the fields of `record` that this command changed, with their values before and after."""
        fields = {name: [plain(before), plain(after)] for name, (before, after) in pairs.items()}
        if fields or created:
            self.changes.append(
                {"model": record._meta.label, "pk": plain(record.pk), "created": created, "fields": fields}
            )


_running: contextvars.ContextVar[Running | None] = contextvars.ContextVar("running_command", default=None)


def running() -> Running | None:
    """The innermost command that runs here now, if any."""
    return _running.get()


@contextlib.contextmanager
def entered(command: Running) -> Iterator[Running]:
    """Make `command` the running one for the length of the block."""
    token = _running.set(command)
    try:
        yield command
    finally:
        _running.reset(token)


def plain(value: Any) -> Any:
    """A value as JSON can hold it, the same on every reading."""
    if isinstance(value, enum.Enum):
        return plain(value.value)
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    return _text(value)


def _text(value: Any) -> str:
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    return f"({len(value)} byte)" if isinstance(value, bytes | memoryview) else str(value)
