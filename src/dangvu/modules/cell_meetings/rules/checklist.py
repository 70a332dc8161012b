"""What is still worth doing before the invitations go out. Nothing here blocks: it is said, and counted. Pure."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

PAPER_CODES = frozenset({"report", "theme", "case"})
"""Items that live from a paper."""


@dataclass(frozen=True)
class Check:
    """One line of the list; `action` names what the screen offers to do about it."""

    sentence: str
    done: bool
    action: str = ""
    item: str = ""


@dataclass(frozen=True)
class ItemFacts:
    """An agenda item as the checklist sees it."""

    id: int
    order: int
    code: str
    presenter: bool
    papers: int
    late_papers: int = 0
    public_id: str = ""


@dataclass(frozen=True)
class MonthFacts:
    """The month as the checklist sees it."""

    papers_due: datetime.datetime
    planned: int
    minimum: int
    committee_size: int = 0
    committee_met_on: datetime.date | None = None
    has_resolution: bool = False
    needs_resolution: bool = True
    theme_due: bool = False
    with_theme: bool = False
    has_minute_taker: bool = True
    has_place: bool = True
    now: datetime.datetime | None = None


def checks(month: MonthFacts, items: Sequence[ItemFacts]) -> list[Check]:
    """What is missing first, then what is done."""
    found = [*_items(month, items), *_time(month), *_committee(month), *_resolution(month), *_theme(month)]
    if not month.has_place:
        found.append(Check("Chưa ghi địa điểm họp.", done=False, action="details"))
    if not month.has_minute_taker:
        found.append(Check("Chưa chọn người ghi biên bản.", done=False, action="details"))
    return sorted(found, key=lambda check: check.done)


def left(found: Sequence[Check]) -> int:
    return sum(not check.done for check in found)


def headline(count: int) -> str:
    return f"Còn {count} việc nên làm" if count else "Đã đủ, gửi được ngay"


def _items(month: MonthFacts, items: Sequence[ItemFacts]) -> list[Check]:
    found = []
    for item in items:
        if item.code in PAPER_CODES and not item.papers:
            due = f"{month.papers_due:%H:%M ngày %d/%m}"
            sentence = f"Mục {item.order} chưa có tài liệu. Cần đưa lên trước {due}."
            if month.now and month.now > month.papers_due:
                sentence = (
                    f"Mục {item.order} chưa có tài liệu, đã quá hạn {due}. Đưa lên bây giờ vẫn được, ghi là đưa muộn."
                )
            found.append(Check(sentence, done=False, action="paper", item=item.public_id))
        if item.late_papers:
            found.append(Check(f"Tài liệu mục {item.order} đưa lên muộn hơn 1 ngày trước họp.", done=False))
        if not item.presenter:
            found.append(
                Check(
                    f"Mục {item.order} chưa phân công người trình bày.", done=False, action="item", item=item.public_id
                )
            )
    return found


def _time(month: MonthFacts) -> list[Check]:
    if month.planned >= month.minimum:
        return []
    missing = month.minimum - month.planned
    return [
        Check(f"Chương trình thiếu {missing} phút so với mức tối thiểu {month.minimum}.", done=False, action="minutes")
    ]


def _committee(month: MonthFacts) -> list[Check]:
    if month.committee_met_on:
        return [Check(f"Chi ủy họp thống nhất ngày {month.committee_met_on:%d/%m}.", done=True)]
    if month.committee_size <= 1:
        return []
    who = "Chi ủy" if month.committee_size > 2 else "Bí thư và phó bí thư"  # noqa: PLR2004  a committee has three or more
    return [Check(f"{who} chưa ghi ngày họp thống nhất nội dung.", done=False, action="committee")]


def _resolution(month: MonthFacts) -> list[Check]:
    if month.has_resolution:
        return [Check("Dự thảo nghị quyết đã có.", done=True, action="resolution")]
    return [Check("Chưa có dự thảo nghị quyết.", done=False, action="resolution")] if month.needs_resolution else []


def _theme(month: MonthFacts) -> list[Check]:
    if not month.theme_due:
        return []
    if month.with_theme:
        return [Check("Có phần chuyên đề của quý này.", done=True)]
    return [Check("Quý này chi bộ chưa sinh hoạt chuyên đề.", done=False, action="theme")]
