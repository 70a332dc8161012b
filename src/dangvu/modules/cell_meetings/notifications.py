"""What the cell and the committee above are told of a month."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from dangvu.kernel.access import VIETNAM
from dangvu.kernel.notify import Notification
from dangvu.modules.cell_meetings import events
from dangvu.modules.cell_meetings.models import CellMonth
from dangvu.modules.members import api as members


def _month(event: Any) -> CellMonth:
    return CellMonth.objects.select_related("organisation").get(pk=event.month_id)


def _accounts(*people: Any) -> list[int]:
    return [person.account_id for person in people if person is not None and person.account_id is not None]


def _secretary(event: Any) -> Iterable[int]:
    month = _month(event)
    return _accounts(members.secretary_of(month.organisation_id, month.updated_at.astimezone(VIETNAM).date()))


def _facts(event: Any, title: str, page: str) -> dict[str, Any]:
    month = _month(event)
    name = f"tháng {month.month.month}/{month.month.year}"
    url = reverse(f"cell_meetings:{page}", kwargs={"id": month.public_id})
    return {"title": title.format(cell=month.organisation.name, name=name), "url": url, "month": month, "name": name}


class Sent(Notification):
    kind = "cell_meetings.sent"
    label = "Chi bộ gửi hồ sơ tháng"
    on = events.MonthSent

    @staticmethod
    def audience(event: Any) -> Iterable[int]:
        """The follower of the cell; officers see it in their work list."""
        month = _month(event)
        return _accounts(members.follower_of(month.organisation_id, month.updated_at.astimezone(VIETNAM).date()))

    @staticmethod
    def context(event: Any) -> Mapping[str, Any]:
        return _facts(event, "{cell} đã gửi hồ sơ {name}", "report")


class Returned(Notification):
    kind = "cell_meetings.returned"
    label = "Đảng ủy đề nghị bổ sung hồ sơ tháng"
    on = events.MonthReturned
    can_be_disabled = False

    @staticmethod
    def audience(event: Any) -> Iterable[int]:
        return _secretary(event)

    @staticmethod
    def context(event: Any) -> Mapping[str, Any]:
        return _facts(event, "Bổ sung hồ sơ {name} của {cell}", "send")


class Verified(Notification):
    kind = "cell_meetings.verified"
    label = "Đảng ủy xác nhận điểm sinh hoạt"
    on = events.ScoreVerified

    @staticmethod
    def audience(event: Any) -> Iterable[int]:
        return _secretary(event)

    @staticmethod
    def context(event: Any) -> Mapping[str, Any]:
        facts = _facts(event, "Điểm sinh hoạt {name} của {cell} đã xác nhận", "report")
        return {**facts, "score": getattr(facts["month"], "score", None)}
