"""Refusals of secret matter: recorded without their content, settled by the clerk."""

from dataclasses import dataclass

from django.conf import settings

from dangvu.kernel.access import Actor
from dangvu.kernel.command import command, public
from dangvu.kernel.events import publish
from dangvu.lib import sealing, secrecy, text
from dangvu.modules.documents import events
from dangvu.modules.documents.access import Can
from dangvu.modules.documents.commands import numbering
from dangvu.modules.documents.models import SecretStub
from dangvu.modules.documents.rules import numbers, types


@dataclass(frozen=True)
class Stopped:
    """What may be known of a file that was refused: its mark, and a keyed hash of its name."""

    finding: secrecy.Finding
    name_hash: str
    door: str


def stopped(finding: secrecy.Finding, name: str, door: str) -> Stopped:
    """The name itself may already tell too much; its hash shows whether the same file came twice."""
    return Stopped(finding, sealing.keyed_hash(text.nfc(name), settings.HASH_KEY).hex(), door)


@command(public("người tải tệp lên chưa cần quyền gì để bị từ chối"))
def record_stub(*, actor: Actor, organisation_id: int | None, what: Stopped) -> SecretStub:
    """Chặn tài liệu có dấu mật."""
    period = numbers.period(numbers.Reset.YEAR, actor.today)
    series = numbering.locked_series(organisation_id, types.STUB, numbers.Reset.YEAR, period)
    stub = SecretStub(
        organisation_id=organisation_id,
        number=numbering.take(series),
        year=actor.today.year,
        stopped_at=actor.now,
        account_id=actor.account_id,
        person=actor.name,
        door=what.door,
        level=what.finding.level,
        seen_in=what.finding.where,
        name_hash=what.name_hash,
    )
    stub.save()
    publish(events.SecretMatterStopped(stub.pk))
    return stub


@command(Can.STUBS, on="stub", transition="hand_over")
def hand_over_stub(*, actor: Actor, stub: SecretStub, remark: str = "") -> SecretStub:
    """Ghi nhận tài liệu mật đã giao bản giấy."""
    return _settle(stub, actor, remark)


@command(Can.STUBS, on="stub", transition="dismiss")
def dismiss_stub(*, actor: Actor, stub: SecretStub, remark: str = "") -> SecretStub:
    """Ghi nhận chặn nhầm, tệp không phải tài liệu mật."""
    return _settle(stub, actor, remark)


def _settle(stub: SecretStub, actor: Actor, remark: str) -> SecretStub:
    stub.outcome_note = remark.strip()
    stub.settled_at = actor.now
    stub.save()
    return stub
