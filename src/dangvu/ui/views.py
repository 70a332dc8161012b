"""Pages that belong to no module: what went wrong, in human words, and the sheet of all components for builders."""

import datetime
from http import HTTPStatus

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from dangvu.ui import widgets

SHAPES = (("direct", "Trực tiếp"), ("online", "Trực tuyến"), ("mixed", "Kết hợp"))
SWATCHES = (
    ("bg-primary", "text-primary-content", "primary"),
    ("bg-accent", "text-accent-content", "accent"),
    ("bg-neutral", "text-neutral-content", "neutral"),
    ("bg-base-100", "", "base-100"),
    ("bg-base-200", "", "base-200"),
    ("bg-well", "", "well"),
    ("bg-key-tint", "text-key-ink", "key"),
    ("bg-gold-tint", "text-gold-ink", "gold"),
    ("bg-info-tint", "text-info-ink", "info"),
    ("bg-ok-tint", "text-ok-ink", "ok"),
    ("bg-wait-tint", "text-wait-ink", "wait"),
    ("bg-late-tint", "text-late-ink", "late"),
)


class MeetingForm(forms.Form):
    """Every kind of field once."""

    held_on = forms.DateField(label="Ngày họp", help_text="Từ hôm nay trở đi.")
    place = forms.CharField(label="Nơi họp", help_text="Ghi tên nơi và khu, ví dụ Nhà văn hóa khu 5.")
    kind = forms.ChoiceField(label="Loại cuộc họp", choices=(("regular", "Thường kỳ"), ("theme", "Chuyên đề")))
    shape = forms.ChoiceField(label="Hình thức", choices=SHAPES, widget=forms.RadioSelect, initial="direct")
    note = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    remind = forms.BooleanField(label="Nhắc lại trước 1 ngày", required=False, widget=widgets.Toggle, initial=True)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001  Django's signature
    """There is no such page, or not for this person."""
    return render(request, "404.html", status=HTTPStatus.NOT_FOUND)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001  the same
    """This person may not do this."""
    return render(request, "403.html", status=HTTPStatus.FORBIDDEN)


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  the same
    """The page was open for too long to be sent safely."""
    return render(request, "403_csrf.html", status=HTTPStatus.FORBIDDEN)


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001  the same
    """The request makes no sense."""
    return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)


def offline(request: HttpRequest) -> HttpResponse:
    """What a machine shows when it has no network and not the page; it keeps a copy of this one."""
    return render(request, "ui/offline.html")


def broken(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  the same
    """A fault of ours; the page asks nothing of the database, which may be what is broken."""
    return HttpResponse(render_to_string("500.html"), status=HTTPStatus.INTERNAL_SERVER_ERROR)


def sheet(request: HttpRequest) -> HttpResponse:
    """All components in all states."""
    return render(request, "ui/sheet.html", context())


def context() -> dict[str, object]:
    """What the sheet shows."""
    return {
        "swatches": SWATCHES,
        "form": MeetingForm(),
        "wrong": MeetingForm({"sai-held_on": "hôm qua", "sai-shape": "direct", "sai-kind": "regular"}, prefix="sai"),
        "page": Paginator(range(1_299), 30).page(3),
        "day": datetime.date(2026, 12, 3),
        "parts": [(22, "success"), (3, "accent"), (1, "edge")],
        "reasons": ["Đối chiếu khi chuyển sinh hoạt đảng"],
    }
