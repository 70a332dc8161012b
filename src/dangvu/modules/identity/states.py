from enum import StrEnum

from dangvu.kernel.lifecycle import Lifecycle, Transition
from dangvu.modules.identity import events
from dangvu.modules.identity.access import Can


class Recovery(StrEnum):
    STARTED = "started"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


LABELS = {
    Recovery.STARTED: "Chờ người thứ hai xác nhận",
    Recovery.CONFIRMED: "Đã xác nhận, đã cấp mã mới",
    Recovery.CANCELLED: "Đã hủy",
}
TONES = {Recovery.STARTED: "wait", Recovery.CONFIRMED: "ok", Recovery.CANCELLED: "mute"}

RECOVERY = Lifecycle(
    "identity.RecoveryRequest",
    field="state",
    states=Recovery,
    labels=LABELS,
    tones=TONES,
    initial=Recovery.STARTED,
    transitions=(
        Transition(
            "confirm",
            "Xác nhận và cấp mã mới",
            source=(Recovery.STARTED,),
            target=Recovery.CONFIRMED,
            permission=Can.RECOVER,
            event=events.RecoveryConfirmed,
        ),
        Transition(
            "cancel", "Hủy đề nghị", source=(Recovery.STARTED,), target=Recovery.CANCELLED, permission=Can.RECOVER
        ),
    ),
)
