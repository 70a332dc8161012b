"""Tables of the meeting engine."""

from dangvu.modules.meetings.models.attendance import Attendance, Invitation
from dangvu.modules.meetings.models.ballot import Ballot, BallotPaper, BallotUrn, BallotVoter, ReservedOpinion
from dangvu.modules.meetings.models.meeting import AgendaItem, Interruption, Meeting, Paper, PaperRead
from dangvu.modules.meetings.models.minutes import CorrectionNote, KeptText, Minutes, MinutesVersion
from dangvu.modules.meetings.models.talk import Line, Opinion, SpeakRequest

__all__ = [
    "AgendaItem",
    "Attendance",
    "Ballot",
    "BallotPaper",
    "BallotUrn",
    "BallotVoter",
    "CorrectionNote",
    "Interruption",
    "Invitation",
    "KeptText",
    "Line",
    "Meeting",
    "Minutes",
    "MinutesVersion",
    "Opinion",
    "Paper",
    "PaperRead",
    "ReservedOpinion",
    "SpeakRequest",
]
