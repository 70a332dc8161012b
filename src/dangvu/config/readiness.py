"""Whether everything is still as the last start left it: then the supervisor need not load Django to find out.

Without Django on purpose: this decides between a start of two seconds and one of five.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

import psycopg

from dangvu.config import home, postgres

SOURCE = home.CHECKOUT / "src" / "dangvu"


def remembered() -> list[str] | None:
    """The lines that were announced last time; None when something may have changed since."""
    file = _file()
    note = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return note["lines"] if note.get("state") == state() else None


def remember(lines: list[str]) -> None:
    note = {"state": state(), "lines": lines}
    _file().write_text(json.dumps(note, ensure_ascii=False), encoding="utf-8")


def forget() -> None:
    _file().unlink(missing_ok=True)


def state() -> str:
    """Sources, way of running, and the database's own list of migrations."""
    words = [*facts(SOURCE, "*.py"), *facts(SOURCE / "ui" / "static", "*"), os.environ.get("DANGVU_MODE", "")]
    return hashlib.sha256("\n".join([*words, _migrations()]).encode()).hexdigest()


def facts(folder: Path, pattern: str) -> Iterator[str]:
    for path in sorted(folder.rglob(pattern)):
        found = path.stat()
        yield f"{path} {found.st_mtime_ns} {found.st_size}"


def _migrations() -> str:
    """And whether there is an organisation: an emptied database gets its demo data again."""
    try:
        with psycopg.connect(**postgres.conninfo()) as connection:
            row = connection.execute(
                "SELECT count(*), max(id), EXISTS (SELECT FROM organisations_organisation) FROM django_migrations",
            ).fetchone()
    except psycopg.errors.UndefinedTable:
        return "no tables"
    return str(row)


def _file() -> Path:
    return home.folder("run") / "ready.json"
