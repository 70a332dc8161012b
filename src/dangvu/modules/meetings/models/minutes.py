"""The minutes in versions, notes that correct them, and texts kept when two people wrote at once."""

from django.db import models
from django.db.models import Q

from dangvu.kernel.access import Actor, rule
from dangvu.kernel.models import Record
from dangvu.modules.meetings import states
from dangvu.modules.meetings.access import Can
from dangvu.modules.meetings.models.meeting import Meeting, invited, run_by, written_by


class Minutes(Record):
    """The minutes of one meeting; the text lives in versions and never changes after adoption."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="minutes")
    state = models.CharField(
        max_length=10,
        choices=[(s.value, states.MINUTES_LABELS[s]) for s in states.MinutesState],
        default=states.MinutesState.DRAFT,
    )
    read_at = models.DateTimeField(null=True, blank=True)
    adopted_at = models.DateTimeField(null=True, blank=True)
    adopted_note = models.CharField(max_length=300, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, blank=True, related_name="+")
    locked_at = models.DateTimeField(null=True, blank=True)
    text_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name_plural = "minutes"

    @property
    def organisation_id(self) -> int:
        """For the audit: whose matter this is."""
        return self.meeting.organisation_id

    @property
    def label(self) -> str:
        return states.MINUTES_LABELS[states.MinutesState(self.state)]

    @property
    def tone(self) -> str:
        return states.MINUTES_TONES[states.MinutesState(self.state)]


class MinutesVersion(Record):
    """One version of the text; rows are only ever added (a trigger of the database says so, too)."""

    class Origin(models.TextChoices):
        COMPOSED = "composed", "Tự soạn"
        EDITED = "edited", "Sửa"
        CHOSEN = "chosen", "Chọn giữa hai bản"

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.EDITED)
    written_by_name = models.CharField(max_length=120, blank=True)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["minutes", "number"], name="minutes_version_once")]


class CorrectionNote(Record):
    """What is corrected after the minutes were adopted: attached, the original stays as it is."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="notes")
    text = models.TextField()
    written_by_name = models.CharField(max_length=120)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]


class KeptText(Record):
    """The second of two texts written at once: nothing typed is lost, a person chooses."""

    class Where(models.TextChoices):
        LINE = "line", "Dòng ghi"
        CONCLUSION = "conclusion", "Kết luận của mục"
        MINUTES = "minutes", "Biên bản"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="kept_texts")
    where = models.CharField(max_length=12, choices=Where)
    target_id = models.BigIntegerField()
    text = models.TextField()
    written_by_name = models.CharField(max_length=120, blank=True)
    written_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["meeting"], name="kept_text_open", condition=Q(settled_at=None))]


@rule(Can.WRITE, "meetings.Minutes")
def minutes_written(actor: Actor) -> Q:
    return written_by(actor, at="meeting__")


@rule(Can.RUN, "meetings.Minutes")
def minutes_run(actor: Actor) -> Q:
    return run_by(actor, at="meeting__")


@rule(Can.VIEW, "meetings.Minutes")
def minutes_seen(actor: Actor) -> Q:
    """Members read the minutes once adopted; those who write or run the meeting read the drafts, too."""
    adopted = Q(state__in=[states.MinutesState.ADOPTED, states.MinutesState.SIGNED, states.MinutesState.LOCKED])
    overseen = actor.reach(Can.OVERSEE).q("meeting__organisation")
    writers = written_by(actor, at="meeting__") | run_by(actor, at="meeting__")
    return writers | (adopted & (overseen | invited(actor, at="meeting__")))


@rule(Can.WRITE, "meetings.KeptText")
def kept_texts_written(actor: Actor) -> Q:
    return written_by(actor, at="meeting__")
