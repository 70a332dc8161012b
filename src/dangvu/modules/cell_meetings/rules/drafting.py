"""What the month is drafted from: the template, and what the work of the last month left behind. Pure."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dangvu.modules.cell_meetings.rules.agendas import TemplateItem

PROBATION_MONTHS = 12
CASE_MINUTES = 10
NAMES_SHOWN = 3


@dataclass(frozen=True)
class Remember:
    """A date worth an item or a word: probation ending, a mark of party age."""

    kind: str
    name: str
    on: datetime.date
    years: int = 0
    member_id: int | None = None

    @property
    def sentence(self) -> str:
        if self.kind == "probation":
            return f"{self.name} đủ 12 tháng dự bị ngày {self.on:%d/%m/%Y}"
        return f"{self.name} tròn {self.years} năm tuổi đảng ngày {self.on:%d/%m/%Y}"


@dataclass(frozen=True)
class Findings:
    """All that the last month left for this one."""

    month: datetime.date
    unfinished: tuple[str, ...] = ()
    given: int = 0
    unanswered: int = 0
    papers: tuple[str, ...] = ()
    remember: tuple[Remember, ...] = ()
    theme_due: bool = False
    people: Mapping[str, int] = field(default_factory=dict)
    """chair, deputy, taker → member id."""


@dataclass(frozen=True)
class DraftItem:
    title: str
    minutes: int
    code: str
    note: str
    presenter_id: int | None


def dates_to_remember(
    people: Sequence[tuple[int, str, str, datetime.date | None, datetime.date | None]],
    *,
    today: datetime.date,
    days: int,
    marks: Sequence[int],
) -> list[Remember]:
    """People as (id, name, status, ceremony day, day from which party age counts); what falls within so many days."""
    until = today + datetime.timedelta(days=days)
    found = []
    for member_id, name, status, ceremony, since in people:
        end = _years_later(ceremony, 1) if ceremony and status == "probationary" else None
        if end and end <= until:
            found.append(Remember("probation", name, end, member_id=member_id))
        for years in marks:
            mark = _years_later(since, years) if since else None
            if mark and today <= mark <= until:
                found.append(Remember("party_age", name, mark, years, member_id))
    return sorted(found, key=lambda each: each.on)


def _years_later(day: datetime.date, years: int) -> datetime.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def theme_is_due(last_theme_on: datetime.date | None, quarter_start: datetime.date, *, quarter_ends: bool) -> bool:
    """At least one thematic meeting a quarter: reminded in the quarter's last month."""
    return quarter_ends and (last_theme_on is None or last_theme_on < quarter_start)


def compose(items: Sequence[TemplateItem], findings: Findings) -> list[DraftItem]:
    """The agenda of the month: the template, told what it is about, with the cases that came up."""
    drafted = [_filled(item, findings) for item in items]
    cases = [_case(each, findings) for each in findings.remember if each.kind == "probation"]
    return _with_cases(drafted, cases)


def _filled(item: TemplateItem, findings: Findings) -> DraftItem:
    notes = {
        "report": f"Máy soạn từ công việc tháng {(findings.month - datetime.timedelta(days=1)).month}",
        "tasks": _tasks_note(findings),
        "news": _listed(findings.papers, "văn bản mới"),
        "answers": f"{findings.unanswered} ý kiến chưa trả lời" if findings.unanswered else "",
        "opening": _ages_note(findings),
    }
    title = item.title.replace("tháng trước", f"tháng {(findings.month - datetime.timedelta(days=1)).month}")
    title = title.replace("tháng này", f"tháng {findings.month.month}")
    return DraftItem(title, item.minutes, item.code, notes.get(item.code, ""), findings.people.get(item.who))


def _tasks_note(findings: Findings) -> str:
    if not findings.unfinished:
        return f"{findings.given} nhiệm vụ, đã xong cả" if findings.given else ""
    return f"Còn {len(findings.unfinished)} nhiệm vụ chưa xong: {_names(findings.unfinished)}"


def _ages_note(findings: Findings) -> str:
    return "; ".join(each.sentence for each in findings.remember if each.kind == "party_age")[:300]


def _listed(names: Sequence[str], what: str) -> str:
    return f"{len(names)} {what}: {_names(names)}" if names else ""


def _names(names: Sequence[str]) -> str:
    more = len(names) - NAMES_SHOWN
    text = "; ".join(names[:NAMES_SHOWN]) + (f" và {more} việc khác" if more > 0 else "")
    return text[:240]


def _case(each: Remember, findings: Findings) -> DraftItem:
    note = f"Đủ 12 tháng ngày {each.on:%d/%m}"
    title = f"Xét công nhận chính thức: {each.name}"
    return DraftItem(title, CASE_MINUTES, "case", note, findings.people.get("deputy"))


def _with_cases(drafted: list[DraftItem], cases: list[DraftItem]) -> list[DraftItem]:
    """Cases come before the conclusion, in the item that waits for them if there is one."""
    place = next((at for at, item in enumerate(drafted) if item.code in {"cases", "answers"}), max(len(drafted) - 2, 0))
    if cases and drafted and drafted[place].code == "cases":
        return [*drafted[:place], *cases, *drafted[place + 1 :]]
    return [*drafted[:place], *cases, *drafted[place:]]
