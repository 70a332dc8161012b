"""The test database: one server for all runs, one migrated template per state of the migrations, one clone per worker.

A clone takes 0.2 seconds where the migrations take many. Loaded by tests/conftest.py.
"""

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from dangvu.config import home, postgres, throwaway

LOCK = 0x64616E67
RUN_HOURS = 3
TEMPLATE_DAYS = 3

if throwaway.RUN not in os.environ:
    raise pytest.UsageError("pytest needs `-p dangvu.config.throwaway` (addopts in pyproject.toml)")


@pytest.fixture(scope="session")
def database_server() -> Iterator[str]:
    """Connection string of the database from which others are made."""
    if throwaway.outside():
        yield make_conninfo(**postgres.conninfo())
        return
    with throwaway.server().running() as parameters:
        yield make_conninfo(**parameters)


@pytest.fixture(scope="session")
def template_database(database_server: str) -> str:
    """The name of a migrated database that nobody connects to."""
    with _administrator(database_server) as connection:
        _drop_forgotten(connection)
        return _template(connection, database_server)


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    database_server: str,
    template_database: str,
) -> Iterator[None]:
    """Replaces pytest-django's: Django gets a clone of the template as its default database."""
    from django.test import TransactionTestCase

    template = template_database
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    name = f"dangvu_test_{os.environ[throwaway.RUN]}_{worker}"
    with _administrator(database_server) as connection:
        _create(connection, name, template)
    _point_django_at(name)
    with pytest.MonkeyPatch.context() as patch:
        # Django would empty all tables after a test with real transactions, those that migrations filled included,
        # and not those of the queue, which are no models of ours. A new clone is right, and quicker.
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _: _clone_again(database_server, name, template))
        yield
    _close_django()
    with _administrator(database_server) as connection:
        _drop(connection, name)


@contextmanager
def _administrator(server: str) -> Iterator[psycopg.Connection]:
    """One at a time, over all workers and all runs: making a database needs its template for itself."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        yield connection


def _template(connection: psycopg.Connection, server: str) -> str:
    name = f"dangvu_template_{_stamp()}"
    if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
        draft = f"{name}_draft"
        _drop(connection, draft)
        _create(connection, draft, "template0")
        _migrate(server, draft)
        connection.execute(
            sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(draft), sql.Identifier(name))
        )
    _note_time(connection, name)
    return name


def _stamp() -> str:
    """Changes whenever the migrated database could come out differently."""
    source = home.CHECKOUT / "src" / "dangvu"
    patterns = ("**/migrations/*.py", "**/apps.py", "**/module.py", "**/access.py", "config/settings/**/*.py")
    files = sorted({path for pattern in patterns for path in source.glob(pattern)})
    digest = hashlib.sha256((home.CHECKOUT / "uv.lock").read_bytes())
    for path in files:
        digest.update(str(path.relative_to(source)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _migrate(server: str, name: str) -> None:
    parameters = conninfo_to_dict(server) | {"dbname": name}
    query = "&".join(f"{key}={throwaway.quote(str(value), safe='')}" for key, value in parameters.items())
    answer = subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--skip-checks", "--verbosity=0", "--no-input"],
        env=os.environ | {"DATABASE_URL": f"postgresql://?{query}"},
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode:
        pytest.exit(f"The migrations of the test database failed:\n{answer.stderr[-4000:]}", returncode=3)


def _create(connection: psycopg.Connection, name: str, template: str) -> None:
    words = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
    connection.execute(words)
    _note_time(connection, name)


def _drop(connection: psycopg.Connection, name: str) -> None:
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _note_time(connection: psycopg.Connection, name: str) -> None:
    words = sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), sql.Literal(str(int(time.time()))))
    connection.execute(words)


def _drop_forgotten(connection: psycopg.Connection) -> None:
    """What runs that were killed left behind, and templates of migrations long gone."""
    rows = connection.execute(
        """SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database
           WHERE datname ~ '^dangvu_(test|template)_' AND pg_has_role(datdba, 'USAGE')
             AND NOT EXISTS (SELECT FROM pg_stat_activity WHERE datid = pg_database.oid)""",
    ).fetchall()
    for name, noted in rows:
        hours = RUN_HOURS if name.startswith("dangvu_test_") else TEMPLATE_DAYS * 24
        if time.time() - int(noted or 0) > hours * 3600:
            _drop(connection, name)


def _clone_again(server: str, name: str, template: str) -> None:
    _close_django()
    with _administrator(server) as connection:
        _drop(connection, name)
        _create(connection, name, template)


def _point_django_at(name: str) -> None:
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = name


def _close_django() -> None:
    from django.db import connections

    connections.close_all()
    default = connections["default"]
    if hasattr(default, "close_pool"):
        default.close_pool()
