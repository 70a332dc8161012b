"""One month of one cell: its regular meeting, what else met, and what was sent up."""

import datetime

from django.apps import apps
from django.db import models
from django.db.models import Q

from dangvu.kernel.access import Actor, rule
from dangvu.kernel.models import Record
from dangvu.modules.cell_meetings import states
from dangvu.modules.cell_meetings.access import Can
from dangvu.modules.cell_meetings.rules import months
from dangvu.modules.members import api as members

UP = [state.value for state in states.UP]


class CellMonth(Record):
    """The month; its step follows from the state of its regular meeting."""

    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="cell_months")
    month = models.DateField("tháng")
    meeting = models.OneToOneField("meetings.Meeting", models.PROTECT, null=True, blank=True, related_name="cell_month")
    state = models.CharField(
        max_length=12, choices=[(s.value, states.LABELS[s]) for s in states.State], default=states.State.OPEN
    )
    findings = models.JSONField(default=dict, blank=True)
    """What the month was drafted from: tasks left over, dates to remember, opinions, papers."""
    template = models.CharField(max_length=60, blank=True)
    committee_met_on = models.DateField("ngày chi ủy họp thống nhất", null=True, blank=True)
    results = models.TextField("kết quả trong tháng", blank=True)
    plans = models.TextField("nhiệm vụ tháng sau", blank=True)
    requests = models.TextField("kiến nghị với đảng ủy", blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by_name = models.CharField(max_length=120, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    received_by_name = models.CharField(max_length=120, blank=True)
    return_reason = models.CharField("cần bổ sung", max_length=500, blank=True)

    class Meta:
        ordering = ["-month", "organisation_id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "month"], name="cell_month_once"),
            models.CheckConstraint(
                name="cell_month_sent_has_time", condition=~Q(state__in=UP) | Q(sent_at__isnull=False)
            ),
            models.CheckConstraint(
                name="cell_month_received_has_time", condition=~Q(state="received") | Q(received_at__isnull=False)
            ),
            models.CheckConstraint(name="cell_month_is_first_day", condition=Q(month__day=1)),
        ]

    def __str__(self) -> str:
        return f"Tháng {self.month.month}/{self.month.year}"

    @property
    def label(self) -> str:
        return states.LABELS[states.State(self.state)]

    @property
    def tone(self) -> str:
        return states.TONES[states.State(self.state)]

    @property
    def is_up(self) -> bool:
        return self.state in states.UP

    @property
    def step(self) -> months.Step:
        return months.step(self.meeting.state if self.meeting else "draft", self.state)

    @property
    def scored_at(self) -> datetime.datetime | None:
        score = getattr(self, "score", None)
        return score.self_at if score else None


class ExtraMeeting(Record):
    """A thematic or extraordinary meeting beside the regular one."""

    month = models.ForeignKey(CellMonth, models.PROTECT, related_name="extras")
    meeting = models.OneToOneField("meetings.Meeting", models.PROTECT, related_name="extra_of_month")

    class Meta:
        ordering = ["meeting__starts_at", "pk"]

    @property
    def organisation_id(self) -> int:
        """For the audit: whose matter this is."""
        return self.month.organisation_id


class MinutesPaper(Record):
    """The minutes of a meeting as the paper that got a number."""

    month = models.ForeignKey(CellMonth, models.PROTECT, related_name="minutes_papers")
    meeting = models.OneToOneField("meetings.Meeting", models.PROTECT, related_name="minutes_paper")
    paper = models.ForeignKey("documents.RegisteredPaper", models.PROTECT, related_name="+")

    @property
    def organisation_id(self) -> int:
        """For the audit: whose matter this is."""
        return self.month.organisation_id


def followed(actor: Actor, at: str = "organisation") -> Q:
    """Cells that this person follows for the higher committee."""
    if actor.account_id is None:
        return Q(pk__in=[])
    return Q(**{f"{at}_id__in": members.followed_by(actor.account_id, actor.today)})


def above(actor: Actor, at: str = "organisation") -> Q:
    """Months seen from above: by oversight of the organisation, or as the cell's follower."""
    return actor.reach(Can.OVERSEE).q(at) | followed(actor, at)


def chosen_for(actor: Actor) -> Q:
    """Whoever chairs or writes the minutes of one of the month's meetings runs it, without any other right."""
    me = apps.get_model("members.Member")._default_manager.filter(account_id=actor.own).order_by().values("pk")
    meetings = apps.get_model("meetings.Meeting")._default_manager.order_by()
    chosen = meetings.filter(Q(chair__among=me) | Q(minute_taker__among=me)).values("pk")
    extra = ExtraMeeting.objects.filter(meeting__among=chosen).order_by().values("month")
    return Q(meeting__among=chosen) | Q(pk__among=extra)


@rule(Can.VIEW, "cell_meetings.CellMonth")
def months_seen(actor: Actor) -> Q:
    return actor.reach(Can.VIEW).q() | above(actor) | chosen_for(actor)


@rule(Can.PREPARE, "cell_meetings.CellMonth")
def months_prepared(actor: Actor) -> Q:
    return actor.reach(Can.PREPARE).q() | chosen_for(actor)


@rule(Can.OVERSEE, "cell_meetings.CellMonth")
def months_overseen(actor: Actor) -> Q:
    return above(actor)


@rule(Can.VERIFY, "cell_meetings.CellMonth")
def months_verified(actor: Actor) -> Q:
    """Whoever verifies for the committee, and the cell's follower."""
    return actor.reach(Can.VERIFY).q() | followed(actor)
