"""The agenda and the papers."""

from collections.abc import Sequence
from dataclasses import asdict

from django.db.models import Max, Sum

from dangvu.kernel import live
from dangvu.kernel.access import Actor
from dangvu.kernel.audit import note
from dangvu.kernel.command import command
from dangvu.kernel.errors import Conflict, Invalid
from dangvu.kernel.filing.models import StoredFile
from dangvu.modules.meetings import states
from dangvu.modules.meetings.access import Can
from dangvu.modules.meetings.commands.kept import Written, keep_other
from dangvu.modules.meetings.models import AgendaItem, KeptText, Meeting, Paper, PaperRead
from dangvu.modules.meetings.queries import people
from dangvu.modules.meetings.rules.plans import Item

MOST_MINUTES = 600


@command(Can.PREPARE, on="meeting")
def add_item(*, actor: Actor, meeting: Meeting, item: Item) -> AgendaItem:
    """Thêm mục vào chương trình."""
    _require_open_agenda(meeting)
    _require_sensible(item)
    last = meeting.items.aggregate(last=Max("order"))["last"] or 0
    added = AgendaItem(meeting=meeting, order=last + 1, **asdict(item))
    added.save()
    _agenda_changed(meeting)
    return added


@command(Can.PREPARE, on="item")
def edit_item(*, actor: Actor, item: AgendaItem, change: Item) -> AgendaItem:
    """Sửa mục của chương trình."""
    _require_open_agenda(item.meeting)
    _require_sensible(change)
    for name, value in asdict(change).items():
        setattr(item, name, value)
    item.save()
    _agenda_changed(item.meeting)
    return item


@command(Can.PREPARE, on="item")
def remove_item(*, actor: Actor, item: AgendaItem) -> None:
    """Bỏ mục khỏi chương trình."""
    meeting = item.meeting
    _require_open_agenda(meeting)
    if item.started_at:
        raise Conflict("Mục này đã bàn nên không bỏ được.")
    if item.lines.exists() or item.ballots.exists():
        raise Conflict("Mục này đã có nội dung ghi hoặc biểu quyết nên không bỏ được.")
    note("title", item.title)
    item.opinions.update(item=None)
    item.delete()
    _renumber(meeting, list(meeting.items.values_list("pk", flat=True)))
    _agenda_changed(meeting)


@command(Can.PREPARE, on="meeting")
def reorder_items(*, actor: Actor, meeting: Meeting, item_ids: Sequence[int]) -> Meeting:
    """Sắp xếp lại chương trình."""
    _require_open_agenda(meeting)
    present = set(meeting.items.values_list("pk", flat=True))
    if set(item_ids) != present or len(item_ids) != len(present):
        raise Conflict("Chương trình vừa thay đổi ở máy khác. Tải lại trang rồi sắp xếp lại.")
    _renumber(meeting, item_ids)
    note("order", list(item_ids))
    _agenda_changed(meeting)
    return meeting


def _renumber(meeting: Meeting, item_ids: Sequence[int]) -> None:
    items = {item.pk: item for item in meeting.items.all()}
    for order, pk in enumerate(item_ids, start=1):
        items[pk].order = order
    AgendaItem.objects.bulk_update(items.values(), ["order"])


def _require_open_agenda(meeting: Meeting) -> None:
    if meeting.is_over or meeting.state in states.OFF:
        raise Conflict(f"Cuộc họp đang ở trạng thái “{meeting.label}” nên chương trình không đổi được nữa.")


def _require_sensible(item: Item) -> None:
    if not item.title.strip():
        raise Invalid("Ghi nội dung của mục.", field="title")
    if not 0 <= item.minutes <= MOST_MINUTES:
        raise Invalid(f"Số phút của một mục từ 0 đến {MOST_MINUTES}.", field="minutes")


def _agenda_changed(meeting: Meeting) -> None:
    planned = meeting.items.aggregate(total=Sum("minutes"))["total"] or 0
    Meeting.objects.filter(pk=meeting.pk).update(planned_minutes=planned)
    meeting.planned_minutes = planned
    live.announce(f"meeting:{meeting.pk}")


@command(Can.RUN, on="item")
def start_item(*, actor: Actor, item: AgendaItem) -> AgendaItem:
    """Bắt đầu bàn một mục."""
    if item.meeting.state != states.State.RUNNING:
        raise Conflict(f"Cuộc họp đang ở trạng thái “{item.meeting.label}”, chưa bàn mục này được.")
    if item.started_at and not item.ended_at:
        return item
    for other in item.meeting.items.filter(started_at__isnull=False, ended_at=None).exclude(pk=item.pk):
        other.ended_at = actor.now
        other.save()
    item.started_at = item.started_at or actor.now
    item.ended_at = None
    item.save()
    live.announce(f"meeting:{item.meeting_id}")
    return item


@command(Can.RUN, on="item")
def finish_item(*, actor: Actor, item: AgendaItem) -> AgendaItem:
    """Kết thúc một mục."""
    if item.started_at is None:
        raise Conflict("Mục này chưa bàn. Bấm bắt đầu trước.")
    if item.ended_at is None:
        item.ended_at = actor.now
        item.save()
        live.announce(f"meeting:{item.meeting_id}")
    return item


@command(Can.WRITE, on="item")
def conclude_item(*, actor: Actor, item: AgendaItem, text: str, revision: int) -> Written:
    """Ghi kết luận của chủ trì cho một mục."""
    if item.meeting.state in (*states.OFF, *states.ADOPTED):
        raise Conflict(f"Cuộc họp đang ở trạng thái “{item.meeting.label}” nên không ghi kết luận được nữa.")
    if item.conclusion == text:
        return Written(item)
    if item.revision != revision and item.conclusion:
        return keep_other(actor, item.meeting, KeptText.Where.CONCLUSION, item, text)
    item.conclusion, item.revision = text, item.revision + 1
    item.save()
    live.announce(f"meeting:{item.meeting_id}")
    return Written(item)


@command(Can.PREPARE, on="meeting")
def publish_paper(
    *, actor: Actor, meeting: Meeting, file: StoredFile, title: str, item: AgendaItem | None = None, pages: int = 1
) -> Paper:
    """Đưa tài liệu lên cho người dự họp."""
    if meeting.state in states.OFF:
        raise Conflict("Cuộc họp này không diễn ra nữa. Đưa tài liệu vào cuộc họp mới.")
    if item is not None and item.meeting_id != meeting.pk:
        raise Conflict("Mục này thuộc cuộc họp khác. Tải lại trang rồi chọn lại.")
    same = meeting.papers.filter(item=item, file=file, withdrawn_at=None).first()
    if same is not None:
        return same
    named = title.strip() or file.name
    paper = Paper(meeting=meeting, item=item, file=file, title=named, pages=max(1, pages), published_at=actor.now)
    paper.save()
    live.announce(f"meeting:{meeting.pk}")
    return paper


@command(Can.PREPARE, on="paper")
def withdraw_paper(*, actor: Actor, paper: Paper) -> Paper:
    """Rút tài liệu."""
    if paper.withdrawn_at is None:
        paper.withdrawn_at = actor.now
        paper.save()
        live.announce(f"meeting:{paper.meeting_id}")
    return paper


@command(Can.VIEW, on="paper")
def mark_paper_read(*, actor: Actor, paper: Paper) -> None:
    """Mở tài liệu cuộc họp."""
    invitation = people.invitation_of(actor, paper.meeting)
    if invitation is not None:
        PaperRead.objects.get_or_create(
            paper=paper, member_id=invitation.member_id, defaults={"read_at": actor.now}
        )  # fmt: skip
