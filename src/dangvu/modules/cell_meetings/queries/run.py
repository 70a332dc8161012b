"""The screen of whoever runs the meeting."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dangvu.modules.cell_meetings.queries.month import Place
from dangvu.modules.cell_meetings.rules import pace
from dangvu.modules.meetings import api as meetings
from dangvu.modules.tasks import api as tasks


@dataclass(frozen=True)
class ItemLine:
    """One item in the left column."""

    item: Any
    used: int
    percent: int

    @property
    def left(self) -> int:
        return self.item.minutes - self.used

    @property
    def over(self) -> int:
        return -self.left


@dataclass(frozen=True)
class RunView:
    """The board with what this screen adds to it."""

    place: Place
    board: meetings.Board
    items: list[ItemLine]
    pace: pace.Pace
    tasks: list[tasks.TaskInfo]

    @property
    def meeting(self) -> Any:
        return self.place.meeting

    @property
    def lines(self) -> list[Any]:
        """What was said on the current item; before the first and after the last, everything."""
        current = self.board.current_item
        return [line for line in self.board.lines if current is None or line.item_id == current.pk]

    @property
    def absent(self) -> list[meetings.Row]:
        """Members who are not here and not excused; the chair looks at these."""
        visitors = {"guest", "follower"}
        return [row for row in self.board.standing.rows if not row.here and row.role not in visitors]

    @property
    def promised(self) -> int:
        """How many said that they come and are not on the sheet yet: one press, when the hall is full."""
        return sum(row.category is None and row.response == "coming" for row in self.absent)

    @property
    def open_ballot(self) -> meetings.BallotView | None:
        return self.board.open_ballot

    @property
    def closed_ballots(self) -> list[meetings.BallotView]:
        return [view for view in self.board.ballots if view.ballot.state == meetings.BallotState.CLOSED]

    @property
    def shares(self) -> list[tuple[int, str]]:
        """Here, excused, not yet: for the bar of the roll call."""
        excused = sum(row.leave_granted or row.category == "absent_excused" for row in self.absent)
        here = self.board.standing.share.count
        return [(here, "success"), (excused, "accent"), (self.board.standing.share.base - here - excused, "edge")]


def run_view(place: Place, now: datetime) -> RunView:
    found = meetings.board(place.meeting, now)
    items = [_line(item, now) for item in found.items]
    done = [(line.item.minutes, line.used) for line in items if line.item.status == "done"]
    running = next(((line.item.minutes, line.used) for line in items if line.item.status == "now"), None)
    given = tasks.of_source(f"meeting:{place.meeting.pk}")
    return RunView(place, found, items, pace.pace(done, running), given)


def _line(item: Any, now: datetime) -> ItemLine:
    used = int(((item.ended_at or now) - item.started_at).total_seconds() // 60) if item.started_at else 0
    return ItemLine(item, used, pace.percent_used(item.minutes, used))
