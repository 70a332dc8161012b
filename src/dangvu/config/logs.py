"""Log files of the home: what a process says goes to a file, and a full file is set aside while it is being written."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from dangvu.config import home

FULL_BYTES: Final = 20_000_000
KEPT: Final = 4


def path(name: str) -> Path:
    return home.folder("logs") / f"{name}.log"


@contextmanager
def opened(name: str) -> Iterator[IO[bytes]]:
    """For the output of a child process, which keeps the file open after we closed ours."""
    file = path(name)
    with file.open("ab") as output:
        file.chmod(0o600)
        yield output


def tail(file: Path, lines: int) -> str:
    text = file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""
    return "\n".join(text.splitlines()[-lines:])


def set_full_ones_aside() -> None:
    """Copied, then emptied: their writers hold them open in append mode and go on at the new end."""
    for file in home.folder("logs").glob("*.log"):
        if file.stat().st_size > FULL_BYTES:
            for number in range(KEPT - 1, 0, -1):
                older = file.with_suffix(f".log.{number}")
                if older.exists():
                    older.replace(file.with_suffix(f".log.{number + 1}"))
            shutil.copyfile(file, file.with_suffix(".log.1"))
            os.truncate(file, 0)
