"""The life of a task."""

from enum import StrEnum

from dangvu.kernel.lifecycle import Lifecycle, Transition
from dangvu.modules.tasks import events
from dangvu.modules.tasks.access import Can


class State(StrEnum):
    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


LABELS = {State.OPEN: "Đang làm", State.DONE: "Đã xong", State.CANCELLED: "Đã thôi"}
TONES = {State.OPEN: "info", State.DONE: "ok", State.CANCELLED: "mute"}

TASK = Lifecycle(
    "tasks.Task",
    states=State,
    labels=LABELS,
    tones=TONES,
    initial=State.OPEN,
    transitions=(
        Transition("complete", "Báo đã xong", (State.OPEN,), State.DONE, Can.WORK, event=events.TaskDone),
        Transition("cancel", "Thôi nhiệm vụ", (State.OPEN,), State.CANCELLED, Can.GIVE, event=events.TaskCancelled),
        Transition("reopen", "Mở lại", (State.DONE, State.CANCELLED), State.OPEN, Can.GIVE, event=events.TaskReopened),
    ),
)
