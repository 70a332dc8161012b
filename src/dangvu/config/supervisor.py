"""`./dangvu run`: the database, the web server and the worker, started together and stopped together."""

import argparse
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Final
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from dangvu.config import home, logs, postgres, processes, readiness
from dangvu.config.binaries import ServerError

CHILDREN: Final = {"web": "dangvu.config.web", "worker": "dangvu.config.worker"}
BACK_OFF_SECONDS: Final = (0.2, 1, 2, 5, 10, 30)
STEADY_SECONDS: Final = 30
STEP_SECONDS: Final = 0.2
STOP_SECONDS: Final = 25
READY_SECONDS: Final = 60
SERVER_ERROR: Final = 500


class Child:
    """One process that must live: started again when it ends, more patiently each time."""

    def __init__(self, name: str, module: str) -> None:
        self.name = name
        self._module = module
        self._process: subprocess.Popen[bytes] | None = None
        self._falls = 0
        self._started_at = 0.0
        self._due_at = 0.0

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def watch(self, now: float) -> None:
        if self._process is None:
            if now >= self._due_at:
                self._start(now)
        elif (code := self._process.poll()) is not None:
            self._fell(code, now)

    def stop(self) -> None:
        if self._process and self._process.poll() is None:
            self._process.terminate()

    def wait(self, until: float) -> None:
        """Its own children are in its session, so that none outlives it."""
        if self._process is None:
            return
        try:
            self._process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def _start(self, now: float) -> None:
        self._started_at = now
        with logs.opened(self.name) as output:
            self._process = subprocess.Popen(  # noqa: S603 - our own modules
                [sys.executable, "-P", "-m", self._module],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,  # Ctrl-C reaches the supervisor alone, which stops everything in order
                env=os.environ | {processes.SUPERVISOR: str(os.getpid()), "PYTHONUNBUFFERED": "1"},
            )

    def _fell(self, code: int, now: float) -> None:
        self._process = None
        self._falls = 1 if now - self._started_at > STEADY_SECONDS else self._falls + 1
        delay = BACK_OFF_SECONDS[min(self._falls, len(BACK_OFF_SECONDS)) - 1]
        self._due_at = now + delay
        _say(f"{self.name} dừng (mã {code}), khởi động lại sau {delay:g} giây; xem {logs.path(self.name)}")


class Supervisor:
    """Keeps the children and the embedded database alive until told to stop."""

    def __init__(self, children: Mapping[str, str] = CHILDREN) -> None:
        self.children = [Child(name, module) for name, module in children.items()]
        self._told_to_stop = False

    def run(self) -> int:
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, self._stop)
        try:
            self._start()
            while not self._told_to_stop:
                self._watch()
                logs.set_full_ones_aside()
                time.sleep(STEP_SECONDS)
        finally:
            self._end()
        return 0

    def _start(self) -> None:
        self._watch()
        processes.wait_until(lambda: self._told_to_stop or _status() > 0, READY_SECONDS)
        if self._told_to_stop:
            return
        well = 0 < _status() < SERVER_ERROR
        _say(f"Đảng vụ đang chạy: {address()}" if well else f"Trang báo lỗi hoặc không trả lời; xem {logs.path('web')}")
        _say("Dừng bằng Ctrl-C.")

    def _watch(self) -> None:
        if not postgres.external():
            server = postgres.server()
            if server.pid() is None:
                _say("Cơ sở dữ liệu dừng bất thường, đang khởi động lại…")
                server.revive()
        for child in self.children:
            child.watch(time.monotonic())

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self._told_to_stop = True

    def _end(self) -> None:
        _say("Đang dừng…")
        until = time.monotonic() + STOP_SECONDS
        for child in self.children:
            child.stop()
        for child in self.children:
            child.wait(until)


def run(_options: argparse.Namespace) -> int:
    """The database must be running already (the terminal's commands see to that)."""
    with _only_one():
        _require_free_port()
        return _prepare() or Supervisor().run()


def _prepare() -> int:
    lines = readiness.remembered()
    if lines is None:
        return subprocess.run([sys.executable, "-P", "-m", "dangvu.config.prepare"], check=False).returncode
    _say("\n".join(lines))
    return 0


def address() -> str:
    return f"http://{_host()}:{home.port()}"


@contextmanager
def _only_one() -> Iterator[None]:
    with (home.folder("run") / "supervisor.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ServerError(f"Đảng vụ đã chạy từ {home.root()}. Mở {address()}") from None
        yield


def _require_free_port() -> None:
    """Children of a supervisor that was just killed need a moment to let go."""
    if not processes.wait_until(_port_is_free, 3):
        raise ServerError(f"Cổng {home.port()} đang bận. Gõ: DANGVU_PORT={home.port() + 1} ./dangvu run")


def _port_is_free() -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((_host(), home.port()))
        except OSError:
            return False
        return True


def _status() -> int:
    """Of the first page; 0 when nobody answers."""
    try:
        with urlopen(f"http://127.0.0.1:{home.port()}/", timeout=5) as answer:
            return int(answer.status)
    except HTTPError as answer:
        return answer.code
    except (URLError, OSError):
        return 0


def _host() -> str:
    return os.environ.get("DANGVU_HOST", "127.0.0.1")


def _say(sentence: str) -> None:
    with suppress(OSError):  # a terminal that is gone is no reason to end
        print(sentence, flush=True)  # noqa: T201 - the terminal is where this is read
