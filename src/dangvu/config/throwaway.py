"""A home and a database server for tests only, chosen before Django's settings are read.

pytest loads this with `-p`, earlier than any conftest. The home is new for every run and deleted after it; the server's
folder stays in the temporary directory, so that the next run finds its migrated template (tests/database.py).
"""

import atexit
import hashlib
import os
import secrets
import shutil
import tempfile
from pathlib import Path
from typing import Final
from urllib.parse import quote

from dangvu.config import binaries, home
from dangvu.config.embedded import Server

RUN: Final = "DANGVU_TEST_RUN"
OUTSIDE: Final = "DANGVU_TEST_OUTSIDE"


def pytest_addoption() -> None:
    """The first moment pytest gives to a plugin; the workers of one run inherit what its controller chose."""
    if RUN not in os.environ:
        choose()


def choose() -> None:
    os.environ[RUN] = f"{secrets.token_hex(3)}_{os.getpid()}"
    os.environ["DANGVU_HOME"] = tempfile.mkdtemp(prefix="dangvu-home-")
    atexit.register(forget)  # not pytest's own hook, which a run that fails to start never reaches
    if os.environ.get("DATABASE_URL", "").strip():
        os.environ[OUTSIDE] = "1"
    else:
        parameters = server().conninfo()
        os.environ["DATABASE_URL"] = url(parameters["host"], parameters["dbname"])


def forget() -> None:
    shutil.rmtree(os.environ["DANGVU_HOME"], ignore_errors=True)


def outside() -> bool:
    """Whether the tests were given a server by DATABASE_URL."""
    return bool(os.environ.get(OUTSIDE))


def server() -> Server:
    folder = _folder()
    return Server(folder / "database", log=folder / "postgres.log", locks=folder, durable=False)


def url(socket_folder: str, dbname: str) -> str:
    return f"postgresql://dangvu@/{dbname}?host={quote(socket_folder, safe='')}"


def _folder() -> Path:
    """In /tmp, which every user may enter, not in the checkout; one for each checkout."""
    name = hashlib.sha256(os.fsencode(home.CHECKOUT)).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / f"dangvu-tests-{os.geteuid()}-{name}"
    folder.mkdir(mode=0o711, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.geteuid():
        raise binaries.ServerError(f"Thư mục {folder} thuộc người khác. Hãy xóa nó rồi chạy lại.")
    return folder
