"""The worker: hands events to subscribers, sends notifications, keeps the schedule."""

import asyncio
import copy
import importlib
import logging
import os
from contextlib import suppress
from datetime import UTC, datetime
from typing import Final

import django
from procrastinate import App, jobs
from procrastinate.contrib.django.db_cleanup import DjangoApp

from dangvu.config import processes

CONCURRENCY: Final = 4
POLL_SECONDS: Final = 5.0
HEARTBEAT_SECONDS: Final = 5.0
SILENT_SECONDS: Final = 20.0
STOP_SECONDS: Final = 20.0
DEADLY_ATTEMPTS: Final = 10

log = logging.getLogger("dangvu.worker")


def main() -> None:
    processes.die_with_parent()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dangvu.config.settings")
    django.setup()
    asyncio.run(serve(worker_app()))


def worker_app() -> App:
    """The same tasks on a connection of the worker's own.

    Not `replace_connector`: what a task defers must stay on Django's connection, in the transaction of the command
    that published it; on the worker's connection the job would survive a rollback and could start before the commit.
    """
    from procrastinate.contrib.django import app  # noqa: PLC0415 - ready only after django.setup()

    app.perform_import_paths()
    twin = DjangoApp(connector=app.connector.get_worker_connector())  # type: ignore[attr-defined]
    twin.tasks = app.tasks
    for periodic in app.periodic_registry.periodic_tasks.values():
        task = copy.copy(periodic.task)
        task.blueprint = twin  # the schedule is no part of a transaction, and the worker's connection mends itself
        twin.periodic_registry.register_task(
            task=task,
            cron=periodic.cron,
            periodic_id=periodic.periodic_id,
            configure_kwargs=periodic.configure_kwargs,
        )
    return twin


async def serve(app: App, *, wait: bool = True) -> None:
    """Until told to stop; without `wait`, until nothing is left to do."""
    async with app.open_async():
        rescuer = asyncio.create_task(_keep_rescuing(app))
        try:
            await app.run_worker_async(
                name="dangvu",
                wait=wait,
                concurrency=CONCURRENCY,
                listen_notify=True,
                install_signal_handlers=wait,
                fetch_job_polling_interval=POLL_SECONDS,
                update_heartbeat_interval=HEARTBEAT_SECONDS,
                stalled_worker_timeout=SILENT_SECONDS,
                shutdown_graceful_timeout=STOP_SECONDS,
                delete_jobs="never",
            )
        finally:
            rescuer.cancel()
            with suppress(asyncio.CancelledError):
                await rescuer


async def _keep_rescuing(app: App) -> None:
    while True:
        try:
            await rescue(app)
        except Exception:
            log.exception("could not look for jobs of dead workers")
        await asyncio.sleep(HEARTBEAT_SECONDS)


async def rescue(app: App) -> None:
    """A job whose worker was killed goes back into the queue; one that kills every worker is given up."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS):
        if job.attempts < DEADLY_ATTEMPTS:
            log.warning("job %s (%s) lost its worker and is queued again", job.id, job.task_name)
            await app.job_manager.retry_job(job, retry_at=datetime.now(UTC))
        else:
            log.error("job %s (%s) lost its worker %s times and is given up", job.id, job.task_name, job.attempts)
            await app.job_manager.finish_job(job, status=jobs.Status.FAILED, delete_job=False)


if __name__ == "__main__":
    importlib.import_module("dangvu.config.worker").main()  # the queue wants its app in a module with a name
