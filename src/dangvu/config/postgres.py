"""The database of this installation: a real server by DATABASE_URL, else the embedded one in its home."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import psycopg
from psycopg.conninfo import conninfo_to_dict

from dangvu.config import binaries, home
from dangvu.config.binaries import ServerError
from dangvu.config.embedded import Server
from dangvu.config.locks import alone

ELSEWHERE: Final = Path("/var/lib/dangvu")
DJANGO_NAMES: Final = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


@contextmanager
def running() -> Iterator[dict[str, Any]]:
    """A database that answers, for as long as the block lasts. Gives its connection parameters."""
    if external():
        _check_external()
        yield conninfo()
        return
    _make_reachable()
    with server().running() as parameters:
        yield parameters


def conninfo() -> dict[str, Any]:
    """Known without starting anything, so that settings may ask."""
    url = os.environ.get("DATABASE_URL", "").strip()
    if not url:
        return server().conninfo()
    try:
        return dict(conninfo_to_dict(url))
    except psycopg.ProgrammingError as error:
        raise ServerError("DATABASE_URL viết sai. Mẫu: postgresql://dangvu:mật-khẩu@máy-chủ:5432/dangvu") from error


def django_database() -> dict[str, Any]:
    """The same parameters in Django's words; what Django has no word for goes into OPTIONS."""
    known = dict.fromkeys(DJANGO_NAMES.values(), "")
    options = {}
    for key, value in conninfo().items():
        if key in DJANGO_NAMES:
            known[DJANGO_NAMES[key]] = str(value)
        else:
            options[key] = value
    return {"ENGINE": "django.db.backends.postgresql", **known, "OPTIONS": options}


def external() -> bool:
    return bool(os.environ.get("DATABASE_URL", "").strip())


def server() -> Server:
    log = home.folder("logs") / "postgres.log"
    return Server(home.folder("database"), log=log, locks=home.folder("run"))


def _check_external() -> None:
    try:
        with psycopg.connect(**conninfo(), connect_timeout=10) as connection:
            version = connection.info.server_version // 10000
    except psycopg.OperationalError as error:
        raise ServerError(f"Không kết nối được cơ sở dữ liệu trong DATABASE_URL: {error}") from error
    if version < binaries.OLDEST:
        raise ServerError(f"Cơ sở dữ liệu là PostgreSQL {version}; cần bản {binaries.OLDEST} trở lên.")


def _make_reachable() -> None:
    """As root the server runs under another user, who must be able to walk down to its data.

    Where a folder above the home is closed to that user (a checkout in /root), the data live in /var/lib
    and the home holds a link to them; a random name, so that a deleted home never finds old data again.
    """
    place = home.folder("database")
    user = binaries.server_user(place / "data")
    if not user.dropped or (place / "data").exists():
        return
    with alone(home.folder("run") / "place.lock"):
        home.root().chmod(0o711)
        if place.is_symlink() or user.can_enter(home.root()):
            return
        target = ELSEWHERE / secrets.token_hex(8)
        target.mkdir(mode=0o711, parents=True)
        place.rmdir()
        place.symlink_to(target)
