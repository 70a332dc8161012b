"""Listeners of one meeting and a change every second: how late they hear of it, and whether any hears nothing."""

import asyncio
import time
from collections.abc import Iterator

import psycopg
from django.conf import settings

from bench import crowd, stage
from bench.figure import Figure, percentile
from dangvu.config import postgres

DETAILS = ["p50", "p99", "lost"]


def measure(*, quick: bool) -> Iterator[Figure]:
    listeners, changes = (500, 3) if quick else (2_000, 10)
    people = crowd.gather(min(200, listeners))
    late, heard = asyncio.run(_play(stage.web(), people, listeners, changes))
    floor = asyncio.run(_floor(people))
    yield Figure("live.p50", percentile(late, 0.5) * 1000, "ms", floor * 1000, len(late))
    yield Figure("live.p99", percentile(late, 0.99) * 1000, "ms", floor * 1000, len(late))
    yield Figure("live.lost", listeners * changes - heard, "messages", None, listeners * changes)


async def _play(address: str, people: crowd.Crowd, listeners: int, changes: int) -> tuple[list[float], int]:
    host, port = address.removeprefix("http://").split(":")
    topic = f"meeting:{people.meeting_id}"
    ready, told, late = asyncio.Semaphore(0), [0.0], []

    async def listen(key: str) -> None:
        reader, writer = await asyncio.open_connection(host, int(port))
        cookie = f"{settings.SESSION_COOKIE_NAME}={key}"
        writer.write(f"GET /live/?topic={topic} HTTP/1.1\r\nHost: {host}:{port}\r\nCookie: {cookie}\r\n\r\n".encode())
        await reader.readuntil(b"retry:")
        ready.release()
        for _ in range(changes):
            await reader.readuntil(f"data: {topic}".encode())
            late.append(time.perf_counter() - told[0])
        writer.close()

    tasks = [asyncio.create_task(listen(people.people[n % len(people.people)][1])) for n in range(listeners)]
    for _ in range(listeners):
        await ready.acquire()
    async with await psycopg.AsyncConnection.connect(**postgres.conninfo(), autocommit=True) as database:
        for _ in range(changes):
            told[0] = time.perf_counter()
            await database.execute("SELECT pg_notify('dangvu_live', %s)", [f'["{topic}"]'])
            await asyncio.sleep(1)
    await asyncio.wait(tasks, timeout=3)
    for task in tasks:
        task.cancel()
    return late, len(late)


async def _floor(people: crowd.Crowd) -> float:
    """Seconds from NOTIFY to one bare listening connection."""
    async with (
        await psycopg.AsyncConnection.connect(**postgres.conninfo(), autocommit=True) as listening,
        await psycopg.AsyncConnection.connect(**postgres.conninfo(), autocommit=True) as telling,
    ):
        await listening.execute("LISTEN bench_floor")
        taken = []
        for _ in range(20):
            started = time.perf_counter()
            await telling.execute("SELECT pg_notify('bench_floor', %s)", [str(people.meeting_id)])
            await anext(listening.notifies(stop_after=1))
            taken.append(time.perf_counter() - started)
        return percentile(taken, 0.5)
