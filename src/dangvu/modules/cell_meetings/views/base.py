"""What the screens about one meeting of a cell share."""

from typing import Any

from django.http import HttpResponse

from dangvu.kernel.access import VIETNAM
from dangvu.kernel.errors import NotFound
from dangvu.kernel.views import Page
from dangvu.modules.cell_meetings.access import Can
from dangvu.modules.cell_meetings.models import CellMonth
from dangvu.modules.cell_meetings.queries import month as queries


class MeetingPage(Page):
    """Screens of those who prepare, run or write up a meeting of the cell."""

    permission = Can.PREPARE
    needs = Can.PREPARE
    place: queries.Place

    def load(self) -> None:
        self.place = queries.place_of(self.actor, self.kwargs["id"], self.needs)

    @property
    def month(self) -> CellMonth:
        return self.place.month

    @property
    def meeting(self) -> Any:
        return self.place.meeting

    @property
    def target(self) -> CellMonth:
        return self.place.month

    def one(self, rows: Any, public_id: object) -> Any:
        """A row that belongs to this meeting."""
        found = rows.filter(public_id=public_id).first()
        if found is None:
            raise NotFound("Mục này không còn nữa. Quay lại trang trước để xem những gì đang có.")
        return found

    def facts(self, **more: Any) -> dict[str, Any]:
        return {
            "place": self.place,
            "month": self.month,
            "meeting": self.meeting,
            "day": self.meeting.starts_at.astimezone(VIETNAM).date(),
            "today": self.actor.today,
            "now": self.actor.now,
            **more,
        }

    def to(self, name: str) -> HttpResponse:
        return self.done(f"cell_meetings:{name}", id=self.meeting.public_id)

    def to_month(self, name: str) -> HttpResponse:
        return self.done(f"cell_meetings:{name}", id=self.month.public_id)


class MonthPage(Page):
    """Screens about the whole month."""

    permission = Can.VIEW
    needs = Can.VIEW
    month: CellMonth

    def load(self) -> None:
        self.month = queries.month_for(self.actor, self.kwargs["id"], self.needs)

    @property
    def target(self) -> CellMonth:
        return self.month
