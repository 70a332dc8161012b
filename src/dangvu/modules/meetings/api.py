"""The door of meetings, for modules that hold particular kinds of meetings.

Reads take what they need and check nothing (the caller has shown the meeting by `meeting_for`); writes are commands:
they check the actor's right on the row, so a caller need not. All refuse with a sentence (`kernel.errors.Refused`).

A month of a cell, in order::

    meeting = create_meeting(actor=…, organisation=…, plan=Plan(title=…, starts_at=…, place=…, chair_id=…))
    add_item(actor=…, meeting=meeting, item=Item("Mở đầu", minutes=5)); publish_paper(…)
    invite_cell(actor=…, meeting=meeting); invite_guest(…, follower=True); call_meeting(…)
    open_meeting(…); record_attendance(…) or check-ins by code (`shown_code`); start_item(…); write_line(…)
    ballot = prepare_ballot(…, question=Question(…)); open_ballot(…); record_count(…) or votes; close_ballot(…)
    give_task(…, errand=Errand(…)); compose_minutes(…); write_minutes(…, based_on=version.number); read_minutes(…)
    adopt_minutes(…)            # in the meeting or later: walks the meeting's state on as far as it may
    finish_meeting(…)           # closes; goes on to "adopted" when the minutes were adopted in the meeting
    sign_minutes(…); lock_meeting(…)

Two people at once: `write_minutes`, `edit_line`, `conclude_item` take the version the text was based on and answer
`Written`; `.conflict` says that both texts were kept (`kept_texts(meeting)`) and `.sentence` tells the person.
"""

from dangvu.modules.meetings.access import Can
from dangvu.modules.meetings.commands.agenda import (
    add_item,
    conclude_item,
    edit_item,
    finish_item,
    publish_paper,
    remove_item,
    reorder_items,
    start_item,
    withdraw_paper,
)
from dangvu.modules.meetings.commands.attendance import correct_attendance, record_attendance, record_check_ins
from dangvu.modules.meetings.commands.ballot import (
    cast_assisted_vote,
    close_ballot,
    open_ballot,
    prepare_ballot,
    record_count,
    record_reserved_opinion,
    void_ballot,
)
from dangvu.modules.meetings.commands.invitation import (
    change_channel,
    decide_leave,
    invite_cell,
    invite_guest,
    invite_members,
    record_answer,
    withdraw_invitation,
)
from dangvu.modules.meetings.commands.kept import Written, settle_kept_text
from dangvu.modules.meetings.commands.meeting import (
    call_meeting,
    cancel_meeting,
    close_meeting,
    create_meeting,
    edit_meeting,
    finish_meeting,
    interrupt_meeting,
    move_meeting,
    open_meeting,
    resume_meeting,
    write_up_meeting,
)
from dangvu.modules.meetings.commands.minutes import (
    add_correction,
    adopt_minutes,
    compose_minutes,
    lock_meeting,
    read_minutes,
    sign_minutes,
    write_minutes,
)
from dangvu.modules.meetings.commands.talk import (
    answer_opinion,
    call_speaker,
    edit_line,
    finish_speaker,
    give_task,
    record_opinion,
    strike_line,
    take_opinion,
    write_line,
)
from dangvu.modules.meetings.exports.papers import link
from dangvu.modules.meetings.exports.papers import minutes as minutes_content
from dangvu.modules.meetings.models import (
    AgendaItem,
    Ballot,
    Invitation,
    Line,
    Meeting,
    Minutes,
    MinutesVersion,
    Opinion,
    Paper,
    SpeakRequest,
)
from dangvu.modules.meetings.queries.board import (
    BallotView,
    Board,
    Clock,
    ballot_view,
    board,
    clock,
    kept_texts,
    shown_code,
)
from dangvu.modules.meetings.queries.meeting import latest_of, meeting_for, meetings_of
from dangvu.modules.meetings.queries.sheet import Row, Standing, sheet, standing
from dangvu.modules.meetings.rules.attendance import Category
from dangvu.modules.meetings.rules.plans import Count, Errand, Invitee, Item, Plan, Question, Speech
from dangvu.modules.meetings.rules.script import closing as closing_words
from dangvu.modules.meetings.rules.script import split as split_text
from dangvu.modules.meetings.rules.timing import Budget, budget, paper_is_late, papers_due, reading_minutes
from dangvu.modules.meetings.states import BallotState, MinutesState, State

__all__ = [
    "AgendaItem",
    "Ballot",
    "BallotState",
    "BallotView",
    "Board",
    "Budget",
    "Can",
    "Category",
    "Clock",
    "Count",
    "Errand",
    "Invitation",
    "Invitee",
    "Item",
    "Line",
    "Meeting",
    "Minutes",
    "MinutesState",
    "MinutesVersion",
    "Opinion",
    "Paper",
    "Plan",
    "Question",
    "Row",
    "SpeakRequest",
    "Speech",
    "Standing",
    "State",
    "Written",
    "add_correction",
    "add_item",
    "adopt_minutes",
    "answer_opinion",
    "ballot_view",
    "board",
    "budget",
    "call_meeting",
    "call_speaker",
    "cancel_meeting",
    "cast_assisted_vote",
    "change_channel",
    "clock",
    "close_ballot",
    "close_meeting",
    "closing_words",
    "compose_minutes",
    "conclude_item",
    "correct_attendance",
    "create_meeting",
    "decide_leave",
    "edit_item",
    "edit_line",
    "edit_meeting",
    "finish_item",
    "finish_meeting",
    "finish_speaker",
    "give_task",
    "interrupt_meeting",
    "invite_cell",
    "invite_guest",
    "invite_members",
    "kept_texts",
    "latest_of",
    "link",
    "lock_meeting",
    "meeting_for",
    "meetings_of",
    "minutes_content",
    "move_meeting",
    "open_ballot",
    "open_meeting",
    "paper_is_late",
    "papers_due",
    "prepare_ballot",
    "publish_paper",
    "read_minutes",
    "reading_minutes",
    "record_answer",
    "record_attendance",
    "record_check_ins",
    "record_count",
    "record_opinion",
    "record_reserved_opinion",
    "remove_item",
    "reorder_items",
    "resume_meeting",
    "settle_kept_text",
    "sheet",
    "shown_code",
    "sign_minutes",
    "split_text",
    "standing",
    "start_item",
    "strike_line",
    "take_opinion",
    "void_ballot",
    "withdraw_invitation",
    "withdraw_paper",
    "write_line",
    "write_minutes",
    "write_up_meeting",
]
