"""The embedded server, started for real in homes of its own."""

import os
import signal
import stat
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from dangvu.config import binaries, postgres, processes

pytestmark = pytest.mark.slow


def write(number: int) -> None:
    with psycopg.connect(**postgres.conninfo()) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (number int)")
        connection.execute("INSERT INTO kept VALUES (%s)", [number])


def numbers() -> list[int]:
    with psycopg.connect(**postgres.conninfo()) as connection:
        return [row[0] for row in connection.execute("SELECT number FROM kept ORDER BY number")]


def test_server_runs_for_the_block_and_keeps_the_data(own_home: Path):
    with postgres.running() as parameters:
        assert parameters == postgres.conninfo()
        write(1)
        first = postgres.server().pid()

    assert postgres.server().pid() is None

    began = time.monotonic()
    with postgres.running():
        assert numbers() == [1]
        assert postgres.server().pid() != first
    assert time.monotonic() - began < 3


def test_server_listens_on_a_closed_socket_only_and_loses_nothing(own_home: Path):
    with postgres.running() as parameters, psycopg.connect(**parameters) as connection:
        show = {
            name: connection.execute(f"SHOW {name}".encode()).fetchone()[0]
            for name in ("listen_addresses", "fsync", "synchronous_commit", "server_encoding", "data_checksums")
        }
        folder = Path(parameters["host"])

        assert stat.S_IMODE(folder.stat().st_mode) == 0o700

    assert show == {
        "listen_addresses": "",
        "fsync": "on",
        "synchronous_commit": "on",
        "server_encoding": "UTF8",
        "data_checksums": "on",
    }


def test_application_is_no_superuser_but_may_add_what_the_migrations_need(own_home: Path):
    with postgres.running() as parameters, psycopg.connect(**parameters) as connection:
        for name in ("ltree", "unaccent", "pg_trgm", "btree_gist"):
            connection.execute(f"CREATE EXTENSION {name}".encode())
        superuser = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
        lowered = connection.execute("SELECT lower('ĐẢNG ỦY XÃ')").fetchone()

    assert superuser == (False,)
    assert lowered == ("đảng ủy xã",)


def test_killed_server_is_started_again_with_its_data(own_home: Path):
    with postgres.running():
        write(1)
        os.kill(postgres.server().pid(), signal.SIGKILL)

        postgres.server().revive()

        assert numbers() == [1]
        write(2)
        os.kill(postgres.server().pid(), signal.SIGKILL)

    with postgres.running():
        assert numbers() == [1, 2]


def test_number_of_a_killed_server_given_to_a_stranger_misleads_nobody(own_home: Path):
    with postgres.running():
        write(1)
        os.kill(postgres.server().pid(), signal.SIGKILL)
    lines = (own_home / "database" / "data" / "postmaster.pid").read_text().splitlines()
    lines[0] = str(os.getpid())
    (own_home / "database" / "data" / "postmaster.pid").write_text("\n".join(lines) + "\n")

    with postgres.running():
        assert numbers() == [1]


def test_two_homes_stand_side_by_side(own_home: Path, monkeypatch: pytest.MonkeyPatch):
    with postgres.running():
        write(1)
        with monkeypatch.context() as other:
            other.setenv("DANGVU_HOME", str(own_home.parent / "other"))
            with postgres.running():
                write(2)
                assert numbers() == [2]
            assert postgres.server().pid() is None
        assert numbers() == [1]


def test_last_user_stops_the_server_and_nobody_before(own_home: Path, start: Callable[..., subprocess.Popen[str]]):
    other = start("stub_user.py")
    assert other.stdout.readline() == "using\n"

    with postgres.running():
        pass
    assert postgres.server().pid() is not None

    other.send_signal(signal.SIGTERM)
    assert other.wait(30) == 0
    assert postgres.server().pid() is None


def test_server_under_a_killed_user_is_adopted(own_home: Path, start: Callable[..., subprocess.Popen[str]]):
    other = start("stub_user.py")
    assert other.stdout.readline() == "using\n"
    other.kill()
    other.wait()
    pid = postgres.server().pid()

    with postgres.running():
        assert postgres.server().pid() == pid

    assert postgres.server().pid() is None


def test_server_that_somebody_else_started_is_left_running(own_home: Path):
    with postgres.running():
        pass
    server = postgres.server()
    programs, log = server.programs(), own_home / "logs" / "postgres.log"
    options = f"--listen_addresses= --unix_socket_directories={server.socket_folder}"
    words = [programs.path("pg_ctl"), "start", "-w", "-D", str(server.data), "-o", options]
    with log.open("ab") as output:
        server.user().run(words, stdout=output, stderr=output)

    with postgres.running():
        pass

    assert postgres.server().pid() is not None
    server.user().run([programs.path("pg_ctl"), "stop", "-w", "-D", str(server.data)], capture_output=True)


def test_long_home_gets_a_short_socket(own_home: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DANGVU_HOME", str(own_home.parent / ("x" * 90)))

    with postgres.running() as parameters:
        write(1)

    assert len(parameters["host"]) < 40
    Path(parameters["host"]).rmdir()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root lends the server another user")
def test_home_in_a_closed_folder_puts_the_data_where_the_server_can_go(own_home: Path, monkeypatch: pytest.MonkeyPatch):
    closed = own_home.parent / "closed"
    closed.mkdir(mode=0o700)
    monkeypatch.setenv("DANGVU_HOME", str(closed / "home"))
    monkeypatch.setattr(postgres, "ELSEWHERE", own_home.parent / "elsewhere")

    with postgres.running():
        write(1)
    with postgres.running():
        assert numbers() == [1]

    assert (closed / "home" / "database").readlink().parent == own_home.parent / "elsewhere"


def test_users_can_be_many_at_once(own_home: Path, start: Callable[..., subprocess.Popen[str]]):
    users = [start("stub_user.py") for _ in range(3)]

    assert [user.stdout.readline() for user in users] == ["using\n"] * 3
    for user in users:
        user.send_signal(signal.SIGTERM)

    assert [user.wait(30) for user in users] == [0, 0, 0]
    assert processes.wait_until(lambda: postgres.server().pid() is None, 30)


def test_database_url_is_used_as_it_is(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://a:b%40c@db.example:6000/party?sslmode=require")

    assert postgres.external()
    assert postgres.django_database() == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "party",
        "USER": "a",
        "PASSWORD": "b@c",
        "HOST": "db.example",
        "PORT": "6000",
        "OPTIONS": {"sslmode": "require"},
    }


@pytest.mark.parametrize("url", ["nonsense", "postgresql://localhost:1/none"])
def test_useless_database_url_is_refused_with_a_sentence(monkeypatch: pytest.MonkeyPatch, url: str):
    monkeypatch.setenv("DATABASE_URL", url)

    with pytest.raises(binaries.ServerError, match="DATABASE_URL"), postgres.running():
        pass


def test_data_of_a_version_that_is_not_installed_are_not_touched(own_home: Path):
    with pytest.raises(binaries.ServerError, match="apt-get install -y postgresql-99"):
        binaries.find(99)
