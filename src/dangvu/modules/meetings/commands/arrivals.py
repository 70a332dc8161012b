"""The hot path of the roll call: a batch of verified check-ins in two statements, whatever its size."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from dangvu.kernel.audit import note
from dangvu.modules.meetings.rules import attendance, timing
from dangvu.modules.meetings.rules.plans import CheckIn, Outcome

NOT_INVITED = (
    "Đồng chí không có tên trong danh sách mời của cuộc họp này. "
    "Nếu thấy nhầm, nói với bí thư để được ghi vào danh sách."
)
WELCOME = "Đã ghi đồng chí có mặt."
ALREADY = "Đồng chí đã điểm danh rồi, không cần làm lại."

# FOR SHARE waits for a chair who is just closing the meeting, and keeps the meeting as it is until this commits.
_FIND = """
SELECT entry.place, member.id, invitation.role, meeting.state, meeting.starts_at, meeting.mode
FROM unnest(%s::int[], %s::bigint[], %s::bigint[]) AS entry(place, account_id, meeting_id)
JOIN meetings_meeting meeting ON meeting.id = entry.meeting_id
JOIN members_member member ON member.account_id = entry.account_id
JOIN meetings_invitation invitation
  ON invitation.meeting_id = entry.meeting_id AND invitation.member_id = member.id
FOR SHARE OF meeting
"""

# Whoever is written down as absent and then comes is present; the sheet keeps what stood there.
_WRITE = """
INSERT INTO meetings_attendance AS mark (public_id, created_at, updated_at, meeting_id, member_id, guest_name, category,
  how, reason, recorded_by_id, recorded_by_name, at, changes)
SELECT gen_random_uuid(), now(), now(), entry.meeting_id, entry.member_id, '', entry.category,
  'qr', '', entry.account_id, '', entry.at, '[]'::jsonb
FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::text[], %s::timestamptz[])
  AS entry(meeting_id, member_id, account_id, category, at)
ON CONFLICT (meeting_id, member_id) DO UPDATE SET
  category = excluded.category, how = 'qr', reason = '', recorded_by_id = excluded.recorded_by_id,
  recorded_by_name = '', at = excluded.at, updated_at = now(),
  changes = mark.changes || jsonb_build_array(jsonb_build_object(
    'from', mark.category, 'how', mark.how, 'by', mark.recorded_by_name, 'at', mark.at, 'to', excluded.category,
    'reason', 'Tự điểm danh bằng mã', 'changed_at', excluded.at))
WHERE mark.category NOT IN ('present', 'present_online', 'guest')
RETURNING meeting_id, member_id
"""


def record(entries: Sequence[CheckIn], opens_before: int) -> list[Outcome]:
    """Part of a running command: write those who may be written; one answer per entry, in order."""
    if not entries:
        return []
    found = _found(entries)
    outcomes: list[Outcome] = []
    rows: dict[tuple[int, int], tuple[int, int, int, str, Any]] = {}
    for place, entry in enumerate(entries):
        outcome = _judged(entry, found.get(place), opens_before)
        if outcome is None:
            member_id, role, mode = found[place][0], found[place][1], found[place][4]
            rows.setdefault(
                (entry.meeting_id, member_id),
                (entry.meeting_id, member_id, entry.account_id, _category(entry, role, mode), entry.at),
            )
        outcomes.append(outcome or Outcome("accepted", WELCOME))
    return _with_written(entries, found, outcomes, _written(list(rows.values())))


def _found(entries: Sequence[CheckIn]) -> dict[int, tuple[Any, ...]]:
    columns = [
        list(range(len(entries))), [entry.account_id for entry in entries], [entry.meeting_id for entry in entries],
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_FIND, columns)
        return {row[0]: row[1:] for row in cursor.fetchall()}


def _judged(entry: CheckIn, row: tuple[Any, ...] | None, opens_before: int) -> Outcome | None:
    if row is None:
        return Outcome("refused", NOT_INVITED)
    problem = timing.check_in_problem(row[2], now=entry.at, starts_at=row[3], opens_before=opens_before)
    return Outcome("refused", problem) if problem else None


def _category(entry: CheckIn, role: str, mode: str) -> str:
    if role in (attendance.Role.GUEST, attendance.Role.FOLLOWER):
        return attendance.Category.GUEST
    online = mode == "online" or (mode == "hybrid" and entry.online)
    return attendance.Category.ONLINE if online else attendance.Category.PRESENT


def _written(rows: list[tuple[int, int, int, str, Any]]) -> set[tuple[int, int]]:
    if not rows:
        return set()
    rows.sort(key=lambda row: row[:2])  # the same order everywhere, so that two batches cannot wait for each other
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, [list(column) for column in zip(*rows, strict=True)])
        written = {(meeting_id, member_id) for meeting_id, member_id in cursor.fetchall()}
    note("arrived", _by_meeting(written))
    return written


def _by_meeting(written: set[tuple[int, int]]) -> dict[int, list[int]]:
    return {
        meeting_id: sorted(member for meeting, member in written if meeting == meeting_id)
        for meeting_id in sorted({meeting for meeting, _ in written})
    }


def _with_written(
    entries: Sequence[CheckIn],
    found: dict[int, tuple[Any, ...]],
    outcomes: list[Outcome],
    written: set[tuple[int, int]],
) -> list[Outcome]:
    """The first accepted entry of a person is the arrival; the rest, and those on the sheet before, are repeats."""
    for place, entry in enumerate(entries):
        if not outcomes[place].is_here:
            continue
        person = (entry.meeting_id, found[place][0])
        if person in written:
            written.discard(person)
        else:
            outcomes[place] = Outcome("already", ALREADY)
    return outcomes
