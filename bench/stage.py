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


@contextlib.contextmanager
def home() -> Iterator[Path]:
    """A throw-away DANGVU_HOME for this process and those it starts; Django is set up in it."""
    folder = Path(tempfile.mkdtemp(prefix="dangvu-bench-"))
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
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def fill(scale: str) -> None:
    """Migrate, then load the fictional commune or province."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, skip_checks=True)
    tool("demo", "--scale", scale)


def tool(*arguments: str) -> None:
    """One terminal command of the product in this home."""
    command = [sys.executable, "-m", "dangvu.config.cli", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"./dangvu {' '.join(arguments)}: {done.stdout[-2000:]}{done.stderr[-2000:]}")


@contextlib.contextmanager
def web() -> Iterator[str]:
    """The web server of this home in its own process; its address."""
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)
    port = os.environ["DANGVU_PORT"]
    process = subprocess.Popen([sys.executable, "-m", "dangvu.config.web"], cwd=ROOT, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/static/ui/app.css")
        yield address
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(url: str) -> None:
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the web server did not answer")
