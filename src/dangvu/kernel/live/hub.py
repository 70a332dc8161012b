"""The hub of one process: one listening connection, what waits for each listener, permission asked per change.

An answer to `GET /live/?topic=meeting:12&topic=account:7` is a stream of server-sent events. A message names the
topics that changed, nothing else. A listener that cannot keep up loses no change of meaning: waiting messages for the
same topics fall together, and its page asks for the present state anyway.
"""

import asyncio
import json
import logging
import random
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection
from dataclasses import dataclass, field
from typing import Any

import psycopg

from dangvu.kernel.live import CHANNEL

logger = logging.getLogger(__name__)
HEARTBEAT_SECONDS = 25
Permit = Callable[[str, Collection[int]], Awaitable[set[int]]]
"""Topic and accounts → those of the accounts that may follow it now."""


@dataclass(eq=False)
class Listener:
    """One open page. Waiting topics are a set, so that a slow page is told once what changed many times."""

    account_id: int
    topics: frozenset[str]
    waiting: dict[str, None] = field(default_factory=dict)
    gone: bool = False
    _stirred: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, topic: str) -> None:
        self.waiting[topic] = None
        self._stirred.set()

    def show_life(self) -> None:
        """Let the stream say something, so that nothing on the way takes it for dead."""
        self._stirred.set()

    def leave(self) -> None:
        self.gone = True
        self._stirred.set()

    async def changes(self) -> list[str]:
        """What changed since the last time, in the order of its coming; nothing for a mere sign of life."""
        await self._stirred.wait()
        self._stirred.clear()
        topics = list(self.waiting)
        self.waiting.clear()
        return topics


class Hub:
    """Listens to the database and hands changes to the open pages of this process."""

    def __init__(self, conninfo: dict[str, Any], permit: Permit) -> None:
        self._conninfo = conninfo
        self._permit = permit
        self._by_topic: dict[str, set[Listener]] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self.sequence = 0

    def start(self) -> None:
        if not self._tasks:
            self._tasks = [asyncio.create_task(self._listen()), asyncio.create_task(self._beat())]

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []

    async def stream(self, listener: Listener) -> AsyncGenerator[bytes, None]:
        """The bytes of one listener's stream, until it goes away. One wait a message: thousands listen at once."""
        for topic in listener.topics:
            self._by_topic.setdefault(topic, set()).add(listener)
        try:
            yield b"retry: %d\n\n" % random.randint(1000, 4000)  # noqa: S311  spreads reconnects, hides nothing
            while True:
                topics = await listener.changes()
                if listener.gone:
                    return
                yield self._said(topics)
        finally:
            self._forget(listener)

    def _said(self, topics: list[str]) -> bytes:
        lines = []
        for topic in topics:
            self.sequence += 1
            lines.append(f"id: {self.sequence}\ndata: {topic}\n\n")
        return "".join(lines).encode() or b": \n\n"

    def _forget(self, listener: Listener) -> None:
        for topic in listener.topics:
            others = self._by_topic.get(topic, set())
            others.discard(listener)
            if not others:
                self._by_topic.pop(topic, None)

    async def _beat(self) -> None:
        """A sign of life to every page each HEARTBEAT_SECONDS, one after the other and never all at once."""
        while True:
            listeners = set().union(*self._by_topic.values())
            for listener in listeners:
                listener.show_life()
                await asyncio.sleep(HEARTBEAT_SECONDS / len(listeners))
            if not listeners:
                await asyncio.sleep(HEARTBEAT_SECONDS)

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
