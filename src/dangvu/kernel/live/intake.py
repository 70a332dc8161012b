"""Many small posts at once: those that arrive together are done together, in one transaction, and answered one by one.

A roll call brings hundreds of posts a second. Each of them alone would pay for a transaction, a commit to disk and an
audit entry; here everybody who waits at the same moment shares them. Nothing is answered before it is committed.
"""

import asyncio
import datetime
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qsl

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import close_old_connections

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
_MAX_BODY = 4_096
_MAX_BATCH = 256


@dataclass(frozen=True)
class Post:
    """One small post: whose session, what fields, when it arrived, and whether a script sent it."""

    session_key: str
    fields: dict[str, str]
    at: datetime.datetime
    wants_json: bool


@dataclass(frozen=True)
class Answer:
    """What one post is answered: a redirect for a form, a short JSON text for a script."""

    status: int
    location: str = ""
    body: str = ""


Handler = Callable[[Sequence[Post]], Sequence[Answer]]


class Intake:
    """One address. `handler` takes a batch in a worker thread and answers in the same order."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        self._waiting: list[tuple[Post, asyncio.Future[Answer]]] = []
        self._task: asyncio.Task[None] | None = None

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope.get("headers", []))
        if not _same_origin(headers):
            await _send(send, Answer(403, body="Yêu cầu không đến từ trang của hệ thống."), wants_json=True)
            return
        body = await _body(receive)
        post = Post(
            session_key=_cookie(headers),
            fields=dict(parse_qsl(body.decode("utf-8", "replace"))),
            at=datetime.datetime.now(datetime.UTC),
            wants_json=b"json" in headers.get(b"accept", b""),
        )
        await _send(send, await self.submit(post), wants_json=post.wants_json)

    async def submit(self, post: Post) -> Answer:
        """Wait for the batch that carries this post."""
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((post, future))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._drain())
        return await future

    async def _drain(self) -> None:
        await asyncio.sleep(0)  # let those who arrived in the same breath come along
        while self._waiting:
            batch, self._waiting = self._waiting[:_MAX_BATCH], self._waiting[_MAX_BATCH:]
            await self._take(batch)

    async def _take(self, batch: list[tuple[Post, "asyncio.Future[Answer]"]]) -> None:
        try:
            answers = await sync_to_async(self._run, thread_sensitive=False)([post for post, _ in batch])
        except Exception as error:  # noqa: BLE001  every waiting post must hear of it; none was committed
            for _, future in batch:
                if not future.done():
                    future.set_exception(error)
            return
        for (_, future), answer in zip(batch, answers, strict=True):
            if not future.done():
                future.set_result(answer)

    def _run(self, posts: Sequence[Post]) -> Sequence[Answer]:
        close_old_connections()
        try:
            return self._handler(posts)
        finally:
            close_old_connections()


def _same_origin(headers: dict[bytes, bytes]) -> bool:
    """A browser tells where a post comes from; one from elsewhere is refused (the session cookie is Lax as well)."""
    site = headers.get(b"sec-fetch-site")
    if site is not None:
        return site in {b"same-origin", b"none"}
    origin = headers.get(b"origin")
    return origin is None or origin.split(b"://")[-1] == headers.get(b"host")


async def _body(receive: Receive) -> bytes:
    parts = b""
    while True:
        message = await receive()
        parts += message.get("body", b"")
        if not message.get("more_body") or len(parts) > _MAX_BODY:
            return parts[:_MAX_BODY]


def _cookie(headers: dict[bytes, bytes]) -> str:
    cookie = SimpleCookie(headers.get(b"cookie", b"").decode("latin-1")).get(settings.SESSION_COOKIE_NAME)
    return cookie.value if cookie else ""


async def _send(send: Send, answer: Answer, *, wants_json: bool) -> None:
    redirect = answer.location and not wants_json
    kind = b"application/json" if wants_json else b"text/html; charset=utf-8"
    headers = [(b"content-type", kind), (b"cache-control", b"no-store")]
    if redirect:
        headers.append((b"location", answer.location.encode()))
    await send({"type": "http.response.start", "status": 303 if redirect else answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body.encode()})
