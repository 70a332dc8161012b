"""Who holds which post on a day."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from dangvu.modules.members.models import Appointment, period


def held_on(on: date) -> QuerySet[Appointment]:
    return Appointment.objects.filter(period.in_force(on))


def current_labels(member_ids: Iterable[int], on: date) -> dict[int, str]:
    """The highest posts of these people as one line each."""
    held = held_on(on).filter(member__in=list(member_ids)).order_by("post__rank")
    labels: dict[int, list[str]] = {}
    for member_id, label in held.values_list("member_id", "post__label"):
        labels.setdefault(member_id, []).append(label)
    return {member_id: ", ".join(dict.fromkeys(each)) for member_id, each in labels.items()}
