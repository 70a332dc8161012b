"""The commune's view: every cell's month in one list, late ones first; one query per part whatever their number."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery

from dangvu.kernel import rulebook
from dangvu.kernel.access import VIETNAM, Actor
from dangvu.modules.cell_meetings.access import Can
from dangvu.modules.cell_meetings.models import CellMonth, MinutesPaper
from dangvu.modules.cell_meetings.rules import months, scores
from dangvu.modules.members import api as members
from dangvu.modules.organisations import api as organisations


@dataclass(frozen=True)
class Row:
    """One cell in one month; `month` is None where nothing was prepared."""

    cell: organisations.OrganisationInfo
    month: CellMonth | None
    when: months.Punctuality
    due_on: datetime.date
    here: int = 0
    summoned: int = 0
    unexcused: int = 0
    decided: int = 0
    has_minutes: bool = False

    @property
    def meeting(self) -> Any | None:
        return self.month.meeting if self.month else None

    @property
    def score(self) -> Any | None:
        return getattr(self.month, "score", None) if self.month else None

    @property
    def grade_tone(self) -> str:
        return scores.grade_tone(self.score.grade, self.score.sheet) if self.score and self.score.grade else "mute"

    @property
    def asks(self) -> str:
        return self.month.requests if self.month and self.month.is_up else ""

    @property
    def needs_verifying(self) -> bool:
        score = self.score
        return bool(self.month and self.month.is_up and score and score.self_at and not score.verified_at)

    @property
    def has_met(self) -> bool:
        return self.month is not None and self.month.step >= months.Step.WRITE

    @property
    def is_up(self) -> bool:
        return self.month is not None and self.month.is_up

    @property
    def order(self) -> tuple[int, str]:
        """Late first, then what waits, then what is done."""
        rank = 0 if self.when.late else {"wait": 1, "key": 1, "info": 2, "mute": 3}.get(self.when.tone, 4)
        return rank, self.cell.name


@dataclass(frozen=True)
class Totals:
    cells: int
    met: int
    late: int
    sent: int
    to_verify: int
    here: int
    summoned: int


def may_oversee(actor: Actor) -> bool:
    """By role, or as the follower of some cell."""
    return actor.can_anywhere(Can.OVERSEE) or bool(_followed(actor))


def _followed(actor: Actor) -> list[int]:
    return members.followed_by(actor.account_id, actor.today) if actor.account_id else []


def cells_overseen(actor: Actor) -> list[organisations.OrganisationInfo]:
    """Two queries: those within reach, those followed."""
    found = {cell.id: cell for cell in organisations.within_reach(actor, Can.OVERSEE, cells_only=True)}
    found |= {pk: cell for pk, cell in organisations.get_many(_followed(actor)).items() if cell.is_cell}
    return list(found.values())


def overview(actor: Actor, month: datetime.date) -> list[Row]:
    cells = cells_overseen(actor)
    by_cell = {found.organisation_id: found for found in _months([cell.id for cell in cells], month)}
    days = int(rulebook.value("cell_meetings.send_days", on=month).value)
    return sorted(
        (_row(cell, by_cell.get(cell.id), month, days, actor.today) for cell in cells), key=lambda row: row.order
    )


def _months(cell_ids: list[int], month: datetime.date) -> list[Any]:
    def marks(*categories: str) -> Count:
        counted = Q(meeting__attendances__category__in=categories)
        return Count("meeting__attendances", filter=counted, distinct=True)

    decided = (
        CellMonth.objects.filter(pk=OuterRef("pk"), meeting__items__conclusion__gt="")
        .order_by().values("pk").annotate(n=Count("meeting__items")).values("n")
    )  # fmt: skip
    return list(
        CellMonth.objects.filter(organisation_id__in=cell_ids, month=month)
        .select_related("meeting", "score")
        .annotate(
            here=marks("present", "present_online"),
            excused=marks("absent_excused"),
            unexcused=marks("absent_unexcused"),
            decided=Subquery(decided),
            has_minutes=Exists(MinutesPaper.objects.filter(meeting=OuterRef("meeting"))),
        )
    )


def _row(
    cell: organisations.OrganisationInfo, found: Any | None, month: datetime.date, days: int, today: datetime.date
) -> Row:
    meeting = found.meeting if found else None
    starts_on = meeting.starts_at.astimezone(VIETNAM).date() if meeting else None
    due_on = months.send_due(starts_on, month, days)
    step = found.step if found else months.Step.PREPARE
    when = months.punctuality(step_now=step, starts_on=starts_on, due_on=due_on, today=today)
    if found is None or meeting is None:
        return Row(cell, found, when, due_on)
    summoned = found.here + found.excused + found.unexcused
    return Row(
        cell, found, when, due_on, here=found.here, summoned=summoned, unexcused=found.unexcused,
        decided=found.decided or 0, has_minutes=found.has_minutes,
    )  # fmt: skip


def totals(rows: list[Row]) -> Totals:
    return Totals(
        cells=len(rows),
        met=sum(row.has_met for row in rows),
        late=sum(row.when.late for row in rows),
        sent=sum(row.is_up for row in rows),
        to_verify=sum(row.needs_verifying for row in rows),
        here=sum(row.here for row in rows),
        summoned=sum(row.summoned for row in rows),
    )


def averages(actor: Actor, month: datetime.date) -> dict[int, float]:
    """The mean score of each cell in the quarter of the month; one query."""
    first, last = months.quarter_of(month)
    rows = CellMonth.objects.filter(
        organisation_id__in=[cell.id for cell in cells_overseen(actor)], month__gte=first, month__lte=last,
        score__self_total__isnull=False,
    ).values_list("organisation_id", "score__self_total", "score__verified_total")  # fmt: skip
    found: dict[int, list[int]] = {}
    for cell_id, own, verified in rows:
        found.setdefault(cell_id, []).append(verified if verified is not None else own or 0)
    return {cell_id: value for cell_id, given in found.items() if (value := scores.average(given)) is not None}
