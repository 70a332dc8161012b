"""A running meeting at a glance: for the chair's screen and for the members' phones."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Count, Prefetch, Q, QuerySet

from dangvu.kernel.access import VIETNAM
from dangvu.modules.meetings.models import (
    AgendaItem,
    Ballot,
    BallotVoter,
    KeptText,
    Line,
    Meeting,
    Opinion,
    Paper,
    SpeakRequest,
)
from dangvu.modules.meetings.queries.code import ShownCode, shown_code
from dangvu.modules.meetings.queries.sheet import Standing, standing
from dangvu.modules.meetings.rules import timing, voting
from dangvu.modules.meetings.states import BallotState

__all__ = ["BallotView", "Board", "Clock", "ShownCode", "ballot_view", "board", "clock", "kept_texts", "shown_code"]


@dataclass(frozen=True)
class Clock:
    """How long the meeting has met, against the plan and the least the rule asks for."""

    worked: timedelta
    planned: int
    minimum: int

    @property
    def minutes(self) -> int:
        return int(self.worked.total_seconds()) // 60

    @property
    def shown(self) -> str:
        """`46:52`"""
        seconds = int(self.worked.total_seconds())
        return f"{seconds // 60:02}:{seconds % 60:02}"

    @property
    def missing(self) -> int:
        return max(0, self.minimum - self.minutes)


def clock(meeting: Meeting, now: datetime) -> Clock:
    """Time without the interruptions; nothing before the opening."""
    pauses = [(pause.from_at, pause.until_at) for pause in meeting.interruptions.all()]
    until = meeting.closed_at or now
    worked = timing.worked(meeting.opened_at, until, pauses) if meeting.opened_at else timedelta()
    return Clock(worked, meeting.planned_minutes, meeting.minimum_minutes)


@dataclass(frozen=True)
class BallotView:
    """A ballot for a screen. `counts` are empty while the result must not be known."""

    ballot: Ballot
    listed: int
    voted: int
    counts: tuple[tuple[str, int], ...] = ()
    waiting: tuple[tuple[int, str], ...] = ()
    """Members on the list who have not voted: id and name."""

    @property
    def not_voted(self) -> int:
        return self.listed - self.voted

    @property
    def threshold_sentence(self) -> str:
        """`Đã quá nửa: 18 trên 25, cần 13`; before closing only what is needed."""
        label = voting.threshold_label(self.ballot.threshold)
        if not self.counts:
            return f"{label}: cần {self.ballot.needed} trên {self.ballot.base}"
        first = self.counts[0][1]
        reached = first >= (self.ballot.needed or 0)
        start = f"Đã đạt {label.lower()}" if reached else f"Chưa đạt {label.lower()}"
        return f"{start}: {first} trên {self.ballot.base}, cần {self.ballot.needed}"


def ballot_view(ballot: Ballot, *, running_counts: bool = False) -> BallotView:
    """`running_counts` is for whoever runs the meeting, and never shows anything of a secret ballot before closing."""
    voters = list(ballot.voters.select_related("member").order_by("pk")) if ballot.state != BallotState.PREPARED else []
    return BallotView(
        ballot=ballot,
        listed=len(voters) or (ballot.base or 0),
        voted=sum(voter.has_voted for voter in voters),
        counts=_counts(ballot, voters, running_counts=running_counts),
        waiting=tuple((voter.member_id, voter.member.full_name) for voter in voters if not voter.has_voted),
    )


def _counts(ballot: Ballot, voters: list[BallotVoter], *, running_counts: bool) -> tuple[tuple[str, int], ...]:
    if ballot.tally is not None:
        return tuple(zip(ballot.options, ballot.tally.counts, strict=True))
    if ballot.is_secret or not running_counts or ballot.state != BallotState.OPEN:
        return ()
    if not ballot.is_electronic:
        return tuple(zip(ballot.options, ballot.counts, strict=True)) if ballot.counts else ()
    chosen = [voter.choice for voter in voters if voter.has_voted]
    return tuple((option, chosen.count(place)) for place, option in enumerate(ballot.options))


@dataclass(frozen=True)
class Board:
    """Everything the chair's screen shows; about ten queries, whatever the number of people."""

    meeting: Meeting
    clock: Clock
    items: list[AgendaItem]
    standing: Standing
    lines: list[Line]
    opinions: list[Opinion]
    hands: list[SpeakRequest]
    ballots: list[BallotView]
    kept: list[KeptText] = field(default_factory=list)

    @property
    def current_item(self) -> AgendaItem | None:
        return next((item for item in self.items if item.status == "now"), None)

    @property
    def next_item(self) -> AgendaItem | None:
        return next((item for item in self.items if item.status == "next"), None)

    @property
    def open_ballot(self) -> BallotView | None:
        return next((view for view in self.ballots if view.ballot.state == BallotState.OPEN), None)

    @property
    def new_opinions(self) -> list[Opinion]:
        """Not yet taken into the minutes."""
        return [opinion for opinion in self.opinions if opinion.taken_at is None]


def board(meeting: Meeting, now: datetime) -> Board:
    """For whoever runs or writes up the meeting."""
    ballots = meeting.ballots.select_related("item").order_by("pk")
    return Board(
        meeting=meeting,
        clock=clock(meeting, now),
        items=list(agenda(meeting)),
        standing=standing(meeting.pk, on=now.astimezone(VIETNAM).date()),
        lines=list(meeting.lines.filter(struck_at=None).select_related("speaker", "item")),
        opinions=list(meeting.opinions.select_related("member", "item")),
        hands=list(meeting.speak_requests.filter(done_at=None).select_related("member")),
        ballots=[ballot_view(ballot, running_counts=True) for ballot in ballots],
        kept=kept_texts(meeting),
    )


def agenda(meeting: Meeting) -> QuerySet[AgendaItem]:
    """Items in order, each with its papers and the number of opinions sent for it."""
    papers = Prefetch("papers", Paper.objects.filter(withdrawn_at=None).select_related("file"))
    return (
        meeting.items.select_related("presenter")
        .prefetch_related(papers)
        .annotate(opinion_count=Count("opinions", filter=Q(opinions__meeting=meeting), distinct=True))
    )


def kept_texts(meeting: Meeting) -> list[KeptText]:
    """Texts written at once, waiting for somebody to choose."""
    return list(meeting.kept_texts.filter(settled_at=None))
