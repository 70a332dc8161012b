"""What others may hear about papers."""

from dataclasses import dataclass

from dangvu.kernel.events import Event


@dataclass(frozen=True)
class PaperIssued(Event):
    paper_id: int


@dataclass(frozen=True)
class SignedScanAttached(Event):
    paper_id: int


@dataclass(frozen=True)
class PaperWithdrawn(Event):
    paper_id: int


@dataclass(frozen=True)
class SecretMatterStopped(Event):
    stub_id: int
