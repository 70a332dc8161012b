from django.db.models import QuerySet

from dangvu.kernel.access import Actor
from dangvu.kernel.notify import Notification
from dangvu.kernel.notify.models import Notice, Preference
from dangvu.kernel.registry import registry


def notices(actor: Actor) -> QuerySet[Notice]:
    """This person's notices, newest first."""
    return Notice.objects.filter(account_id=actor.own).order_by("-at", "-id")


def choices(actor: Actor) -> list[tuple[type[Notification], dict[str, bool]]]:
    """Every kind that may be switched off, with which of its channels are on for this person."""
    off = set(Preference.objects.filter(account_id=actor.own).values_list("kind", "channel"))
    return [
        (kind, {channel: (kind.kind, channel) not in off for channel in kind.channels})
        for kind in registry.notifications()
        if kind.can_be_disabled
    ]
