"""Looking at other processes of the machine, and dying with the one that started us."""

import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

PROC: Final = Path("/proc")
STEP_SECONDS: Final = 0.02
SUPERVISOR: Final = "DANGVU_SUPERVISOR"
PR_SET_PDEATHSIG: Final = 1


def lives(pid: int, word: str) -> bool:
    """Is it alive (a zombie is not), and is it the one whose command line has `word`?"""
    if not (PROC / "self").exists():
        with suppress(ProcessLookupError, PermissionError):
            os.kill(pid, 0)
            return True
        return False
    return word in _command_line(pid) and not _is_zombie(pid)


def mentioning(word: str) -> list[int]:
    """The living processes whose command line or title has `word`."""
    numbers = [int(entry.name) for entry in PROC.glob("[0-9]*")] if PROC.exists() else []
    return [pid for pid in numbers if pid != os.getpid() and lives(pid, word)]


def wait_until(condition: Callable[[], bool], seconds: float) -> bool:
    until = time.monotonic() + seconds
    while not (fulfilled := condition()) and time.monotonic() < until:
        time.sleep(STEP_SECONDS)
    return fulfilled


def die_with_parent() -> None:
    """Under the supervisor only: a killed one must not leave children that hold the port of the next."""
    if SUPERVISOR not in os.environ or sys.platform != "linux":
        return
    parent = os.getppid()
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if parent == 1 or os.getppid() != parent:  # it died before we asked
        os._exit(1)


def _command_line(pid: int) -> str:
    """Readable for everybody, unlike the working directory of another user's process."""
    try:
        return os.fsdecode((PROC / str(pid) / "cmdline").read_bytes())
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return ""


def _is_zombie(pid: int) -> bool:
    try:
        fields = (PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2]
    except (FileNotFoundError, ProcessLookupError):
        return True
    return fields.split()[0] in {"Z", "X"}
