"""Screens of meetings, most of them for members on the phone."""

from dangvu.modules.meetings.views.door import Arrive, CheckIn, Door
from dangvu.modules.meetings.views.home import next_meeting_panel
from dangvu.modules.meetings.views.meeting import Detail, Listing, OpenPaper, Print, ReadMinutes, Updates
from dangvu.modules.meetings.views.part import (
    AskLeave,
    CastVote,
    Confirm,
    LowerHand,
    RaiseHand,
    ReserveOpinion,
    SendOpinion,
)

__all__ = [
    "Arrive",
    "AskLeave",
    "CastVote",
    "CheckIn",
    "Confirm",
    "Detail",
    "Door",
    "Listing",
    "LowerHand",
    "OpenPaper",
    "Print",
    "RaiseHand",
    "ReadMinutes",
    "ReserveOpinion",
    "SendOpinion",
    "Updates",
    "next_meeting_panel",
]
