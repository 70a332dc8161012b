from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from dangvu.kernel.notify import Notification
from dangvu.modules.tasks import events
from dangvu.modules.tasks.models import Task


def _facts(task_id: int) -> dict[str, Any]:
    task = Task.objects.select_related("organisation").get(pk=task_id)
    return {"title": task.title, "task": task, "url": reverse("tasks:detail", kwargs={"id": task.public_id})}


def _accounts(task_id: int) -> list[int]:
    accounts = Task.objects.filter(pk=task_id).values_list("assignees__member__account_id", flat=True)
    return [account for account in accounts if account is not None]


class Given(Notification):
    kind = "tasks.given"
    label = "Được giao nhiệm vụ"
    on = events.TaskGiven

    @staticmethod
    def audience(event: events.TaskGiven) -> Iterable[int]:
        return _accounts(event.task_id)

    @staticmethod
    def context(event: events.TaskGiven) -> Mapping[str, Any]:
        return _facts(event.task_id)


class Cancelled(Notification):
    kind = "tasks.cancelled"
    label = "Nhiệm vụ đã thôi"
    on = events.TaskCancelled

    @staticmethod
    def audience(event: events.TaskCancelled) -> Iterable[int]:
        return _accounts(event.task_id)

    @staticmethod
    def context(event: events.TaskCancelled) -> Mapping[str, Any]:
        return _facts(event.task_id)
