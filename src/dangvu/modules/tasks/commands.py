"""Giving, taking, finishing tasks."""

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from dangvu.kernel.access import Actor
from dangvu.kernel.command import command
from dangvu.kernel.errors import Conflict, Invalid
from dangvu.kernel.events import publish
from dangvu.modules.members import api as members
from dangvu.modules.organisations import api as organisations
from dangvu.modules.tasks import events
from dangvu.modules.tasks.access import Can
from dangvu.modules.tasks.models import Assignee, Task


@dataclass(frozen=True)
class Assignment:
    """To whom a task goes: members (the first leads when `led`), and the name of their group, if they are one."""

    member_ids: Sequence[int]
    led: bool = True
    group: str = ""


@command(Can.GIVE, on="organisation")
def give_task(
    *,
    actor: Actor,
    organisation: organisations.Organisation,
    title: str,
    assignment: Assignment,
    due_on: datetime.date | None = None,
    detail: str = "",
    source: tuple[str, str] = ("", ""),
    public_id: uuid.UUID | None = None,
) -> Task:
    """Giao nhiệm vụ.

    `source` is where it comes from ("meeting:12", "Sinh hoạt tháng 12"). The same `public_id` twice gives one task.
    """
    if public_id and (known := Task.objects.filter(public_id=public_id, organisation=organisation).first()):
        return known
    if not title.strip():
        raise Invalid("Nhiệm vụ chưa có nội dung.", field="title")
    if not assignment.member_ids and not assignment.group:
        raise Invalid("Chọn ít nhất một đồng chí, hoặc ghi tên tổ, nhóm được giao.", field="members")
    task = Task(
        organisation=organisation,
        title=title.strip(),
        detail=detail,
        group=assignment.group,
        due_on=due_on,
        given_on=actor.today,
        source=source[0],
        source_label=source[1],
        public_id=public_id or uuid.uuid4(),
    )
    task.save()
    _assign(task, assignment)
    publish(events.TaskGiven(task.pk))
    return task


def _assign(task: Task, assignment: Assignment) -> None:
    known = members.names_of(assignment.member_ids)
    for number, member_id in enumerate(dict.fromkeys(assignment.member_ids)):
        if member_id not in known:
            raise Invalid("Có đồng chí không còn trong danh sách. Chọn lại người được giao.", field="members")
        Assignee(task=task, member_id=member_id, leads=assignment.led and number == 0).save()


@command(Can.WORK, on="task")
def take_task(*, actor: Actor, task: Task) -> Task:
    """Nhận chủ trì nhiệm vụ chung.

    The first taker leads; the row lock of the task decides who was first.
    """
    if task.assignees.filter(leads=True).exists():
        raise Conflict("Nhiệm vụ này đã có đồng chí khác nhận chủ trì.")
    own = task.assignees.filter(member__account_id=actor.own).first()
    if own is None:
        raise Conflict("Đồng chí không có tên trong nhóm được giao nhiệm vụ này.")
    own.leads = True
    own.save()
    return task


@command(Can.WORK, on="task", transition="complete")
def complete_task(*, actor: Actor, task: Task, result: str = "") -> Task:
    """Báo nhiệm vụ đã xong."""
    task.result, task.done_on = result.strip(), actor.today
    return task


@command(Can.GIVE, on="task", transition="cancel")
def cancel_task(*, actor: Actor, task: Task, reason: str = "") -> Task:
    """Thôi nhiệm vụ."""
    task.result = reason.strip()
    return task


@command(Can.GIVE, on="task", transition="reopen")
def reopen_task(*, actor: Actor, task: Task) -> Task:
    """Mở lại nhiệm vụ."""
    task.done_on = None
    return task


@command(Can.GIVE, on="task")
def put_off_task(*, actor: Actor, task: Task, due_on: datetime.date) -> Task:
    """Lùi hạn nhiệm vụ."""
    task.due_on = due_on
    task.save()
    return task
