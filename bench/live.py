"""Listeners of one meeting and a change every second: how late they hear of it, and whether any hears nothing.

Floor: from NOTIFY to one bare listening connection.
"""

import asyncio
import time
from collections.abc import Iterator
from typing import Any

import psycopg
from django.conf import settings

from bench import crowd, stage
from bench.figure import Figure, percentile
from dangvu.config import postgres

DETAILS = ["p50", "p99", "lost"]
LISTENERS, CHANGES = 2_000, 10
QUICK_LISTENERS, QUICK_CHANGES = 500, 2
OPENED_AT_ONCE = 50
PATIENCE_SECONDS = 60
SILENCE_SECONDS = 1.5


def measure(*, quick: bool) -> Iterator[Figure]:
    listeners, changes = (QUICK_LISTENERS, QUICK_CHANGES) if quick else (LISTENERS, CHANGES)
    people = crowd.gather(listeners)
    late = asyncio.run(_play(stage.web(), people, changes))
    floor = asyncio.run(_floor()) * 1000
    yield Figure("live.p50", percentile(late, 0.5) * 1000, "ms", floor, len(late))
    yield Figure("live.p99", percentile(late, 0.99) * 1000, "ms", floor, len(late))
    expected = len(people.people) * changes
    yield Figure("live.lost", expected - len(late), "messages", None, expected)


class Page(asyncio.Protocol):
    """An open page that does as little as it can: the client shares the machine with what it measures."""

    def __init__(self, request: bytes, late: list[float], told: list[float]) -> None:
        self.request, self.late, self.told = request, late, told
        self.open = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: Any) -> None:
        transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        now = time.perf_counter()
        if b"retry:" in data and not self.open.done():
            self.open.set_result(None)
        self.late += [now - self.told[0]] * data.count(b"data: ")

    def connection_lost(self, _error: Exception | None) -> None:
        if not self.open.done():
            self.open.set_exception(ConnectionError("a listener was turned away"))


async def _play(address: str, people: crowd.Crowd, changes: int) -> list[float]:
    """Seconds from each change until each page has heard of it."""
    late: list[float] = []
    told = [0.0]
    pages = await _open(address, people, late, told)
    payload = f'["meeting:{people.meeting_id}"]'
    async with await psycopg.AsyncConnection.connect(**postgres.conninfo(), autocommit=True) as database:
        for _ in range(changes):
            told[0] = time.perf_counter()
            await database.execute("SELECT pg_notify('dangvu_live', %s)", [payload])
            await asyncio.sleep(1)
    await asyncio.sleep(SILENCE_SECONDS)
    for transport in pages:
        transport.close()
    return late


async def _open(address: str, people: crowd.Crowd, late: list[float], told: list[float]) -> list[Any]:
    host, port = address.removeprefix("http://").split(":")
    loop, few = asyncio.get_running_loop(), asyncio.Semaphore(OPENED_AT_ONCE)

    async def one(key: str) -> Any:
        async with few:
            request = (
                f"GET /live/?topic=meeting:{people.meeting_id} HTTP/1.1\r\nHost: {host}:{port}\r\n"
                f"Cookie: {settings.SESSION_COOKIE_NAME}={key}\r\n\r\n"
            ).encode()
            transport, page = await loop.create_connection(lambda: Page(request, late, told), host, int(port))
            await asyncio.wait_for(page.open, PATIENCE_SECONDS)
            return transport

    return await asyncio.gather(*(one(key) for _, key in people.people))


async def _floor() -> float:
    async with (
        await psycopg.AsyncConnection.connect(**postgres.conninfo(), autocommit=True) as listening,
        await psycopg.AsyncConnection.connect(**postgres.conninfo(), autocommit=True) as telling,
    ):
        await listening.execute("LISTEN bench_floor")
        taken = []
        for _ in range(20):
            started = time.perf_counter()
            await telling.execute("SELECT pg_notify('bench_floor', 'x')")
            await anext(listening.notifies(stop_after=1))
            taken.append(time.perf_counter() - started)
        return percentile(taken, 0.5)
