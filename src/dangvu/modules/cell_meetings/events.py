"""Facts about the months of cells that others may hear."""

from dataclasses import dataclass

from dangvu.kernel.events import Event


@dataclass(frozen=True)
class MonthDrafted(Event):
    month_id: int


@dataclass(frozen=True)
class MonthSent(Event):
    month_id: int


@dataclass(frozen=True)
class MonthReturned(Event):
    month_id: int


@dataclass(frozen=True)
class MonthReceived(Event):
    month_id: int


@dataclass(frozen=True)
class MonthScored(Event):
    month_id: int


@dataclass(frozen=True)
class ScoreVerified(Event):
    month_id: int
