"""What the page of preparation shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from dangvu.kernel import rulebook
from dangvu.kernel.access import VIETNAM
from dangvu.modules.cell_meetings.models import Resolution
from dangvu.modules.cell_meetings.queries.drafting import theme_due
from dangvu.modules.cell_meetings.queries.month import Place
from dangvu.modules.cell_meetings.rules import checklist
from dangvu.modules.meetings import api as meetings
from dangvu.modules.members import api as members

CHANNELS = (
    ("app", "Qua sổ tay", "smartphone"),
    ("email", "Thư điện tử", "mail"),
    ("printed", "In giấy mời", "printer"),
)


@dataclass(frozen=True)
class Summary:
    """Who will be told, and by what way."""

    members: int
    everybody: int
    channels: tuple[tuple[str, int, str], ...]
    follower: str
    coming: int = 0
    asked_leave: int = 0
    undecided: int = 0
    silent: int = 0


def invitation_summary(meeting: Any) -> Summary:
    """Counted in one query, the follower's name in another."""

    def of(**fields: Any) -> Count:
        return Count("pk", filter=Q(**fields))

    visitors = ["guest", "follower"]
    counts = meeting.invitations.aggregate(
        everybody=Count("pk"), members=Count("pk", filter=~Q(role__in=visitors)), app=of(channel="app"),
        email=of(channel="email"), printed=of(channel="printed"), coming=of(response="coming"),
        asked_leave=of(response="leave_asked"), undecided=of(response="leave_asked", leave=""),
        silent=of(response="none"),
    )  # fmt: skip
    follower = meeting.invitations.filter(role="follower").select_related("member").first()
    channels = tuple((label, counts[code], icon) for code, label, icon in CHANNELS if counts[code])
    rest = {name: counts[name] for name in ("members", "everybody", "coming", "asked_leave", "undecided", "silent")}
    return Summary(channels=channels, follower=follower.name if follower else "", **rest)


@dataclass(frozen=True)
class ItemRow:
    """One line of the agenda with what the screen says about it."""

    item: Any
    papers: list[Any]
    late: int
    presenter: str
    needs_paper: bool
    share: float
    start: float
    is_longest: bool

    @property
    def width(self) -> float:
        """A hair less than its share: the gap to the next one."""
        return max(self.share - 0.4, 0.2)


@dataclass(frozen=True)
class Preparation:
    """Everything of the page, in about ten queries."""

    rows: list[ItemRow]
    budget: meetings.Budget
    regulation: str
    checks: list[checklist.Check]
    left: int
    headline: str
    summary: Summary
    resolution: Resolution | None
    papers_due: datetime


def preparation(place: Place, now: datetime) -> Preparation:
    meeting = place.meeting
    days = int(rulebook.value("meetings.paper_days_before", on=now.astimezone(VIETNAM).date()).value)
    due = meetings.papers_due(meeting.starts_at, days)
    items = list(
        meeting.items.select_related("presenter").prefetch_related("papers").order_by("order")
    )  # fmt: skip
    rows = _rows(items, meeting, days)
    resolution = Resolution.objects.filter(meeting=meeting).select_related("month").order_by("pk").first()
    found = _checks(place, rows, resolution, due, now)
    left = checklist.left(found)
    return Preparation(
        rows=rows, budget=meetings.budget([item.minutes for item in items], meeting.minimum_minutes),
        regulation=meeting.minimum_regulation, checks=found, left=left, headline=checklist.headline(left),
        summary=invitation_summary(meeting), resolution=resolution, papers_due=due,
    )  # fmt: skip


def _rows(items: list[Any], meeting: Any, days: int) -> list[ItemRow]:
    total = sum(item.minutes for item in items) or 1
    longest = max((item.minutes for item in items), default=0)
    rows, start = [], 0.0
    for item in items:
        papers = [paper for paper in item.papers.all() if paper.withdrawn_at is None]
        late = sum(meetings.paper_is_late(paper.published_at, meeting.starts_at, days) for paper in papers)
        share = 100 * item.minutes / total
        rows.append(ItemRow(
            item, papers, late, item.presenter.full_name if item.presenter else item.presenter_name,
            item.code in checklist.PAPER_CODES, share, start, item.minutes == longest,
        ))  # fmt: skip
        start += share
    return rows


def _checks(
    place: Place, rows: list[ItemRow], resolution: Resolution | None, due: datetime, now: datetime
) -> list[checklist.Check]:
    meeting, month = place.meeting, place.month
    regular = meeting.kind == "regular"
    day = meeting.starts_at.astimezone(VIETNAM).date()
    facts = checklist.MonthFacts(
        papers_due=due.astimezone(VIETNAM),
        planned=sum(row.item.minutes for row in rows),
        minimum=meeting.minimum_minutes,
        committee_size=len(members.committee_of(month.organisation_id, day)) if regular else 0,
        committee_met_on=month.committee_met_on if regular else None,
        has_resolution=resolution is not None,
        needs_resolution=regular,
        theme_due=regular and theme_due(month.organisation_id, month.month),
        with_theme=meeting.with_theme,
        has_minute_taker=meeting.minute_taker_id is not None,
        has_place=bool(meeting.place or meeting.mode == "online"),
        now=now,
    )
    return checklist.checks(facts, [_facts(row) for row in rows])


def _facts(row: ItemRow) -> checklist.ItemFacts:
    return checklist.ItemFacts(
        row.item.pk, row.item.order, row.item.code, presenter=bool(row.presenter), papers=len(row.papers),
        late_papers=row.late, public_id=str(row.item.public_id),
    )  # fmt: skip


def people_to_choose(meeting: Any) -> list[tuple[int, str]]:
    """Presenters, chairs and minute-takers come from those invited."""
    rows = meeting.invitations.exclude(member=None).order_by("member__sort_key")
    return list(rows.values_list("member_id", "member__full_name"))
