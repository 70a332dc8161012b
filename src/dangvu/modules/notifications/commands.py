from collections.abc import Iterable

from dangvu.kernel import live
from dangvu.kernel.access import Actor
from dangvu.kernel.audit import note
from dangvu.kernel.command import command, public
from dangvu.kernel.notify.models import Preference
from dangvu.modules.notifications import queries

OWN = public("a person's own notices")


@command(OWN)
def read_notices(*, actor: Actor, ids: Iterable[int] | None = None) -> int:
    """Đánh dấu thông báo đã đọc."""
    unread = queries.notices(actor).filter(read_at=None)
    if ids is not None:
        unread = unread.filter(pk__in=list(ids))
    changed = unread.update(read_at=actor.now)
    note("notices", changed)
    live.announce(f"account:{actor.account_id}")
    return changed


@command(OWN)
def choose_channels(*, actor: Actor, wanted: Iterable[tuple[str, str]]) -> None:
    """Chọn cách nhận thông báo."""
    on = set(wanted)
    offered = {(kind.kind, channel) for kind, channels in queries.choices(actor) for channel in channels}
    Preference.objects.filter(account_id=actor.own).delete()
    off = sorted(offered - on)
    Preference.objects.bulk_create(Preference(account_id=actor.own, kind=k, channel=c) for k, c in off)
    note("switched_off", [f"{kind}/{channel}" for kind, channel in off])
