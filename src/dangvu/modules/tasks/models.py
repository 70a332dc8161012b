from django.db import models
from django.db.models import Q

from dangvu.kernel.access import Actor, rule
from dangvu.kernel.models import Record
from dangvu.modules.tasks import states
from dangvu.modules.tasks.access import Can


class Task(Record):
    """Something to be done by a date, for an organisation."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    title = models.CharField("nhiệm vụ", max_length=300)
    detail = models.TextField("nội dung, yêu cầu", blank=True)
    group = models.CharField("tổ, nhóm được giao", max_length=100, blank=True)
    due_on = models.DateField("hạn", null=True, blank=True)
    given_on = models.DateField("ngày giao")
    state = models.CharField(max_length=12, default=states.State.OPEN, choices=[*states.LABELS.items()])
    result = models.TextField("kết quả", blank=True)
    done_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=60, blank=True, db_index=True)
    source_label = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["organisation", "state", "due_on"], name="task_of_organisation")]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="task_has_title"),
            models.CheckConstraint(
                condition=Q(state="done", done_on__isnull=False) | (~Q(state="done") & Q(done_on__isnull=True)),
                name="task_done_has_date",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state_label(self) -> str:
        return states.TASK.label_of(self.state)

    @property
    def tone(self) -> str:
        return states.TONES[states.State(self.state)]


class Assignee(Record):
    """A member who has the task; at most one leads."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="assignees")
    member = models.ForeignKey("members.Member", on_delete=models.PROTECT, related_name="+")
    leads = models.BooleanField("chủ trì", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "member"], name="assignee_once"),
            models.UniqueConstraint(fields=["task"], condition=Q(leads=True), name="task_has_one_leader"),
        ]


def _mine(actor: Actor) -> Q:
    return Q(pk__among=Assignee.objects.filter(member__account_id=actor.own).values("task"))


@rule(Can.VIEW, "tasks.Task")
def tasks_seen(actor: Actor) -> Q:
    return actor.reach(Can.VIEW).q() | _mine(actor)


@rule(Can.WORK, "tasks.Task")
def tasks_worked_on(actor: Actor) -> Q:
    """Whoever has the task; and whoever gives tasks here, for members without a phone."""
    return actor.reach(Can.GIVE).q() | _mine(actor)
