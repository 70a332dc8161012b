"""Two people wrote the same text at once: the first stays, the second is kept beside it until somebody chooses."""

from dataclasses import dataclass
from typing import Any

from dangvu.kernel import live
from dangvu.kernel.access import Actor
from dangvu.kernel.command import command
from dangvu.modules.meetings.access import Can
from dangvu.modules.meetings.models import KeptText, Meeting


@dataclass(frozen=True)
class Written:
    """What stands now, and the text that was kept beside it when somebody else had been faster."""

    target: Any
    kept: KeptText | None = None

    @property
    def conflict(self) -> bool:
        return self.kept is not None

    @property
    def sentence(self) -> str:
        if self.kept is None:
            return "Đã lưu."
        return "Có người vừa sửa chỗ này ở máy khác. Cả hai bản đều được giữ; đồng chí xem và chọn một bản."


def keep_other(actor: Actor, meeting: Meeting, where: str, target: Any, text: str) -> Written:
    """Part of a running command: keep `text` and leave `target` as it is. A repeated send keeps it once."""
    same = KeptText.objects.filter(where=where, target_id=target.pk, text=text, settled_at=None).first()
    if same is not None:
        return Written(target, same)
    kept = KeptText(
        meeting=meeting, where=where, target_id=target.pk, text=text,
        written_by_name=actor.name, written_at=actor.now,
    )  # fmt: skip
    kept.save()
    live.announce(f"meeting:{meeting.pk}")
    return Written(target, kept)


@command(Can.WRITE, on="kept")
def settle_kept_text(*, actor: Actor, kept: KeptText) -> KeptText:
    """Đã chọn giữa hai bản viết cùng lúc."""
    if kept.settled_at is None:
        kept.settled_at = actor.now
        kept.save()
    return kept
