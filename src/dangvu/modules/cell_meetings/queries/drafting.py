"""What the month is drafted from: the last meeting's habits and what its work left behind."""

import datetime
from dataclasses import dataclass
from typing import Any

from dangvu.kernel import rulebook
from dangvu.kernel.access import VIETNAM, Actor
from dangvu.lib import dates
from dangvu.modules.cell_meetings.models import CellMonth, ExtraMeeting
from dangvu.modules.cell_meetings.rules import drafting as rules
from dangvu.modules.cell_meetings.rules import months
from dangvu.modules.meetings import api as meetings
from dangvu.modules.members import api as members
from dangvu.modules.tasks import api as tasks


@dataclass(frozen=True)
class Usual:
    """When and where the cell meets, as last time."""

    starts_at: datetime.datetime
    place: str
    mode: str = "in_person"
    online_link: str = ""


def usual(organisation_id: int, month: datetime.date, actor: Actor) -> Usual:
    """The same weekday, hour and place as the last regular meeting; never a day that has passed."""
    last = _last_regular(organisation_id, month)
    last_at = last.starts_at.astimezone(VIETNAM) if last else None
    default_day = int(rulebook.value("cell_meetings.usual_day", on=month).value)
    day = months.usual_day(month, last_at.date() if last_at else None, default_day)
    hour = last_at.time().replace(second=0, microsecond=0) if last_at else months.DEFAULT_HOUR
    starts_at = datetime.datetime.combine(max(day, actor.today + datetime.timedelta(days=2)), hour, VIETNAM)
    return Usual(
        starts_at, last.place if last else "", last.mode if last else "in_person", last.online_link if last else ""
    )


def _last_regular(organisation_id: int, month: datetime.date) -> Any | None:
    rows = CellMonth.objects.filter(organisation_id=organisation_id, month__lt=month, meeting__isnull=False)
    last = rows.select_related("meeting").order_by("-month").first()
    return last.meeting if last else None


def people(organisation_id: int, on: datetime.date) -> dict[str, int]:
    """Who usually does what: the secretary chairs, the deputy presents, another committee member writes."""
    committee = members.committee_of(organisation_id, on)
    if not committee:
        return {}
    return {"chair": committee[0].id, "deputy": committee[min(1, len(committee) - 1)].id, "taker": committee[-1].id}


def findings(meeting: Any, month: datetime.date, today: datetime.date, who: dict[str, int]) -> rules.Findings:
    """Read after the invitations are listed: the people are those who will sit there."""
    last = _last_regular(meeting.organisation_id, month)
    open_tasks = tasks.unfinished_of(meeting.organisation_id)
    return rules.Findings(
        month=month,
        unfinished=tuple(task.title for task in open_tasks),
        given=len(tasks.of_source(f"meeting:{last.pk}")) if last else 0,
        unanswered=last.opinions.filter(answer="").count() if last else 0,
        remember=tuple(_remember(meeting, today)),
        theme_due=theme_due(meeting.organisation_id, month),
        people=who,
    )


def _remember(meeting: Any, today: datetime.date) -> list[rules.Remember]:
    marks = rulebook.value("cell_meetings.party_age_marks", on=today).value
    days = int(rulebook.value("cell_meetings.remember_days", on=today).value)
    fields = ("member_id", "member__full_name", "status", "member__admission_ceremony_date", "member__party_since")
    rows = meeting.invitations.exclude(member=None).exclude(role="follower").values_list(*fields)
    known = [(pk, name, status, _day(ceremony), since) for pk, name, status, ceremony, since in rows]
    return rules.dates_to_remember(known, today=today, days=days, marks=marks)


def _day(partial: str) -> datetime.date | None:
    return dates.PartialDate.from_iso(partial).as_date() if partial else None


def theme_due(organisation_id: int, month: datetime.date) -> bool:
    """No thematic meeting or part in this quarter yet, and its last month has come."""
    first, _ = months.quarter_of(month)
    last_of = [_last_theme(CellMonth, organisation_id, month), _last_theme(ExtraMeeting, organisation_id, month)]
    last = max((each for each in last_of if each), default=None)
    return rules.theme_is_due(last, first, quarter_ends=months.ends_quarter(month))


def _last_theme(model: Any, organisation_id: int, month: datetime.date) -> datetime.date | None:
    if model is CellMonth:
        regular = CellMonth.objects.filter(organisation_id=organisation_id, month__lt=month, meeting__with_theme=True)
        return regular.order_by("-month").values_list("month", flat=True).first()
    rows = ExtraMeeting.objects.filter(
        month__organisation_id=organisation_id, month__month__lte=month, meeting__kind="thematic",
        meeting__state__in=[*meetings_that_count()],
    )  # fmt: skip
    return rows.order_by("-month__month").values_list("month__month", flat=True).first()


def meetings_that_count() -> list[str]:
    """Neither moved nor cancelled."""
    state = meetings.State
    return [each.value for each in state if each not in {state.MOVED, state.CANCELLED}]


def as_kept(found: rules.Findings) -> dict[str, Any]:
    """As the month keeps them, to show where the draft came from."""
    return {
        "unfinished": list(found.unfinished),
        "given": found.given,
        "unanswered": found.unanswered,
        "remember": [each.sentence for each in found.remember],
        "theme_due": found.theme_due,
    }
