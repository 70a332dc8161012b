"""What others may hear about papers."""

from dataclasses import dataclass

from dangvu.kernel.events import Event


@dataclass(frozen=True)
class PaperIssued(Event):
    registeredpaper_id: int


@dataclass(frozen=True)
class SignedScanAttached(Event):
    registeredpaper_id: int


@dataclass(frozen=True)
class PaperWithdrawn(Event):
    registeredpaper_id: int


@dataclass(frozen=True)
class SecretMatterStopped(Event):
    secretstub_id: int
