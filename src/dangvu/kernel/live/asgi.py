"""The addresses that do not pass through the page framework: the live stream, and the intakes of many small posts."""

import asyncio
import datetime
import logging
from collections.abc import Awaitable, Callable, Collection, MutableMapping
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qs

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import close_old_connections
from django.utils.module_loading import import_string

from dangvu.kernel.live.hub import Hub, Listener
from dangvu.kernel.live.intake import Intake
from dangvu.kernel.registry import registry

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]
logger = logging.getLogger(__name__)
_MAX_TOPICS = 8


def own_account_only(object_id: int, account_ids: Collection[int], now: datetime.datetime) -> set[int]:  # noqa: ARG001  the signature of every topic's check
    """Topic "account:7" is for account 7."""
    return {object_id} & set(account_ids)


def with_live(pages: Application, conninfo: dict[str, Any]) -> Application:
    """The page application with the live stream and the intakes in front of it."""
    hub = Hub(conninfo, permit)
    intakes = {f"/{name}/": Intake(handler) for name, handler in registry.intakes().items()}

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(hub, receive, send)
            return
        path = scope.get("path", "")
        if path == "/live/":
            hub.start()
            await _stream(hub, scope, receive, send)
        elif scope.get("method") == "POST" and path in intakes:
            await intakes[path].answer(scope, receive, send)
        else:
            await pages(scope, receive, send)

    return application


async def _lifespan(hub: Hub, receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            hub.start()
            await send({"type": "lifespan.startup.complete"})
        elif message["type"] == "lifespan.shutdown":
            await hub.stop()
            await send({"type": "lifespan.shutdown.complete"})
            return


async def permit(topic: str, account_ids: Collection[int]) -> set[int]:
    """Ask the module of the topic, in one query, who may still follow it."""
    kind, _, number = topic.partition(":")
    checks: dict[str, Callable[..., set[int]]] = {"account": own_account_only, **registry.live_topics()}
    check = checks.get(kind)
    if check is None or not number.isdigit():
        return set()
    return await sync_to_async(_ask, thread_sensitive=False)(check, int(number), sorted(account_ids))


def _ask(check: Callable[..., set[int]], number: int, account_ids: list[int]) -> set[int]:
    try:
        return check(number, account_ids, datetime.datetime.now(datetime.UTC))
    finally:
        close_old_connections()


def session_key(scope: Scope) -> str:
    """The session cookie of a raw request, or nothing."""
    for name, value in scope.get("headers", []):
        if name == b"cookie":
            cookie = SimpleCookie(value.decode("latin-1")).get(settings.SESSION_COOKIE_NAME)
            return cookie.value if cookie else ""
    return ""


def _account(key: str) -> int | None:
    try:
        account: int | None = import_string(settings.DANGVU_LIVE_AUTHENTICATE)(key)
        return account
    finally:
        close_old_connections()


async def _stream(hub: Hub, scope: Scope, receive: Receive, send: Send) -> None:
    key = session_key(scope)
    account = await sync_to_async(_account, thread_sensitive=False)(key) if key else None
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("topic", [])[:_MAX_TOPICS]
    topics = [topic for topic in asked if account is not None and account in await permit(topic, {account})]
    if account is None or not topics:
        await _refuse(send, 403 if account is not None else 401)
        return
    headers = [(b"content-type", b"text/event-stream"), (b"cache-control", b"no-store"), (b"x-accel-buffering", b"no")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await _pump(hub, Listener(account, frozenset(topics)), receive, send)


async def _pump(hub: Hub, listener: Listener, receive: Receive, send: Send) -> None:
    """Hand on what the hub says, until the page is closed."""
    gone = asyncio.create_task(_wait_until_gone(receive, listener))
    stream = hub.stream(listener)
    try:
        async for part in stream:
            await send({"type": "http.response.body", "body": part, "more_body": True})
    finally:
        gone.cancel()
        await stream.aclose()


async def _wait_until_gone(receive: Receive, listener: Listener) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    listener.leave()


async def _refuse(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": b""})
