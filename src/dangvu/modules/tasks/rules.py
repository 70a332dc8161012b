"""When a task is late, and how its date is spoken of."""

import datetime

SOON_DAYS = 3


def tone(due_on: datetime.date | None, today: datetime.date) -> str:
    """`late` after the date, `wait` in the last days before it, nothing otherwise."""
    if due_on is None:
        return ""
    days = (due_on - today).days
    if days < 0:
        return "late"
    return "wait" if days <= SOON_DAYS else ""


def due_words(due_on: datetime.date | None, today: datetime.date) -> str:
    """`Quá hạn 2 ngày`, `Đến hạn hôm nay`, `Còn 2 ngày, hạn 02/12`, `Hạn 20/12/2026`."""
    if due_on is None:
        return "Không định hạn"
    days = (due_on - today).days
    if days < 0:
        return f"Quá hạn {-days} ngày"
    if days == 0:
        return "Đến hạn hôm nay"
    return f"Còn {days} ngày, hạn {due_on:%d/%m}" if days <= SOON_DAYS else f"Hạn {due_on:%d/%m/%Y}"
