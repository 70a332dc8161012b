"""A year of life for every cell of the demonstration: meetings with agenda, invitations and attendance, tasks, notices.

Rows at once, without the commands: what is measured with them is reading.
"""

from django.db import connection, transaction

from bench import rows

MONTHS = 12
WITH_PEOPLE = 3
"""Meetings that carry invitations and attendance, the coming one included."""

CELLS = "organisations_organisation cell"
IS_CELL = "cell.kind IN ('cell', 'grassroots_cell') AND cell.valid_until IS NULL"
SECRETARY = (
    "(SELECT held.member_id FROM members_appointment held WHERE held.organisation_id = cell.id "
    "AND held.post_id = 'cell_secretary' ORDER BY held.id LIMIT 1)"
)
BACK = "(date_trunc('month', now()) - make_interval(months => back) + interval '3 days 12 hours')"
TITLE = "'Sinh hoạt thường kỳ tháng ' || extract(month FROM {at})::int || '/' || extract(year FROM {at})::int"
OURS = "meeting.place = 'Nhà văn hóa (đo)'"


def is_set() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('meetings_meeting') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return False
        cursor.execute(f"SELECT EXISTS (SELECT FROM meetings_meeting meeting WHERE {OURS})")
        return bool(cursor.fetchone()[0])


def set_up() -> None:
    with transaction.atomic():
        _meetings()
        _people()
        _months()
        _tasks()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _meetings() -> None:
    """One a month that is over, and one that is coming."""
    from dangvu.modules.meetings.models import AgendaItem, Meeting

    common = {"organisation_id": "cell.id", "chair_id": SECRETARY, "place": "'Nhà văn hóa (đo)'"}
    rows.insert(
        Meeting, f"FROM {CELLS} CROSS JOIN generate_series(1, {MONTHS}) AS back WHERE {IS_CELL}", **common,
        title=TITLE.format(at=BACK), starts_at=BACK, called_at=f"{BACK} - interval '5 days'", opened_at=BACK,
        closed_at=f"{BACK} + interval '95 minutes'", state="'locked'",
    )  # fmt: skip
    ahead = "(now() + interval '3 days')"
    rows.insert(
        Meeting, f"FROM {CELLS} WHERE {IS_CELL}", **common,
        title=TITLE.format(at=ahead), starts_at=ahead, called_at="now() - interval '1 day'", state="'called'",
    )  # fmt: skip
    rows.insert(
        AgendaItem,
        f"FROM meetings_meeting meeting CROSS JOIN generate_series(1, 6) AS number WHERE {OURS} AND {_recent()}",
        meeting_id="meeting.id", order="number", minutes="15",
        title="'Nội dung thứ ' || number || ' của buổi sinh hoạt'",
        conclusion="CASE WHEN meeting.state = 'locked' THEN 'Thống nhất thực hiện.' ELSE '' END",
    )  # fmt: skip


def _recent() -> str:
    return f"meeting.starts_at > now() - interval '{WITH_PEOPLE - 1} months'"


def _people() -> None:
    from dangvu.modules.meetings.models import Attendance, Invitation

    called = (
        "FROM meetings_meeting meeting JOIN members_member member ON member.organisation_id = meeting.organisation_id "
        f"WHERE {OURS} AND {_recent()} AND member.current_status IN ('official', 'probationary')"
    )
    is_official = "member.current_status = 'official'"
    rows.insert(
        Invitation, called, meeting_id="meeting.id", member_id="member.id", status="member.current_status",
        role=f"CASE WHEN {is_official} THEN 'official' ELSE 'probationary' END", may_vote=is_official,
    )  # fmt: skip
    rows.insert(
        Attendance, f"{called} AND meeting.state = 'locked'", meeting_id="meeting.id", member_id="member.id",
        category="CASE WHEN member.id % 12 = 0 THEN 'absent_excused' ELSE 'present' END", how="'qr'",
        reason="CASE WHEN member.id % 12 = 0 THEN 'Đi công tác' ELSE '' END", at="meeting.starts_at",
    )  # fmt: skip


def _months() -> None:
    from dangvu.modules.cell_meetings.models import CellMonth

    rows.insert(
        CellMonth, f"FROM meetings_meeting meeting WHERE {OURS}", where_free=True,
        organisation_id="meeting.organisation_id", meeting_id="meeting.id",
        month="date_trunc('month', meeting.starts_at)::date",
        state="CASE WHEN meeting.state = 'locked' THEN 'received' ELSE 'open' END",
        sent_at="CASE WHEN meeting.state = 'locked' THEN meeting.closed_at END",
        received_at="CASE WHEN meeting.state = 'locked' THEN meeting.closed_at END",
    )  # fmt: skip


def _tasks() -> None:
    """Ten a cell, half of them done; each has one member."""
    from dangvu.modules.tasks.models import Assignee, Task

    rows.insert(
        Task, f"FROM {CELLS} CROSS JOIN generate_series(1, 10) AS number WHERE {IS_CELL}", organisation_id="cell.id",
        title="'Nhiệm vụ thứ ' || number", given_on="current_date - 30", due_on="current_date + number::int",
        state="CASE WHEN number % 2 = 0 THEN 'done' ELSE 'open' END", source="'bench:' || number",
        done_on="CASE WHEN number % 2 = 0 THEN current_date - 1 END",
    )  # fmt: skip
    first = "(SELECT min(member.id) FROM members_member member WHERE member.organisation_id = task.organisation_id)"
    rows.insert(
        Assignee, f"FROM tasks_task task WHERE task.source LIKE 'bench:%' AND {first} IS NOT NULL",
        task_id="task.id", member_id=first, leads="true",
    )  # fmt: skip


def notices(account_ids: list[int]) -> None:
    """Forty a person, some of them unread."""
    from dangvu.kernel.notify.models import Notice

    listed = ", ".join(map(str, account_ids))
    rows.insert(
        Notice, f"FROM unnest(ARRAY[{listed}]::bigint[]) AS who CROSS JOIN generate_series(1, 40) AS number",
        account_id="who", event_id="gen_random_uuid()", kind="'meetings.called'", url="'/'",
        subject="'Giấy mời họp số ' || number", at="now() - make_interval(days => number::int)",
        read_at="CASE WHEN number > 3 THEN now() END",
    )  # fmt: skip
