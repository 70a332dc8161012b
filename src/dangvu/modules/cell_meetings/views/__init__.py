"""Screens of the cell's month, split by the step they serve."""

from dangvu.modules.cell_meetings.views.deciding import BallotStep, GiveTask, NewBallot
from dangvu.modules.cell_meetings.views.inviting import Cancel, ChangeInvitation, Invited, Move, SendInvitations
from dangvu.modules.cell_meetings.views.minutes import (
    EditMinutes,
    EditResolution,
    MinutesAct,
    MinutesFile,
    NewResolution,
    ResolutionAct,
    ResolutionFile,
    SignedMinutes,
    WriteUp,
)
from dangvu.modules.cell_meetings.views.month import Extra, History, Meeting, Now
from dangvu.modules.cell_meetings.views.overview import Overview, commune_panel
from dangvu.modules.cell_meetings.views.prepare import (
    AddPaper,
    AddTheme,
    Committee,
    Details,
    Item,
    Minutes,
    MoveItem,
    NewItem,
    RemoveItem,
    UseTemplate,
    WithdrawPaper,
)
from dangvu.modules.cell_meetings.views.roll import CorrectMark, Projector, RollCall
from dangvu.modules.cell_meetings.views.run import (
    Act,
    Conclude,
    EditLine,
    Hand,
    Run,
    RunPart,
    Say,
    Settle,
    TakeOpinion,
)
from dangvu.modules.cell_meetings.views.sending import Report, ReportPdf, Score, Send, Verify
from dangvu.modules.cell_meetings.views.templates import EditTemplate, Slips, Templates

__all__ = [
    "Act", "AddPaper", "AddTheme", "BallotStep", "Cancel", "ChangeInvitation", "Committee", "Conclude",
    "CorrectMark", "Details", "EditLine", "EditMinutes", "EditResolution", "EditTemplate", "Extra", "GiveTask", "Hand",
    "History", "Invited", "Item", "Meeting", "Minutes", "MinutesAct", "MinutesFile", "Move", "MoveItem",
    "NewBallot", "NewItem", "NewResolution", "Now", "Overview", "Projector", "RemoveItem", "Report",
    "ReportPdf", "ResolutionAct", "ResolutionFile", "RollCall", "Run", "RunPart", "Say", "Score", "Send",
    "SendInvitations", "Settle", "SignedMinutes", "Slips", "TakeOpinion", "Templates", "UseTemplate", "Verify",
    "WithdrawPaper", "WriteUp", "commune_panel",
]  # fmt: skip
