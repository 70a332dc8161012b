"""The hub of one process: one listening connection, one bounded queue per listener, permission asked per change.

An answer to `GET /live/?topic=meeting:12&topic=account:7` is a stream of server-sent events. A message names the
topics that changed, nothing else. A listener that cannot keep up loses no change of meaning: waiting messages for the
same topics fall together, and its page asks for the present state anyway.
"""

import asyncio
import contextlib
import json
import logging
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from dataclasses import dataclass, field
from typing import Any

import psycopg

from dangvu.kernel.live import CHANNEL

logger = logging.getLogger(__name__)
HEARTBEAT_SECONDS = 25
_QUEUE_LIMIT = 64
Permit = Callable[[str, Collection[int]], Awaitable[set[int]]]
"""Topic and accounts → those of the accounts that may follow it now."""


@dataclass(eq=False)
class Listener:
    """One open page."""

    account_id: int
    topics: frozenset[str]
    waiting: asyncio.Queue[str] = field(default_factory=lambda: asyncio.Queue(_QUEUE_LIMIT))
    pending: set[str] = field(default_factory=set)

    def tell(self, topic: str) -> None:
        """Queue a topic once; a full queue keeps what it has, since each entry only says "look again"."""
        if topic in self.pending:
            return
        with contextlib.suppress(asyncio.QueueFull):
            self.waiting.put_nowait(topic)
            self.pending.add(topic)


class Hub:
    """Listens to the database and hands changes to the open pages of this process."""

    def __init__(self, conninfo: dict[str, Any], permit: Permit) -> None:
        self._conninfo = conninfo
        self._permit = permit
        self._by_topic: dict[str, set[Listener]] = {}
        self._task: asyncio.Task[None] | None = None
        self.sequence = 0

    def start(self) -> None:
        if self._task is None:
            self._task = asyncio.create_task(self._listen())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def stream(self, listener: Listener) -> AsyncIterator[bytes]:
        """The bytes of one listener's stream, until it goes away."""
        for topic in listener.topics:
            self._by_topic.setdefault(topic, set()).add(listener)
        try:
            yield b"retry: %d\n\n" % random.randint(1000, 4000)  # noqa: S311  spreads reconnects, hides nothing
            while True:
                yield await self._next(listener)
        finally:
            for topic in listener.topics:
                self._by_topic.get(topic, set()).discard(listener)

    async def _next(self, listener: Listener) -> bytes:
        try:
            topic = await asyncio.wait_for(listener.waiting.get(), HEARTBEAT_SECONDS)
        except TimeoutError:
            return b": \n\n"
        listener.pending.discard(topic)
        self.sequence += 1
        return f"id: {self.sequence}\ndata: {topic}\n\n".encode()

    async def _listen(self) -> None:
        """Stay connected; after a break, everyone is told to look again, since changes may have been missed."""
        first = True
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(**self._conninfo, autocommit=True) as connection:
                    await connection.execute(f"LISTEN {CHANNEL}")
                    if not first:
                        await self._dispatch(list(self._by_topic))
                    first = False
                    async for notice in connection.notifies():
                        await self._dispatch(json.loads(notice.payload))
            except (psycopg.OperationalError, OSError) as error:
                logger.info("live: database away, trying again: %s", error)
                await asyncio.sleep(0.5 + random.random())  # noqa: S311

    async def _dispatch(self, topics: list[str]) -> None:
        for topic in topics:
            listeners = self._by_topic.get(topic)
            if not listeners:
                continue
            permitted = await self._permit(topic, {listener.account_id for listener in listeners})
            for listener in list(listeners):
                if listener.account_id in permitted:
                    listener.tell(topic)
