"""Words and controls for templates: `{% load ui %}`."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.forms.boundfield import BoundField
from django.template import RequestContext
from django.utils import timezone

from dangvu.lib import words
from dangvu.ui import controls

register = template.Library()
_GROUPED = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?\Z")

FILTERS = (words.masked, words.initials, words.money, words.file_size, words.minutes_long)
for word in FILTERS:
    register.filter(word.__name__, lambda value, said=word: "" if value in {None, ""} else said(value))


def _local(value: Any) -> Any:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


@register.filter
def day(value: date | None) -> str:
    """`03/12/2026`."""
    return words.long_day(_local(value)) if value else ""


@register.filter
def short_day(value: date | None) -> str:
    """`03/12`."""
    return words.short_day(_local(value)) if value else ""


@register.filter
def named_day(value: date | None, today: date | None = None) -> str:
    """`Thứ Năm 03/12/2026`; `{{ day|named_day:today }}` leaves this year's number out."""
    return words.named_day(_local(value), _local(today)) if value else ""


@register.filter
def weekday(value: date | None) -> str:
    """`Thứ Năm`."""
    return words.weekday(_local(value)) if value else ""


@register.filter
def spoken_day(value: date | None) -> str:
    """`Thứ Năm, mồng 3 tháng 12`."""
    return words.spoken_day(_local(value)) if value else ""


@register.filter
def clock(value: time | datetime | None) -> str:
    """`19:30`."""
    return words.clock(_local(value)) if value is not None else ""


@register.filter
def spoken_clock(value: time | datetime | None) -> str:
    """`7 giờ 30 tối`."""
    return words.spoken_clock(_local(value)) if value is not None else ""


@register.filter
def days_left(value: date | None, today: date) -> str:
    """`còn 3 ngày`."""
    return words.days_left(value, today) if value else ""


@register.filter
def number(value: words.Number | None, places: int = 0) -> str:
    """`1.246`."""
    return "" if value is None or value == "" else words.number(value, places)


@register.filter
def percent(part: words.Number | None, whole: words.Number = 1) -> str:
    """`84,6%`: `{{ present|percent:called }}`."""
    return "" if part is None else words.percent(part, whole)


@register.filter
def shares(parts: Iterable[tuple[float, str]] | None) -> list[dict[str, str]]:
    """Slices of one bar from (value, tone) pairs, in percent, with a small gap between them."""
    kept = [(float(value), tone) for value, tone in parts or () if value]
    total, start, made = sum(value for value, _ in kept) or 1, 0.0, []
    for value, tone in kept:
        width = value * 100 / total
        made.append({"start": f"{start:.3f}", "width": f"{max(width - 0.4, 0.2):.3f}", "tone": tone})
        start += width
    return made


@register.filter
def width(value: float | str) -> str:
    """A share of 0 to 100 for a drawing: never with a decimal comma, never outside."""
    return f"{min(max(float(str(value).replace(',', '.') or 0), 0), 100):g}"


@register.filter
def machine(value: float | str) -> str:
    """A number for an attribute that machines read: `1246` where a page says `1.246`."""
    written = str(value)
    if _GROUPED.match(written):
        written = written.replace(".", "")
    return written.replace(",", ".")


@register.filter
def split(value: str, by: str = ",") -> list[str]:
    """Parts of a text: `"Chuẩn bị,Mời"|split`."""
    return [part.strip() for part in value.split(by)]


@register.filter
def times(count: int) -> range:
    """So many times: `{% for i in 3|times %}`."""
    return range(int(count))


@register.filter
def live_event(topic: str) -> str:
    """The event a page hears when this topic changes: `live:meeting-12` for `meeting:12`."""
    return f"live:{topic.replace(':', '-')}"


@register.simple_tag
def control(field: BoundField, size: str = "") -> controls.Control:
    """A bound field ready to show."""
    return controls.control(field, size)


@register.simple_tag
def form_errors(form: forms.BaseForm | None) -> list[controls.Mistake]:
    """All errors of a form that was sent."""
    return controls.mistakes(form) if form is not None and form.is_bound else []


@register.simple_tag(takes_context=True)
def page_url(context: RequestContext, page: int, name: str = "trang") -> str:
    """This address with another page number."""
    query = context["request"].GET.copy() if "request" in context else None
    if query is None:
        return f"?{name}={page}"
    query[name] = str(page)
    return f"?{query.urlencode()}"


@register.simple_tag
def page_numbers(page: Page) -> list[int | str]:
    """1 … 4 5 6 … 44."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))
