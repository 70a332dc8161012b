"""The lives of a meeting, of a ballot and of the minutes, as tables."""

from enum import StrEnum

from dangvu.kernel.lifecycle import Lifecycle, Transition
from dangvu.modules.meetings import events
from dangvu.modules.meetings.access import Can
from dangvu.modules.meetings.rules import guards


class State(StrEnum):
    DRAFT = "draft"
    CALLED = "called"
    RUNNING = "running"
    INTERRUPTED = "interrupted"
    CLOSED = "closed"
    WRITTEN_UP = "written_up"
    ADOPTED = "adopted"
    LOCKED = "locked"
    MOVED = "moved"
    CANCELLED = "cancelled"


LABELS = {
    State.DRAFT: "Đang chuẩn bị",
    State.CALLED: "Đã gọi họp",
    State.RUNNING: "Đang họp",
    State.INTERRUPTED: "Tạm nghỉ",
    State.CLOSED: "Đã họp xong",
    State.WRITTEN_UP: "Đã có biên bản",
    State.ADOPTED: "Biên bản đã thông qua",
    State.LOCKED: "Đã khóa hồ sơ",
    State.MOVED: "Đã hoãn, chuyển ngày",
    State.CANCELLED: "Đã hủy",
}
TONES = {
    State.DRAFT: "mute",
    State.CALLED: "info",
    State.RUNNING: "key",
    State.INTERRUPTED: "wait",
    State.CLOSED: "wait",
    State.WRITTEN_UP: "wait",
    State.ADOPTED: "ok",
    State.LOCKED: "ok",
    State.MOVED: "mute",
    State.CANCELLED: "mute",
}
GOING_ON = (State.RUNNING, State.INTERRUPTED)
AHEAD = (State.CALLED, *GOING_ON)
OVER = (State.CLOSED, State.WRITTEN_UP, State.ADOPTED, State.LOCKED)
ADOPTED = (State.ADOPTED, State.LOCKED)
OFF = (State.MOVED, State.CANCELLED)

MEETING = Lifecycle(
    "meetings.Meeting",
    states=State,
    labels=LABELS,
    tones=TONES,
    initial=State.DRAFT,
    transitions=(
        Transition(
            "call", "Gửi giấy mời", (State.DRAFT,), State.CALLED, Can.PREPARE, guards.may_call, events.MeetingCalled
        ),
        Transition("move", "Hoãn, chuyển ngày", (State.CALLED,), State.MOVED, Can.PREPARE, None, events.MeetingMoved),
        Transition(
            "cancel",
            "Hủy họp",
            (State.DRAFT, State.CALLED),
            State.CANCELLED,
            Can.PREPARE,
            None,
            events.MeetingCancelled,
        ),
        Transition("open", "Khai mạc", (State.CALLED,), State.RUNNING, Can.RUN, guards.may_open, events.MeetingOpened),
        Transition("interrupt", "Tạm nghỉ", (State.RUNNING,), State.INTERRUPTED, Can.RUN),
        Transition("resume", "Họp tiếp", (State.INTERRUPTED,), State.RUNNING, Can.RUN),
        Transition("close", "Kết thúc họp", GOING_ON, State.CLOSED, Can.RUN, None, events.MeetingClosed),
        Transition(
            "write_up",
            "Hoàn chỉnh biên bản",
            (State.CLOSED,),
            State.WRITTEN_UP,
            Can.WRITE,
            guards.may_write_up,
            events.MeetingWrittenUp,
        ),
        Transition(
            "adopt", "Thông qua biên bản", (State.WRITTEN_UP,), State.ADOPTED, Can.RUN, None, events.MeetingAdopted
        ),
        Transition("lock", "Khóa hồ sơ cuộc họp", (State.ADOPTED,), State.LOCKED, Can.RUN, None, events.MeetingLocked),
    ),
)


class BallotState(StrEnum):
    PREPARED = "prepared"
    OPEN = "open"
    CLOSED = "closed"
    VOID = "void"


BALLOT_LABELS = {
    BallotState.PREPARED: "Chưa mở",
    BallotState.OPEN: "Đang biểu quyết",
    BallotState.CLOSED: "Đã đóng",
    BallotState.VOID: "Đã hủy kết quả",
}
BALLOT_TONES = {
    BallotState.PREPARED: "mute",
    BallotState.OPEN: "key",
    BallotState.CLOSED: "ok",
    BallotState.VOID: "mute",
}
BALLOT = Lifecycle(
    "meetings.Ballot",
    states=BallotState,
    labels=BALLOT_LABELS,
    tones=BALLOT_TONES,
    initial=BallotState.PREPARED,
    transitions=(
        Transition(
            "open",
            "Mở biểu quyết",
            (BallotState.PREPARED,),
            BallotState.OPEN,
            Can.RUN,
            guards.may_open_ballot,
            events.BallotOpened,
        ),
        Transition(
            "close", "Đóng biểu quyết", (BallotState.OPEN,), BallotState.CLOSED, Can.RUN, None, events.BallotClosed
        ),
        Transition("void", "Hủy kết quả", (BallotState.OPEN, BallotState.CLOSED), BallotState.VOID, Can.RUN),
    ),
)


class MinutesState(StrEnum):
    DRAFT = "draft"
    READ = "read"
    ADOPTED = "adopted"
    SIGNED = "signed"
    LOCKED = "locked"


MINUTES_LABELS = {
    MinutesState.DRAFT: "Bản thảo",
    MinutesState.READ: "Đã đọc trước cuộc họp",
    MinutesState.ADOPTED: "Đã thông qua",
    MinutesState.SIGNED: "Đã ký đủ",
    MinutesState.LOCKED: "Đã khóa",
}
MINUTES_TONES = {
    MinutesState.DRAFT: "mute",
    MinutesState.READ: "info",
    MinutesState.ADOPTED: "ok",
    MinutesState.SIGNED: "ok",
    MinutesState.LOCKED: "ok",
}
MINUTES = Lifecycle(
    "meetings.Minutes",
    states=MinutesState,
    labels=MINUTES_LABELS,
    tones=MINUTES_TONES,
    initial=MinutesState.DRAFT,
    transitions=(
        Transition("read", "Đã đọc trước cuộc họp", (MinutesState.DRAFT,), MinutesState.READ, Can.WRITE),
        Transition(
            "adopt", "Ghi là đã thông qua", (MinutesState.DRAFT, MinutesState.READ), MinutesState.ADOPTED, Can.RUN
        ),
        Transition("sign", "Ghi là đã ký đủ", (MinutesState.ADOPTED,), MinutesState.SIGNED, Can.RUN),
        Transition("lock", "Khóa biên bản", (MinutesState.SIGNED,), MinutesState.LOCKED, Can.RUN),
    ),
)
