"""Locks between processes of one installation; the kernel lets go of them when a process dies, however it dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Wait until no other process is in this section."""
    handle = _open(path)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


class Users:
    """Counts the living users of something without a number that could go stale: each holds a shared lock."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._held: list[int] = []

    def enter(self) -> None:
        handle = _open(self._path)
        fcntl.flock(handle, fcntl.LOCK_SH)
        self._held.append(handle)

    def leave(self) -> None:
        os.close(self._held.pop())

    def nobody_left(self) -> bool:
        handle = _open(self._path)
        try:
            with suppress(BlockingIOError):
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return True
            return False
        finally:
            os.close(handle)


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
