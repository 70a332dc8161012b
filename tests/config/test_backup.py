"""Back-up and restore with the server's own programs, in a home of its own."""

import argparse
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from dangvu.config import backup, home, postgres
from dangvu.config.binaries import ServerError

pytestmark = pytest.mark.slow


@pytest.fixture
def installation(own_home: Path) -> Iterator[Path]:
    for name in home.KEYS:
        home.secret(name)
    (home.folder("files") / "ab").mkdir()
    (home.folder("files") / "ab" / "paper").write_text("trang 1")
    with postgres.running():
        run("CREATE EXTENSION ltree")
        run("CREATE TABLE organisations_organisation (id int PRIMARY KEY, path ltree)")
        run("INSERT INTO organisations_organisation SELECT i, ('a.b' || i)::ltree FROM generate_series(1, 50) i")
        yield own_home


def run(statement: str) -> None:
    with psycopg.connect(**postgres.conninfo()) as connection:
        connection.execute(statement.encode())


def rows() -> dict[str, int]:
    with psycopg.connect(**postgres.conninfo()) as connection:
        return backup.count_rows(connection)


def back_up(file: Path) -> None:
    assert backup.back_up(argparse.Namespace(file=str(file))) == 0


def restore(file: Path, *, replace: bool = True) -> int:
    return backup.restore(argparse.Namespace(file=str(file), replace=replace))


def test_restore_brings_rows_and_files_back(installation: Path, tmp_path: Path):
    back_up(tmp_path / "all.tar")
    run("DELETE FROM organisations_organisation WHERE id > 3")
    run("CREATE TABLE later (a int)")
    shutil.rmtree(home.folder("files") / "ab")

    assert restore(tmp_path / "all.tar") == 0

    assert rows() == {"organisations_organisation": 50}
    assert (home.folder("files") / "ab" / "paper").read_text() == "trang 1"


def test_present_data_are_not_replaced_without_being_asked(installation: Path, tmp_path: Path):
    back_up(tmp_path / "all.tar")

    with pytest.raises(ServerError, match="--replace"):
        restore(tmp_path / "all.tar", replace=False)


def test_other_keys_are_refused(installation: Path, tmp_path: Path):
    back_up(tmp_path / "all.tar")
    (home.folder("keys") / "fields").write_bytes(bytes(32))

    with pytest.raises(ServerError, match="Khóa"):
        restore(tmp_path / "all.tar")


def test_damaged_back_up_leaves_everything_as_it_was(installation: Path, tmp_path: Path):
    back_up(tmp_path / "all.tar")
    unpacked = tmp_path / "unpacked"
    with tarfile.open(tmp_path / "all.tar") as tar:
        tar.extractall(unpacked, filter="data")
    manifest = (
        (unpacked / "manifest.json")
        .read_text()
        .replace('"organisations_organisation": 50', '"organisations_organisation": 51')
    )
    (unpacked / "manifest.json").write_text(manifest)
    with tarfile.open(tmp_path / "damaged.tar", "w") as tar:
        for path in unpacked.iterdir():
            tar.add(path, path.name)
    run("DELETE FROM organisations_organisation WHERE id > 7")
    (home.folder("files") / "ab" / "paper").write_text("trang 2")

    with pytest.raises(ServerError, match="row count of organisations_organisation differs"):
        restore(tmp_path / "damaged.tar")

    assert rows() == {"organisations_organisation": 7}
    assert (home.folder("files") / "ab" / "paper").read_text() == "trang 2"


def test_back_up_is_closed_to_others(installation: Path, tmp_path: Path):
    back_up(tmp_path / "all.tar")

    assert (tmp_path / "all.tar").stat().st_mode & 0o077 == 0
