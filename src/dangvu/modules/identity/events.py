from dataclasses import dataclass

from dangvu.kernel.events import Event


@dataclass(frozen=True)
class AccountActivated(Event):
    account_id: int


@dataclass(frozen=True)
class AccountDeactivated(Event):
    account_id: int


@dataclass(frozen=True)
class RecoveryStarted(Event):
    recovery_id: int


@dataclass(frozen=True)
class RecoveryConfirmed(Event):
    recovery_id: int
