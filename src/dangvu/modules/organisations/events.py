from dataclasses import dataclass

from dangvu.kernel.events import Event


@dataclass(frozen=True)
class OrganisationEstablished(Event):
    organisation_id: int


@dataclass(frozen=True)
class OrganisationRenamed(Event):
    organisation_id: int


@dataclass(frozen=True)
class OrganisationMoved(Event):
    organisation_id: int


@dataclass(frozen=True)
class OrganisationClosed(Event):
    organisation_id: int
