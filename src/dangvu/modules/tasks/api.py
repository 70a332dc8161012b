"""The door of tasks."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from dangvu.modules.tasks import commands, queries, rules
from dangvu.modules.tasks.commands import Assignment
from dangvu.modules.tasks.models import Task
from dangvu.modules.tasks.states import State

__all__ = ["Assignment", "TaskInfo", "complete_task", "due_words", "give_task", "of_source", "unfinished_of"]

give_task = commands.give_task
complete_task = commands.complete_task
due_words = rules.due_words


@dataclass(frozen=True)
class TaskInfo:
    """A task as the modules above show it; `people` are names, the leader first."""

    id: int
    public_id: str
    title: str
    due_on: datetime.date | None
    state: str
    state_label: str
    people: tuple[str, ...]
    member_ids: tuple[int, ...]
    group: str
    result: str

    @property
    def is_open(self) -> bool:
        return self.state == State.OPEN


def unfinished_of(organisation_id: int) -> list[TaskInfo]:
    """Open tasks of one organisation, what is due first first; two queries whatever their number."""
    return _infos(queries.with_people(Task.objects.filter(organisation_id=organisation_id, state=State.OPEN)))


def of_source(source: str) -> list[TaskInfo]:
    """The tasks that came from one place ("meeting:12"), in the order they were given."""
    return _infos(queries.with_people(Task.objects.filter(source=source).order_by("id")))


def _infos(rows: Iterable[Task]) -> list[TaskInfo]:
    return [_info(task) for task in rows]


def _info(task: Task) -> TaskInfo:
    assignees = task.assignees.all()
    return TaskInfo(
        id=task.pk,
        public_id=str(task.public_id),
        title=task.title,
        due_on=task.due_on,
        state=task.state,
        state_label=task.state_label,
        people=tuple(assignee.member.full_name for assignee in assignees),
        member_ids=tuple(assignee.member_id for assignee in assignees),
        group=task.group,
        result=task.result,
    )
