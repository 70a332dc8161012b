"""The life of a paper, and of a refusal of secret matter."""

from enum import StrEnum

from dangvu.kernel.lifecycle import Lifecycle, Transition
from dangvu.modules.documents import events
from dangvu.modules.documents.access import Can
from dangvu.modules.documents.rules import guards


class Paper(StrEnum):
    DRAFT = "draft"
    ISSUED = "issued"
    SIGNED = "signed"
    WITHDRAWN = "withdrawn"
    DISCARDED = "discarded"


PAPER_LABELS = {
    Paper.DRAFT: "Dự thảo",
    Paper.ISSUED: "Đã cấp số, chờ bản ký",
    Paper.SIGNED: "Đã có bản ký",
    Paper.WITHDRAWN: "Đã thu hồi",
    Paper.DISCARDED: "Đã bỏ dự thảo",
}
PAPER_TONES = {
    Paper.DRAFT: "mute",
    Paper.ISSUED: "wait",
    Paper.SIGNED: "ok",
    Paper.WITHDRAWN: "late",
    Paper.DISCARDED: "mute",
}

PAPER = Lifecycle(
    "documents.RegisteredPaper",
    states=Paper,
    labels=PAPER_LABELS,
    tones=PAPER_TONES,
    initial=Paper.DRAFT,
    transitions=(
        Transition(
            "issue",
            "Cấp số, ban hành",
            source=(Paper.DRAFT,),
            target=Paper.ISSUED,
            permission=Can.ISSUE,
            event=events.PaperIssued,
        ),
        Transition(
            "attach",
            "Gắn bản đã ký",
            source=(Paper.ISSUED, Paper.SIGNED),
            target=Paper.SIGNED,
            permission=Can.ATTACH,
            guard=guards.why_not_signed,
            event=events.SignedScanAttached,
        ),
        Transition(
            "withdraw",
            "Thu hồi",
            source=(Paper.ISSUED, Paper.SIGNED),
            target=Paper.WITHDRAWN,
            permission=Can.ISSUE,
            event=events.PaperWithdrawn,
        ),
        Transition("discard", "Bỏ dự thảo", source=(Paper.DRAFT,), target=Paper.DISCARDED, permission=Can.ISSUE),
    ),
)


class Stub(StrEnum):
    OPEN = "open"
    HANDED_OVER = "handed_over"
    MISREAD = "misread"


STUB_LABELS = {
    Stub.OPEN: "Chưa xử lý",
    Stub.HANDED_OVER: "Đã giao bản giấy",
    Stub.MISREAD: "Nhận nhầm, không phải tài liệu mật",
}
STUB_TONES = {Stub.OPEN: "late", Stub.HANDED_OVER: "ok", Stub.MISREAD: "mute"}

STUB = Lifecycle(
    "documents.SecretStub",
    states=Stub,
    labels=STUB_LABELS,
    tones=STUB_TONES,
    initial=Stub.OPEN,
    transitions=(
        Transition("hand_over", "Đã giao bản giấy", source=(Stub.OPEN,), target=Stub.HANDED_OVER, permission=Can.STUBS),
        Transition("dismiss", "Nhận nhầm", source=(Stub.OPEN,), target=Stub.MISREAD, permission=Can.STUBS),
    ),
)
