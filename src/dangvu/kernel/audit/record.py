"""Writing the one entry of a command."""

from typing import Any

from django.db import models

from dangvu.kernel import access, context
from dangvu.kernel.audit.models import Entry

_LABEL_LENGTH = 300


def write(running: context.Running, actor: access.Actor, sentence: str, target: Any) -> int:
    """Append the entry of a finished command, in its transaction; answer its number."""
    record = target if isinstance(target, models.Model) else None
    entry = Entry.objects.create(
        at=actor.now,
        correlation=running.correlation,
        account_id=actor.account_id,
        actor_name=actor.name,
        command=running.command,
        sentence=sentence,
        changes=running.changes,
        facts=running.facts,
        **_about(record),
    )
    return int(entry.pk)


def _about(record: models.Model | None) -> dict[str, Any]:
    if record is None:
        return {}
    is_organisation = record._meta.label == access.ORGANISATION
    pk = record.pk if isinstance(record.pk, int) else None
    return {
        "target_model": record._meta.label,
        "target_pk": pk,
        "target_label": str(record)[:_LABEL_LENGTH],
        "organisation_id": pk if is_organisation else getattr(record, "organisation_id", None),
    }
