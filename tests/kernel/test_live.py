import asyncio

import psycopg
import pytest

from dangvu.config import postgres
from dangvu.kernel.live import asgi, intake
from dangvu.kernel.live import hub as hubs


def test_a_batch_is_done_together_and_answered_one_by_one():
    batches = []

    def handler(posts):
        batches.append(len(posts))
        return [intake.Answer(200, body=post.fields["n"]) for post in posts]

    async def scenario():
        import datetime

        door = intake.Intake(handler)
        now = datetime.datetime.now(datetime.UTC)
        posts = [intake.Post("", {"n": str(n)}, now, wants_json=True) for n in range(50)]
        return await asyncio.gather(*(door.submit(post) for post in posts))

    answers = asyncio.run(scenario())

    assert [answer.body for answer in answers] == [str(n) for n in range(50)]
    assert len(batches) < 10


def test_a_failed_batch_tells_everyone_in_it():
    def handler(posts):
        raise RuntimeError("no database")

    async def scenario():
        import datetime

        door = intake.Intake(handler)
        post = intake.Post("", {}, datetime.datetime.now(datetime.UTC), wants_json=True)
        return await asyncio.gather(door.submit(post), door.submit(post), return_exceptions=True)

    assert [str(error) for error in asyncio.run(scenario())] == ["no database", "no database"]


@pytest.fixture
def conninfo(db):
    from django.db import connection

    return {**postgres.conninfo(), "dbname": connection.settings_dict["NAME"]}


async def _news(stream):
    """The next message; signs of life are none."""
    while not (message := await anext(stream)).startswith(b"id"):
        pass
    return message


async def hear(conninfo, permit, listeners, announce):
    hub = hubs.Hub(conninfo, permit)
    hub.start()
    streams = [hub.stream(listener) for listener in listeners]
    for stream in streams:
        await anext(stream)
    await asyncio.sleep(0.3)
    async with await psycopg.AsyncConnection.connect(**conninfo, autocommit=True) as connection:
        await announce(connection)
    heard = []
    for stream in streams:
        try:
            heard.append(await asyncio.wait_for(_news(stream), 1.0))
        except TimeoutError:
            heard.append(None)
    await hub.stop()
    return heard


def test_only_who_may_follow_hears_of_a_change(conninfo):
    async def permit(topic, accounts):
        return {1}

    async def announce(connection):
        await connection.execute("SELECT pg_notify('dangvu_live', '[\"meeting:12\"]')")

    listeners = [hubs.Listener(n, frozenset({"meeting:12"})) for n in (1, 2)]
    heard = asyncio.run(hear(conninfo, permit, listeners, announce))

    assert heard == [b"id: 1\ndata: meeting:12\n\n", None]


def test_changes_of_one_topic_fall_together_for_a_slow_listener():
    listener = hubs.Listener(1, frozenset({"meeting:12"}))

    for _ in range(1000):
        listener.tell("meeting:12")

    assert asyncio.run(listener.changes()) == ["meeting:12"]


def test_a_listener_who_leaves_while_nothing_happens_closes_without_complaint():
    listener = hubs.Listener(1, frozenset({"meeting:12"}))
    hub = hubs.Hub({}, None)
    sent = []

    async def receive():
        await asyncio.sleep(0.01)
        return {"type": "http.disconnect"}

    async def send(message):
        sent.append(message["body"])

    asyncio.run(asyncio.wait_for(asgi._pump(hub, listener, receive, send), 2))

    assert len(sent) == 1  # the word about reconnecting, and nothing to a page that is closed
    assert hub._by_topic == {}


def test_several_changes_travel_together_and_silence_gives_a_sign_of_life():
    async def scenario():
        listener = hubs.Listener(1, frozenset({"a:1", "b:2"}))
        stream = hubs.Hub({}, None).stream(listener)
        await anext(stream)
        listener.tell("a:1")
        listener.tell("b:2")
        both = await anext(stream)
        listener.show_life()
        return both, await anext(stream)

    assert asyncio.run(scenario()) == (b"id: 1\ndata: a:1\n\nid: 2\ndata: b:2\n\n", b": \n\n")
