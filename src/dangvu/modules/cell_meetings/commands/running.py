"""Steps of a running meeting that are one press for the chair and several for the engine."""

import uuid
from typing import Any

from dangvu.kernel.access import Actor
from dangvu.kernel.command import command
from dangvu.kernel.errors import Invalid
from dangvu.modules.cell_meetings.access import Can
from dangvu.modules.cell_meetings.models import CellMonth
from dangvu.modules.cell_meetings.queries import month as queries
from dangvu.modules.cell_meetings.rules import speakers
from dangvu.modules.meetings import api as meetings


@command(Can.PREPARE, on="month")
def write_said(
    *, actor: Actor, month: CellMonth, meeting: Any, typed: str, client_key: uuid.UUID, speaker_id: int | None = None
) -> Any:
    """Ghi ý kiến phát biểu vào biên bản."""
    queries.require_of_month(month, meeting)
    people = meeting.invitations.exclude(member=None).values_list("member_id", "member__full_name")
    said = speakers.said(typed, list(people))
    if said.problem:
        raise Invalid(said.problem, field="typed")
    if not said.text:
        raise Invalid("Chưa có nội dung. Ghi ý chính rồi bấm Ghi.", field="typed")
    current = meeting.items.filter(started_at__isnull=False, ended_at=None).values_list("pk", flat=True).first()
    speech = meetings.Speech(said.text, actor.now, current, said.member_id or speaker_id)
    return meetings.write_line(actor=actor, meeting=meeting, speech=speech, client_key=client_key)


@command(Can.PREPARE, on="month")
def put_to_vote(*, actor: Actor, month: CellMonth, meeting: Any, question: meetings.Question) -> Any:
    """Mở biểu quyết tại buổi sinh hoạt."""
    queries.require_of_month(month, meeting)
    ballot = meetings.prepare_ballot(actor=actor, meeting=meeting, question=question)
    return meetings.open_ballot(actor=actor, ballot=ballot)


@command(Can.PREPARE, on="month")
def decide_by_hands(*, actor: Actor, month: CellMonth, ballot: Any, count: meetings.Count) -> Any:
    """Ghi kết quả giơ tay và đóng biểu quyết."""
    queries.require_of_month(month, ballot.meeting)
    counted = meetings.record_count(actor=actor, ballot=ballot, count=count)
    return meetings.close_ballot(actor=actor, ballot=counted)


@command(Can.PREPARE, on="month")
def close_and_propose(*, actor: Actor, month: CellMonth, meeting: Any) -> Any:
    """Kết thúc họp, máy soạn biên bản."""
    queries.require_of_month(month, meeting)
    if not hasattr(meeting, "minutes") or not meeting.minutes.versions.exists():
        meetings.compose_minutes(actor=actor, meeting=meeting)
        meeting.refresh_from_db()
    return meetings.finish_meeting(actor=actor, meeting=meeting)
