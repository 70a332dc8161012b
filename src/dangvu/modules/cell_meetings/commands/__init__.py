"""Writes of the cell's month, split by noun."""

from dangvu.modules.cell_meetings.commands.agenda import (
    add_theme,
    change_minutes,
    keep_template,
    move_item,
    plan_of,
    use_template,
    withdraw_template,
)
from dangvu.modules.cell_meetings.commands.month import (
    add_extra_meeting,
    call_off,
    draft_month,
    note_committee,
    put_off,
    send_invitations,
)
from dangvu.modules.cell_meetings.commands.papers import attach_signed_minutes, issue_minutes, keep_signed_minutes
from dangvu.modules.cell_meetings.commands.resolution import (
    adopt_resolution,
    attach_signed_resolution,
    draft_resolution,
    issue_resolution,
    write_resolution,
)
from dangvu.modules.cell_meetings.commands.running import close_and_propose, decide_by_hands, put_to_vote, write_said
from dangvu.modules.cell_meetings.commands.score import score_month, verify_score
from dangvu.modules.cell_meetings.commands.sending import give_month_back, receive_month, send_month, write_report

__all__ = [
    "add_extra_meeting", "add_theme", "adopt_resolution", "attach_signed_minutes", "attach_signed_resolution",
    "call_off", "change_minutes", "close_and_propose", "decide_by_hands", "draft_month", "draft_resolution",
    "give_month_back", "issue_minutes", "issue_resolution", "keep_signed_minutes", "keep_template", "move_item",
    "note_committee", "plan_of", "put_off", "put_to_vote", "receive_month", "score_month", "send_invitations",
    "send_month", "use_template", "verify_score", "withdraw_template", "write_report", "write_resolution",
    "write_said",
]  # fmt: skip
