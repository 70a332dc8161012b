"""The embedded database server: it runs while somebody uses it, and survives any way of being killed."""

import hashlib
import os
import shlex
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import psycopg
from psycopg import sql

from dangvu.config import binaries, processes
from dangvu.config.binaries import Programs, ServerError, ServerUser
from dangvu.config.locks import Users, alone

ROLE: Final = "dangvu"
OWNER: Final = "postgres"
PORT: Final = 5432
SOCKET_PATH_LIMIT: Final = 107
APPEAR_SECONDS: Final = 5
RECOVERY_SECONDS: Final = 600
STOP_SECONDS: Final = 60
STEP_SECONDS: Final = 0.02

# For a machine of two cores and 4 GB that also carries the web server. Nothing acknowledged may be lost.
SETTINGS: Final = {
    "listen_addresses": "",
    "port": PORT,
    "unix_socket_permissions": "0700",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_connections": 100,
    "max_worker_processes": 4,
    "max_parallel_workers_per_gather": 1,
    "jit": "off",
    "random_page_cost": 1.1,
    "max_wal_size": "1GB",
    "checkpoint_timeout": "15min",
    "wal_compression": "on",
    "log_lock_waits": "on",
    "log_line_prefix": "%m [%p] %d ",
    "timezone": "UTC",
}
EPHEMERAL: Final = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Server:
    """One embedded server in one folder."""

    def __init__(self, folder: Path, *, log: Path, locks: Path, durable: bool = True) -> None:
        self.place = folder.resolve()
        self.data = self.place / "data"
        self._log = log
        self._durable = durable
        self._gate = locks / "postgres.lock"
        self._ours = locks / "postgres.started"
        self._users = Users(locks / "postgres.users")

    @property
    def _cluster(self) -> str:
        """The name every process of this server carries in its title."""
        return f"dangvu-{hashlib.sha256(os.fsencode(self.place)).hexdigest()[:16]}"

    @property
    def socket_folder(self) -> Path:
        own = self.place / "socket"
        if len(os.fsencode(own / f".s.PGSQL.{PORT}")) < SOCKET_PATH_LIMIT:
            return own
        return Path("/tmp") / self._cluster  # noqa: S108 - made 0700, and its owner is checked

    def conninfo(self, dbname: str = ROLE, user: str = ROLE) -> dict[str, Any]:
        return {"host": str(self.socket_folder), "port": PORT, "user": user, "dbname": dbname}

    @contextmanager
    def running(self) -> Iterator[dict[str, Any]]:
        """Start when needed; the last one out stops what we started."""
        with alone(self._gate):
            self._users.enter()
            try:
                self._ensure_started()
            except BaseException:
                self._users.leave()
                raise
        try:
            yield self.conninfo()
        finally:
            self._leave()

    def revive(self) -> None:
        """For those who are already in `running()` and found the server dead."""
        with alone(self._gate):
            self._ensure_started()

    def answers(self) -> bool:
        try:
            with psycopg.connect(**self.conninfo(OWNER, OWNER), connect_timeout=5) as connection:
                return connection.execute("SELECT 1").fetchone() == (1,)
        except psycopg.OperationalError:
            return False

    def pid(self) -> int | None:
        """Of the living server; a file left behind by a killed one does not count, nor a stranger with its number."""
        written = self._written_pid()
        return written if written and processes.lives(written, str(self.data)) else None

    def programs(self) -> Programs:
        version = self.data / "PG_VERSION"
        major = int(version.read_text(encoding="ascii")) if version.exists() else None
        return binaries.readable_by(self.user(), binaries.find(major), self.place)

    def user(self) -> ServerUser:
        return binaries.server_user(self.data if self.data.exists() else self.place)

    def _leave(self) -> None:
        with alone(self._gate):
            self._users.leave()
            if self._users.nobody_left() and self._started_by_us():
                self._stop()

    def _ensure_started(self) -> None:
        if self.answers():
            return
        processes.wait_until(lambda: not self.pid() or self.answers(), RECOVERY_SECONDS)  # one that starts or dies
        if not self.pid():
            self._start()
        self._wait_until_it_answers()
        self._create_role_and_database()

    def _start(self) -> None:
        self.place.mkdir(mode=0o700, parents=True, exist_ok=True)
        user = self.user()
        self._open_place(user)
        programs = self.programs()
        if not (self.data / "PG_VERSION").exists():
            self._create(programs, user)
        self._forget_killed_server()
        self._launch(programs, user)

    def _open_place(self, user: ServerUser) -> None:
        """The data belong to the server's user, who must be able to walk down to them."""
        if user.dropped:
            os.chown(self.place, user.uid, user.gid)
        if not user.can_enter(self.place):
            hint = "Hãy đặt DANGVU_HOME ở nơi khác, ví dụ /srv/dangvu."
            raise ServerError(f"Người dùng {user.name} của máy không vào được {self.place}. {hint}")
        self._make_socket_folder(user)

    def _make_socket_folder(self, user: ServerUser) -> None:
        folder = self.socket_folder
        with suppress(FileExistsError):
            folder.mkdir(mode=0o700)
            os.chown(folder, user.uid, user.gid)
        found = folder.lstat()
        if folder.is_symlink() or found.st_uid != user.uid or found.st_mode & 0o077:
            raise ServerError(f"Thư mục {folder} không phải của Đảng vụ. Hãy xóa nó rồi chạy lại.")

    def _create(self, programs: Programs, user: ServerUser) -> None:
        draft = self.place / f"data.{os.getpid()}"
        words = [programs.path("initdb"), "-D", str(draft), "-U", OWNER, "--encoding=UTF8", "--locale=C.UTF-8"]
        words += ["--auth=peer", "--data-checksums", *([] if self._durable else ["--no-sync"])]
        answer = user.run(words, capture_output=True)
        if answer.returncode:
            raise ServerError(f"Không tạo được cơ sở dữ liệu trong {self.place}: {answer.stderr.strip()[-600:]}")
        (draft / "pg_hba.conf").write_text("local all all peer map=house\n", encoding="ascii")
        people = sorted({user.name, "root"})
        lines = [f"house {person} {role}\n" for person in people for role in (OWNER, ROLE)]
        (draft / "pg_ident.conf").write_text("".join(lines), encoding="ascii")
        draft.rename(self.data)

    def _launch(self, programs: Programs, user: ServerUser) -> None:
        settings = SETTINGS | ({} if self._durable else EPHEMERAL)
        settings |= {"unix_socket_directories": str(self.socket_folder), "cluster_name": self._cluster}
        options = shlex.join(f"--{name}={value}" for name, value in settings.items())
        words = [programs.path("pg_ctl"), "start", "--no-wait", "-D", str(self.data), "-o", options]
        with self._log.open("ab") as log:
            os.fchmod(log.fileno(), 0o600)
            answer = user.run(
                [*words, "-p", programs.path("postgres")], stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        if answer.returncode:
            raise ServerError(f"PostgreSQL không khởi động được. Xem {self._log}.")

    def _wait_until_it_answers(self) -> None:
        """A server that recovers after a crash is alive and refuses: that one gets its time."""
        began = time.monotonic()
        while not self.answers():
            waited = time.monotonic() - began
            if waited > (RECOVERY_SECONDS if self.pid() else APPEAR_SECONDS):
                raise ServerError(f"PostgreSQL không khởi động được. Xem {self._log}.")
            time.sleep(STEP_SECONDS)
        self._ours.write_text(str(self.pid()), encoding="ascii")

    def _forget_killed_server(self) -> None:
        """After kill -9 the children of the server may live a moment longer, and its number may be a zombie's.

        The server itself refuses to start beside its children; it cannot tell a zombie from a living rival.
        """
        if processes.wait_until(lambda: not processes.mentioning(self._cluster), STOP_SECONDS):
            (self.data / "postmaster.pid").unlink(missing_ok=True)
            (self.socket_folder / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)

    def _create_role_and_database(self) -> None:
        """The application is an ordinary role, as on a real server: it owns its database and may create others."""
        with psycopg.connect(**self.conninfo(OWNER, OWNER), autocommit=True) as connection:
            if not connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [ROLE]).rowcount:
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(sql.Identifier(ROLE)))
            if not connection.execute("SELECT FROM pg_database WHERE datname = %s", [ROLE]).rowcount:
                name = sql.Identifier(ROLE)
                connection.execute(sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0").format(name, name))

    def _started_by_us(self) -> bool:
        with suppress(FileNotFoundError, ValueError):
            return int(self._ours.read_text(encoding="ascii")) == self.pid()
        return False

    def _stop(self) -> None:
        for how in (signal.SIGINT, signal.SIGQUIT):  # fast, then immediate: the log is replayed at the next start
            if self._gone_after(how):
                self._ours.unlink(missing_ok=True)
                return
        raise ServerError(f"PostgreSQL (tiến trình {self.pid()}) không dừng. Xem {self._log}.")

    def _gone_after(self, how: signal.Signals) -> bool:
        pid = self.pid()
        if pid is None:
            return True
        with suppress(ProcessLookupError):
            os.kill(pid, how)
        return processes.wait_until(lambda: not processes.lives(pid, str(self.data)), STOP_SECONDS)

    def _written_pid(self) -> int | None:
        with suppress(FileNotFoundError, ValueError, IndexError):
            return abs(int((self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0]))
        return None
