"""Reading a list that was brought: the file, the organisations it may name, and the judge of its rows."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from dangvu.kernel import files
from dangvu.lib import spreadsheets
from dangvu.modules.members import imports
from dangvu.modules.members.imports import ColumnMapping, Judge, RowVerdict
from dangvu.modules.members.models import ImportBatch
from dangvu.modules.organisations import api as organisations

_PRIVATE_LOOKING = re.compile(r"\d[\d .]{6,}\d")


@dataclass(frozen=True)
class FoundList:
    """A list being judged; `rows` can be walked once, `sheets` is complete when it has been."""

    judge: Judge
    rows: Iterator[RowVerdict]

    @property
    def sheets(self) -> list[dict[str, Any]]:
        said: dict[str, list[str]] = {}
        for message in self.judge.messages:
            said.setdefault(message.sheet, []).append(message.sentence)
        return [_sheet(found, said.get(found.name, [])) for found in self.judge.found]


def read_list(batch: ImportBatch) -> FoundList:
    """The list of an import from its first row on; refuses as the reader of spreadsheets does."""
    return judge_file(
        files.open_bytes(batch.file),
        batch.file_name,
        under=batch.organisation_id,
        as_of=batch.as_of,
        mapping=batch.mapping,
    )


def judge_file(
    content: bytes, name: str, *, under: int, as_of: date, mapping: Mapping[str, Mapping[str, str]] | None = None
) -> FoundList:
    book = spreadsheets.read(content, name)
    known = [
        # The judge only carries the code along: our own key in it leads back to the row without another look-up.
        imports.KnownOrganisation(each.name, each.parent_name, each.kind, code=str(each.id))
        for each in organisations.known_organisations(under)
    ]
    chosen = ColumnMapping({sheet: {int(i): f for i, f in by.items()} for sheet, by in (mapping or {}).items()})
    judge = Judge(book, known, as_of, chosen)
    return FoundList(judge, chain.from_iterable(judge.chunks()))


def _sheet(found: imports.SheetFound, messages: list[str]) -> dict[str, Any]:
    return {
        "name": found.name,
        "kind": found.kind,
        "rows": found.rows,
        "hidden": found.hidden,
        "messages": messages,
        "columns": [
            {"index": c.index, "heading": c.heading, "field": c.field, "sample": _sample(c.sample)}
            for c in found.columns
        ],
    }


def _sample(value: str) -> str:
    """An example helps to recognise a column; somebody's numbers are not needed for that."""
    return _PRIVATE_LOOKING.sub("…", value)[:60]
