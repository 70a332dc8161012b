"""The one decorator every write passes through.

Transaction, row lock, permission, lifecycle, audit entry and events cannot be forgotten or repeated, because no
command is written without them.
"""

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

from django.db import models, transaction

from dangvu.kernel import access, context, delivery, lifecycle, live
from dangvu.kernel.audit import record
from dangvu.kernel.errors import Conflict

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Public:
    """In place of a permission: the reason why anybody may do this."""

    reason: str


def public(reason: str) -> Public:
    """A command without permission needs a reason that a reviewer can read."""
    return Public(reason)


@dataclass(frozen=True)
class Command:
    """What is declared of one command: the pages "who may do what" are made of these."""

    name: str
    sentence: str
    permission: access.Permission | Public
    on: str | None
    transition: str | None
    function: Callable[..., Any]


commands: dict[str, Command] = {}


def command(
    permission: access.Permission | Public, *, on: str | None = None, transition: str | None = None
) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Make a function a command.

    `on` names the keyword argument that the permission is checked on; its row is locked and handed over fresh.
    `transition` names the arrow of its lifecycle that the command walks.
    """

    def decorate(function: Callable[P, T]) -> Callable[P, T]:
        declared = _declare(function, permission, on, transition)

        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> T:
            if args:
                raise TypeError(f"{declared.name} takes keyword arguments only")
            actor: access.Actor = kwargs["actor"]  # type: ignore[assignment]
            return _run(declared, actor, kwargs)

        return run

    return decorate


def _declare(
    function: Callable[..., Any], permission: access.Permission | Public, on: str | None, transition: str | None
) -> Command:
    name = f"{function.__module__.removeprefix('dangvu.modules.').split('.', 1)[0]}.{function.__name__}"
    if not isinstance(permission, access.Permission | Public):
        raise TypeError(f"{name}: a command needs a permission, or public() with a reason")
    parameters = inspect.signature(function).parameters
    if "actor" not in parameters or any(p.kind is not p.KEYWORD_ONLY for p in parameters.values()):
        raise TypeError(f"{name}: a command takes keyword arguments only, actor first")
    if on is not None and on not in parameters:
        raise TypeError(f"{name}: it has no argument {on!r}")
    sentence = (function.__doc__ or "").strip().partition("\n")[0]
    if not sentence:
        raise TypeError(f"{name}: the first line of its docstring is the sentence the audit shows")
    declared = Command(name, sentence, permission, on, transition, function)
    commands[name] = declared
    return declared


def _run(declared: Command, actor: access.Actor, kwargs: dict[str, Any]) -> Any:
    running = context.Running(declared.name, actor.correlation)
    with transaction.atomic(), context.entered(running):
        target = _lock(declared, kwargs)
        _permit(declared, actor, target)
        step = lifecycle.check(declared.transition, target) if declared.transition else None
        result = declared.function(**kwargs)
        if step is not None:
            lifecycle.finish(step, target)
        entry_id = record.write(running, actor, declared.sentence, target if target is not None else result)
        delivery.defer(running.events, cause=entry_id)
        live.after_commit(running.topics)
    return result


def _lock(declared: Command, kwargs: dict[str, Any]) -> models.Model | None:
    if declared.on is None or kwargs.get(declared.on) is None:
        return None
    given: models.Model = kwargs[declared.on]
    locked = type(given)._base_manager.select_for_update(no_key=True).filter(pk=given.pk).first()
    if locked is None:
        raise Conflict("Mục này vừa bị gỡ bỏ.", hint="Quay lại danh sách để xem những gì còn lại.")
    kwargs[declared.on] = locked
    return locked


def _permit(declared: Command, actor: access.Actor, target: models.Model | None) -> None:
    if isinstance(declared.permission, Public):
        return
    access.require(actor, declared.permission, target)
