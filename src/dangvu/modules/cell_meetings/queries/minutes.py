"""The minutes and resolutions as sheets on the screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dangvu.kernel.access import VIETNAM
from dangvu.lib import words
from dangvu.modules.cell_meetings.models import MinutesPaper, Resolution
from dangvu.modules.cell_meetings.queries.month import Place
from dangvu.modules.documents import api as documents
from dangvu.modules.meetings import api as meetings
from dangvu.modules.tasks import api as tasks


@dataclass(frozen=True)
class NumberedPart:
    roman: str
    title: str
    paragraphs: tuple[str, ...]


def numbered(parts: Sequence[Any]) -> tuple[NumberedPart, ...]:
    """As the printed paper numbers them: by their place."""
    return tuple(
        NumberedPart(documents.wording.roman(place), part.title, part.paragraphs)
        for place, part in enumerate(parts, start=1)
    )


@dataclass(frozen=True)
class Sheet:
    """A paper as the screen draws it, with what belongs to the minutes."""

    superior: str
    issuer: str
    place: str
    on: date
    number: str
    first: str
    parts: tuple[Any, ...]
    last: str
    minutes: Any = None
    version: Any = None
    versions: tuple[Any, ...] = ()
    paper: Any = None
    scan: Any = None
    kept: tuple[Any, ...] = ()
    notes: tuple[Any, ...] = ()
    resolutions: tuple[Resolution, ...] = ()

    @property
    def date_line(self) -> str:
        place = f"{self.place}, " if self.place else ""
        return f"{place}ngày {self.on.day:02} tháng {self.on.month:02} năm {self.on.year}"

    @property
    def is_latest(self) -> bool:
        return bool(self.versions) and self.version.number == self.versions[0].number


def sheet(place: Place, number: int | None = None) -> Sheet | None:
    """The minutes in one of their versions; None before anything was composed."""
    meeting = place.meeting
    minutes = getattr(meeting, "minutes", None)
    versions = tuple(minutes.versions.all()) if minutes else ()
    version = next((each for each in versions if number in (None, each.number)), None)
    if minutes is None or version is None:
        return None
    first, parts = meetings.split_text(version.text)
    kept = MinutesPaper.objects.filter(meeting=meeting).select_related("paper__file").first()
    paper = kept.paper if kept else None
    on = meeting.starts_at.astimezone(VIETNAM).date()
    head = documents.letterhead(meeting.organisation_id, on)
    return Sheet(
        superior=head.superior, issuer=head.issuer, place=head.place, on=on, number=paper.symbol if paper else "",
        first=first, parts=numbered(parts), last=_last(meeting), minutes=minutes, version=version, versions=versions,
        paper=paper,
        scan=paper.scans.select_related("file").order_by("-pk").first() if paper else None,
        kept=tuple(meetings.kept_texts(meeting)), notes=tuple(minutes.notes.all()),
        resolutions=tuple(Resolution.objects.filter(meeting=meeting)),
    )  # fmt: skip


def _last(meeting: Any) -> str:
    if not (meeting.closed_at and meeting.opened_at):
        return ""
    return meetings.closing_words(meeting.closed_at.astimezone(VIETNAM), meeting.opened_at.astimezone(VIETNAM))


def resolution_sheet(resolution: Resolution) -> Sheet:
    meeting, paper = resolution.meeting, resolution.paper
    on = meeting.starts_at.astimezone(VIETNAM).date()
    head = documents.letterhead(meeting.organisation_id, on)
    first, parts = meetings.split_text(resolution.text)
    scan = paper.scans.select_related("file").order_by("-pk").first() if paper else None
    return Sheet(
        head.superior,
        head.issuer,
        head.place,
        on,
        resolution.number,
        first,
        numbered(parts),
        "",
        paper=paper,
        scan=scan,
    )


def proposed_resolution(place: Place) -> dict[str, str]:
    """A draft from what the month is about: a person corrects it."""
    month, meeting = place.month, place.meeting
    day = words.long_day(meeting.starts_at.astimezone(VIETNAM).date())
    given = [f"- {_task(task)}" for task in tasks.of_source(f"meeting:{meeting.pk}")]
    left = [f"- Tiếp tục: {title}." for title in month.findings.get("unfinished", [])]
    lines = [
        f"Căn cứ kết quả thảo luận tại buổi sinh hoạt ngày {day}, chi bộ quyết nghị:",
        f"I- NHIỆM VỤ THÁNG {month.month.month}", *(given or left or ["1. …", "2. …"]),
        "II- TỔ CHỨC THỰC HIỆN", "1. Chi ủy phân công đảng viên phụ trách từng việc, kiểm tra và báo cáo vào kỳ sau.",
        "2. Đảng viên trong chi bộ có trách nhiệm thực hiện nghị quyết này.",
    ]  # fmt: skip
    return {
        "kind": "resolution",
        "subject": f"Nhiệm vụ tháng {month.month.month} năm {month.month.year}",
        "text": "\n".join(lines),
    }


def _task(task: tasks.TaskInfo) -> str:
    due = f", hạn {words.long_day(task.due_on)}" if task.due_on else ""
    return f"{task.title}: {', '.join(task.people) or task.group or 'cả chi bộ'}{due}."
