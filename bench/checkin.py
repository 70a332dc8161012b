"""Roll calls by QR over HTTP: 32 connections, 5 % duplicates, 1 % invalid; the client runs on the same machine.

Floor of the rate: the same INSERT, committed one by one on one psycopg connection, so the ratio is our rate over that.
"""

import asyncio
import datetime
import random
import time
import urllib.parse
import uuid
from collections import Counter
from collections.abc import Iterator

import psycopg
from django.conf import settings
from django.db import connection

from bench import crowd, stage
from bench.figure import Figure, percentile
from dangvu.config import postgres

CONNECTIONS = 32
DUPLICATES, INVALID = 0.05, 0.01
DETAILS = ["rate", "p99", "double", "missing"]


def measure(*, quick: bool) -> Iterator[Figure]:
    people = crowd.gather(1_000 if quick else 5_000)
    address, posts = stage.web(), _posts(people)
    started = time.perf_counter()
    answers = asyncio.run(_send(address, posts))
    seconds = time.perf_counter() - started
    took = [took for took, _ in answers]
    _require_answers([status for _, status in answers], posts)
    floor = _floor(people)
    yield Figure("checkin.rate", len(posts) / seconds, "1/s", floor, len(posts))
    yield Figure("checkin.p99", percentile(took, 0.99) * 1000, "ms", 1000 / floor, len(posts))
    yield Figure("checkin.double", _doubles(people), "rows", None, len(posts))
    yield Figure("checkin.missing", len(people.people) - _present(people), "rows", None, len(posts))


def _require_answers(statuses: list[int], posts: list[tuple[str, str]]) -> None:
    """Everybody is let in, the duplicates too; only the invalid are sent away."""
    counts = Counter(statuses)
    wrong = sum("A" * 23 in body for _, body in posts)
    if counts != Counter({200: len(posts) - wrong, 409: wrong}):
        raise RuntimeError(f"the posts were answered {dict(counts)}, {wrong} of them were invalid")


def _posts(people: crowd.Crowd) -> list[tuple[str, str]]:
    """Session and body of every post, in random order."""
    from dangvu.modules.meetings.queries import code

    token = code.shown_code(people.meeting_id, datetime.datetime.now(datetime.UTC)).token
    fields = {"meeting": people.public_id, "token": token}
    good = [(key, urllib.parse.urlencode(fields)) for _, key in people.people]
    chance = random.Random(7)
    again = chance.sample(good, round(len(good) * DUPLICATES))
    forged = urllib.parse.urlencode({**fields, "token": "A" * 23})
    wrong = [(key, forged) for key, _ in chance.sample(good, round(len(good) * INVALID))]
    posts = good + again + wrong
    chance.shuffle(posts)
    return posts


def _meeting(people: crowd.Crowd):
    from dangvu.modules.meetings.models import Meeting

    return Meeting.objects.get(pk=people.meeting_id)


async def _send(address: str, posts: list[tuple[str, str]]) -> list[tuple[float, int]]:
    host, port = address.removeprefix("http://").split(":")
    waiting = iter(posts)
    results: list[tuple[float, int]] = []

    async def one_connection() -> None:
        reader, writer = await asyncio.open_connection(host, int(port))
        for key, body in waiting:
            started = time.perf_counter()
            writer.write(_request(f"{host}:{port}", key, body))
            status = await _answer(reader)
            results.append((time.perf_counter() - started, status))
        writer.close()

    await asyncio.gather(*(one_connection() for _ in range(CONNECTIONS)))
    return results


def _request(host: str, key: str, body: str) -> bytes:
    return (
        f"POST /hop/diem-danh/ HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nAccept: application/json\r\n"
        f"Cookie: {settings.SESSION_COOKIE_NAME}={key}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


async def _answer(reader: asyncio.StreamReader) -> int:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    status = int(head.split(" ", 2)[1])
    if "transfer-encoding: chunked" in head:
        while size := int((await reader.readline()).strip() or b"0", 16):
            await reader.readexactly(size + 2)
        await reader.readline()
    else:
        length = next((line.split(":")[1] for line in head.split("\r\n") if line.startswith("content-length:")), "0")
        await reader.readexactly(int(length))
    return status


def _floor(people: crowd.Crowd) -> float:
    """Rows a second of the bare INSERT with its commit, on one connection."""
    names = (
        "(public_id, created_at, updated_at, meeting_id, member_id, guest_name, category, how, reason, "
        "recorded_by_name, at, changes)"
    )
    values = "(gen_random_uuid(), now(), now(), %s, %s, '', 'present', 'qr', '', '', now(), '[]')"
    with connection.cursor() as cursor:
        cursor.execute("SELECT member_id FROM meetings_invitation WHERE meeting_id = %s LIMIT 500", [people.meeting_id])
        members = [row[0] for row in cursor.fetchall()]
    other = _another_meeting(people)
    with psycopg.connect(**postgres.conninfo(), autocommit=True) as raw:
        started = time.perf_counter()
        for member in members:
            raw.execute(
                f"INSERT INTO meetings_attendance {names} VALUES {values} ON CONFLICT DO NOTHING", [other, member]
            )
        return len(members) / (time.perf_counter() - started)


def _another_meeting(people: crowd.Crowd) -> int:
    """Another meeting, so that the floor writes real rows."""
    meeting = _meeting(people)
    meeting.pk, meeting.public_id, meeting._state.adding = None, uuid.uuid4(), True
    meeting.save()
    return meeting.pk


def _present(people: crowd.Crowd) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT member_id) FROM meetings_attendance WHERE meeting_id = %s", [people.meeting_id]
        )
        return cursor.fetchone()[0]


def _doubles(people: crowd.Crowd) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM meetings_attendance WHERE meeting_id = %s", [people.meeting_id])
        return cursor.fetchone()[0] - _present(people)
