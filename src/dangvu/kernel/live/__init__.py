"""Live pages: a command announces a topic, everyone who follows it is told after the commit.

`announce` only names what changed ("meeting:12"); a listener asks for the page's part again, through the same
permission as ever. NOTIFY takes a database-wide lock at commit, so topics are told once per transaction, and hot
intakes tell once per batch.
"""

import json
from collections.abc import Iterable

from django.db import connection, transaction

from dangvu.kernel import context

CHANNEL = "dangvu_live"
_PAYLOAD_LIMIT = 7_000


def announce(topic: str) -> None:
    """Say that `topic` ("kind:id") changed; told after the running command's commit."""
    running = context.running()
    if running is None:
        after_commit({topic})
    else:
        running.topics.add(topic)


def after_commit(topics: Iterable[str]) -> None:
    """Tell the topics when the present transaction has committed."""
    told = sorted(topics)
    if told:
        transaction.on_commit(lambda: _tell(told))


def _tell(topics: list[str]) -> None:
    with connection.cursor() as cursor:
        for payload in _payloads(topics):
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, payload])


def _payloads(topics: list[str]) -> Iterable[str]:
    batch: list[str] = []
    for topic in topics:
        if batch and len(json.dumps([*batch, topic])) > _PAYLOAD_LIMIT:
            yield json.dumps(batch)
            batch = []
        batch.append(topic)
    if batch:
        yield json.dumps(batch)
