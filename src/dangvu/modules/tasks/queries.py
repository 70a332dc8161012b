"""Reads of tasks."""

import datetime
from collections.abc import Sequence

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from dangvu.kernel import access
from dangvu.kernel.access import Actor
from dangvu.kernel.worklist import WorkItem
from dangvu.modules.tasks import rules
from dangvu.modules.tasks.access import Can
from dangvu.modules.tasks.models import Assignee, Task
from dangvu.modules.tasks.states import State

WORK_LIMIT = 50


def with_people(rows: QuerySet[Task]) -> QuerySet[Task]:
    people = Assignee.objects.select_related("member").order_by("-leads", "member__sort_key")
    return rows.select_related("organisation").prefetch_related(Prefetch("assignees", people))


def tasks(actor: Actor, *, state: str = State.OPEN) -> QuerySet[Task]:
    """What this person may see, in one state, what is due first first."""
    return with_people(access.visible(actor, Can.VIEW, Task.objects).filter(state=state))


def late(rows: QuerySet[Task], today: datetime.date) -> QuerySet[Task]:
    return rows.filter(state=State.OPEN, due_on__lt=today)


def mine(actor: Actor) -> QuerySet[Task]:
    """Open tasks that this person has."""
    return Task.objects.filter(state=State.OPEN, assignees__member__account_id=actor.own)


def work_items(actor: Actor) -> Sequence[WorkItem]:
    """One line for each open task of this person."""
    if actor.account_id is None:
        return []
    return [
        WorkItem(
            title=task.title,
            url=reverse("tasks:detail", kwargs={"id": task.public_id}),
            icon="list-checks",
            due_on=task.due_on,
            tone=rules.tone(task.due_on, actor.today),
            note=rules.due_words(task.due_on, actor.today),
        )
        for task in mine(actor)[:WORK_LIMIT]
    ]
