"""Whether a running meeting is ahead of its plan or behind it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Pace:
    """Minutes ahead (positive) or behind (negative)."""

    ahead: int

    @property
    def label(self) -> str:
        if self.ahead == 0:
            return "Đúng giờ"
        return f"Sớm {self.ahead} phút" if self.ahead > 0 else f"Chậm {-self.ahead} phút"

    @property
    def tone(self) -> str:
        return "ok" if self.ahead >= 0 else "wait"


def pace(done: Sequence[tuple[int, int]], running: tuple[int, int] | None) -> Pace:
    """(planned, used) minutes of the finished items and of the one under way, which counts only when it overruns."""
    ahead = sum(planned - used for planned, used in done)
    if running is not None:
        ahead += min(0, running[0] - running[1])
    return Pace(ahead)


def percent_used(planned: int, used: int) -> int:
    return min(100, round(100 * used / planned)) if planned else 100
