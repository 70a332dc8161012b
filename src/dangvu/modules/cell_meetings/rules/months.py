"""The month of a cell: its five steps, when the meeting usually falls, what is late."""

import calendar
import datetime
from dataclasses import dataclass
from enum import IntEnum

STEPS = ("Chuẩn bị", "Mời", "Họp", "Biên bản", "Gửi lên")
DEFAULT_HOUR = datetime.time(19, 30)
DAYS_A_WEEK = 7


class Step(IntEnum):
    PREPARE = 1
    INVITE = 2
    MEET = 3
    WRITE = 4
    SEND = 5
    DONE = 6


STEP_OF = {
    "draft": Step.PREPARE,
    "called": Step.INVITE,
    "running": Step.MEET,
    "interrupted": Step.MEET,
    "closed": Step.WRITE,
    "written_up": Step.WRITE,
    "adopted": Step.WRITE,
    "locked": Step.SEND,
    "moved": Step.PREPARE,
    "cancelled": Step.PREPARE,
}


def step(meeting_state: str, month_state: str = "open") -> Step:
    """Where the month stands; what has been sent up is done, whatever is still missing on paper."""
    if month_state in {"sent", "received"}:
        return Step.DONE
    return STEP_OF.get(meeting_state, Step.PREPARE)


def first_of(day: datetime.date) -> datetime.date:
    return day.replace(day=1)


def next_month(month: datetime.date) -> datetime.date:
    return first_of(first_of(month) + datetime.timedelta(days=31))


def previous_month(month: datetime.date) -> datetime.date:
    return first_of(first_of(month) - datetime.timedelta(days=1))


def last_of(month: datetime.date) -> datetime.date:
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def quarter_of(month: datetime.date) -> tuple[datetime.date, datetime.date]:
    """First and last day of the quarter that the month belongs to."""
    first = datetime.date(month.year, month.month - (month.month - 1) % 3, 1)
    return first, last_of(first.replace(month=first.month + 2))


def ends_quarter(month: datetime.date) -> bool:
    return month.month % 3 == 0


def usual_day(month: datetime.date, last_on: datetime.date | None, default_day: int) -> datetime.date:
    """The same weekday of the same week of the month as last time; without a last time, the usual day."""
    if last_on is None:
        return month.replace(day=min(default_day, last_of(month).day))
    first = month + datetime.timedelta(days=(last_on.weekday() - month.weekday()) % DAYS_A_WEEK)
    wanted = first + datetime.timedelta(weeks=(last_on.day - 1) // DAYS_A_WEEK)
    return wanted if wanted.month == month.month else wanted - datetime.timedelta(weeks=1)


def title(kind: str, month: datetime.date, theme: str = "") -> str:
    """The name of a meeting as the invitation calls it."""
    if kind == "thematic":
        return f"Sinh hoạt chuyên đề: {theme}" if theme else f"Sinh hoạt chuyên đề tháng {month.month}"
    if kind == "extraordinary":
        return f"Sinh hoạt chi bộ bất thường tháng {month.month}"
    return f"Sinh hoạt chi bộ tháng {month.month}"


@dataclass(frozen=True)
class Punctuality:
    """How a month stands against its rhythm, in one word and tone."""

    label: str
    tone: str
    icon: str
    late: bool = False


PLAIN = {
    Step.PREPARE: Punctuality("Đang chuẩn bị", "mute", "pencil"),
    Step.INVITE: Punctuality("Đã mời", "info", "send"),
    Step.MEET: Punctuality("Đang họp", "key", "radio"),
    Step.WRITE: Punctuality("Đã họp, chưa gửi", "wait", "hourglass"),
    Step.SEND: Punctuality("Đã họp, chưa gửi", "wait", "hourglass"),
    Step.DONE: Punctuality("Đã gửi", "ok", "circle-check"),
}


def punctuality(
    *, step_now: Step, starts_on: datetime.date | None, due_on: datetime.date, today: datetime.date
) -> Punctuality:
    """`due_on` is the last day for sending up."""
    if step_now is not Step.DONE and today > due_on:
        return Punctuality("Quá hạn gửi", "late", "triangle-alert", late=True)
    if step_now < Step.MEET and starts_on is not None and today > starts_on:
        return Punctuality("Quá ngày, chưa họp", "late", "triangle-alert", late=True)
    return PLAIN[step_now]


def send_due(held_on: datetime.date | None, month: datetime.date, days: int) -> datetime.date:
    """So many days after the meeting; before a meeting is planned, the end of the month."""
    return held_on + datetime.timedelta(days=days) if held_on else last_of(month)
