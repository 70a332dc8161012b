"""The code that turns: 17 bytes in a QR (and 6 figures under it) that prove somebody looks at the chair's screen now.

HMAC-SHA256 cut to 8 bytes over meeting and 30-second window; only the server's clock counts. The code lets nobody in by
itself: it only completes the check-in of a signed-in, invited person.
"""

import base64
import binascii
import datetime
import hmac
import struct
from dataclasses import dataclass

VERSION = 1
WINDOW_SECONDS = 30
SLACK = 1
"""Windows before and after that are still accepted."""
HEAD = struct.Struct(">BII")
MAC_BYTES = 8
TOKEN_BYTES = HEAD.size + MAC_BYTES
FIGURES = 6

STALE = "Mã này đã đổi. Quét lại mã đang hiện trên màn hình của chủ trì."
FORGED = "Đây không phải mã điểm danh của hệ thống. Quét mã đang hiện trên màn hình của chủ trì."
WRONG_CODE = "6 số này không đúng hoặc đã đổi. Nhập lại 6 số đang hiện dưới mã QR."


@dataclass(frozen=True)
class Reading:
    """What a scanned token says: its meeting, or the sentence why it is not accepted."""

    meeting_id: int = 0
    problem: str = ""


def window_of(at: datetime.datetime) -> int:
    return int(at.timestamp()) // WINDOW_SECONDS


def seconds_left(at: datetime.datetime) -> int:
    """Until the shown code changes."""
    return WINDOW_SECONDS - int(at.timestamp()) % WINDOW_SECONDS


def token(key: bytes, meeting_id: int, window: int) -> str:
    head = HEAD.pack(VERSION, meeting_id, window)
    return base64.urlsafe_b64encode(head + _mac(key, head)).decode().rstrip("=")


def read_token(key: bytes, text: str, at: datetime.datetime) -> Reading:
    raw = _decoded(text)
    if raw is None:
        return Reading(problem=FORGED)
    head, mac = raw[: HEAD.size], raw[HEAD.size :]
    version, meeting_id, window = HEAD.unpack(head)
    if version != VERSION or not hmac.compare_digest(mac, _mac(key, head)):
        return Reading(problem=FORGED)
    if abs(window - window_of(at)) > SLACK:
        return Reading(meeting_id=meeting_id, problem=STALE)
    return Reading(meeting_id=meeting_id)


def code(key: bytes, meeting_id: int, window: int) -> str:
    """Six figures for those whose camera does not read the QR."""
    mac = hmac.digest(key, b"code" + HEAD.pack(VERSION, meeting_id, window), "sha256")
    return f"{int.from_bytes(mac[:8]) % 10**FIGURES:0{FIGURES}d}"


def code_is_valid(key: bytes, meeting_id: int, typed: str, at: datetime.datetime) -> bool:
    figures = "".join(char for char in typed if char.isdecimal())
    now = window_of(at)
    good = [code(key, meeting_id, window) for window in range(now - SLACK, now + SLACK + 1)]
    return any(hmac.compare_digest(figures.encode(), candidate.encode()) for candidate in good)


def _mac(key: bytes, head: bytes) -> bytes:
    return hmac.digest(key, head, "sha256")[:MAC_BYTES]


def _decoded(text: str) -> bytes | None:
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return None
    return raw if len(raw) == TOKEN_BYTES else None
