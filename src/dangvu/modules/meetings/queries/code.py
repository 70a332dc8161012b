"""The code on the chair's screen."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from dangvu.lib import sealing
from dangvu.modules.meetings.rules import tokens


def key() -> bytes:
    """The key of the codes; it never leaves the server."""
    return sealing.derive_key(settings.SECRET_KEY, "meetings.code")


@dataclass(frozen=True)
class ShownCode:
    """What the screen shows now: the token for the QR, the figures under it, and when both change."""

    token: str
    figures: str
    seconds_left: int

    @property
    def grouped(self) -> str:
        return f"{self.figures[:3]} {self.figures[3:]}"


def shown_code(meeting_id: int, now: datetime) -> ShownCode:
    window, secret = tokens.window_of(now), key()
    return ShownCode(
        token=tokens.token(secret, meeting_id, window),
        figures=tokens.code(secret, meeting_id, window),
        seconds_left=tokens.seconds_left(now),
    )
