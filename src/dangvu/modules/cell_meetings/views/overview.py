"""The commune's view, and the panels on the home page."""

import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from dangvu.kernel import rulebook
from dangvu.kernel.access import Actor, denied
from dangvu.kernel.views import Page
from dangvu.modules.cell_meetings.access import Can
from dangvu.modules.cell_meetings.queries import overview as queries
from dangvu.modules.cell_meetings.rules import months

FILTERS = (
    ("", "Tất cả"),
    ("tre", "Trễ hạn"),
    ("chua-hop", "Chưa họp"),
    ("cho-xac-nhan", "Chờ xác nhận"),
    ("da-gui", "Đã gửi"),
)


class Overview(Page):
    """Sinh hoạt chi bộ toàn xã."""

    public = "cấp ủy viên theo dõi chi bộ xem được mà không cần vai trò nào khác"

    def load(self) -> None:
        if not queries.may_oversee(self.actor):
            raise denied(Can.OVERSEE)

    def get(self, request: HttpRequest) -> HttpResponse:
        month = month_from(request.GET.get("thang", ""), self.actor.today)
        rows = queries.overview(self.actor, month)
        wanted = request.GET.get("loc", "")
        averages = queries.averages(self.actor, month)
        shown = [row for row in rows if _fits(row, wanted)]
        facts: dict[str, Any] = {
            "rows": [(row, averages.get(row.cell.id)) for row in shown],
            "totals": queries.totals(rows), "month": month, "previous": months.previous_month(month),
            "next": months.next_month(month), "filters": FILTERS, "wanted": wanted, "left_out": len(rows) - len(shown),
            "today": self.actor.today,
            "target": rulebook.value("meetings.attendance_target", on=month),
        }  # fmt: skip
        return self.page("cell_meetings/overview.html", **facts)


def month_from(typed: str, today: datetime.date) -> datetime.date:
    """`2026-12`; anything else is this month."""
    try:
        return datetime.datetime.strptime(typed, "%Y-%m").replace(tzinfo=datetime.UTC).date()
    except ValueError:
        return months.first_of(today)


def _fits(row: queries.Row, wanted: str) -> bool:
    tests = {
        "tre": row.when.late,
        "chua-hop": not row.has_met,
        "cho-xac-nhan": row.needs_verifying,
        "da-gui": row.is_up,
    }
    return tests.get(wanted, True)


def commune_panel(request: HttpRequest, actor: Actor) -> str:
    """For those above: how the cells stand this month."""
    if not actor.can_anywhere(Can.OVERSEE):
        return ""
    month = months.first_of(actor.today)
    totals = queries.totals(queries.overview(actor, month))
    facts: dict[str, Any] = {"totals": totals, "month": month}
    return render_to_string("cell_meetings/home_commune.html", facts, request=request)
