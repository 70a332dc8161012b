"""Facts about meetings that others may hear."""

from dataclasses import dataclass

from dangvu.kernel.events import Event


@dataclass(frozen=True)
class MeetingCalled(Event):
    meeting_id: int


@dataclass(frozen=True)
class MeetingMoved(Event):
    """The meeting was put off; its successor points back with `previous`."""

    meeting_id: int


@dataclass(frozen=True)
class MeetingCancelled(Event):
    meeting_id: int


@dataclass(frozen=True)
class MeetingOpened(Event):
    meeting_id: int


@dataclass(frozen=True)
class MeetingClosed(Event):
    meeting_id: int


@dataclass(frozen=True)
class MeetingWrittenUp(Event):
    meeting_id: int


@dataclass(frozen=True)
class MeetingAdopted(Event):
    meeting_id: int


@dataclass(frozen=True)
class MeetingLocked(Event):
    meeting_id: int


@dataclass(frozen=True)
class LeaveDecided(Event):
    invitation_id: int


@dataclass(frozen=True)
class BallotOpened(Event):
    ballot_id: int


@dataclass(frozen=True)
class BallotClosed(Event):
    ballot_id: int


@dataclass(frozen=True)
class OpinionAnswered(Event):
    opinion_id: int
