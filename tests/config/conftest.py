"""These tests start servers and supervisors of their own, each in a home of its own."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from dangvu.config import postgres, processes, throwaway

STUBS = Path(__file__).parent / "stubs"


@pytest.fixture
def own_home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Under /tmp itself: pytest's own folders are closed to the user that root lends to PostgreSQL."""
    place = Path(tempfile.mkdtemp(prefix="dangvu-t-"))
    place.chmod(0o711)
    for name in ("DATABASE_URL", throwaway.RUN, throwaway.OUTSIDE, processes.SUPERVISOR):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DANGVU_HOME", str(place / "home"))
    monkeypatch.setenv("DANGVU_PORT", str(_free_port()))
    yield place / "home"
    _stop_left_over_server()
    shutil.rmtree(place)


@pytest.fixture
def start(own_home: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start a stub program in this home; whatever is left of it is killed after the test."""
    started: list[subprocess.Popen[str]] = []

    def run(program: str) -> subprocess.Popen[str]:
        environment = os.environ | {"PYTHONPATH": str(STUBS), "PYTHONUNBUFFERED": "1"}
        words = [sys.executable, "-P", str(STUBS / program)]
        process = subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        started.append(process)
        return process

    yield run
    for process in started:
        with suppress(ProcessLookupError):
            process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _stop_left_over_server() -> None:
    if postgres.server().pid() is not None:
        with postgres.running():
            pass
