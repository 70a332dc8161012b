"""The types of Party papers, their symbols, and who may issue them: read from data, never constants in code."""

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent.parent / "profiles"
STUB = "secret_stub"
"""Not a paper: the series that numbers refusals of secret matter."""


@dataclass(frozen=True)
class DocumentType:
    code: str
    name: str
    symbol: str
    family: str
    mark: str
    is_setting: bool

    @property
    def rule_key(self) -> str:
        return f"documents.symbol.{self.code}"


@dataclass(frozen=True)
class Issuing:
    """One edition of the table "who may issue what"."""

    regulation: str
    effective_from: date
    effective_until: date | None
    mark: str
    labels: Mapping[str, str]
    types: Mapping[str, frozenset[str]]


def _load() -> dict[str, Any]:
    content: dict[str, Any] = json.loads((DATA / "document_types.json").read_text(encoding="utf-8"))
    return content


def regulation() -> tuple[str, date]:
    """The regulation the list of types comes from, and since when."""
    content = _load()
    return content["regulation"], date.fromisoformat(content["effective_from"])


@functools.cache
def catalogue() -> Mapping[str, DocumentType]:
    return {row["code"]: _type(row) for row in _load()["types"]}


def _type(row: Mapping[str, Any]) -> DocumentType:
    return DocumentType(
        row["code"], row["name"], row["symbol"], row["family"], row["mark"], is_setting=bool(row.get("setting"))
    )


@functools.cache
def issuing_editions() -> tuple[Issuing, ...]:
    return tuple(_issuing(row) for row in _load()["issuing"])


def _issuing(row: Mapping[str, Any]) -> Issuing:
    until = row["effective_until"]
    return Issuing(
        regulation=row["regulation"],
        effective_from=date.fromisoformat(row["effective_from"]),
        effective_until=date.fromisoformat(until) if until else None,
        mark=row["mark"],
        labels={body: entry["label"] for body, entry in row["issuers"].items()},
        types={body: frozenset(entry["types"]) for body, entry in row["issuers"].items()},
    )


def issuing_on(on: date) -> Issuing | None:
    """The table in force on the date; before the first one there is none, and nothing is refused."""
    for edition in issuing_editions():
        if edition.effective_from <= on and (edition.effective_until is None or on <= edition.effective_until):
            return edition
    return None


def why_not_issue(code: str, body: str, on: date) -> str | None:
    """None when this body may issue the type; else the sentence why not. Unknown bodies are not judged."""
    table = issuing_on(on)
    if table is None or body not in table.types or code in table.types[body]:
        return None
    name = catalogue()[code].name.lower()
    return f"{table.labels[body]} không ban hành {name} ({table.regulation}). Chọn thể loại khác."


def issued_by(body: str, on: date) -> list[DocumentType]:
    """What this body may issue with a number, minutes and resolutions first: the choices of a form."""
    found = [t for t in catalogue().values() if t.symbol and why_not_issue(t.code, body, on) is None]
    return sorted(found, key=lambda t: _USUAL.index(t.code) if t.code in _USUAL else len(_USUAL))


_USUAL = ("minutes", "resolution", "report", "plan", "notice", "official_letter")
BODIES = {
    "cell": "cell",
    "grassroots_cell": "cell",
    "grassroots_org": "grassroots_committee",
}


def body_of(organisation_kind: str) -> str:
    """Which row of the table an organisation's own committee is; empty where the table says nothing of it."""
    return BODIES.get(organisation_kind, "")


DEFAULT_SYMBOLS = {"cell": "CB", "grassroots_cell": "CB", "party_group": "TĐ", "province_org": "TU"}


def default_issuer_symbol(organisation_kind: str) -> str:
    """What stands after the slash while nobody has entered the organisation's own symbol."""
    return DEFAULT_SYMBOLS.get(organisation_kind, "ĐU")
