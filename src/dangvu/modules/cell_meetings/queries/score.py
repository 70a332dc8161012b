"""What the system knows of a month for its score, and the sheet as a screen shows it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q

from dangvu.kernel import rulebook
from dangvu.kernel.access import VIETNAM
from dangvu.modules.cell_meetings.models import CellMonth, ExtraMeeting, MeetingScore, Resolution
from dangvu.modules.cell_meetings.queries.drafting import meetings_that_count
from dangvu.modules.cell_meetings.rules import months, scores
from dangvu.modules.meetings import api as meetings
from dangvu.modules.tasks import api as tasks

RUN_OF_ABSENCES = 3
NEWS_MINUTES = 15


def facts(month: CellMonth, now: datetime) -> scores.Facts:
    """By the names that the sheet uses; what is not known is left out and a person judges."""
    meeting = month.meeting
    if meeting is None:
        return scores.Facts()
    values: dict[str, float | bool] = {
        **_time(meeting, now), **_attendance(meeting), **_preparation(month, meeting), **_conduct(month, meeting),
        **_results(month), **_closing(month, meeting, now),
    }  # fmt: skip
    return scores.Facts(values)


def _time(meeting: Any, now: datetime) -> dict[str, float | bool]:
    return {"minutes_over": meetings.clock(meeting, now).minutes - meeting.minimum_minutes}


def _attendance(meeting: Any) -> dict[str, float | bool]:
    counted = meetings.standing(meeting.pk, on=meeting.starts_at.astimezone(VIETNAM).date())
    unexcused = sum(row.category == meetings.Category.UNEXCUSED for row in counted.rows)
    return {
        "attendance_percent": counted.share.percent,
        "unexcused": float(unexcused),
        "no_long_absence": not _someone_always_excused(meeting),
    }


def _someone_always_excused(meeting: Any) -> bool:
    """The same person excused in this meeting and in the three before it."""
    before = CellMonth.objects.filter(
        organisation_id=meeting.organisation_id, meeting__starts_at__lte=meeting.starts_at,
        meeting__attendances__isnull=False,
    )  # fmt: skip
    last = list(before.order_by("-month").values_list("meeting_id", flat=True).distinct()[: RUN_OF_ABSENCES + 1])
    if len(last) <= RUN_OF_ABSENCES:
        return False
    rows = CellMonth.objects.filter(meeting_id__in=last, meeting__attendances__category=meetings.Category.EXCUSED)
    counted = rows.order_by().values("meeting__attendances__member_id").annotate(
        times=Count("meeting", filter=Q(meeting__attendances__category=meetings.Category.EXCUSED))
    )  # fmt: skip
    return any(row["times"] > RUN_OF_ABSENCES for row in counted if row["meeting__attendances__member_id"])


def _preparation(month: CellMonth, meeting: Any) -> dict[str, float | bool]:
    days = int(rulebook.value("meetings.paper_days_before", on=meeting.starts_at.astimezone(VIETNAM).date()).value)
    published = list(meeting.papers.filter(withdrawn_at=None).values_list("published_at", flat=True))
    late = [at for at in published if meetings.paper_is_late(at, meeting.starts_at, days)]
    return {
        "has_resolution": Resolution.objects.filter(meeting=meeting).exists(),
        "committee_met": month.committee_met_on is not None,
        "called_before": meeting.called_at is not None,
        "papers_in_time": bool(published) and not late,
        "has_papers": bool(published),
    }


def _conduct(month: CellMonth, meeting: Any) -> dict[str, float | bool]:
    items = list(meeting.items.values_list("code", "minutes", "started_at"))
    spoke = set(meeting.lines.filter(struck_at=None, speaker__isnull=False).values_list("speaker_id", flat=True))
    here = meeting.attendances.filter(category__in=["present", "present_online"]).count()
    return {
        "all_items": all(started for *_, started in items),
        "theme_kept": meeting.with_theme or _theme_this_quarter(month),
        "speakers_percent": 100 * len(spoke) / here if here else 0.0,
        "has_minutes": hasattr(meeting, "minutes"),
        "news_long_enough": any(code == "news" and minutes >= NEWS_MINUTES for code, minutes, _ in items),
        "opinions_answered": not meeting.opinions.filter(answer="", taken_at=None).exists(),
    }


def _theme_this_quarter(month: CellMonth) -> bool:
    """Kept in this quarter; or still ahead, since the quarter is not over."""
    first, last = months.quarter_of(month.month)
    same = CellMonth.objects.filter(organisation_id=month.organisation_id, month__gte=first, month__lte=last)
    if same.filter(meeting__with_theme=True).exists() or not months.ends_quarter(month.month):
        return True
    return ExtraMeeting.objects.filter(
        month__in=same, meeting__kind="thematic", meeting__state__in=meetings_that_count()
    ).exists()


def _results(month: CellMonth) -> dict[str, float | bool]:
    """Of the tasks that the last meeting gave."""
    rows = CellMonth.objects.filter(organisation_id=month.organisation_id, month__lt=month.month, meeting__isnull=False)
    last = rows.order_by("-month").values_list("meeting_id", flat=True).first()
    given = tasks.of_source(f"meeting:{last}") if last else []
    counted = [task for task in given if task.state != "cancelled"]
    if not counted:
        return {}
    return {"tasks_percent": 100 * sum(not task.is_open for task in counted) / len(counted)}


def _closing(month: CellMonth, meeting: Any, now: datetime) -> dict[str, float | bool]:
    posted = month.sent_at or now
    adopted = meeting.state in {meetings.State.ADOPTED, meetings.State.LOCKED}
    within = timedelta(days=int(rulebook.value("cell_meetings.post_days", on=now.astimezone(VIETNAM).date()).value))
    return {
        "adopted": adopted,
        "has_records": adopted and bool(tasks.of_source(f"meeting:{meeting.pk}")),
        "posted_in_time": meeting.closed_at is None or posted - meeting.closed_at <= within,
    }


@dataclass(frozen=True)
class SheetView:
    """The sheet with proposals, the cell's points and the committee's."""

    rows: list[dict[str, Any]]
    name: str
    regulation: str
    verified_rule: bool
    most: int
    self_total: int
    total: int
    grade: str
    grades: str
    score: MeetingScore | None


def sheet_view(month: CellMonth, now: datetime, *, verifying: bool = False) -> SheetView:
    score = MeetingScore.objects.filter(month=month).first()
    rule = rulebook.value("cell_meetings.score_sheet", on=now.astimezone(VIETNAM).date())
    sheet = score.sheet if score else rule.value
    if score is None or (not month.is_up and not verifying):
        proposed = scores.proposals(sheet, facts(month, now))
        points = {code: each.points for code, each in proposed.items()}
        own = {**points, **(score.self_points if score else {})}
        evidence = {code: each.evidence for code, each in proposed.items()}
    else:
        own, evidence = score.self_points, score.evidence
    checked = (score.verified_points or own) if score and (verifying or score.verified_at) else {}
    total = scores.total(sheet, checked or own)
    return SheetView(
        rows=scores.rows(sheet, own, checked, evidence), name=sheet["name"],
        regulation=score.regulation if score else rule.regulation, verified_rule=rule.verified, most=scores.most(sheet),
        self_total=scores.total(sheet, own), total=total, grade=scores.grade(total, sheet),
        grades=", ".join(f"{label} từ {least}" for least, label in sheet["grades"] if least), score=score,
    )  # fmt: skip
