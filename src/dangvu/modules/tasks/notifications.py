from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from dangvu.kernel.notify import Notification
from dangvu.modules.tasks import events
from dangvu.modules.tasks.models import Task


def _facts(task_id: int) -> dict[str, Any]:
    task = Task.objects.select_related("organisation").get(pk=task_id)
    return {"title": task.title, "task": task, "url": reverse("tasks:detail", kwargs={"id": task.public_id})}


class Given(Notification):
    kind = "tasks.given"
    label = "Được giao nhiệm vụ"
    on = events.TaskGiven

    @staticmethod
    def audience(event: events.TaskGiven) -> Iterable[int]:
        accounts = Task.objects.filter(pk=event.task_id).values_list("assignees__member__account_id", flat=True)
        return [account for account in accounts if account is not None]

    @staticmethod
    def context(event: events.TaskGiven) -> Mapping[str, Any]:
        return _facts(event.task_id)


class Cancelled(Given):
    kind = "tasks.cancelled"
    label = "Nhiệm vụ đã thôi"
    on = events.TaskCancelled
