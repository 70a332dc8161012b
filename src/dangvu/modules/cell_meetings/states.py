"""The life of a cell's month on its way up, and of a resolution of the cell, as tables."""

from enum import StrEnum

from dangvu.kernel.lifecycle import Lifecycle, Transition
from dangvu.modules.cell_meetings import events
from dangvu.modules.cell_meetings.access import Can
from dangvu.modules.cell_meetings.rules import guards


class State(StrEnum):
    OPEN = "open"
    SENT = "sent"
    RETURNED = "returned"
    RECEIVED = "received"


LABELS = {
    State.OPEN: "Chưa gửi lên",
    State.SENT: "Đã gửi đảng ủy",
    State.RETURNED: "Đảng ủy đề nghị bổ sung",
    State.RECEIVED: "Đảng ủy đã nhận",
}
TONES = {State.OPEN: "mute", State.SENT: "info", State.RETURNED: "wait", State.RECEIVED: "ok"}
HELD_BACK = (State.OPEN, State.RETURNED)
UP = (State.SENT, State.RECEIVED)
"""What the higher committee has in hands."""

MONTH = Lifecycle(
    "cell_meetings.CellMonth",
    states=State,
    labels=LABELS,
    tones=TONES,
    initial=State.OPEN,
    transitions=(
        Transition("send", "Gửi lên đảng ủy", HELD_BACK, State.SENT, Can.SEND, guards.may_send, events.MonthSent),
        Transition("receive", "Đã nhận", (State.SENT,), State.RECEIVED, Can.VERIFY, None, events.MonthReceived),
        Transition("give_back", "Đề nghị bổ sung", UP, State.RETURNED, Can.VERIFY, event=events.MonthReturned),
    ),
)  # fmt: skip


class ResolutionState(StrEnum):
    DRAFT = "draft"
    ADOPTED = "adopted"
    ISSUED = "issued"


RESOLUTION_LABELS = {
    ResolutionState.DRAFT: "Dự thảo",
    ResolutionState.ADOPTED: "Đã thông qua",
    ResolutionState.ISSUED: "Đã lấy số",
}
RESOLUTION_TONES = {ResolutionState.DRAFT: "mute", ResolutionState.ADOPTED: "info", ResolutionState.ISSUED: "ok"}
_R = ResolutionState
RESOLUTION = Lifecycle(
    "cell_meetings.Resolution",
    states=ResolutionState,
    labels=RESOLUTION_LABELS,
    tones=RESOLUTION_TONES,
    initial=ResolutionState.DRAFT,
    transitions=(
        Transition("adopt", "Chi bộ đã thông qua", (_R.DRAFT,), _R.ADOPTED, Can.PREPARE, guards.may_adopt),
        Transition("issue", "Lấy số, làm bản in", (_R.ADOPTED,), _R.ISSUED, Can.PREPARE),
    ),
)  # fmt: skip
