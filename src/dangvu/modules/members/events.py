from dataclasses import dataclass

from dangvu.kernel.events import Event


@dataclass(frozen=True)
class MemberRegistered(Event):
    member_id: int


@dataclass(frozen=True)
class MemberStatusChanged(Event):
    member_id: int


@dataclass(frozen=True)
class MemberMoved(Event):
    member_id: int
    from_organisation_id: int
    to_organisation_id: int


@dataclass(frozen=True)
class MemberAppointed(Event):
    appointment_id: int


@dataclass(frozen=True)
class AppointmentEnded(Event):
    appointment_id: int


@dataclass(frozen=True)
class AccountsOpened(Event):
    organisation_id: int


@dataclass(frozen=True)
class ImportUploaded(Event):
    batch_id: int


@dataclass(frozen=True)
class ImportConfirmed(Event):
    batch_id: int


@dataclass(frozen=True)
class ImportFinished(Event):
    batch_id: int
