"""Imports on the screen: where they stand, what was found, and which rows need a look."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from dangvu.kernel import access
from dangvu.kernel.access import Actor
from dangvu.kernel.errors import NotFound
from dangvu.kernel.worklist import WorkItem
from dangvu.modules.identity import api as identity
from dangvu.modules.members import states
from dangvu.modules.members.access import Can
from dangvu.modules.members.imports import SENTENCES, STATUS_LABELS, Reason, Status
from dangvu.modules.members.models import ImportBatch, ImportRow
from dangvu.modules.organisations import api as organisations

STALLED_AFTER = timedelta(minutes=2)
VERDICT_TONES: Mapping[str, tuple[str, str]] = {
    "accepted": ("ok", "circle-check"),
    "warning": ("wait", "triangle-alert"),
    "rejected": ("late", "circle-x"),
    "duplicate": ("info", "copy"),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """One row as the clerk sees it."""

    sheet: str
    row: int
    name: str
    birth: str
    cell: str
    verdict: str
    sentences: Sequence[str]
    duplicate_of: str

    @property
    def label(self) -> str:
        return STATUS_LABELS[Status(self.verdict)]

    @property
    def tone(self) -> str:
        return VERDICT_TONES[self.verdict][0]

    @property
    def icon(self) -> str:
        return VERDICT_TONES[self.verdict][1]


def batches(actor: Actor) -> QuerySet[ImportBatch]:
    return access.visible(actor, Can.IMPORT, ImportBatch.objects.select_related("organisation"))


def get_batch(actor: Actor, public_id: UUID) -> ImportBatch:
    found = batches(actor).filter(public_id=public_id).first()
    if found is None:
        raise NotFound("Không tìm thấy lần nhập này, hoặc lần nhập không thuộc phạm vi của đồng chí.")
    return found


def rows(batch: ImportBatch, verdict: str = "", reason: str = "") -> QuerySet[ImportRow]:
    found = ImportRow.objects.filter(batch=batch)
    if verdict:
        found = found.filter(verdict=verdict)
    return found.filter(reasons__contains=[reason]) if reason else found


def shown(page: Iterable[ImportRow]) -> list[Verdict]:
    return [
        Verdict(
            row.sheet,
            row.row,
            row.values.get("full_name", ""),
            row.values.get("birth_date", "")[:4],
            row.values.get("cell", ""),
            row.verdict,
            sentences_of(row.reasons),
            row.duplicate_of.replace("!", ", dòng "),
        )
        for row in page
    ]


def sentences_of(reasons: Iterable[str]) -> list[str]:
    return [SENTENCES[Reason(reason)] for reason in reasons]


def stalled(now: datetime) -> list[int]:
    """Imports at work that have shown no sign of life for a while."""
    waiting = ImportBatch.objects.filter(state__in=states.WORKING, beat_at__lt=now - STALLED_AFTER)
    return list(waiting.values_list("pk", flat=True))


def who_may_follow(object_id: int, account_ids: Sequence[int], now: datetime) -> set[int]:
    """Of these accounts, those who may see the import."""
    batch = ImportBatch.objects.filter(pk=object_id).values_list("organisation_id", flat=True).first()
    if batch is None:
        return set()
    return set(account_ids) & set(identity.holders(Can.IMPORT, batch, now.astimezone(access.VIETNAM).date()))


def places(actor: Actor) -> list[organisations.OrganisationInfo]:
    """The organisations under which this person may import, the widest first."""
    found = [place for place in organisations.within_reach(actor, Can.IMPORT) if place.kind != "party_group"]
    return sorted(found, key=lambda place: place.path.count("."))


def work_items(actor: Actor) -> list[WorkItem]:
    """Lists that were judged and wait for somebody to say yes."""
    waiting = batches(actor).filter(state=states.State.JUDGED)
    return [
        WorkItem(
            f"Xác nhận danh sách {batch.file_name}",
            reverse("members:import", kwargs={"id": batch.public_id}),
            icon="file-up",
            note=batch.organisation.name,
        )
        for batch in waiting
    ]
