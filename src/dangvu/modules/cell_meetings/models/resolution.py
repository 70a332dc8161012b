"""The resolution or conclusion of a cell, from draft to its number."""

from django.db import models
from django.db.models import Q

from dangvu.kernel.access import Actor, rule
from dangvu.kernel.models import Record
from dangvu.modules.cell_meetings import states
from dangvu.modules.cell_meetings.access import Can
from dangvu.modules.cell_meetings.models.month import CellMonth, above


class Resolution(Record):
    """One resolution of one meeting; while a draft, two people's texts are both kept."""

    class Kind(models.TextChoices):
        RESOLUTION = "resolution", "Nghị quyết"
        CONCLUSION = "conclusion", "Kết luận"

    month = models.ForeignKey(CellMonth, models.PROTECT, related_name="resolutions")
    meeting = models.ForeignKey("meetings.Meeting", models.PROTECT, related_name="resolutions")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.RESOLUTION)
    subject = models.CharField("về việc", max_length=300)
    text = models.TextField("nội dung", blank=True)
    other_text = models.TextField(blank=True)
    """What somebody else wrote at the same time, kept until a person chooses."""
    revision = models.PositiveIntegerField(default=0)
    state = models.CharField(
        max_length=10,
        choices=[(s.value, states.RESOLUTION_LABELS[s]) for s in states.ResolutionState],
        default=states.ResolutionState.DRAFT,
    )
    adopted_at = models.DateTimeField(null=True, blank=True)
    adopted_note = models.CharField(max_length=300, blank=True)
    number = models.CharField(max_length=60, blank=True)
    paper = models.ForeignKey("documents.RegisteredPaper", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="resolution_has_subject", condition=~Q(subject="")),
            models.CheckConstraint(name="resolution_issued_has_number", condition=~Q(state="issued") | ~Q(number="")),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def organisation_id(self) -> int:
        """For the audit: whose matter this is."""
        return self.month.organisation_id

    @property
    def label(self) -> str:
        return states.RESOLUTION_LABELS[states.ResolutionState(self.state)]

    @property
    def tone(self) -> str:
        return states.RESOLUTION_TONES[states.ResolutionState(self.state)]

    @property
    def is_draft(self) -> bool:
        return self.state == states.ResolutionState.DRAFT


@rule(Can.VIEW, "cell_meetings.Resolution")
def resolutions_seen(actor: Actor) -> Q:
    """The committee above reads what was adopted."""
    own = actor.reach(Can.VIEW).q("month__organisation")
    return own | (above(actor, "month__organisation") & ~Q(state=states.ResolutionState.DRAFT))


@rule(Can.PREPARE, "cell_meetings.Resolution")
def resolutions_prepared(actor: Actor) -> Q:
    return actor.reach(Can.PREPARE).q("month__organisation")
