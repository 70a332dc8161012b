"""Where a measurement plays: a home of its own with its own database, filled once a run, thrown away at the end."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WAIT_SECONDS = 60
KEPT = "DANGVU_BENCH_HOME"
"""A folder that is filled once and kept, for whoever looks for the cause of a slow page and measures it many times."""

_open = contextlib.ExitStack()


@contextlib.contextmanager
def home() -> Iterator[Path]:
    """A DANGVU_HOME for this process and those it starts; Django is set up in it."""
    kept = os.environ.get(KEPT)
    folder = Path(kept or tempfile.mkdtemp(prefix="dangvu-bench-"))
    os.environ.update(
        DANGVU_HOME=str(folder), DANGVU_PORT=str(free_port()), DJANGO_SETTINGS_MODULE="dangvu.config.settings"
    )
    os.environ.pop("DATABASE_URL", None)
    os.environ.setdefault("DANGVU_EMAIL_BACKEND", "django.core.mail.backends.dummy.EmailBackend")
    from dangvu.config import postgres

    try:
        with postgres.running():
            import django

            django.setup()
            with _open:
                yield folder
    finally:
        if not kept:
            shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def fill(scale: str) -> None:
    """Tables, then the fictional commune or province with a year of its life."""
    from django.core.management import call_command

    from bench import scenes
    from dangvu.config import prepare

    if not scenes.is_set():
        prepare.migrate()
        _people(scale)
        scenes.set_up()
    call_command("collectstatic", interactive=False, verbosity=0)


def _people(scale: str) -> None:
    """The demonstration without its meetings, which are made one by one: `scenes` brings a year of them at once."""
    from django.db import transaction
    from django.utils import timezone

    from dangvu.kernel import access
    from dangvu.kernel.registry import registry

    actor = access.system_actor(timezone.now(), "Dữ liệu trình diễn")
    with transaction.atomic():
        for name in ("organisations", "identity", "members"):
            registry.get(name).demo(actor, scale)


def web() -> str:
    """The address of the web server of this home; started when first asked for, stopped with the home."""
    address = f"http://127.0.0.1:{os.environ['DANGVU_PORT']}"
    if not _answers(address):
        _open.enter_context(_serving())
        _wait_for(address)
    return address


@contextlib.contextmanager
def _serving() -> Iterator[None]:
    with (Path(os.environ["DANGVU_HOME"]) / "web.log").open("ab") as log:
        process = subprocess.Popen([sys.executable, "-m", "dangvu.config.web"], cwd=ROOT, stdout=log, stderr=log)
        try:
            yield
        finally:
            process.terminate()
            process.wait(20)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/static/none", timeout=2):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def _wait_for(address: str) -> None:
    until = time.monotonic() + WAIT_SECONDS
    while not _answers(address):
        if time.monotonic() > until:
            raise RuntimeError("the web server did not answer")
        time.sleep(0.1)
