"""Three months of invented meetings for every cell of the demonstration, and one due this week.

Rows are written directly and in bulk: through the commands a commune's quarter would take minutes and send notices.
"""

import datetime
import random
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import transaction

from dangvu.kernel import rulebook
from dangvu.kernel.access import VIETNAM, Actor
from dangvu.modules.cell_meetings import commands
from dangvu.modules.cell_meetings.models import CellMonth, MeetingScore
from dangvu.modules.cell_meetings.queries import drafting, templates
from dangvu.modules.cell_meetings.rules import agendas, fiction, months, scores
from dangvu.modules.meetings import api as meetings
from dangvu.modules.members import api as members
from dangvu.modules.organisations import api as organisations

SEED = 1930
MONTHS_BACK = 3
MOST_CELLS = 60
LATE_EVERY = 7
WEEK = datetime.timedelta(days=3)


@dataclass
class Rows:
    """What is written at the end, table by table."""

    items: list[Any] = field(default_factory=list)
    invitations: list[Any] = field(default_factory=list)
    marks: list[Any] = field(default_factory=list)
    lines: list[Any] = field(default_factory=list)
    ballots: list[Any] = field(default_factory=list)
    tasks: list[Any] = field(default_factory=list)
    assignees: list[Any] = field(default_factory=list)
    months: list[CellMonth] = field(default_factory=list)
    scores: list[MeetingScore] = field(default_factory=list)

    def write(self) -> None:
        tables: list[list[Any]] = [
            self.items, self.invitations, self.marks, self.lines, self.ballots, self.tasks, self.assignees, self.months,
            self.scores,
        ]  # fmt: skip
        for rows in tables:
            if rows:
                type(rows[0])._base_manager.bulk_create(rows, batch_size=2_000)


@dataclass(frozen=True)
class Held:
    """One meeting that was held, while its rows are collected."""

    month: CellMonth
    meeting: Any
    people: Sequence[members.CellMember]
    committee: Sequence[members.CellMember]
    chance: random.Random


def fill(actor: Actor, scale: str) -> None:  # noqa: ARG001  a province shows the same few dozen cells
    if CellMonth.objects.exists():
        return
    cells = [cell for root in organisations.roots() for cell in organisations.cells_below(root.id)][:MOST_CELLS]
    with transaction.atomic():
        for number, cell in enumerate(cells):
            _cell(number, cell, actor)
    _this_week(cells, actor)


def _cell(number: int, cell: organisations.OrganisationInfo, actor: Actor) -> None:
    chance = random.Random(SEED + number)  # noqa: S311  invented, and the same every time
    people = members.members_of(cell.id, actor.today)
    committee = [person for person in people if person.post in members.COMMITTEE] or people[:1]
    if not people:
        return
    rows, month = Rows(), months.first_of(actor.today)
    for back in range(MONTHS_BACK, 0, -1):
        first = month
        for _ in range(back):
            first = months.previous_month(first)
        _held(rows, Held(CellMonth(organisation_id=cell.id, month=first), _meeting(cell, first, committee, number),
                         people, committee, chance), back, number)  # fmt: skip
    rows.write()
    for held in rows.months:
        commands.issue_minutes(actor=actor, month=held, meeting=held.meeting)


def _meeting(
    cell: organisations.OrganisationInfo, month: datetime.date, committee: Sequence[members.CellMember], number: int
) -> Any:
    day = months.usual_day(month, month.replace(day=2 + number % 4), 3)
    starts = datetime.datetime.combine(day, datetime.time(19, 30) if number % 3 else datetime.time(7, 30), VIETNAM)
    minimum = rulebook.value("meetings.minimum_minutes", on=day)
    made = meetings.Meeting(
        organisation_id=cell.id, title=months.title(agendas.REGULAR, month), place=fiction.place(cell.name, number),
        starts_at=starts, planned_minutes=agendas.NATIONAL.minutes, minimum_minutes=int(minimum.value),
        minimum_regulation=minimum.regulation, state=meetings.State.LOCKED, chair_id=committee[0].id,
        minute_taker_id=committee[-1].id, called_at=starts - 3 * datetime.timedelta(days=1), opened_at=starts,
        closed_at=starts + datetime.timedelta(minutes=88 + number % 17),
    )  # fmt: skip
    made.save()
    return made


def _held(rows: Rows, held: Held, back: int, number: int) -> None:
    held.month.meeting, held.month.template = held.meeting, agendas.NATIONAL.code
    items = _items(held)
    rows.items += items
    here = _people(rows, held)
    _talk(rows, held, items, here)
    rows.ballots.append(_ballot(held, items[-2], here))
    done = _tasks(rows, held, back)
    _minutes(held, items)
    _up(rows, held, back, number, done)
    rows.months.append(held.month)


def _items(held: Held) -> list[Any]:
    at, made = held.meeting.opened_at, []
    for order, item in enumerate(agendas.NATIONAL.items, start=1):
        ends = at + datetime.timedelta(minutes=item.minutes)
        title = item.title.replace("tháng trước", f"tháng {months.previous_month(held.month.month).month}")
        made.append(
            meetings.AgendaItem(
                meeting=held.meeting, order=order, title=title.replace("tháng này", f"tháng {held.month.month.month}"),
                code=item.code, minutes=item.minutes, presenter_id=held.committee[0].id, started_at=at, ended_at=ends,
                conclusion=held.chance.choice(fiction.CONCLUSIONS) if item.code in {"report", "discussion"} else "",
            )
        )  # fmt: skip
        at = ends
    return made


def _people(rows: Rows, held: Held) -> list[int]:
    """Invitations and the sheet; most are here, some are excused, a few just stay away."""
    mark_table, here = _table("meetings", "Attendance"), []
    for person in held.people:
        role = fiction.ROLES.get(person.status)
        if role is None:
            continue
        rows.invitations.append(_invitation(held.meeting, person, role))
        category, reason = fiction.attendance(held.chance, role)
        if category == "present":
            here.append(person.id)
        rows.marks.append(
            mark_table(meeting=held.meeting, member_id=person.id, category=category, how="list", reason=reason,
                       at=held.meeting.closed_at, recorded_by_name=held.committee[0].name)
        )  # fmt: skip
    return here


def _invitation(meeting: Any, person: members.CellMember, role: str, response: str = "coming") -> Any:
    return meetings.Invitation(
        meeting=meeting, member_id=person.id, role=role, status=person.status,
        may_vote=role in {"official", "exempt"}, channel="app" if person.account_id else "printed", response=response,
        responded_at=meeting.called_at if response != "none" else None,
        reason=fiction.REASONS[0] if response == "leave_asked" else "",
    )  # fmt: skip


def _talk(rows: Rows, held: Held, items: Sequence[Any], here: Sequence[int]) -> None:
    discussion = next(item for item in items if item.code == "discussion")
    for at, member_id in enumerate(held.chance.sample(here, min(len(here), 6))):
        rows.lines.append(
            meetings.Line(
                meeting=held.meeting, item=discussion, speaker_id=member_id, text=held.chance.choice(fiction.WORDS),
                at=discussion.started_at + datetime.timedelta(minutes=2 * at + 1), client_key=uuid.uuid4(),
                recorded_by_name=held.committee[-1].name,
            )
        )  # fmt: skip


def _ballot(held: Held, item: Any, here: Sequence[int]) -> Any:
    base = sum(person.status == "official" for person in held.people)
    for_it = min(len(here), base)
    return meetings.Ballot(
        meeting=held.meeting, item=item, kind="hands", question=f"Thông qua nghị quyết tháng {held.month.month.month}",
        options=["Đồng ý", "Không đồng ý", "Ý kiến khác"], threshold="more_than_half", base=base, needed=base // 2 + 1,
        threshold_regulation="Điều lệ Đảng, Điều 9.5", state=meetings.BallotState.CLOSED,
        opened_at=item.started_at, closed_at=item.ended_at, counts=[for_it, 0, 0], issued=for_it,
    )  # fmt: skip


def _tasks(rows: Rows, held: Held, back: int) -> float:
    """Three tasks a month; older ones are done. Answers the share done, for next month's score."""
    task_table, assignee_table = _table("tasks", "Task"), _table("tasks", "Assignee")
    given_on = held.meeting.starts_at.astimezone(VIETNAM).date()
    titles, done = held.chance.sample(fiction.TASKS, 3), 0
    for title in titles:
        finished = back > 1 or held.chance.random() < 0.5  # noqa: PLR2004  half of last month's are still open
        done += finished
        task = task_table(
            organisation_id=held.meeting.organisation_id, title=title, given_on=given_on,
            due_on=given_on + datetime.timedelta(days=27), state="done" if finished else "open",
            done_on=given_on + datetime.timedelta(days=20) if finished else None,
            source=f"meeting:{held.meeting.pk}", source_label=held.meeting.title,
        )  # fmt: skip
        rows.tasks.append(task)
        rows.assignees.append(assignee_table(task=task, member_id=held.chance.choice(held.committee).id, leads=True))
    return 100 * done / len(titles)


def _minutes(held: Held, items: Iterable[Any]) -> None:
    """The text first: adopted minutes take no further version, and the database says so."""
    meeting, at = held.meeting, held.meeting.closed_at
    minutes = meetings.Minutes(meeting=meeting)
    minutes.save()
    text = fiction.minutes(held.month.month.month, meeting, [item.title for item in items], held.committee)
    meetings.MinutesVersion(
        minutes=minutes, number=1, text=text, origin="composed", written_by_name=held.committee[-1].name, written_at=at
    ).save()
    minutes.state, minutes.read_at, minutes.adopted_at, minutes.adopted_note = "locked", at, at, "Giơ tay"
    minutes.signed_at = minutes.locked_at = at + datetime.timedelta(days=1)
    minutes.save()


def _up(rows: Rows, held: Held, back: int, number: int, done: float) -> None:
    """Older months are received and verified; of the last one, some are sent, some are late."""
    month, score = held.month, _score(held, done)
    stays = back == 1 and number % LATE_EVERY == LATE_EVERY // 2
    month.results = f"Chi bộ sinh hoạt ngày {held.meeting.starts_at.astimezone(VIETNAM):%d/%m}, thảo luận sôi nổi."
    month.committee_met_on = held.meeting.starts_at.astimezone(VIETNAM).date() - WEEK
    month.requests = held.chance.choice(fiction.REQUESTS) if number % 4 == 0 else ""
    if stays:
        month.results = ""
        return
    rows.scores.append(score)
    month.state, month.sent_at = "sent", held.meeting.closed_at + datetime.timedelta(days=1)
    month.sent_by_name = held.committee[0].name
    if back > 1 or number % 3 == 0:
        month.state, month.received_at = "received", month.sent_at + datetime.timedelta(days=1)
        month.received_by_name = "Cán bộ tổ chức"
        score.verified_points, score.verified_total = score.self_points, score.self_total
        score.verified_at, score.verified_by_name = month.received_at, "Cán bộ tổ chức"


def _score(held: Held, done: float) -> MeetingScore:
    rule = rulebook.value("cell_meetings.score_sheet", on=held.month.month)
    facts = scores.Facts({"tasks_percent": done, "attendance_percent": held.chance.choice([78, 88, 92, 95, 97])})
    proposed = scores.proposals(rule.value, facts)
    points = {code: each.points for code, each in proposed.items()}
    points["guiding"] = held.chance.choice([2, 3, 4])
    points["theme"] = held.chance.choice([0, 5, 5])
    return MeetingScore(
        month=held.month, sheet=rule.value, regulation=rule.regulation, self_points=points,
        evidence={code: each.evidence for code, each in proposed.items() if each.evidence},
        self_total=scores.total(rule.value, points), self_at=held.meeting.closed_at,
        self_by_name=held.committee[0].name,
    )  # fmt: skip


def _this_week(cells: Sequence[organisations.OrganisationInfo], actor: Actor) -> None:
    """The month under way: every fourth cell still prepares, the others have sent their invitations."""
    month = months.first_of(actor.today)
    rows = organisations.Organisation.objects.in_bulk([cell.id for cell in cells])
    for number, cell in enumerate(cells):
        if number % 4 == 0 and members.committee_of(cell.id, actor.today):
            commands.draft_month(actor=actor, organisation=rows[cell.id], month=month)
        else:
            _called(number, cell, actor, month)


def _called(number: int, cell: organisations.OrganisationInfo, actor: Actor, month: datetime.date) -> None:
    people = members.members_of(cell.id, actor.today)
    committee = [person for person in people if person.post in members.COMMITTEE] or people[:1]
    if not people:
        return
    chance = random.Random(SEED * 2 + number)  # noqa: S311  invented, and the same every time
    meeting = _meeting(cell, month, committee, number)
    starts = datetime.datetime.combine(actor.today + WEEK, meeting.starts_at.time(), VIETNAM)
    meeting.state, meeting.starts_at, meeting.opened_at, meeting.closed_at = "called", starts, None, None
    meeting.called_at = actor.now
    meeting.save()
    who = drafting.people(cell.id, actor.today)
    template = templates.usual(cell.id, agendas.REGULAR, month)
    rows = Rows()
    for order, item in enumerate(template.items, start=1):
        rows.items.append(
            meetings.AgendaItem(meeting=meeting, order=order, title=item.title, code=item.code, minutes=item.minutes,
                                presenter_id=who.get(item.who))
        )  # fmt: skip
    for person in people:
        role = fiction.ROLES.get(person.status)
        if role is not None:
            response = chance.choices(["coming", "none", "leave_asked"], [6, 3, 1])[0]
            rows.invitations.append(_invitation(meeting, person, role, response))
    rows.months.append(CellMonth(organisation_id=cell.id, month=month, meeting=meeting, template=template.code))
    rows.write()


def _table(app: str, name: str) -> Any:
    """Tables that their module's door does not hand out: only invented history is written past the commands."""
    return apps.get_model(app, name)
