"""Ballots. In a secret one nothing in the database joins a person with a choice: see the README of this module."""

import uuid

from django.db import models
from django.db.models import F, Q

from dangvu.kernel.access import Actor, rule
from dangvu.kernel.models import Record
from dangvu.modules.meetings import states
from dangvu.modules.meetings.access import Can
from dangvu.modules.meetings.models.meeting import AgendaItem, Meeting, invited, run_by, seen_by
from dangvu.modules.meetings.rules import voting as rules


class Ballot(Record):
    """One question put to the vote; base and threshold are frozen when it opens."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="ballots")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="ballots")
    kind = models.CharField(max_length=10, choices=[(k.value, rules.KIND_LABELS[k]) for k in rules.Kind])
    question = models.CharField("Nội dung biểu quyết", max_length=500)
    options = models.JSONField(default=list)
    on_paper = models.BooleanField("Bỏ phiếu giấy", default=False)
    threshold = models.CharField(max_length=30)
    threshold_regulation = models.CharField(max_length=200, blank=True)
    base = models.PositiveIntegerField(null=True, blank=True)
    needed = models.PositiveIntegerField(null=True, blank=True)
    excluded = models.JSONField(default=list, blank=True)
    state = models.CharField(
        max_length=10,
        choices=[(s.value, states.BALLOT_LABELS[s]) for s in states.BallotState],
        default=states.BallotState.PREPARED,
    )
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(null=True, blank=True)
    invalid = models.PositiveIntegerField(default=0)
    issued = models.PositiveIntegerField(null=True, blank=True)
    void_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="ballot_opened_is_frozen",
                condition=Q(opened_at=None) | Q(base__isnull=False, needed__isnull=False),
            ),
            models.CheckConstraint(
                name="ballot_result_only_after_closing",
                condition=Q(counts=None) | Q(closed_at__isnull=False) | Q(kind="hands") | Q(on_paper=True),
            ),
            models.CheckConstraint(
                name="ballot_issued_within_base", condition=Q(issued=None) | Q(issued__lte=F("base"))
            ),
            models.CheckConstraint(name="ballot_paper_is_secret", condition=Q(on_paper=False) | Q(kind="secret")),
            models.UniqueConstraint(fields=["meeting"], name="ballot_one_open", condition=Q(state="open")),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def organisation_id(self) -> int:
        """For the audit: whose matter this is."""
        return self.meeting.organisation_id

    @property
    def is_secret(self) -> bool:
        return self.kind == rules.Kind.SECRET

    @property
    def is_electronic(self) -> bool:
        """Voted on the devices, not counted by tellers."""
        return self.kind != rules.Kind.HANDS and not self.on_paper

    @property
    def tally(self) -> rules.Tally | None:
        """The result, once the ballot is closed."""
        if self.counts is None or self.closed_at is None:
            return None
        return rules.Tally(
            tuple(self.counts), self.invalid, issued=self.issued or 0, base=self.base or 0, needed=self.needed or 0
        )


class BallotVoter(models.Model):
    """One person on the frozen list. No time is kept here; `choice` is only for named ballots."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="voters")
    member = models.ForeignKey("members.Member", models.PROTECT, related_name="+")
    secret = models.BooleanField()
    has_voted = models.BooleanField(default=False)
    choice = models.PositiveSmallIntegerField(null=True, blank=True)
    assisted_by_name = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "member"], name="ballot_voter_once"),
            models.CheckConstraint(name="secret_voter_has_no_choice", condition=Q(secret=False) | Q(choice=None)),
            models.CheckConstraint(
                name="named_voter_has_choice",
                condition=Q(secret=True) | Q(has_voted=False, choice=None) | Q(has_voted=True, choice__isnull=False),
            ),
        ]


class BallotUrn(models.Model):
    """The closed urn of an open secret ballot: sealed, of constant size, stirred and rewritten whole at each vote."""

    ballot = models.OneToOneField(Ballot, models.CASCADE, primary_key=True, related_name="urn")
    sealed = models.BinaryField()


class BallotPaper(models.Model):
    """One paper out of the opened urn: written with all others at closing, in random order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="papers")
    option = models.PositiveSmallIntegerField()


class ReservedOpinion(Record):
    """A minority opinion kept and reported upward; the resolution is obeyed all the same."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="reserved_opinions")
    member = models.ForeignKey("members.Member", models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["ballot", "member"], name="reserved_opinion_once")]


@rule(Can.RUN, "meetings.Ballot")
def ballots_run(actor: Actor) -> Q:
    return run_by(actor, at="meeting__")


@rule(Can.TAKE_PART, "meetings.Ballot")
def ballots_attended(actor: Actor) -> Q:
    return invited(actor, at="meeting__")


@rule(Can.VIEW, "meetings.Ballot")
def ballots_seen(actor: Actor) -> Q:
    return seen_by(actor, at="meeting__")
