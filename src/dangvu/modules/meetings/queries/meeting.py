"""Meetings for lists, the home page and the work list."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from dangvu.kernel.access import VIETNAM, Actor, visible
from dangvu.kernel.views import get_visible
from dangvu.modules.meetings import states
from dangvu.modules.meetings.access import Can
from dangvu.modules.meetings.models import (
    Attendance,
    Ballot,
    BallotVoter,
    Invitation,
    Meeting,
    Opinion,
    Paper,
    PaperRead,
    SpeakRequest,
)
from dangvu.modules.meetings.rules import timing
from dangvu.modules.meetings.states import BallotState, State
from dangvu.modules.tasks import api as tasks


def meeting_for(actor: Actor, public_id: object, permission: Can = Can.VIEW) -> Meeting:
    """The meeting, if this person may see (or run, prepare, write) it; otherwise NotFound."""
    rows = Meeting.objects.select_related("organisation", "chair", "minute_taker")
    found: Meeting = get_visible(actor, permission, rows, public_id=public_id)
    return found


def meetings_of(organisation_id: int) -> QuerySet[Meeting]:
    """All meetings of one organisation, the latest first."""
    return Meeting.objects.filter(organisation_id=organisation_id).select_related("chair", "minute_taker")


def latest_of(organisation_id: int, *, before: datetime) -> Meeting | None:
    """The last meeting that was held before an instant."""
    held = meetings_of(organisation_id).filter(state__in=states.OVER, starts_at__lt=before)
    return held.order_by("-starts_at").first()


def listed(actor: Actor) -> QuerySet[Meeting]:
    """Meetings this person sees, without drafts, for "Sinh hoạt"."""
    rows = Meeting.objects.exclude(state=State.DRAFT).select_related("organisation")
    return visible(actor, Can.VIEW, rows).annotate(
        paper_count=Count("papers", filter=Q(papers__withdrawn_at=None), distinct=True)
    )


def split_list(actor: Actor) -> tuple[list[Meeting], QuerySet[Meeting]]:
    """What is ahead (soonest first) and what is over (latest first)."""
    rows = listed(actor)
    ahead = list(rows.filter(state__in=states.AHEAD).order_by("starts_at", "pk"))
    return ahead, rows.exclude(state__in=states.AHEAD).order_by("-starts_at", "-pk")


@dataclass(frozen=True)
class NextMeeting:
    """The card on the home page."""

    meeting: Meeting
    invitation: Invitation
    papers: int
    reading_minutes: int

    @property
    def is_running(self) -> bool:
        return self.meeting.is_going_on

    @property
    def day(self) -> date:
        """The date on the wall in Viet Nam."""
        return self.meeting.starts_at.astimezone(VIETNAM).date()


def next_for(actor: Actor) -> NextMeeting | None:
    """The meeting that runs now, or the next one to which this person is invited."""
    if actor.account_id is None:
        return None
    invitations = Invitation.objects.filter(
        member__account_id=actor.account_id, meeting__state__in=states.AHEAD
    ).select_related("meeting__organisation", "member")
    found = sorted(invitations, key=lambda each: (not each.meeting.is_going_on, each.meeting.starts_at))
    if not found:
        return None
    meeting = found[0].meeting
    pages = list(meeting.papers.filter(withdrawn_at=None).values_list("pages", flat=True))
    return NextMeeting(meeting, found[0], len(pages), timing.reading_minutes(pages))


def waiting_for(actor: Actor) -> list[Invitation]:
    """Invitations with something to do, annotated with what: one query."""
    if actor.account_id is None:
        return []
    same = OuterRef("meeting")
    unvoted = BallotVoter.objects.filter(
        ballot__meeting=same, ballot__state=BallotState.OPEN, member=OuterRef("member"), has_voted=False
    )
    asked = Paper.objects.filter(meeting=same, withdrawn_at=None).exclude(
        pk__in=PaperRead.objects.filter(member=OuterRef(OuterRef("member"))).values("paper")
    )
    given = Opinion.objects.filter(meeting=same, member=OuterRef("member"))
    here = Attendance.objects.filter(meeting=same, member=OuterRef("member"))
    return list(
        Invitation.objects.filter(member__account_id=actor.account_id, meeting__state__in=states.AHEAD)
        .select_related("meeting")
        .annotate(must_vote=Exists(unvoted), has_unread=Exists(asked), has_given=Exists(given), is_marked=Exists(here))
        .order_by("meeting__starts_at")
    )


@dataclass(frozen=True)
class Part:
    """A meeting as one invited person sees it while it is ahead or runs."""

    invitation: Invitation | None
    mark: Attendance | None
    ballot: Ballot | None
    voter: BallotVoter | None
    opinions: list[Opinion]
    hand: SpeakRequest | None

    @property
    def may_vote_now(self) -> bool:
        return self.ballot is not None and self.ballot.is_electronic and self.voter is not None


def part_of(meeting: Meeting, invitation: Invitation | None) -> Part:
    """What this person has done and may do in the meeting."""
    member_id = invitation.member_id if invitation else None
    ballot = meeting.ballots.filter(state=BallotState.OPEN).first()
    return Part(
        invitation=invitation,
        mark=meeting.attendances.filter(member_id=member_id).first() if member_id else None,
        ballot=ballot,
        voter=ballot.voters.filter(member_id=member_id).first() if ballot and member_id else None,
        opinions=list(meeting.opinions.filter(member_id=member_id).select_related("item")) if member_id else [],
        hand=meeting.speak_requests.filter(member_id=member_id, done_at=None).first() if member_id else None,
    )


@dataclass(frozen=True)
class GivenTask:
    """A task out of the meeting, and whether it is this person's."""

    task: tasks.TaskInfo
    mine: bool


def tasks_of(meeting: Meeting, invitation: Invitation | None) -> list[GivenTask]:
    """Tasks given in the meeting, this person's first."""
    member_id = invitation.member_id if invitation else None
    given = [GivenTask(task, member_id in task.member_ids) for task in tasks.of_source(f"meeting:{meeting.pk}")]
    return sorted(given, key=lambda each: not each.mine)
