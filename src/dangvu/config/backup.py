"""`./dangvu backup FILE` and `restore FILE`: the tables and the stored files in one tar; never the keys.

The dump and the row counts beside it are taken in one snapshot; a restore commits only when every count is the same.
"""

import argparse
import fcntl
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any, Final, cast

import psycopg
from psycopg import sql

from dangvu.config import binaries, home, postgres, readiness
from dangvu.config.binaries import Programs, ServerError

DUMP: Final = "database.dump"
MANIFEST: Final = "manifest.json"
FILES: Final = "files"
FORMAT: Final = 1


def back_up(options: argparse.Namespace) -> int:
    target = Path(options.file).absolute()
    with tempfile.TemporaryDirectory(dir=home.folder("run")) as scratch:
        dump = Path(scratch) / DUMP
        rows = _dump(dump)
        manifest = _manifest(rows, dump)
        _write(target, dump, manifest)
    _check_written(target, manifest)
    what = f"{sum(rows.values())} dòng của {len(rows)} bảng và {manifest['files']} tệp"
    _say(f"Đã sao lưu {what}: {target} ({target.stat().st_size / 1e6:.1f} MB)")
    _say(f"Khóa không nằm trong bản lưu. Hãy giữ {home.folder('keys')} ở nơi khác: mất khóa là mất các cột mã hóa.")
    return 0


def restore(options: argparse.Namespace) -> int:
    _require_stopped()
    with (
        tempfile.TemporaryDirectory(dir=home.root(), prefix=".restore-") as scratch,
        _opened(Path(options.file)) as tar,
    ):
        manifest = _read_manifest(tar)
        _require_same_keys(manifest)
        if not options.replace and _has_rows():
            raise ServerError("Cơ sở dữ liệu đang có dữ liệu. Muốn thay bằng bản lưu, thêm --replace.")
        _extract(tar, Path(scratch), manifest)
        _load(Path(scratch), manifest["rows"])
        _replace_files(Path(scratch) / FILES)
    (home.folder("run") / "migrated").unlink(missing_ok=True)
    readiness.forget()
    what = f"{sum(manifest['rows'].values())} dòng, {manifest['files']} tệp"
    _say(f"Đã khôi phục bản lưu lúc {manifest['made_at']}: {what}.")
    _say("Gõ ./dangvu migrate rồi ./dangvu doctor.")
    return 0


def count_rows(connection: psycopg.Connection[Any]) -> dict[str, int]:
    tables = connection.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename",
    ).fetchall()
    return {
        name: _one(connection, sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name))) for (name,) in tables
    }


def _dump(dump: Path) -> dict[str, int]:
    with psycopg.connect(**postgres.conninfo()) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        snapshot = _one(connection, sql.SQL("SELECT pg_export_snapshot()"))
        rows = count_rows(connection)
        programs = _programs(connection)
        words = ["--format=custom", "--no-owner", "--no-privileges", "--no-comments"]
        _run(programs, "pg_dump", [*words, f"--snapshot={snapshot}", f"--file={dump}", *_dbname()])
    return rows


def _manifest(rows: dict[str, int], dump: Path) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "version": metadata.version("dangvu"),
        "rows": rows,
        "dump": _sha256(dump),
        "files": sum(1 for path in home.folder("files").rglob("*") if path.is_file()),
        "keys": _fingerprints(),
    }


def _write(target: Path, dump: Path, manifest: dict[str, Any]) -> None:
    """Complete or not there at all; closed to other users."""
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as output, tarfile.open(fileobj=output, mode="w") as tar:
            _add_text(tar, MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
            tar.add(dump, DUMP)
            tar.add(home.folder("files"), FILES)
            output.flush()
            os.fsync(output.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _check_written(target: Path, manifest: dict[str, Any]) -> None:
    with _opened(target) as tar:
        found = sum(1 for member in tar.getmembers() if member.isfile()) - 2
        dump = tar.extractfile(DUMP)
        if (
            dump is None
            or hashlib.file_digest(cast("io.BufferedReader", dump), "sha256").hexdigest() != manifest["dump"]
        ):
            raise ServerError(f"Bản lưu {target} đọc lại không đúng. Hãy sao lưu lại ra đĩa khác.")
    if found < manifest["files"]:
        raise ServerError(f"Bản lưu {target} thiếu tệp ({found}/{manifest['files']}). Hãy sao lưu lại.")


def _load(scratch: Path, rows: dict[str, int]) -> None:
    """One transaction: empty, load, compare the counts; any fault leaves the present data as they are."""
    with psycopg.connect(**postgres.conninfo()) as connection:
        programs = _programs(connection)
    script, check = scratch / "load.sql", scratch / "check.sql"
    _run(programs, "pg_restore", ["--no-owner", "--no-privileges", f"--file={script}", str(scratch / DUMP)])
    check.write_text("\n".join(_comparisons(rows)), encoding="utf-8")
    empty = "DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public AUTHORIZATION pg_database_owner"
    words = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]
    _run(programs, "psql", [*words, f"--command={empty}", f"--file={script}", f"--file={check}", *_dbname()])


def _comparisons(rows: Mapping[str, int]) -> list[str]:
    return [
        f'DO $$BEGIN IF (SELECT count(*) FROM public."{name}") <> {count} THEN '  # noqa: S608 - names of our own tables
        f"RAISE EXCEPTION 'row count of {name} differs'; END IF; END$$;"
        for name, count in rows.items()
    ]


def _replace_files(fresh: Path) -> None:
    current = home.folder("files")
    old = current.with_name(f".files-{os.getpid()}")
    current.rename(old)
    fresh.rename(current)
    current.chmod(0o700)
    shutil.rmtree(old)


def _programs(connection: psycopg.Connection[Any]) -> Programs:
    """Of the server's own major version: a newer client writes dumps that the server does not read."""
    if not postgres.external():
        return postgres.server().programs()
    return binaries.find(connection.info.server_version // 10000)


def _run(programs: Programs, program: str, words: Sequence[str]) -> None:
    environment = os.environ | {"PGPASSWORD": str(postgres.conninfo().get("password", ""))}
    answer = subprocess.run(  # noqa: S603 - programs of the server
        [programs.path(program), *words], capture_output=True, text=True, check=False, env=environment
    )
    if answer.returncode:
        raise ServerError(f"{program} không xong (mã {answer.returncode}): {answer.stderr.strip()[-1500:]}")


def _dbname() -> list[str]:
    """Without the password, which other users could read in the list of processes."""
    known = {key: value for key, value in postgres.conninfo().items() if key != "password"}
    return [f"--dbname={psycopg.conninfo.make_conninfo(**known)}"]


def _read_manifest(tar: tarfile.TarFile) -> dict[str, Any]:
    member = tar.extractfile(MANIFEST) if MANIFEST in tar.getnames() else None
    manifest = json.load(member) if member else {}
    if manifest.get("format") != FORMAT:
        raise ServerError("Tệp này không phải bản lưu của Đảng vụ, hoặc do phiên bản mới hơn tạo ra.")
    return dict(manifest)


def _extract(tar: tarfile.TarFile, scratch: Path, manifest: dict[str, Any]) -> None:
    tar.extractall(scratch, filter="data")
    if _sha256(scratch / DUMP) != manifest["dump"]:
        raise ServerError("Bản lưu bị hỏng: phần cơ sở dữ liệu không đúng tổng kiểm tra.")


def _require_same_keys(manifest: dict[str, Any]) -> None:
    if manifest["keys"] != _fingerprints():
        raise ServerError(
            f"Khóa trong {home.folder('keys')} không phải khóa lúc sao lưu: các cột mã hóa sẽ không đọc được. "
            "Hãy chép lại thư mục keys đã giữ riêng rồi chạy lại."
        )


def _require_stopped() -> None:
    with (home.folder("run") / "supervisor.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ServerError("Đảng vụ đang chạy. Hãy dừng (Ctrl-C) rồi khôi phục.") from None


def _has_rows() -> bool:
    with psycopg.connect(**postgres.conninfo()) as connection:
        counts = count_rows(connection)
    return counts.get("organisations_organisation", 0) > 0


def _fingerprints() -> dict[str, str]:
    """Enough to recognise a key, nothing to compute it from."""
    keys = home.folder("keys")
    return {name: _sha256(keys / name)[:16] for name in home.KEYS if (keys / name).exists()}


def _opened(path: Path) -> tarfile.TarFile:
    try:
        return tarfile.open(path, "r")
    except (OSError, tarfile.TarError) as error:
        raise ServerError(f"Không mở được bản lưu {path}: {error}") from error


def _add_text(tar: tarfile.TarFile, name: str, text: str) -> None:
    content = text.encode()
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(content), 0o600
    tar.addfile(member, io.BytesIO(content))


def _sha256(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _one(connection: psycopg.Connection[Any], query: sql.SQL | sql.Composed) -> Any:
    row = connection.execute(query).fetchone()
    return row[0] if row else None


def _say(sentence: str) -> None:
    print(sentence, file=sys.stdout, flush=True)  # noqa: T201 - the terminal is where this is read
