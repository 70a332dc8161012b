"""An import on its way from the file to the register."""

from enum import StrEnum

from dangvu.kernel.lifecycle import Lifecycle, Transition
from dangvu.modules.members import events
from dangvu.modules.members.access import Can


class State(StrEnum):
    UPLOADED = "uploaded"
    JUDGING = "judging"
    JUDGED = "judged"
    CONFIRMED = "confirmed"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


LABELS = {
    State.UPLOADED: "Đã nhận tệp",
    State.JUDGING: "Đang xét từng dòng",
    State.JUDGED: "Chờ xác nhận",
    State.CONFIRMED: "Đã xác nhận",
    State.RUNNING: "Đang ghi vào sổ",
    State.DONE: "Đã ghi xong",
    State.FAILED: "Không đọc được",
    State.CANCELLED: "Đã bỏ",
}
TONES = {
    State.UPLOADED: "info",
    State.JUDGING: "info",
    State.JUDGED: "wait",
    State.CONFIRMED: "info",
    State.RUNNING: "info",
    State.DONE: "ok",
    State.FAILED: "late",
    State.CANCELLED: "mute",
}
WORKING = (State.UPLOADED, State.JUDGING, State.CONFIRMED, State.RUNNING)


def _work(name: str, label: str, source: State, target: State, event: type | None = None) -> Transition:
    return Transition(name, label, source=(source,), target=target, permission=Can.IMPORT, event=event)


IMPORT = Lifecycle(
    "members.ImportBatch",
    field="state",
    states=State,
    labels=LABELS,
    tones=TONES,
    initial=State.UPLOADED,
    transitions=(
        _work("begin_judging", "Bắt đầu xét", State.UPLOADED, State.JUDGING),
        _work("end_judging", "Xét xong", State.JUDGING, State.JUDGED),
        _work("confirm", "Ghi vào sổ", State.JUDGED, State.CONFIRMED, events.ImportConfirmed),
        _work("begin_writing", "Bắt đầu ghi", State.CONFIRMED, State.RUNNING),
        _work("end_writing", "Ghi xong", State.RUNNING, State.DONE, events.ImportFinished),
        Transition(
            "judge_again",
            "Xét lại",
            source=(State.JUDGED, State.FAILED),
            target=State.UPLOADED,
            permission=Can.IMPORT,
            event=events.ImportUploaded,
        ),
        Transition(
            "fail",
            "Dừng vì lỗi",
            source=(State.UPLOADED, State.JUDGING),
            target=State.FAILED,
            permission=Can.IMPORT,
        ),
        Transition(
            "cancel",
            "Bỏ lần nhập này",
            source=(State.JUDGED, State.FAILED),
            target=State.CANCELLED,
            permission=Can.IMPORT,
        ),
    ),
)
