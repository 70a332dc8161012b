"""The text of the minutes, from what the meeting left in the tables."""

from collections import defaultdict
from dataclasses import replace

from dangvu.kernel.access import VIETNAM
from dangvu.lib import words
from dangvu.modules.meetings.models import Ballot, Meeting
from dangvu.modules.meetings.queries import sheet
from dangvu.modules.meetings.rules import script, voting
from dangvu.modules.meetings.rules.attendance import Category, Role
from dangvu.modules.meetings.states import BallotState
from dangvu.modules.tasks import api as tasks


def minutes_text(meeting: Meeting) -> str:
    """The minutes as far as the meeting has come."""
    return script.minutes_text(proceedings(meeting))


def proceedings(meeting: Meeting) -> script.Proceedings:
    opened = (meeting.opened_at or meeting.starts_at).astimezone(VIETNAM)
    votes = _votes(meeting)
    return script.Proceedings(
        organisation=meeting.organisation.name,
        title=meeting.title,
        place=meeting.place,
        opened_at=opened,
        people=_people(meeting),
        chair=meeting.chair.full_name if meeting.chair else "",
        minute_taker=meeting.minute_taker.full_name if meeting.minute_taker else "",
        items=_items(meeting, votes),
        other_votes=tuple(votes.get(None, ())),
        tasks=_tasks(meeting),
        pauses=_pauses(meeting),
    )


def _people(meeting: Meeting) -> script.Present:
    rows = sheet.sheet(meeting.pk)
    counted = sheet.standing(meeting.pk, on=meeting.starts_at.astimezone(VIETNAM).date())
    members = [row for row in rows if row.role not in _VISITORS]
    here = [row for row in members if row.here]
    roles = [row.role for row in members]
    not_here = (Role.OFFICIAL, Role.PROBATIONARY, Role.TEMPORARY)
    return script.Present(
        total=len(members) + sum(meeting.not_summoned.values()),
        official=roles.count(Role.OFFICIAL) + roles.count(Role.EXEMPT),
        probationary=roles.count(Role.PROBATIONARY),
        temporary=roles.count(Role.TEMPORARY),
        exempt=roles.count(Role.EXEMPT),
        elsewhere=meeting.not_summoned.get("temporary_elsewhere", 0),
        here=len(here),
        here_official=sum(row.seat.may_vote for row in here),
        here_probationary=sum(row.role == Role.PROBATIONARY for row in here),
        share_count=counted.share.count,
        share_base=counted.share.base,
        excused=tuple((row.name, _why(row)) for row in members if _is_excused(row)),
        unexcused=tuple(row.name for row in members if row.role in not_here and _is_unexcused(row)),
        visitors=tuple(_named(row) for row in rows if row.role in _VISITORS and row.here),
    )


_VISITORS = frozenset({Role.GUEST, Role.FOLLOWER})


def _is_excused(row: sheet.Row) -> bool:
    return row.category == Category.EXCUSED or (row.category is None and row.leave_granted)


def _is_unexcused(row: sheet.Row) -> bool:
    return row.category == Category.UNEXCUSED or (row.category is None and not row.leave_granted)


def _why(row: sheet.Row) -> str:
    return row.reason or row.leave_reason


def _named(row: sheet.Row) -> str:
    return f"đồng chí {row.name}, {row.title}" if row.title else f"đồng chí {row.name}"


def _items(meeting: Meeting, votes: dict[int | None, list[script.Voted]]) -> tuple[script.Discussed, ...]:
    lines: dict[int | None, list[script.Spoken]] = defaultdict(list)
    for line in meeting.lines.filter(struck_at=None).select_related("speaker"):
        speaker = line.speaker.full_name if line.speaker else line.speaker_name
        lines[line.item_id].append(script.Spoken(speaker, line.text))
    items = tuple(
        script.Discussed(
            title=item.title,
            presenter=item.presenter.full_name if item.presenter else item.presenter_name,
            lines=tuple(lines.get(item.pk, ())),
            conclusion=item.conclusion,
            votes=tuple(votes.get(item.pk, ())),
        )
        for item in meeting.items.select_related("presenter")
    )
    loose = tuple(lines.get(None, ()))
    if loose and items:
        return (*items[:-1], replace(items[-1], lines=(*items[-1].lines, *loose)))
    return items


def _votes(meeting: Meeting) -> dict[int | None, list[script.Voted]]:
    found: dict[int | None, list[script.Voted]] = defaultdict(list)
    ballots = meeting.ballots.filter(state=BallotState.CLOSED).prefetch_related("reserved_opinions__member")
    for ballot in ballots:
        found[ballot.item_id].append(voted(ballot))
    return found


def voted(ballot: Ballot) -> script.Voted:
    """A closed ballot as the minutes tell it."""
    tally = ballot.tally
    if tally is None:
        raise ValueError("an open ballot has no result to tell")
    way = voting.KIND_LABELS[voting.Kind(ballot.kind)]
    return script.Voted(
        question=ballot.question,
        way=f"{way}, trên giấy" if ballot.on_paper else way,
        options=tuple(ballot.options),
        counts=tally.counts,
        invalid=tally.invalid,
        base=tally.base,
        needed=tally.needed,
        passed=tally.passed,
        reserved=tuple((kept.member.full_name, kept.text) for kept in ballot.reserved_opinions.all()),
    )


def _tasks(meeting: Meeting) -> tuple[script.Given, ...]:
    return tuple(
        script.Given(task.title, task.people or ((task.group,) if task.group else ()), task.due_on)
        for task in tasks.of_source(f"meeting:{meeting.pk}")
    )


def _pauses(meeting: Meeting) -> tuple[str, ...]:
    return tuple(
        f"Tạm nghỉ từ {words.clock(pause.from_at.astimezone(VIETNAM))}"
        + (f" đến {words.clock(pause.until_at.astimezone(VIETNAM))}" if pause.until_at else "")
        + (f": {pause.reason}." if pause.reason else ".")
        for pause in meeting.interruptions.all()
    )
