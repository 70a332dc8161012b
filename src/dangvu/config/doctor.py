"""`./dangvu doctor`: what this machine has, what it lacks, and what each lack switches off."""

import argparse
import shutil
import socket
import subprocess
import zoneinfo
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import psycopg

from dangvu.config import binaries, home, postgres

LITTLE_DISK: Final = 2_000_000_000
NEEDED_DISK: Final = 200_000_000
EXTENSIONS: Final = ("btree_gist", "ltree", "pg_trgm", "unaccent")
CLAMD_SOCKETS: Final = ("/run/clamav/clamd.ctl", "/var/run/clamav/clamd.sock", "/run/clamd.scan/clamd.sock")
SILENT_SECONDS: Final = 60
CLOCK_SECONDS: Final = 5
BORN: Final = datetime(2026, 1, 1, tzinfo=UTC)
FONTS: Final = home.CHECKOUT / "src" / "dangvu" / "modules" / "documents" / "fonts"


@dataclass(frozen=True)
class Finding:
    """`needed` marks what Đảng vụ cannot do without."""

    well: bool
    sentence: str
    needed: bool = False

    @property
    def mark(self) -> str:
        return "✓" if self.well else "✗" if self.needed else "–"


def run(_options: argparse.Namespace) -> int:
    findings = list(examine())
    for finding in findings:
        print(f"{finding.mark} {finding.sentence}")  # noqa: T201 - the terminal is where this is read
    ill = [finding for finding in findings if finding.needed and not finding.well]
    print(f"\n{len(ill)} điều cần sửa." if ill else "\nMáy này chạy được Đảng vụ.")  # noqa: T201 - as above
    return 1 if ill else 0


def examine() -> Iterator[Finding]:
    examinations: tuple[Callable[[], Finding], ...] = (
        database, extensions, worker, keys, fonts, time_zones, clock, disk, antivirus, libreoffice, tesseract,
    )  # fmt: skip
    for examination in examinations:
        yield examination()


def database() -> Finding:
    kind = "máy chủ riêng (DATABASE_URL)" if postgres.external() else "bản nhúng"
    try:
        with psycopg.connect(**postgres.conninfo(), connect_timeout=10) as connection:
            version, fsync = connection.info.server_version, _one(connection, "SHOW fsync")
    except psycopg.OperationalError as error:
        return Finding(well=False, sentence=f"Cơ sở dữ liệu không trả lời: {error}", needed=True)
    if version // 10000 < binaries.OLDEST:
        return Finding(well=False, sentence=f"PostgreSQL {version // 10000} quá cũ, cần bản 15 trở lên.", needed=True)
    if fsync != "on":
        return Finding(
            well=False, sentence="Cơ sở dữ liệu tắt fsync: mất điện là mất dữ liệu. Hãy bật lại.", needed=True
        )
    where = "" if postgres.external() else f", dữ liệu ở {postgres.server().data}"
    sentence = f"Cơ sở dữ liệu: PostgreSQL {version // 10000}.{version % 10000}, {kind}{where}."
    return Finding(well=True, sentence=sentence, needed=True)


def extensions() -> Finding:
    with psycopg.connect(**postgres.conninfo()) as connection:
        rows = connection.execute("SELECT name FROM pg_available_extensions").fetchall()
    missing = sorted(set(EXTENSIONS) - {name for (name,) in rows})
    if missing:
        words = "Gõ: apt-get install -y postgresql-contrib"
        return Finding(well=False, sentence=f"PostgreSQL thiếu phần mở rộng {', '.join(missing)}. {words}", needed=True)
    return Finding(well=True, sentence=f"Phần mở rộng của PostgreSQL: {', '.join(EXTENSIONS)}.", needed=True)


def worker() -> Finding:
    """Not needed while nothing runs; a database that was never migrated has no worker either."""
    with psycopg.connect(**postgres.conninfo()) as connection:
        if _one(connection, "SELECT to_regclass('procrastinate_workers')") is None:
            return Finding(well=False, sentence="Chưa có bảng dữ liệu. Gõ: ./dangvu migrate")
        age = _one(connection, "SELECT extract(epoch FROM now() - max(last_heartbeat)) FROM procrastinate_workers")
        waiting = _one(
            connection, "SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo' AND scheduled_at IS NULL"
        )
        failed = _one(connection, "SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'")
    jobs = f"{waiting} việc đang đợi, {failed} việc hỏng"
    if age is None or age > SILENT_SECONDS:
        sentence = (
            f"Tiến trình việc nền không chạy ({jobs}): thông báo, thư và việc theo lịch nằm đợi. Gõ: ./dangvu run"
        )
        return Finding(well=False, sentence=sentence)
    return Finding(well=True, sentence=f"Tiến trình việc nền đang chạy ({jobs}).")


def keys() -> Finding:
    folder = home.folder("keys")
    loose = [path.name for path in folder.iterdir() if path.stat().st_mode & 0o077]
    if loose:
        sentence = f"Khóa {', '.join(loose)} để người khác đọc được. Gõ: chmod 600 {folder}/*"
        return Finding(well=False, sentence=sentence, needed=True)
    return Finding(well=True, sentence=f"Khóa ở {folder}; hãy giữ một bản ở nơi khác.", needed=True)


def fonts() -> Finding:
    count = sum(1 for path in FONTS.rglob("*.[to]tf")) if FONTS.is_dir() else 0
    if not count:
        return Finding(
            well=False, sentence=f"Thiếu phông chữ cho văn bản ({FONTS}): không in được văn bản.", needed=True
        )
    return Finding(well=True, sentence=f"Phông chữ cho văn bản: {count} tệp.", needed=True)


def time_zones() -> Finding:
    try:
        offset = datetime.now(zoneinfo.ZoneInfo("Asia/Ho_Chi_Minh")).utcoffset()
    except zoneinfo.ZoneInfoNotFoundError:
        sentence = "Máy thiếu dữ liệu múi giờ: ngày giờ sẽ sai. Gõ: apt-get install -y tzdata"
        return Finding(well=False, sentence=sentence, needed=True)
    return Finding(well=True, sentence=f"Dữ liệu múi giờ có, giờ Việt Nam là UTC+{offset}.", needed=True)


def clock() -> Finding:
    """Against the database's clock, and against the day this program was made."""
    now = datetime.now(UTC)
    if now < BORN:
        return Finding(well=False, sentence=f"Đồng hồ máy sai: {now:%d/%m/%Y}. Hãy bật đồng bộ giờ (NTP).", needed=True)
    with psycopg.connect(**postgres.conninfo()) as connection:
        theirs = _one(connection, "SELECT clock_timestamp()")
    apart = abs((datetime.now(UTC) - theirs).total_seconds())
    if apart > CLOCK_SECONDS:
        sentence = f"Đồng hồ máy lệch {apart:.0f} giây so với máy chủ dữ liệu. Hãy bật đồng bộ giờ (NTP)."
        return Finding(well=False, sentence=sentence, needed=True)
    return Finding(well=True, sentence=f"Đồng hồ: {now.astimezone():%H:%M:%S %d/%m/%Y %Z}.", needed=True)


def disk() -> Finding:
    free = shutil.disk_usage(home.root()).free
    sentence = f"Đĩa còn trống {free / 1e9:.1f} GB ở {home.root()}."
    if free < LITTLE_DISK:
        sentence += " Nên dọn bớt: hết đĩa thì cơ sở dữ liệu dừng."
    return Finding(well=free >= LITTLE_DISK, sentence=sentence, needed=free < NEEDED_DISK)


def antivirus() -> Finding:
    if any(_listens(path) for path in CLAMD_SOCKETS):
        return Finding(well=True, sentence="Quét vi-rút: clamd đang chạy.")
    return Finding(well=False, sentence="Không có clamd: tệp tải lên mang trạng thái “chưa quét”.")


def libreoffice() -> Finding:
    if shutil.which("soffice") or shutil.which("libreoffice"):
        return Finding(well=True, sentence="LibreOffice có: xem được tệp văn phòng dưới dạng PDF.")
    return Finding(well=False, sentence="Không có LibreOffice: tệp văn phòng chỉ tải về, không xem ngay được.")


def tesseract() -> Finding:
    if not shutil.which("tesseract"):
        return Finding(well=False, sentence="Không có tesseract: bản quét không có lớp chữ, không tìm được bên trong.")
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False)  # noqa: S607 - found on the path
    if "vie" not in (listed.stdout + listed.stderr).split():
        return Finding(well=False, sentence="tesseract thiếu tiếng Việt. Gõ: apt-get install -y tesseract-ocr-vie")
    return Finding(well=True, sentence="tesseract có tiếng Việt: đọc được bản quét.")


def _listens(path: str) -> bool:
    if not Path(path).exists():
        return False
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(path) == 0


def _one(connection: psycopg.Connection[Any], query: str) -> Any:
    row = connection.execute(query.encode()).fetchone()
    return row[0] if row else None
