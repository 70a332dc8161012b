"""Where one installation keeps its data: the folder DANGVU_HOME, its rooms, its port and its keys."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Final

CHECKOUT: Final = Path(__file__).resolve().parents[3]
KEY_BYTES: Final = 32
KEYS: Final = ("django", "fields", "hashes")
FOLDERS: Final = ("database", "files", "keys", "logs", "mail", "run", "static")


class HomeError(Exception):
    """A sentence for the person at the terminal."""


def root() -> Path:
    chosen = os.environ.get("DANGVU_HOME", "").strip()
    place = Path(chosen).expanduser() if chosen else _default()
    return place.absolute()


def folder(name: str) -> Path:
    """One of FOLDERS, made on first use and closed to other users of the machine."""
    if name not in FOLDERS:
        raise HomeError(f"Không có ngăn “{name}” trong thư mục dữ liệu.")
    place = root() / name
    if not place.is_dir():
        root().mkdir(mode=0o700, parents=True, exist_ok=True)
        place.mkdir(mode=0o700, exist_ok=True)
    return place


def port() -> int:
    written = os.environ.get("DANGVU_PORT", "").strip() or "8000"
    if not written.isdigit() or not 0 < int(written) < 65536:  # noqa: PLR2004 - the last TCP port
        raise HomeError(f"DANGVU_PORT phải là số cổng từ 1 đến 65535, không phải “{written}”.")
    return int(written)


def secret(name: str) -> bytes:
    """The 32 random bytes of a key: "django" signs sessions, "fields" encrypts columns, "hashes" is for look-ups."""
    if name not in KEYS:
        raise HomeError(f"Không có khóa “{name}”.")
    path = folder("keys") / name
    if not path.exists():
        _create_key(path)
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise HomeError(f"Khóa {path} bị hỏng ({len(key)} byte). Hãy chép lại khóa từ bản lưu, không tạo khóa mới.")
    return key


def _create_key(path: Path) -> None:
    """Two processes may start together: the first link wins, and a key is never seen half written."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(handle, secrets.token_bytes(KEY_BYTES))
        os.fsync(handle)
        with suppress(FileExistsError):
            path.hardlink_to(draft)
    finally:
        os.close(handle)
        draft.unlink()


def _default() -> Path:
    base = CHECKOUT if (CHECKOUT / "pyproject.toml").exists() else Path.cwd()
    return base / ".dangvu"
