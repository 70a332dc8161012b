"""A whole product for the journeys: the supervisor with its database, web server and worker, in a home of its own."""

import base64
import hashlib
import hmac
import os
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import psycopg

from dangvu.config.embedded import Server

PROC = Path("/proc")
START_SECONDS = 150


class Product:
    """One installation that runs; `home` is thrown away by the fixture that made it."""

    def __init__(self, home: Path, *, port: int = 0, **environment: str) -> None:
        self.home = home
        self.port = port or _free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self._server = Server(home / "database", log=home / "logs" / "postgres.log", locks=home / "run")
        self._supervisor: subprocess.Popen[bytes] | None = None
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("DANGVU_", "DATABASE_URL"))}
        self.environment = kept | {
            "DANGVU_HOME": str(home),
            "DANGVU_PORT": str(self.port),
            "DANGVU_WEB_WORKERS": "2",
            "PYTHONUNBUFFERED": "1",
            **environment,
        }

    def start(self) -> None:
        self.home.mkdir(mode=0o711, parents=True, exist_ok=True)
        with (self.home / "supervisor.log").open("ab") as log:
            self._supervisor = subprocess.Popen(
                [sys.executable, "-P", "-m", "dangvu.config.cli", "run"],
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        wait_for(self.answers, START_SECONDS, lambda: f"the product did not start:\n{self.said()[-3000:]}")

    def stop(self) -> None:
        if self._supervisor and self._supervisor.poll() is None:
            self._supervisor.terminate()
            self._supervisor.wait(60)

    def answers(self) -> bool:
        if self._supervisor and self._supervisor.poll() is not None:
            raise AssertionError(f"the supervisor ended:\n{self.said()[-3000:]}")
        try:
            with urlopen(f"{self.base}/tai-khoan/dang-nhap/", timeout=5) as answer:  # noqa: S310 - our own address
                return answer.status == 200
        except OSError:
            return False

    def said(self) -> str:
        return (self.home / "supervisor.log").read_text(encoding="utf-8", errors="replace")

    def log(self, name: str) -> str:
        path = self.home / "logs" / f"{name}.log"
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""

    def cli(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "dangvu.config.cli", *words],
            env=self.environment, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def conninfo(self) -> dict[str, Any]:
        return self._server.conninfo()

    def sql(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with psycopg.connect(**self.conninfo(), autocommit=True) as connection:
            cursor = connection.execute(query, values or None)
            return cursor.fetchall() if cursor.description else []

    def value(self, query: str, values: Sequence[Any] = ()) -> Any:
        return self.sql(query, values)[0][0]

    def processes(self, module: str) -> list[int]:
        """The living processes of this installation that run `module`, and of no other."""
        mark = f"DANGVU_HOME={self.home}\0".encode()
        return [pid for pid in _pids() if module in _command(pid) and mark in _environment(pid)]

    def kill(self, module: str) -> None:
        killed = self.processes(module)
        assert killed, f"{module} does not run"
        for pid in killed:
            os.kill(pid, signal.SIGKILL)

    def kill_database(self) -> None:
        """The server process itself, as a power cut would."""
        pid = self._server.pid()
        assert pid
        os.kill(pid, signal.SIGKILL)

    def wait_sql(self, query: str, seconds: float = 30) -> None:
        """Until the query answers true."""

        def fulfilled() -> bool:
            try:
                return bool(self.value(query))
            except psycopg.OperationalError:
                return False

        wait_for(fulfilled, seconds, lambda: f"still false after {seconds} s: {query}")


def wait_for(condition: Callable[[], bool], seconds: float, complaint: Callable[[], str]) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, complaint()
        time.sleep(0.1)


def totp(secret: str, at: float | None = None) -> str:
    """The six figures an authenticator would show (RFC 6238)."""
    key = base64.b32decode(secret.replace(" ", "").upper())
    digest = hmac.new(key, struct.pack(">Q", int((at or time.time()) // 30)), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _pids() -> list[int]:
    return [int(entry.name) for entry in PROC.glob("[0-9]*")]


def _command(pid: int) -> str:
    return _read(pid, "cmdline").replace(b"\0", b" ").decode(errors="replace")


def _environment(pid: int) -> bytes:
    return _read(pid, "environ")


def _read(pid: int, name: str) -> bytes:
    try:
        return (PROC / str(pid) / name).read_bytes()
    except OSError:
        return b""
