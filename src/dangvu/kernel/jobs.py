"""Work at a time: what a manifest declares periodic becomes a task of the queue."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from procrastinate import App, JobContext, RetryStrategy, builtin_tasks

from dangvu.kernel import access
from dangvu.kernel.registry import registry

KEPT_HOURS = 7 * 24
Job = Callable[[access.Actor], None]


@dataclass(frozen=True)
class Periodic:
    """A job and its schedule, as cron writes it, in Viet Nam's time."""

    schedule: str
    job: Job

    @property
    def name(self) -> str:
        return f"{self.job.__module__.removeprefix('dangvu.')}.{self.job.__name__}"


def schedule(app: App, periodic: Periodic) -> None:
    """Give one declared job to the queue; a second run of the same job waits for the first."""

    def run(timestamp: int) -> None:
        periodic.job(access.system_actor(timezone.now()))

    task = app.task(
        name=periodic.name,
        queue="periodic",
        lock=periodic.name,
        queueing_lock=periodic.name,
        retry=RetryStrategy(max_attempts=3, wait=60),
    )(run)
    app.periodic(cron=periodic.schedule)(task)


def forget_done(app: App) -> None:
    """Each night the queue forgets what succeeded days ago; what failed stays, to be looked at."""

    async def forget(context: JobContext, timestamp: int) -> None:
        await builtin_tasks.remove_old_jobs(context, max_hours=KEPT_HOURS)

    task = app.task(name="kernel.forget_done", queue="periodic", queueing_lock="forget_done", pass_context=True)(forget)
    app.periodic(cron="40 2 * * *")(task)


def register(app: Any) -> None:
    """Called by the queue when every module has registered."""
    forget_done(app)
    for manifest in registry.modules():
        for periodic in manifest.periodic:
            schedule(app, periodic)
