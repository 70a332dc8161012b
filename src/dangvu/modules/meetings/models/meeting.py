"""A meeting, what it is about, and the papers for it."""

import functools
import operator

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from dangvu.kernel.access import Actor, rule
from dangvu.kernel.models import Record
from dangvu.modules.meetings import states
from dangvu.modules.meetings.access import Can


class Meeting(Record):
    """One sitting of one organisation."""

    class Kind(models.TextChoices):
        REGULAR = "regular", "Thường kỳ"
        THEMATIC = "thematic", "Chuyên đề"
        EXTRAORDINARY = "extraordinary", "Bất thường"

    class Mode(models.TextChoices):
        IN_PERSON = "in_person", "Trực tiếp"
        ONLINE = "online", "Trực tuyến"
        HYBRID = "hybrid", "Trực tiếp kết hợp trực tuyến"

    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="meetings")
    kind = models.CharField("Loại", max_length=20, choices=Kind, default=Kind.REGULAR)
    with_theme = models.BooleanField("Kết hợp chuyên đề", default=False)
    title = models.CharField("Tên cuộc họp", max_length=200)
    mode = models.CharField("Hình thức", max_length=20, choices=Mode, default=Mode.IN_PERSON)
    approval_reference = models.CharField("Văn bản đồng ý họp trực tuyến", max_length=200, blank=True)
    place = models.CharField("Địa điểm", max_length=200, blank=True)
    online_link = models.URLField("Phòng họp trực tuyến", blank=True)
    starts_at = models.DateTimeField("Bắt đầu")
    planned_minutes = models.PositiveSmallIntegerField("Số phút dự kiến", default=90)
    minimum_minutes = models.PositiveSmallIntegerField("Số phút tối thiểu", default=0)
    minimum_regulation = models.CharField(max_length=200, blank=True)
    state = models.CharField(
        max_length=20, choices=[(s.value, states.LABELS[s]) for s in states.State], default=states.State.DRAFT
    )
    chair = models.ForeignKey("members.Member", models.PROTECT, null=True, blank=True, related_name="+")
    minute_taker = models.ForeignKey("members.Member", models.PROTECT, null=True, blank=True, related_name="+")
    called_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    previous = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="successor")
    not_summoned = models.JSONField(default=dict, blank=True)
    """Members not called, by status code: the minutes state their number."""
    off_reason = models.CharField("Lý do hoãn hoặc hủy", max_length=500, blank=True)

    class Meta:
        ordering = ["-starts_at", "-pk"]
        indexes = [models.Index(fields=["organisation", "-starts_at"]), models.Index(fields=["state", "starts_at"])]
        constraints = [
            models.CheckConstraint(
                name="meeting_opened_before_closed",
                condition=Q(closed_at=None) | Q(opened_at__isnull=False, closed_at__gte=F("opened_at")),
            ),
            models.CheckConstraint(
                name="meeting_over_has_times",
                condition=~Q(state__in=[s.value for s in states.OVER]) | Q(closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="meeting_going_on_is_opened",
                condition=~Q(state__in=[s.value for s in states.GOING_ON]) | Q(opened_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def label(self) -> str:
        return states.LABELS[states.State(self.state)]

    @property
    def tone(self) -> str:
        return states.TONES[states.State(self.state)]

    @property
    def is_going_on(self) -> bool:
        return self.state in states.GOING_ON

    @property
    def is_over(self) -> bool:
        return self.state in states.OVER


class AgendaItem(Record):
    """One item of the agenda (mục)."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField()
    title = models.CharField("Nội dung", max_length=300)
    code = models.CharField(max_length=40, blank=True)
    presenter = models.ForeignKey("members.Member", models.PROTECT, null=True, blank=True, related_name="+")
    presenter_name = models.CharField(max_length=120, blank=True)
    minutes = models.PositiveSmallIntegerField("Số phút", default=10)
    note = models.CharField(max_length=300, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    conclusion = models.TextField("Kết luận của chủ trì", blank=True)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "order"], name="agenda_order_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.UniqueConstraint(
                fields=["meeting"],
                name="agenda_one_item_at_a_time",
                condition=Q(started_at__isnull=False, ended_at=None),
            ),
            models.CheckConstraint(
                name="agenda_started_before_ended",
                condition=Q(ended_at=None) | Q(started_at__isnull=False, ended_at__gte=F("started_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.title}"

    @property
    def status(self) -> str:
        """done | now | next"""
        if self.ended_at:
            return "done"
        return "now" if self.started_at else "next"


class Interruption(Record):
    """A pause of a running meeting."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="interruptions")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["from_at"]
        constraints = [
            models.UniqueConstraint(fields=["meeting"], name="interruption_one_open", condition=Q(until_at=None)),
            models.CheckConstraint(
                name="interruption_forward", condition=Q(until_at=None) | Q(until_at__gte=F("from_at"))
            ),
        ]


class Paper(Record):
    """A file for the meeting or for one of its items."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="papers")
    item = models.ForeignKey(AgendaItem, models.CASCADE, null=True, blank=True, related_name="papers")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    title = models.CharField("Tên tài liệu", max_length=300)
    pages = models.PositiveSmallIntegerField(default=1)
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "item", "file"],
                name="paper_once_an_item",
                condition=Q(withdrawn_at=None),
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return self.title


class PaperRead(models.Model):
    """This member has opened this paper."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="reads")
    member = models.ForeignKey("members.Member", models.PROTECT, related_name="+")
    read_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["paper", "member"], name="paper_read_once")]


def me(actor: Actor) -> int:
    """The account that acts, or one that nobody has: comparing with NULL would match every empty chair."""
    return actor.account_id or 0


def invited(actor: Actor, *, at: str) -> Q:
    """Meetings (reached through `at`) to which this person is invited, once the invitation is out."""
    from dangvu.modules.meetings.models.attendance import Invitation  # noqa: PLC0415  the two tables point at each other

    mine = Invitation.objects.filter(member__account_id=me(actor)).order_by().values("meeting")
    return Q(**{f"{at}pk__among": mine}) & ~Q(**{f"{at}state": states.State.DRAFT})


def own(actor: Actor, *fields: str) -> Q:
    """One of these fields names the member whose account acts."""
    members = apps.get_model("members.Member")._default_manager.filter(account_id=me(actor)).order_by().values("pk")
    return functools.reduce(operator.or_, (Q(**{f"{field}__among": members}) for field in fields))


def run_by(actor: Actor, *, at: str = "") -> Q:
    """Meetings that this person runs: by role at the organisation, or as its chair."""
    return actor.reach(Can.RUN).q(f"{at}organisation") | own(actor, f"{at}chair")


def written_by(actor: Actor, *, at: str = "") -> Q:
    """Meetings whose minutes this person may write: by role, or as chair or minute-taker of the day."""
    return actor.reach(Can.WRITE).q(f"{at}organisation") | own(actor, f"{at}chair", f"{at}minute_taker")


def seen_by(actor: Actor, *, at: str = "") -> Q:
    """Drafts are for those who prepare; called meetings for the invited, and for those who oversee."""
    overseen = actor.reach(Can.OVERSEE).q(f"{at}organisation") & ~Q(**{f"{at}state": states.State.DRAFT})
    made = (actor.reach(Can.PREPARE) | actor.reach(Can.WRITE)).q(f"{at}organisation")
    return made | overseen | invited(actor, at=at) | own(actor, f"{at}chair", f"{at}minute_taker")


@rule(Can.VIEW, "meetings.Meeting")
def meetings_seen(actor: Actor) -> Q:
    return seen_by(actor)


@rule(Can.TAKE_PART, "meetings.Meeting")
def meetings_attended(actor: Actor) -> Q:
    return invited(actor, at="")


@rule(Can.RUN, "meetings.Meeting")
def meetings_run(actor: Actor) -> Q:
    return run_by(actor)


@rule(Can.WRITE, "meetings.Meeting")
def meetings_written(actor: Actor) -> Q:
    return written_by(actor)


@rule(Can.PREPARE, "meetings.AgendaItem")
def items_prepared(actor: Actor) -> Q:
    return actor.reach(Can.PREPARE).q("meeting__organisation")


@rule(Can.RUN, "meetings.AgendaItem")
def items_run(actor: Actor) -> Q:
    return run_by(actor, at="meeting__")


@rule(Can.WRITE, "meetings.AgendaItem")
def items_written(actor: Actor) -> Q:
    return written_by(actor, at="meeting__")


@rule(Can.PREPARE, "meetings.Paper")
def papers_prepared(actor: Actor) -> Q:
    return actor.reach(Can.PREPARE).q("meeting__organisation")


@rule(Can.TAKE_PART, "meetings.Paper")
def papers_for_the_invited(actor: Actor) -> Q:
    return papers_seen(actor)


@rule(Can.VIEW, "meetings.Paper")
def papers_seen(actor: Actor) -> Q:
    """Members see every paper; a guest sees those of the items for which he or she comes."""
    from dangvu.modules.meetings.models.attendance import Invitation  # noqa: PLC0415  the two tables point at each other

    mine = Invitation.objects.filter(member__account_id=me(actor)).exclude(role="guest")
    as_guest = Invitation.objects.filter(member__account_id=me(actor), role="guest")
    invited_to = Exists(mine.filter(meeting=OuterRef("meeting"))) | Exists(as_guest.filter(items=OuterRef("item")))
    open_papers = Q(invited_to) & ~Q(meeting__state=states.State.DRAFT) & Q(withdrawn_at=None)
    return actor.reach(Can.PREPARE).q("meeting__organisation") | written_by(actor, at="meeting__") | open_papers
