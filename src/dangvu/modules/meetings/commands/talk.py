"""Opinions, lines of the record, raised hands, tasks given in the meeting."""

import uuid
from dataclasses import asdict
from typing import TypeVar

from dangvu.kernel import live
from dangvu.kernel.access import Actor
from dangvu.kernel.audit import note
from dangvu.kernel.command import command
from dangvu.kernel.errors import Conflict, Invalid
from dangvu.kernel.events import publish
from dangvu.modules.meetings import events, states
from dangvu.modules.meetings.access import Can
from dangvu.modules.meetings.commands.kept import Written, keep_other
from dangvu.modules.meetings.models import AgendaItem, KeptText, Line, Meeting, Opinion, SpeakRequest
from dangvu.modules.meetings.queries import people
from dangvu.modules.meetings.rules.plans import Errand, Speech
from dangvu.modules.tasks import api as tasks

LONGEST_TEXT = 8_000
S = TypeVar("S", Opinion, Line)


def _clean(text: str) -> str:
    cleaned = text.replace("\r\n", "\n").strip()
    if not cleaned:
        raise Invalid("Chưa có nội dung. Viết vài chữ rồi gửi.", field="text")
    if len(cleaned) > LONGEST_TEXT:
        raise Invalid(f"Nội dung dài quá {LONGEST_TEXT} chữ. Chia làm hai lần gửi.", field="text")
    return cleaned


@command(Can.TAKE_PART, on="meeting")
def send_opinion(
    *, actor: Actor, meeting: Meeting, text: str, client_key: uuid.UUID, item: AgendaItem | None = None
) -> Opinion:
    """Gửi ý kiến."""
    invitation = people.invitation_of(actor, meeting)
    if invitation is None or invitation.member_id is None:
        raise Conflict("Đồng chí không có tên trong danh sách mời nên chưa gửi ý kiến được.")
    return _opinion(meeting, invitation.member_id, text, item, client_key, actor, recorded_by="")


@command(Can.WRITE, on="meeting")
def record_opinion(
    *, actor: Actor, meeting: Meeting, member_id: int, text: str, client_key: uuid.UUID, item: AgendaItem | None = None
) -> Opinion:
    """Ghi giúp ý kiến của đảng viên."""
    if not meeting.invitations.filter(member_id=member_id).exists():
        raise Conflict("Người này không có trong danh sách mời. Chọn lại người phát biểu.")
    return _opinion(meeting, member_id, text, item, client_key, actor, recorded_by=actor.name)


def _opinion(
    meeting: Meeting,
    member_id: int,
    text: str,
    item: AgendaItem | None,
    client_key: uuid.UUID,
    actor: Actor,
    *,
    recorded_by: str,
) -> Opinion:
    sent = Opinion.objects.filter(client_key=client_key).first()
    if sent is not None:
        return _same(sent, meeting)
    if meeting.state not in states.AHEAD:
        raise Conflict(f"Cuộc họp đang ở trạng thái “{meeting.label}” nên không nhận ý kiến nữa.")
    _require_item_of(meeting, item)
    opinion = Opinion(
        meeting=meeting, item=item, member_id=member_id, text=_clean(text), sent_at=actor.now, client_key=client_key,
        before_meeting=meeting.state == states.State.CALLED, recorded_by_name=recorded_by,
    )  # fmt: skip
    opinion.save()
    live.announce(f"meeting:{meeting.pk}")
    return opinion


def _same(sent: S, meeting: Meeting) -> S:
    """What was sent twice is written once."""
    if sent.meeting_id != meeting.pk:
        raise Conflict("Nội dung này đã gửi ở cuộc họp khác. Tải lại trang rồi gửi lại.")
    return sent


def _require_item_of(meeting: Meeting, item: AgendaItem | None) -> None:
    if item is not None and item.meeting_id != meeting.pk:
        raise Conflict("Mục này thuộc cuộc họp khác. Tải lại trang rồi chọn lại.")


@command(Can.WRITE, on="opinion")
def take_opinion(*, actor: Actor, opinion: Opinion, item: AgendaItem | None = None) -> Line:
    """Đưa ý kiến vào biên bản."""
    meeting = opinion.meeting
    _require_open_record(meeting)
    _require_item_of(meeting, item)
    if opinion.taken_at is not None:
        return opinion.line
    line = Line(
        meeting=meeting, item=item or opinion.item or _current_item(meeting), at=actor.now,
        speaker_id=opinion.member_id,
        text=opinion.text, source=Line.Source.ASSISTED if opinion.recorded_by_name else Line.Source.PHONE,
        opinion=opinion, recorded_by_name=opinion.recorded_by_name or actor.name, client_key=opinion.client_key,
    )  # fmt: skip
    line.save()
    opinion.taken_at = actor.now
    opinion.save()
    live.announce(f"meeting:{meeting.pk}")
    return line


def _current_item(meeting: Meeting) -> AgendaItem | None:
    return meeting.items.filter(started_at__isnull=False, ended_at=None).first()


@command(Can.WRITE, on="opinion")
def answer_opinion(*, actor: Actor, opinion: Opinion, answer: str) -> Opinion:
    """Trả lời ý kiến."""
    opinion.answer, opinion.answered_by_name, opinion.answered_at = _clean(answer), actor.name, actor.now
    opinion.save()
    publish(events.OpinionAnswered(opinion.pk))
    live.announce(f"meeting:{opinion.meeting_id}")
    return opinion


@command(Can.WRITE, on="meeting")
def write_line(*, actor: Actor, meeting: Meeting, speech: Speech, client_key: uuid.UUID) -> Line:
    """Ghi một dòng vào biên bản."""
    written = Line.objects.filter(client_key=client_key).first()
    if written is not None:
        return _same(written, meeting)
    _require_open_record(meeting)
    _require_known(meeting, speech)
    line = Line(
        meeting=meeting, client_key=client_key, recorded_by_name=actor.name,
        **{**asdict(speech), "text": _clean(speech.text)},
    )  # fmt: skip
    line.save()
    live.announce(f"meeting:{meeting.pk}")
    return line


def _require_known(meeting: Meeting, speech: Speech) -> None:
    if speech.item_id and not meeting.items.filter(pk=speech.item_id).exists():
        raise Conflict("Mục này không còn trong chương trình. Tải lại trang rồi ghi lại.")
    if speech.speaker_id and not meeting.invitations.filter(member_id=speech.speaker_id).exists():
        raise Conflict("Người phát biểu không có trong danh sách mời. Chọn lại người phát biểu.")


def _require_open_record(meeting: Meeting) -> None:
    if meeting.state not in (*states.GOING_ON, states.State.CLOSED, states.State.WRITTEN_UP):
        raise Conflict(f"Cuộc họp đang ở trạng thái “{meeting.label}” nên không ghi thêm được.")


@command(Can.WRITE, on="line")
def edit_line(*, actor: Actor, line: Line, text: str, revision: int) -> Written:
    """Sửa một dòng ghi."""
    _require_open_record(line.meeting)
    text = _clean(text)
    if line.text == text:
        return Written(line)
    if line.revision != revision:
        return keep_other(actor, line.meeting, KeptText.Where.LINE, line, text)
    line.text, line.revision = text, line.revision + 1
    line.save()
    live.announce(f"meeting:{line.meeting_id}")
    return Written(line)


@command(Can.WRITE, on="line")
def strike_line(*, actor: Actor, line: Line) -> Line:
    """Bỏ một dòng ghi."""
    _require_open_record(line.meeting)
    if line.struck_at is None:
        line.struck_at = actor.now
        line.save()
        live.announce(f"meeting:{line.meeting_id}")
    return line


@command(Can.TAKE_PART, on="meeting")
def ask_to_speak(*, actor: Actor, meeting: Meeting) -> SpeakRequest:
    """Đăng ký phát biểu."""
    if meeting.state not in states.GOING_ON:
        raise Conflict("Cuộc họp chưa bắt đầu hoặc đã kết thúc nên chưa đăng ký phát biểu được.")
    invitation = people.invitation_of(actor, meeting)
    if invitation is None or invitation.member_id is None:
        raise Conflict("Đồng chí không có tên trong danh sách mời nên chưa đăng ký được.")
    waiting = meeting.speak_requests.filter(member_id=invitation.member_id, done_at=None).first()
    if waiting is not None:
        return waiting
    request = SpeakRequest(
        meeting=meeting, item=_current_item(meeting), member_id=invitation.member_id, asked_at=actor.now
    )  # fmt: skip
    request.save()
    live.announce(f"meeting:{meeting.pk}")
    return request


@command(Can.TAKE_PART, on="request")
def withdraw_speak_request(*, actor: Actor, request: SpeakRequest) -> SpeakRequest:
    """Thôi đăng ký phát biểu."""
    return _done_speaking(request, actor)


@command(Can.RUN, on="request")
def call_speaker(*, actor: Actor, request: SpeakRequest) -> SpeakRequest:
    """Mời phát biểu."""
    if request.called_at is None and request.done_at is None:
        request.called_at = actor.now
        request.save()
        live.announce(f"meeting:{request.meeting_id}")
    return request


@command(Can.RUN, on="request")
def finish_speaker(*, actor: Actor, request: SpeakRequest) -> SpeakRequest:
    """Phát biểu xong."""
    return _done_speaking(request, actor)


def _done_speaking(request: SpeakRequest, actor: Actor) -> SpeakRequest:
    if request.done_at is None:
        request.done_at = actor.now
        request.save()
        live.announce(f"meeting:{request.meeting_id}")
    return request


@command(Can.RUN, on="meeting")
def give_task(*, actor: Actor, meeting: Meeting, errand: Errand, public_id: uuid.UUID | None = None) -> int:
    """Giao nhiệm vụ tại cuộc họp."""
    if not meeting.is_going_on and not meeting.is_over:
        raise Conflict("Cuộc họp chưa bắt đầu nên chưa giao nhiệm vụ được.")
    task = tasks.give_task(
        actor=actor,
        organisation=meeting.organisation,
        title=errand.title,
        assignment=tasks.Assignment(errand.member_ids, group=errand.group),
        due_on=errand.due_on,
        detail=errand.detail,
        source=(f"meeting:{meeting.pk}", meeting.title),
        public_id=public_id,
    )
    note("task", task.pk)
    live.announce(f"meeting:{meeting.pk}")
    return task.pk
