"""What was said and sent in: lines of the record, opinions, raised hands."""

from django.db import models
from django.db.models import Q

from dangvu.kernel.access import Actor, rule
from dangvu.kernel.models import Record
from dangvu.modules.meetings.access import Can
from dangvu.modules.meetings.models.meeting import AgendaItem, Meeting, me, run_by, written_by


class Opinion(Record):
    """A written opinion of a member, sent before or during the meeting."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="opinions")
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="opinions")
    member = models.ForeignKey("members.Member", models.PROTECT, related_name="meeting_opinions")
    text = models.TextField()
    sent_at = models.DateTimeField()
    before_meeting = models.BooleanField(default=False)
    recorded_by_name = models.CharField(max_length=120, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_by_name = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    client_key = models.UUIDField(unique=True)

    class Meta:
        ordering = ["sent_at", "pk"]
        constraints = [
            models.CheckConstraint(name="opinion_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="opinion_answer_pair",
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
            ),
        ]


class Line(Record):
    """One line of the record while the meeting runs: who said what, when, written by what means."""

    class Source(models.TextChoices):
        TYPED = "typed", "Gõ tay"
        PHONE = "phone", "Từ sổ tay"
        ASSISTED = "assisted", "Ghi giúp"
        AUTO = "auto", "Tự soạn"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="lines")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="lines")
    at = models.DateTimeField()
    speaker = models.ForeignKey("members.Member", models.PROTECT, null=True, blank=True, related_name="+")
    speaker_name = models.CharField(max_length=120, blank=True)
    text = models.TextField()
    source = models.CharField(max_length=10, choices=Source, default=Source.TYPED)
    opinion = models.OneToOneField(Opinion, models.PROTECT, null=True, blank=True, related_name="line")
    recorded_by_name = models.CharField(max_length=120, blank=True)
    revision = models.PositiveIntegerField(default=0)
    struck_at = models.DateTimeField(null=True, blank=True)
    client_key = models.UUIDField(unique=True)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["meeting", "at"])]
        constraints = [models.CheckConstraint(name="line_says_something", condition=~Q(text=""))]


class SpeakRequest(Record):
    """A raised hand."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="speak_requests")
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="+")
    member = models.ForeignKey("members.Member", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "member"], name="speak_request_one_waiting", condition=Q(done_at=None)
            )
        ]


@rule(Can.WRITE, "meetings.Line")
def lines_written(actor: Actor) -> Q:
    return written_by(actor, at="meeting__")


@rule(Can.WRITE, "meetings.Opinion")
def opinions_written(actor: Actor) -> Q:
    return written_by(actor, at="meeting__")


@rule(Can.TAKE_PART, "meetings.SpeakRequest")
def own_speak_requests(actor: Actor) -> Q:
    return Q(member__account_id=me(actor))


@rule(Can.RUN, "meetings.SpeakRequest")
def speak_requests_run(actor: Actor) -> Q:
    return run_by(actor, at="meeting__")
