"""Party age, badges and the length of probation, counted from dates that may be partial."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

BADGE_YEARS = (30, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90)
BADGE_DAYS = ((2, 3), (5, 19), (9, 2), (11, 7))  # month, day of the ceremonies; the dated list stands in the rulebook
PROBATION_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Age:
    years: int
    months: int

    def __str__(self) -> str:
        return f"{self.years} năm {self.months} tháng" if self.months else f"{self.years} năm"


@dataclass(frozen=True, slots=True)
class Badge:
    years: int
    due_on: date
    ceremony_on: date


def counted_from(decision: date | None, ceremony: date | None) -> date | None:
    """Party age counts from the admission decision; where it is not recorded, from the ceremony."""
    return decision or ceremony


def party_age(start: date | None, on: date) -> Age | None:
    if start is None or start > on:
        return None
    months = (on.year - start.year) * 12 + on.month - start.month - (on.day < start.day)
    return Age(*divmod(months, 12))


def add_years(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def next_badge(start: date | None, on: date, *, years: Sequence[int] = BADGE_YEARS) -> Badge | None:
    """The next badge and the ceremony at which it can be given, seen from a day."""
    if start is None:
        return None
    for count in years:
        due = add_years(start, count)
        if due >= on:
            return Badge(count, due, ceremony_after(due))
    return None


def ceremony_after(due: date) -> date:
    days = [date(due.year + later, month, day) for later in (0, 1) for month, day in BADGE_DAYS]
    return next(day for day in days if day >= due)


def probation_left(ceremony: date | None, on: date) -> int | None:
    """Whole months until the twelve months of probation are over; 0 when they are."""
    age = party_age(ceremony, on)
    if age is None:
        return None
    return max(0, PROBATION_MONTHS - age.years * 12 - age.months)
