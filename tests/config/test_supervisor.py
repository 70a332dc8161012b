"""`run` with the real web server and database, and pages that need no tables."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from dangvu.config import home, postgres, processes

pytestmark = pytest.mark.slow

Start = Callable[..., subprocess.Popen[str]]


def page() -> str:
    """What the web server answers: the number of its first process; nothing when it does not answer."""
    with suppress(URLError, OSError), urlopen(f"http://127.0.0.1:{home.port()}/", timeout=2) as answer:
        return answer.read().decode()
    return ""


def wait_for(process: subprocess.Popen[str], word: str) -> None:
    assert process.stdout
    while word not in (line := process.stdout.readline()):
        assert line


def test_interrupt_stops_everything_in_order(own_home: Path, start: Start):
    supervisor = start("stub_run.py")
    wait_for(supervisor, "đang chạy")
    web = int(page())

    supervisor.send_signal(signal.SIGINT)

    assert supervisor.wait(30) == 0
    assert page() == ""
    assert not processes.lives(web, "stub_web")
    assert postgres.server().pid() is None


def test_killed_web_server_is_started_again(own_home: Path, start: Start):
    supervisor = start("stub_run.py")
    wait_for(supervisor, "đang chạy")
    first = int(page())

    os.kill(first, signal.SIGKILL)

    assert processes.wait_until(lambda: page() not in ("", str(first)), 20)
    supervisor.send_signal(signal.SIGTERM)
    assert supervisor.wait(30) == 0


def test_killed_database_is_started_again(own_home: Path, start: Start):
    supervisor = start("stub_run.py")
    wait_for(supervisor, "đang chạy")
    first = postgres.server().pid()

    os.kill(first, signal.SIGKILL)

    assert processes.wait_until(lambda: postgres.server().pid() not in (None, first), 20)
    assert processes.wait_until(postgres.server().answers, 20)
    supervisor.send_signal(signal.SIGTERM)
    assert supervisor.wait(30) == 0
    assert postgres.server().pid() is None


def test_closed_terminal_does_not_end_it(own_home: Path, start: Start):
    supervisor = start("stub_run.py")
    wait_for(supervisor, "đang chạy")
    assert supervisor.stdout
    supervisor.stdout.close()
    first = int(page())

    os.kill(first, signal.SIGKILL)

    assert processes.wait_until(lambda: page() not in ("", str(first)), 20)
    supervisor.send_signal(signal.SIGTERM)
    assert supervisor.wait(30) == 0


def test_killed_supervisor_leaves_nothing_in_the_way(own_home: Path, start: Start):
    first = start("stub_run.py")
    wait_for(first, "đang chạy")
    web = int(page())

    first.kill()
    first.wait()

    assert processes.wait_until(lambda: not processes.lives(web, "stub_web"), 5)
    assert processes.wait_until(lambda: page() == "", 5)
    began = time.monotonic()
    second = start("stub_run.py")
    wait_for(second, "đang chạy")
    assert time.monotonic() - began < 8
    second.send_signal(signal.SIGINT)
    assert second.wait(30) == 0
    assert postgres.server().pid() is None
