"""The report of a month that goes up with the minutes: prefilled, a person corrects."""

from dataclasses import dataclass
from typing import Any

from dangvu.kernel.access import VIETNAM
from dangvu.lib import words
from dangvu.modules.cell_meetings.models import CellMonth, MinutesPaper, Resolution
from dangvu.modules.meetings import api as meetings
from dangvu.modules.tasks import api as tasks


@dataclass(frozen=True)
class Drafted:
    results: str
    plans: str
    requests: str


def drafted(month: CellMonth) -> Drafted:
    """What a person wrote stays; what is empty is drafted from the meeting."""
    meeting = month.meeting
    return Drafted(
        month.results or (_results(meeting) if meeting else ""),
        month.plans or (_plans(meeting) if meeting else ""),
        month.requests,
    )


def _results(meeting: Any) -> str:
    day = meeting.starts_at.astimezone(VIETNAM).date()
    counted = meetings.standing(meeting.pk, on=day)
    share = words.percent(counted.share.count, counted.share.base)
    here = f"{counted.share.count}/{counted.share.base} đồng chí dự ({share})"
    lines = [f"Chi bộ sinh hoạt ngày {words.long_day(day)}, {here}."]
    lines += [f"{item.title}: {item.conclusion}" for item in meeting.items.exclude(conclusion="")]
    return "\n".join(lines)


def _plans(meeting: Any) -> str:
    lines = []
    for task in tasks.of_source(f"meeting:{meeting.pk}"):
        who = ", ".join(task.people) or task.group or "cả chi bộ"
        due = f", hạn {words.short_day(task.due_on)}" if task.due_on else ""
        lines.append(f"- {task.title}: {who}{due}.")
    return "\n".join(lines)


@dataclass(frozen=True)
class Report:
    """The page of a month: the meeting, the people, what was decided, the papers."""

    month: CellMonth
    drafted: Drafted
    standing: meetings.Standing | None
    absent: list[tuple[str, str, str]]
    ballots: list[meetings.BallotView]
    tasks: list[tasks.TaskInfo]
    minutes_paper: MinutesPaper | None
    resolutions: list[Resolution]
    clock: meetings.Clock | None

    @property
    def texts(self) -> list[tuple[str, str]]:
        """What a person reads first, with its headings."""
        drafted = self.drafted
        return [("Kết quả", drafted.results), ("Nhiệm vụ tháng tới", drafted.plans), ("Kiến nghị", drafted.requests)]


def report(month: CellMonth) -> Report:
    meeting = month.meeting
    if meeting is None:
        return Report(month, drafted(month), None, [], [], [], None, [], None)
    counted = meetings.standing(meeting.pk, on=meeting.starts_at.astimezone(VIETNAM).date())
    absent = [
        (row.name, row.category_label, row.reason or row.leave_reason)
        for row in counted.rows
        if row.category in {meetings.Category.EXCUSED, meetings.Category.UNEXCUSED}
    ]
    closed = meeting.ballots.filter(state=meetings.BallotState.CLOSED).prefetch_related("voters")
    return Report(
        month=month,
        drafted=drafted(month),
        standing=counted,
        absent=absent,
        ballots=[meetings.ballot_view(ballot) for ballot in closed],
        tasks=tasks.of_source(f"meeting:{meeting.pk}"),
        minutes_paper=MinutesPaper.objects.filter(meeting=meeting).select_related("paper__file").first(),
        resolutions=list(month.resolutions.exclude(state="draft").select_related("paper__file")),
        clock=meetings.clock(meeting, meeting.closed_at) if meeting.closed_at else None,
    )
