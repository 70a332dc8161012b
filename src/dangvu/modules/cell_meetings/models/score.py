"""The score of a month: the cell's own, the committee's, on the sheet that was in force."""

from typing import Any

from django.db import models
from django.db.models import Q

from dangvu.kernel.access import Actor, rule
from dangvu.kernel.models import Record
from dangvu.modules.cell_meetings.access import Can
from dangvu.modules.cell_meetings.models.month import CellMonth, above, followed
from dangvu.modules.cell_meetings.rules import scores


class MeetingScore(Record):
    """Points by part of the sheet; the sheet itself is kept with them, since it may change next year."""

    month = models.OneToOneField(CellMonth, models.PROTECT, related_name="score")
    sheet = models.JSONField()
    regulation = models.CharField(max_length=300, blank=True)
    evidence = models.JSONField(default=dict, blank=True)
    """Part code → the fact its points were proposed from, in words."""
    self_points = models.JSONField(default=dict, blank=True)
    self_total = models.PositiveSmallIntegerField(null=True, blank=True)
    self_at = models.DateTimeField(null=True, blank=True)
    self_by_name = models.CharField(max_length=120, blank=True)
    verified_points = models.JSONField(default=dict, blank=True)
    verified_total = models.PositiveSmallIntegerField(null=True, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by_name = models.CharField(max_length=120, blank=True)
    verified_note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="meeting_score_self_pair",
                condition=Q(self_at=None, self_total=None) | Q(self_at__isnull=False, self_total__isnull=False),
            ),
            models.CheckConstraint(
                name="meeting_score_verified_pair",
                condition=Q(verified_at=None, verified_total=None)
                | Q(verified_at__isnull=False, verified_total__isnull=False),
            ),
        ]

    @property
    def organisation_id(self) -> int:
        """For the audit: whose matter this is."""
        return self.month.organisation_id

    @property
    def total(self) -> int | None:
        """The final figure: the committee's where there is one."""
        return self.verified_total if self.verified_total is not None else self.self_total

    @property
    def grade(self) -> str:
        return scores.grade(self.total, self.sheet) if self.total is not None else ""

    @property
    def self_grade(self) -> str:
        return scores.grade(self.self_total, self.sheet) if self.self_total is not None else ""

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The sheet with points beside it, for screens and papers."""
        return scores.rows(self.sheet, self.self_points, self.verified_points, self.evidence)


@rule(Can.VIEW, "cell_meetings.MeetingScore")
def scores_seen(actor: Actor) -> Q:
    return actor.reach(Can.VIEW).q("month__organisation") | above(actor, "month__organisation")


@rule(Can.VERIFY, "cell_meetings.MeetingScore")
def scores_verified(actor: Actor) -> Q:
    return actor.reach(Can.VERIFY).q("month__organisation") | followed(actor, "month__organisation")
