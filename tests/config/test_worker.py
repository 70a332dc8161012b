"""The real worker on the real queue."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app

from dangvu.config import worker

pytestmark = pytest.mark.django_db(transaction=True)


class WrongError(Exception):
    pass


@pytest.fixture
def task() -> Iterator[Callable[[Callable[..., Any]], Any]]:
    """Add a task to the queue's register for one test."""
    before = dict(app.tasks)
    yield lambda function: app.task(name=f"test.{function.__name__}")(function)
    app.tasks.clear()
    app.tasks.update(before)


def work() -> None:
    asyncio.run(worker.serve(worker.worker_app(), wait=False))


def statuses() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, status FROM procrastinate_jobs WHERE task_name LIKE 'test.%%' ORDER BY id")
        return dict(cursor.fetchall())


def test_worker_does_what_was_deferred(task: Callable[..., Any]):
    done: list[int] = []

    @task
    def note(number: int) -> None:
        done.append(number)

    with transaction.atomic():
        note.defer(number=7)
    work()

    assert done == [7]
    assert statuses() == {"test.note": "succeeded"}


def test_what_a_job_defers_falls_with_its_transaction(task: Callable[..., Any], caplog: pytest.LogCaptureFixture):
    @task
    def after() -> None: ...

    @task
    def fails() -> None:
        with transaction.atomic():
            after.defer()
            raise WrongError

    fails.defer()
    with caplog.at_level(logging.CRITICAL):
        work()

    assert statuses() == {"test.fails": "failed"}


def test_what_a_job_defers_waits_for_its_commit(task: Callable[..., Any]):
    seen: list[str] = []

    @task
    def after() -> None:
        seen.append("after")

    @task
    def first() -> None:
        with transaction.atomic():
            after.defer()
            seen.append("before the commit")

    first.defer()
    work()  # ends when the queue is empty, which it is until the commit
    work()

    assert seen == ["before the commit", "after"]
    assert statuses() == {"test.first": "succeeded", "test.after": "succeeded"}


@pytest.mark.parametrize(("attempts", "status"), [(1, "todo"), (10, "failed")])
def test_job_of_a_killed_worker_is_queued_again_until_it_is_deadly(
    task: Callable[..., Any], caplog: pytest.LogCaptureFixture, attempts: int, status: str
):
    @task
    def interrupted() -> None: ...

    interrupted.defer()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', attempts = %s", [attempts])

    with caplog.at_level(logging.CRITICAL):
        asyncio.run(rescue())

    assert statuses() == {"test.interrupted": status}


async def rescue() -> None:
    twin = worker.worker_app()
    async with twin.open_async():
        await worker.rescue(twin)
