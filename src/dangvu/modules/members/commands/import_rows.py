"""One chunk of an import, written by COPY: judged rows, then the members that come of them."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.db import connection

from dangvu.lib import sealing, text
from dangvu.modules.members.commands import bulk
from dangvu.modules.members.imports import RowVerdict
from dangvu.modules.members.models import ImportBatch, ImportRow, Member, MemberStatus, sealed
from dangvu.modules.members.rules import facts, importing, masking
from dangvu.modules.members.rules.importing import Candidate, Known

ROW_COLUMNS = ("batch", "sheet", "row", "verdict", "reasons", "values", "private", "duplicate_of")
STATUS_COLUMNS = ("member", "organisation", "status", "valid_from", "reason", "decision")
_PLAIN = ("sex", "cv_number", *facts.WORDS, *facts.DATES)
_SEALED = tuple(f"{prefix}_{part}" for prefix in sealed.PREFIX.values() for part in ("cipher", "hash", "tail"))
MEMBER_COLUMNS = (
    "id", "public_id", "created_at", "updated_at", "organisation", "import_row", "is_fictional",
    "full_name", "search_key", "sort_key", "birth_on", "party_since", "current_status", "status_since",
    *_PLAIN, *_SEALED,
)  # fmt: skip
_LIMITS = {
    name: Member._meta.get_field(name).max_length
    for name in ("full_name", *_PLAIN)
    if Member._meta.get_field(name).max_length
}


def copy_rows(batch: ImportBatch, rows: Iterable[RowVerdict]) -> None:
    bulk.copy_into(ImportRow, ROW_COLUMNS, (_row(batch.pk, verdict) for verdict in rows))


def _row(batch_id: int, verdict: RowVerdict) -> tuple[Any, ...]:
    values = shortened(verdict.values)
    private = {name: values.pop(name) for name in facts.PRIVATE if name in values}
    cipher = sealing.seal(json.dumps(private), settings.FIELD_KEY) if private else b""
    if verdict.organisation is not None:
        values["organisation_id"] = verdict.organisation.code
    same = verdict.duplicate_of
    return (
        batch_id,
        verdict.sheet,
        verdict.row,
        str(verdict.status),
        [str(reason) for reason in verdict.deciding_reasons],
        json.dumps(values, ensure_ascii=False),
        cipher,
        f"{same[0]}!{same[1]}" if same else "",
    )


def next_rows(batch: ImportBatch) -> list[tuple[Any, ...]]:
    """The rows after the checkpoint, whatever their verdict."""
    rows = ImportRow.objects.filter(batch=batch, pk__gt=batch.last_row_id).order_by("pk")
    return list(rows.values_list("pk", "verdict", "values", "private")[: importing.CHUNK])


def candidates(rows: Iterable[tuple[Any, ...]]) -> Iterator[Candidate]:
    for row_id, verdict, values, private in rows:
        if verdict in importing.TAKEN and "organisation_id" in values:
            yield _candidate(row_id, values, private)


def _candidate(row_id: int, values: dict[str, str], private: bytes) -> Candidate:
    numbers = json.loads(sealing.unseal(private, settings.FIELD_KEY)) if private else {}
    return Candidate(
        row_id,
        int(values["organisation_id"]),
        values,
        numbers,
        national_id_hash=_hash(numbers.get("national_id")),
        card_hash=_hash(numbers.get("card_number")),
        search_key=text.search_key(values["full_name"]),
    )


def _hash(number: str | None) -> bytes | None:
    return sealed.hashed(number) if number else None


def known_among(found: Sequence[Candidate]) -> Known:
    """Ask the register about a whole chunk: by identity number, then by name among those who may be meant."""
    hashes = [candidate.national_id_hash for candidate in found if candidate.national_id_hash is not None]
    by_hash = Member.objects.filter(national_id_hash__in=hashes).values_list("national_id_hash", "pk")
    known = Known(by_national_id={bytes(digest): pk for digest, pk in by_hash})
    nameless = [candidate.search_key for candidate in found if candidate.national_id_hash is None]
    others = [candidate.search_key for candidate in found if candidate.national_id_hash is not None]
    known.by_likeness.update(_likenesses(search_key__in=nameless))
    known.unidentified.update(_likenesses(search_key__in=others, national_id_hash__isnull=True))
    return known


def _likenesses(**condition: Any) -> dict[importing.Likeness, int]:
    rows = Member.objects.filter(**condition).order_by("-pk").values_list("full_name", "birth_date", "card_hash", "pk")
    return {importing.likeness(name, birth, card): pk for name, birth, card, pk in rows}


def split(found: Iterable[Candidate], known: Known, ids: Iterator[int]) -> tuple[list, list]:
    """New persons with their future keys, and (row, member) pairs of those who are in the register already."""
    fresh, met = [], []
    for candidate in found:
        member_id = known.find(candidate)
        if member_id is not None:
            met.append((candidate.row_id, member_id))
            continue
        member_id = next(ids)
        known.add(candidate, member_id)
        fresh.append((member_id, candidate))
    return fresh, met


def copy_members(fresh: Sequence[tuple[int, Candidate]], *, as_of: date, now: str, fictional: bool) -> None:
    dated = [(member_id, each, *_status(each.values, as_of)) for member_id, each in fresh]
    bulk.copy_into(Member, MEMBER_COLUMNS, (_member(*each, now, fictional) for each in dated))
    bulk.copy_into(
        MemberStatus,
        STATUS_COLUMNS,
        ((member_id, each.organisation_id, status, since, "", "") for member_id, each, status, since in dated),
    )


def _status(values: Mapping[str, str], as_of: date) -> tuple[str, date]:
    status = importing.status_of(values)
    return status, importing.status_since(status, values, as_of)


def _member(
    member_id: int,
    candidate: Candidate,
    status: str,
    since: date,
    now: str,
    fictional: bool,  # noqa: FBT001
) -> tuple[Any, ...]:
    values, get = candidate.values, candidate.values.get
    party_since = facts.earliest(get("admission_decision_date", "")) or facts.earliest(
        get("admission_ceremony_date", "")
    )
    return (
        member_id,
        bulk.new_public_id(),
        now,
        now,
        candidate.organisation_id,
        candidate.row_id or None,
        fictional,
        values["full_name"],
        candidate.search_key,
        text.sort_key(values["full_name"]),
        facts.earliest(get("birth_date", "")),
        party_since,
        status,
        since,
        *[get(name, "") for name in _PLAIN],
        *_seals(candidate),
    )


def _seals(candidate: Candidate) -> list[Any]:
    columns: list[Any] = []
    hashes = {"national_id": candidate.national_id_hash, "card_number": candidate.card_hash}
    for name in sealed.PREFIX:
        number = candidate.private.get(name, "")
        cipher = sealing.seal(number, settings.FIELD_KEY)
        columns += (cipher, hashes.get(name) or _hash(number), masking.tail(number))
    return columns


def shortened(values: Mapping[str, str]) -> dict[str, str]:
    """No value of a strange list is longer than its column."""
    return {name: value[: _LIMITS[name]] if name in _LIMITS else value for name, value in values.items()}


def point_at_known(met: Sequence[tuple[int, int]]) -> None:
    """Let the rows of those who were in the register already say so."""
    if not met:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE members_importrow SET known_member_id = met.member_id "
            "FROM unnest(%s::bigint[], %s::bigint[]) AS met (row_id, member_id) WHERE id = met.row_id",
            [[row_id for row_id, _ in met], [member_id for _, member_id in met]],
        )
