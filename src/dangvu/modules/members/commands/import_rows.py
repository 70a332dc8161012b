"""Judged rows into their table, by COPY: each is made ready for the register while it is in hand."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django.conf import settings

from dangvu.lib import sealing, text
from dangvu.modules.members.commands import bulk
from dangvu.modules.members.imports import RowVerdict, Status
from dangvu.modules.members.models import ImportBatch, ImportRow, Member, sealed
from dangvu.modules.members.rules import facts, importing, masking

SEALED = tuple(f"{prefix}_{part}" for prefix in sealed.PREFIX.values() for part in ("cipher", "hash", "tail"))
READY = ("organisation_id", "search_key", "sort_key", "birth_on", "party_since", "status", "status_since", *SEALED)
COLUMNS = ("batch", "sheet", "row", "verdict", "reasons", "values", "duplicate_of", *READY)
PLAIN = ("full_name", "sex", "cv_number", *facts.WORDS, *facts.DATES)
TAKEN = frozenset({Status.ACCEPTED, Status.WARNING})
NOT_READY = (None, "", "", None, None, "", None)
_LIMITS = {field.name: field.max_length for field in Member._meta.concrete_fields if field.name in PLAIN}
_SHORTEST = 60  # no shorter column of words takes what a list says as it stands
_PRIVATE = frozenset(facts.PRIVATE)
_as_json = json.JSONEncoder(ensure_ascii=False).encode


def copy_rows(batch: ImportBatch, rows: Iterable[RowVerdict]) -> "Tally":
    """Write rows as they are judged: the database takes in one while the next is in the making."""
    tally = Tally()
    bulk.copy_into(ImportRow, COLUMNS, tally.counted(_columns(verdict, batch.pk, batch.as_of) for verdict in rows))
    return tally


class Tally:
    """Counts what passes by."""

    def __init__(self) -> None:
        self.rows = 0
        self.counts: dict[str, Any] = {}

    def counted(self, rows: Iterable[tuple[Any, ...]]) -> Iterable[tuple[Any, ...]]:
        reasons: dict[str, int] = self.counts.setdefault("reasons", {})
        for row in rows:
            self.rows += 1
            verdict, codes = row[3], row[4]
            self.counts[verdict] = self.counts.get(verdict, 0) + 1
            for code in codes:
                reasons[code] = reasons.get(code, 0) + 1
            yield row


def _columns(verdict: RowVerdict, batch_id: int, as_of: date) -> tuple[Any, ...]:
    status, same = verdict.status, verdict.duplicate_of
    ready = _ready(verdict, as_of) if status in TAKEN and verdict.organisation is not None else NOT_READY
    return (
        batch_id,
        verdict.sheet,
        verdict.row,
        status.value,
        [reason.value for reason in verdict.deciding_reasons] if verdict.reasons else [],
        _as_json(_shown(verdict.values)),
        f"{same[0]}!{same[1]}" if same else "",
        *ready,
        *seals(verdict.values),
    )


def _shown(values: dict[str, str]) -> dict[str, str]:
    """What may lie open; nothing is longer than its column in the register."""
    shown = {name: value for name, value in values.items() if name not in _PRIVATE}
    if shown and max(map(len, shown.values())) >= _SHORTEST:
        return {name: value[: _LIMITS.get(name)] for name, value in shown.items()}
    return shown


def _ready(verdict: RowVerdict, as_of: date) -> tuple[Any, ...]:
    values, organisation = verdict.values, verdict.organisation
    get, status = values.get, importing.status_of(values)
    return (
        organisation.code if organisation else None,
        *_name_keys(values["full_name"]),
        facts.earliest(get("birth_date", "")),
        facts.earliest(get("admission_decision_date", "")) or facts.earliest(get("admission_ceremony_date", "")),
        status,
        importing.status_since(status, values, as_of),
    )


@lru_cache(maxsize=50_000)
def _name_keys(name: str) -> tuple[str, str]:
    """Many people bear the same name."""
    return text.search_key(name)[: _LIMITS["full_name"]], text.sort_key(name)


def seals(values: Mapping[str, str]) -> list[Any]:
    """Cipher, hash and tail of each private number, in the order of SEALED."""
    columns: list[Any] = []
    field_key, hash_key = settings.FIELD_KEY, settings.HASH_KEY
    for name in sealed.PREFIX:
        number = values.get(name)
        if number:
            columns += (sealing.seal(number, field_key), sealing.keyed_hash(number, hash_key), masking.tail(number))
        else:
            columns += (b"", None, "")
    return columns
