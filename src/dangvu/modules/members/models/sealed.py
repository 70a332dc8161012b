"""The three columns behind each private number: sealed value, hash to find it by, and last figures."""

from dataclasses import dataclass

from django.conf import settings

from dangvu.lib import sealing
from dangvu.modules.members.models.imports import ImportRow
from dangvu.modules.members.models.member import Member
from dangvu.modules.members.rules import masking

PREFIX = {"national_id": "national_id", "phone": "phone", "card_number": "card"}


@dataclass(frozen=True, slots=True)
class Sealed:
    cipher: bytes
    hash: bytes | None
    tail: str


NOTHING = Sealed(b"", None, "")


def sealed(value: str) -> Sealed:
    if not value:
        return NOTHING
    return Sealed(sealing.seal(value, settings.FIELD_KEY), hashed(value), masking.tail(value))


def hashed(value: str) -> bytes:
    return sealing.keyed_hash(value, settings.HASH_KEY)


def put(member: Member, name: str, value: str) -> None:
    prefix, made = PREFIX[name], sealed(value)
    setattr(member, f"{prefix}_cipher", made.cipher)
    setattr(member, f"{prefix}_hash", made.hash)
    setattr(member, f"{prefix}_tail", made.tail)


def read(member: Member | ImportRow, name: str) -> str:
    """The whole number. Only for a command that records who read it, or for its owner."""
    return sealing.unseal(getattr(member, f"{PREFIX[name]}_cipher"), settings.FIELD_KEY)
