"""Times: how long a meeting must be, when papers are due, when the roll call is open."""

import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass

READING_MINUTES_A_PAGE = 1.5
GRACE = datetime.timedelta(minutes=5)
"""Between scanning the code and pressing the button on a slow line."""


@dataclass(frozen=True)
class Budget:
    """Planned minutes against the least the rule asks for."""

    planned: int
    minimum: int

    @property
    def missing(self) -> int:
        return max(0, self.minimum - self.planned)

    @property
    def sentence(self) -> str:
        if self.missing:
            return f"{self.planned} phút, thiếu {self.missing} phút so với mức tối thiểu {self.minimum}"
        return f"{self.planned} phút, đủ mức tối thiểu {self.minimum}"


def budget(minutes: Sequence[int], minimum: int) -> Budget:
    return Budget(sum(minutes), minimum)


def papers_due(starts_at: datetime.datetime, days_before: int) -> datetime.datetime:
    """Papers are published no later than this."""
    return starts_at - datetime.timedelta(days=days_before)


def paper_is_late(published_at: datetime.datetime, starts_at: datetime.datetime, days_before: int) -> bool:
    return published_at > papers_due(starts_at, days_before)


def reading_minutes(pages: Sequence[int]) -> int:
    """About how long the papers take to read."""
    return math.ceil(sum(pages) * READING_MINUTES_A_PAGE)


def worked(
    opened_at: datetime.datetime,
    until: datetime.datetime,
    pauses: Sequence[tuple[datetime.datetime, datetime.datetime | None]],
) -> datetime.timedelta:
    """How long the meeting has really met: from opening, without the interruptions."""
    paused = sum(((min(end or until, until) - start) for start, end in pauses if start < until), datetime.timedelta())
    return max(datetime.timedelta(), until - opened_at - paused)


def check_in_problem(
    state: str, *, now: datetime.datetime, starts_at: datetime.datetime, opens_before: int
) -> str | None:
    """Roll call by code: from some time before the start until the meeting closes."""
    if state in ("running", "interrupted"):
        return None
    if state == "called":
        opens_at = starts_at - datetime.timedelta(minutes=opens_before)
        if now >= opens_at:
            return None
        return f"Chưa đến giờ điểm danh. Điểm danh mở trước giờ họp {opens_before} phút."
    if state in ("moved", "cancelled"):
        return "Cuộc họp này không diễn ra vào giờ đã mời. Xem giấy mời mới nhất."
    if state == "draft":
        return "Cuộc họp chưa được gọi, chưa điểm danh được."
    return "Cuộc họp đã kết thúc. Nếu đồng chí có dự, nói với bí thư để sửa điểm danh và ghi lý do."


def seen_in_time(seen_at: datetime.datetime, now: datetime.datetime) -> bool:
    """A code seen on the screen stays good for the minutes that a slow line needs."""
    return datetime.timedelta(seconds=-1) <= now - seen_at <= GRACE


def stamp(at: datetime.datetime) -> str:
    """For file names."""
    return f"{at:%Y-%m-%d}"
