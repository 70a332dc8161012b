"""From judged rows to members: a chunk at a time, inside the database.

Who is in the register already is found by identity number, else by name, birth date and card; only those few
likely pairs are looked at here, because two spellings of one name are told from two names by `importing`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import combinations
from typing import Any

from django.db import connection

from dangvu.modules.members.commands import import_rows
from dangvu.modules.members.models import ImportBatch, ImportRow, Member
from dangvu.modules.members.rules import importing

ROWS, MEMBERS = ImportRow._meta.db_table, Member._meta.db_table
_COPIED = ("organisation_id", "search_key", "sort_key", "birth_on", "party_since", "status_since", *import_rows.SEALED)
_TEXT = import_rows.PLAIN

CHUNK_END = f"""
    SELECT max(id), count(*) FROM (SELECT id FROM {ROWS} WHERE batch_id = %(batch)s AND id > %(after)s
    ORDER BY id LIMIT %(limit)s) AS chunk
"""  # noqa: S608  names of our own tables and columns
CHUNK = f"""
    chunk AS MATERIALIZED (SELECT * FROM {ROWS} WHERE batch_id = %(batch)s AND id > %(after)s AND id <= %(upto)s
    AND verdict IN ('accepted', 'warning') AND organisation_id IS NOT NULL)
"""  # noqa: S608  names of our own tables and columns
KNOWN_BY_NUMBER = f"""
    WITH {CHUNK} SELECT chunk.id, member.id FROM chunk JOIN {MEMBERS} AS member
    ON member.national_id_hash = chunk.national_id_hash
"""  # noqa: S608  names of our own tables and columns
# Against a person with another identity number a likeness means nothing, so one of the two must be without.
LIKE_MEMBERS = f"""
    WITH {CHUNK} SELECT chunk.id, member.id, chunk.values->>'full_name', member.full_name
    FROM chunk JOIN {MEMBERS} AS member
    ON member.search_key = chunk.search_key AND member.birth_date = coalesce(chunk.values->>'birth_date', '')
    AND member.card_hash IS NOT DISTINCT FROM chunk.card_hash
    WHERE {{which}}
"""  # noqa: S608  names of our own tables and columns
UNNUMBERED_ROWS, UNNUMBERED_MEMBERS = (
    LIKE_MEMBERS.format(which="chunk.national_id_hash IS NULL"),
    LIKE_MEMBERS.format(which="chunk.national_id_hash IS NOT NULL AND member.national_id_hash IS NULL"),
)
# Groups, not a join of the chunk with itself: the planner knows nothing of a chunk and would compare each with each.
ALIKE = f"""
    WITH {CHUNK} SELECT array_agg(id ORDER BY id), array_agg(values->>'full_name' ORDER BY id),
    array_agg(national_id_hash IS NULL ORDER BY id) FROM chunk
    GROUP BY search_key, coalesce(values->>'birth_date', ''), coalesce(card_hash, ''::bytea)
    HAVING count(*) > 1 AND bool_or(national_id_hash IS NULL)
"""  # noqa: S608  names of our own tables and columns
TWICE_BY_NUMBER = f"""
    WITH {CHUNK} SELECT id, first FROM (SELECT id, min(id) OVER (PARTITION BY national_id_hash) AS first FROM chunk
    WHERE national_id_hash IS NOT NULL) AS numbered WHERE id <> first
"""  # noqa: S608  names of our own tables and columns
_TARGET = ", ".join(
    ("public_id", "created_at", "updated_at", "is_fictional", "import_row_id", "current_status", "status_reason",
     "status_decision", *_COPIED, *_TEXT)
)  # fmt: skip
_SOURCE = ", ".join(
    ("gen_random_uuid()", "%(now)s", "%(now)s", "false", "id", "status", "''", "''", *_COPIED,
     *(f"coalesce(values->>'{name}', '')" for name in _TEXT))
)  # fmt: skip
WRITE = f"""
    WITH {CHUNK} INSERT INTO {MEMBERS} ({_TARGET}) SELECT {_SOURCE} FROM chunk
    WHERE id <> ALL(%(met)s) ORDER BY id
"""  # noqa: S608  names of our own tables and columns
POINT = f"""
    UPDATE {ROWS} SET known_member_id = met.member_id
    FROM unnest(%(rows)s::bigint[], %(members)s::bigint[]) AS met (row_id, member_id) WHERE id = met.row_id
"""  # noqa: S608  names of our own tables and columns
POINT_AT_FIRST = f"""
    UPDATE {ROWS} AS later SET known_member_id = coalesce(member.id, first.known_member_id)
    FROM unnest(%(rows)s::bigint[], %(members)s::bigint[]) AS met (row_id, first_id)
    JOIN {ROWS} AS first ON first.id = met.first_id LEFT JOIN {MEMBERS} AS member ON member.import_row_id = first.id
    WHERE later.id = met.row_id
"""  # noqa: S608  names of our own tables and columns


@dataclass
class Chunk:
    """A stretch of an import's rows, and whom of them the register knows."""

    batch: int
    after: int
    upto: int = 0
    rows: int = 0
    known: dict[int, int] = field(default_factory=dict)  # row → member who was there before
    twice: dict[int, int] = field(default_factory=dict)  # row → earlier row of the same person

    def bounds(self, **more: Any) -> dict[str, Any]:
        return {"batch": self.batch, "after": self.after, "upto": self.upto, **more}


def write(batch: ImportBatch, now: datetime) -> tuple[Chunk, int]:
    """Write the next chunk; answers it with the number of new members."""
    chunk = _next(batch)
    if not chunk.rows:
        return chunk, 0
    chunk.known = _known(chunk)
    chunk.twice = {row: first for row, first in _twice(chunk).items() if row not in chunk.known}
    created = _execute(WRITE, chunk.bounds(now=now, met=[*chunk.known, *chunk.twice]))
    if chunk.known:
        _execute(POINT, {"rows": list(chunk.known), "members": list(chunk.known.values())})
    if chunk.twice:
        _execute(POINT_AT_FIRST, {"rows": list(chunk.twice), "members": list(chunk.twice.values())})
    return chunk, created


def _next(batch: ImportBatch) -> Chunk:
    chunk = Chunk(batch.pk, batch.last_row_id)
    [(upto, rows)] = _fetch(CHUNK_END, chunk.bounds(limit=importing.CHUNK))
    chunk.upto, chunk.rows = upto or 0, rows
    return chunk


def _known(chunk: Chunk) -> dict[int, int]:
    found = dict(_fetch(KNOWN_BY_NUMBER, chunk.bounds()))
    for statement in (UNNUMBERED_ROWS, UNNUMBERED_MEMBERS):
        for row, other, name, other_name in _fetch(statement, chunk.bounds()):
            if importing.same_name(name, other_name):
                found.setdefault(row, other)
    return found


def _twice(chunk: Chunk) -> dict[int, int]:
    """Rows of this chunk whose person stands in it before."""
    found: dict[int, int] = dict(_fetch(TWICE_BY_NUMBER, chunk.bounds()))
    for rows, names, unnumbered in _fetch(ALIKE, chunk.bounds()):
        people = list(zip(rows, names, unnumbered, strict=True))
        for (first, name, bare), (row, other_name, other_bare) in combinations(people, 2):
            if (bare or other_bare) and importing.same_name(name, other_name):
                found.setdefault(row, first)
    return {row: _root(found, first) for row, first in found.items()}


def _root(found: dict[int, int], row: int) -> int:
    while row in found:
        row = found[row]
    return row


def _fetch(statement: str, parameters: dict[str, Any]) -> Sequence[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


def _execute(statement: str, parameters: dict[str, Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return int(cursor.rowcount)
