"""The minutes: written in versions, read, adopted, signed, locked; corrected only by notes."""

import hashlib

from dangvu.kernel import live
from dangvu.kernel.access import Actor
from dangvu.kernel.command import command
from dangvu.kernel.errors import Conflict, Invalid
from dangvu.kernel.filing.models import StoredFile
from dangvu.modules.meetings import states
from dangvu.modules.meetings.access import Can
from dangvu.modules.meetings.commands import meeting as meeting_commands
from dangvu.modules.meetings.commands.kept import Written, keep_other
from dangvu.modules.meetings.exports import record
from dangvu.modules.meetings.models import CorrectionNote, KeptText, Meeting, Minutes, MinutesVersion
from dangvu.modules.meetings.states import MinutesState, State

WRITABLE = (MinutesState.DRAFT, MinutesState.READ)
LONGEST_TEXT = 200_000


@command(Can.WRITE, on="meeting")
def compose_minutes(*, actor: Actor, meeting: Meeting) -> MinutesVersion:
    """Tự soạn biên bản từ diễn biến cuộc họp."""
    minutes = _minutes_of(meeting)
    return _add_version(minutes, actor, record.minutes_text(meeting), MinutesVersion.Origin.COMPOSED)


@command(Can.WRITE, on="meeting")
def write_minutes(*, actor: Actor, meeting: Meeting, text: str, based_on: int, chosen: bool = False) -> Written:
    """Ghi biên bản."""
    text = text.replace("\r\n", "\n").strip()
    if not text or len(text) > LONGEST_TEXT:
        raise Invalid("Biên bản chưa có nội dung, hoặc dài quá mức. Xem lại rồi lưu.", field="text")
    minutes = _minutes_of(meeting)
    latest = minutes.versions.first()
    if latest is not None and latest.text == text:
        return Written(latest)
    if latest is not None and latest.number != based_on:
        return keep_other(actor, meeting, KeptText.Where.MINUTES, minutes, text)
    origin = MinutesVersion.Origin.CHOSEN if chosen else MinutesVersion.Origin.EDITED
    return Written(_add_version(minutes, actor, text, origin))


def _minutes_of(meeting: Meeting) -> Minutes:
    if meeting.state not in (*states.GOING_ON, State.CLOSED, State.WRITTEN_UP):
        raise Conflict(f"Cuộc họp đang ở trạng thái “{meeting.label}” nên không soạn biên bản được.")
    minutes = Minutes.objects.select_for_update(no_key=True).filter(meeting=meeting).first()
    if minutes is None:
        minutes = Minutes(meeting=meeting)
        minutes.save()
    if minutes.state not in WRITABLE:
        raise Conflict("Biên bản đã thông qua nên không sửa được. Muốn đính chính thì lập bản đính chính kèm theo.")
    return minutes


def _add_version(minutes: Minutes, actor: Actor, text: str, origin: str) -> MinutesVersion:
    latest = minutes.versions.first()
    version = MinutesVersion(
        minutes=minutes, number=latest.number + 1 if latest else 1, text=text, origin=origin,
        written_by_name=actor.name, written_at=actor.now,
    )  # fmt: skip
    version.save()
    live.announce(f"meeting:{minutes.meeting_id}")
    return version


@command(Can.WRITE, on="minutes", transition="read")
def read_minutes(*, actor: Actor, minutes: Minutes) -> Minutes:
    """Ghi nhận biên bản đã đọc trước cuộc họp."""
    _require_text(minutes)
    minutes.read_at = actor.now
    minutes.save()
    live.announce(f"meeting:{minutes.meeting_id}")
    return minutes


@command(Can.RUN, on="meeting")
def adopt_minutes(*, actor: Actor, meeting: Meeting, how: str = "") -> Meeting:
    """Thông qua biên bản."""
    minutes = Minutes.objects.filter(meeting=meeting).first()
    if minutes is None:
        raise Conflict("Chưa có bản biên bản nào. Soạn biên bản rồi thông qua.")
    if meeting.kept_texts.filter(settled_at=None).exists():
        raise Conflict("Còn chỗ có hai bản viết cùng lúc chưa chọn. Chọn một bản rồi thông qua biên bản.")
    _adopt_text(actor=actor, minutes=minutes, how=how)
    if meeting.state == State.CLOSED:
        meeting = meeting_commands.write_up_meeting(actor=actor, meeting=meeting)
    if meeting.state == State.WRITTEN_UP:
        meeting = meeting_commands.adopt_meeting(actor=actor, meeting=meeting)
    return meeting


@command(Can.RUN, on="minutes", transition="adopt")
def _adopt_text(*, actor: Actor, minutes: Minutes, how: str) -> Minutes:
    """Ghi nhận nội dung biên bản đã thông qua."""
    latest = _require_text(minutes)
    minutes.adopted_at, minutes.adopted_note = actor.now, how.strip()
    minutes.text_hash = hashlib.sha256(latest.text.encode()).hexdigest()
    minutes.save()
    live.announce(f"meeting:{minutes.meeting_id}")
    return minutes


def _require_text(minutes: Minutes) -> MinutesVersion:
    latest = minutes.versions.first()
    if latest is None:
        raise Conflict("Chưa có bản biên bản nào. Soạn biên bản trước.")
    return latest


@command(Can.RUN, on="minutes", transition="sign")
def sign_minutes(*, actor: Actor, minutes: Minutes, scan: StoredFile | None = None) -> Minutes:
    """Ghi nhận biên bản đã đủ chữ ký."""
    minutes.signed_at, minutes.signed_file = actor.now, scan
    minutes.save()
    live.announce(f"meeting:{minutes.meeting_id}")
    return minutes


@command(Can.RUN, on="meeting", transition="lock")
def lock_meeting(*, actor: Actor, meeting: Meeting) -> Meeting:
    """Khóa hồ sơ cuộc họp."""
    minutes = Minutes.objects.filter(meeting=meeting).first()
    if minutes is None or minutes.state != MinutesState.SIGNED:
        raise Conflict("Biên bản chưa đủ chữ ký. Ghi nhận chữ ký của chủ trì và người ghi biên bản rồi khóa.")
    _lock_text(actor=actor, minutes=minutes)
    live.announce(f"meeting:{meeting.pk}")
    return meeting


@command(Can.RUN, on="minutes", transition="lock")
def _lock_text(*, actor: Actor, minutes: Minutes) -> Minutes:
    """Khóa biên bản."""
    minutes.locked_at = actor.now
    minutes.save()
    return minutes


@command(Can.RUN, on="minutes")
def add_correction(*, actor: Actor, minutes: Minutes, text: str) -> CorrectionNote:
    """Lập bản đính chính kèm theo biên bản."""
    if minutes.state in WRITABLE:
        raise Conflict("Biên bản chưa thông qua, sửa thẳng vào biên bản được, không cần bản đính chính.")
    if not text.strip():
        raise Invalid("Ghi nội dung đính chính: chỗ nào, đúng là thế nào.", field="text")
    correction = CorrectionNote(
        minutes=minutes, text=text.strip(), written_by_name=actor.name, written_at=actor.now
    )  # fmt: skip
    correction.save()
    return correction
