"""Reads of the audit."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from dangvu.kernel import access
from dangvu.kernel.access import Actor
from dangvu.kernel.audit.models import Entry, Link
from dangvu.modules.audit.access import Can
from dangvu.modules.organisations import api as organisations


@dataclass(frozen=True)
class Change:
    """One changed field as people read it."""

    what: str
    field: str
    before: str
    after: str


def entries(actor: Actor, *, words: str = "", organisation_id: int | None = None) -> QuerySet[Entry]:
    """What was done in the organisations this person may inspect, and what they did themselves; newest first."""
    within = access.visible(actor, Can.READ, organisations.Organisation.objects).values("pk")
    rows = Entry.objects.filter(Q(organisation_id__in=within) | Q(account_id=actor.own))
    if organisation_id is not None:
        rows = rows.filter(organisation_id=organisation_id)
    if words:
        rows = rows.filter(
            Q(actor_name__icontains=words) | Q(sentence__icontains=words) | Q(target_label__icontains=words)
        )
    return rows.order_by("-at", "-id")


def changes(entry: Entry) -> list[Change]:
    """The changed fields of an entry with their names on screen."""
    return [
        Change(_model_name(change["model"]), _field_name(change["model"], name), _shown(before), _shown(after))
        for change in entry.changes
        for name, (before, after) in change["fields"].items()
    ]


def chain_head() -> Link | None:
    return Link.objects.order_by("-sequence").first()


def _model_name(label: str) -> str:
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except LookupError:
        return label


def _field_name(label: str, name: str) -> str:
    try:
        model = apps.get_model(label)
        return str(next(f.verbose_name for f in model._meta.concrete_fields if f.attname == name))
    except (LookupError, StopIteration):
        return name


def _shown(value: Any) -> str:
    if value is None or value == "":
        return "(trống)"
    return {True: "có", False: "không"}.get(value, str(value)) if isinstance(value, bool) else str(value)
