from dangvu.modules.members.commands.accounts import link_account, open_accounts
from dangvu.modules.members.commands.appointment import appoint_member, end_appointment, end_following, follow_cell
from dangvu.modules.members.commands.imports import (
    begin_judging,
    begin_writing,
    cancel_import,
    confirm_import,
    end_judging,
    end_writing,
    fail_import,
    judge_again,
    upload_import,
    write_judged_rows,
    write_members,
)
from dangvu.modules.members.commands.member import (
    change_status,
    correct_member,
    move_member,
    register_member,
    reveal_private,
)

__all__ = [
    "appoint_member",
    "begin_judging",
    "begin_writing",
    "cancel_import",
    "change_status",
    "confirm_import",
    "correct_member",
    "end_appointment",
    "end_following",
    "end_judging",
    "end_writing",
    "fail_import",
    "follow_cell",
    "judge_again",
    "link_account",
    "move_member",
    "open_accounts",
    "register_member",
    "reveal_private",
    "upload_import",
    "write_judged_rows",
    "write_members",
]
