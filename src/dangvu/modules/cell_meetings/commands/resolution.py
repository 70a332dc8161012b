"""The resolution of the cell: drafted, adopted, numbered, signed in ink."""

from datetime import date
from typing import Any

from dangvu.kernel.access import VIETNAM, Actor
from dangvu.kernel.command import command
from dangvu.kernel.errors import Conflict, Invalid
from dangvu.kernel.filing.models import StoredFile
from dangvu.modules.cell_meetings.access import Can
from dangvu.modules.cell_meetings.exports import papers
from dangvu.modules.cell_meetings.models import CellMonth, Resolution
from dangvu.modules.cell_meetings.queries import month as queries
from dangvu.modules.documents import api as documents

SUBJECT = "cell_meetings.Resolution"


@command(Can.PREPARE, on="month")
def draft_resolution(*, actor: Actor, month: CellMonth, meeting: Any, kind: str, subject: str, text: str) -> Resolution:
    """Soạn dự thảo nghị quyết của chi bộ."""
    queries.require_of_month(month, meeting)
    if kind not in Resolution.Kind.values:
        raise Invalid("Chọn nghị quyết hoặc kết luận.", field="kind")
    if not subject.strip():
        raise Invalid("Ghi nghị quyết về việc gì.", field="subject")
    resolution = Resolution(month=month, meeting=meeting, kind=kind, subject=subject.strip()[:300], text=text.strip())
    resolution.save()
    return resolution


@command(Can.PREPARE, on="resolution")
def write_resolution(*, actor: Actor, resolution: Resolution, subject: str, text: str, revision: int) -> Resolution:
    """Sửa dự thảo nghị quyết.

    When somebody else was faster, both texts are kept; `other_text` tells the screen.
    """
    if not resolution.is_draft:
        raise Conflict("Nghị quyết đã thông qua nên không sửa nội dung được nữa.")
    if not subject.strip():
        raise Invalid("Ghi nghị quyết về việc gì.", field="subject")
    if resolution.revision != revision and resolution.text != text.strip():
        resolution.other_text = text.strip()
    else:
        resolution.subject, resolution.text, resolution.other_text = subject.strip()[:300], text.strip(), ""
        resolution.revision += 1
    resolution.save()
    return resolution


@command(Can.PREPARE, on="resolution", transition="adopt")
def adopt_resolution(*, actor: Actor, resolution: Resolution, remark: str = "") -> Resolution:
    """Ghi nhận nghị quyết đã được chi bộ thông qua."""
    if resolution.other_text:
        raise Conflict("Có hai bản viết cùng lúc. Chọn một bản rồi ghi là đã thông qua.")
    resolution.adopted_at, resolution.adopted_note = actor.now, remark.strip()[:300]
    resolution.save()
    return resolution


@command(Can.PREPARE, on="resolution", transition="issue")
def issue_resolution(*, actor: Actor, resolution: Resolution) -> Resolution:
    """Lấy số cho nghị quyết của chi bộ."""
    day = resolution.meeting.starts_at.astimezone(VIETNAM).date()
    registered = documents.register_paper(
        actor=actor,
        organisation=resolution.month.organisation,
        registration=documents.Registration(resolution.kind, resolution.subject, day, (SUBJECT, resolution.pk)),
    )
    issued = documents.issue_paper(
        actor=actor, paper=registered, make=lambda number: documents.compose(papers.resolution(resolution, number))
    )
    resolution.number, resolution.paper = issued.symbol, issued
    resolution.save()
    return resolution


@command(Can.PREPARE, on="resolution")
def attach_signed_resolution(
    *, actor: Actor, resolution: Resolution, scan: StoredFile, signed_on: date | None = None
) -> Resolution:
    """Gắn bản nghị quyết đã ký."""
    if resolution.paper is None:
        raise Conflict("Nghị quyết chưa lấy số. Lấy số, in, ký rồi gắn bản đã ký.")
    documents.attach_signed_scan(actor=actor, paper=resolution.paper, file=scan, signed_on=signed_on)
    return resolution
