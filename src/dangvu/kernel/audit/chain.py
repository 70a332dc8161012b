"""The hash chain over the audit: linked by one writer after the fact, verified by anyone who can read the tables."""

import datetime
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from dangvu.kernel.audit.models import Entry, Link

GENESIS = hashlib.sha256(b"dangvu audit chain").digest()
_WRITER_LOCK = 7_201_945
_BATCH = 5_000


def link_pending() -> int:
    """Append to the chain every entry that is not yet in it; one writer at a time. Answers how many."""
    linked = 0
    while batch := _link_batch():
        linked += batch
    return linked


@transaction.atomic
def _link_batch() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_WRITER_LOCK])
    last = Link.objects.order_by("-sequence").first()
    sequence, previous = (last.sequence, bytes(last.digest)) if last else (0, GENESIS)
    links = []
    for entry in _unlinked()[:_BATCH]:
        sequence += 1
        digest = digest_of(entry, previous)
        links.append(Link(sequence=sequence, entry_id=entry.pk, previous=previous, digest=digest))
        previous = digest
    Link.objects.bulk_create(links)
    return len(links)


def _unlinked() -> QuerySet[Entry]:
    return Entry.objects.filter(~Exists(Link.objects.filter(entry_id=OuterRef("pk")))).order_by("id")


def digest_of(entry: Entry, previous: bytes) -> bytes:
    """SHA-256 over the digest before and every column of the entry in a fixed order and form."""
    row = [
        entry.pk, entry.at.astimezone(datetime.UTC).isoformat(), str(entry.correlation), entry.account_id,
        entry.actor_name, entry.command, entry.sentence, entry.target_model, entry.target_pk, entry.target_label,
        entry.organisation_id, entry.changes, entry.facts,
    ]  # fmt: skip
    text = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(previous + text.encode()).digest()


@dataclass
class Verification:
    """What a walk along the chain found; `broken` holds one Vietnamese sentence per fault."""

    checked: int = 0
    pending: int = 0
    head: str = ""
    broken: list[str] = field(default_factory=list)


def verify() -> Verification:
    """Walk the whole chain and name every entry that does not match its link."""
    result = Verification()
    previous, expected = GENESIS, 0
    for link, entry in _pairs():
        expected += 1
        fault = _fault(link, entry, previous, expected)
        if fault:
            result.broken.append(fault)
        previous, expected, result.checked = bytes(link.digest), link.sequence, result.checked + 1
    result.head = previous.hex()
    result.pending = _unlinked().count()
    return result


def _pairs() -> Iterator[tuple[Link, Entry | None]]:
    links = Link.objects.order_by("sequence")
    while chunk := list(links[:_BATCH]):
        entries = Entry.objects.in_bulk([link.entry_id for link in chunk])
        for link in chunk:
            yield link, entries.get(link.entry_id)
        links = Link.objects.filter(sequence__gt=chunk[-1].sequence).order_by("sequence")


def _fault(link: Link, entry: Entry | None, previous: bytes, expected: int) -> str:
    if link.sequence != expected or bytes(link.previous) != previous:
        return f"Mắt xích số {link.sequence} không nối với mắt xích trước: chuỗi nhật ký đã bị can thiệp ở đây."
    if entry is None:
        return f"Mục nhật ký số {link.entry_id} đã biến mất khỏi bảng."
    if digest_of(entry, previous) != bytes(link.digest):
        return (
            f"Mục nhật ký số {entry.pk} (“{entry.sentence}”, {entry.actor_name}, {entry.at:%d/%m/%Y %H:%M}) đã bị sửa."
        )
    return ""
