"""A person as one row gives it, and the plain text of a cell."""

from collections.abc import Callable
from dataclasses import dataclass, field

from dangvu.lib import encodings, identity_numbers, text
from dangvu.lib.dates import PartialDate
from dangvu.modules.members.imports.verdicts import Reason


class OldEncoding(Exception):  # noqa: N818 - not an error: the row is read again, decoded
    def __init__(self, encoding: str) -> None:
        self.encoding = encoding


@dataclass(slots=True)
class Person:
    """What one row says about a person."""

    values: dict[str, str] = field(default_factory=dict)
    problems: list[Reason] = field(default_factory=list)
    birth: PartialDate | None = None
    decision: PartialDate | None = None
    admission: PartialDate | None = None
    official: PartialDate | None = None
    has_birth: bool = False
    has_admission: bool = False
    note: str = ""
    gone: str = ""


Extract = Callable[[list, Person], None]


def clean(raw: object) -> str:
    """Any cell as one line of Unicode text."""
    if isinstance(raw, str):
        if raw.isascii():
            line = " ".join(raw.split())
            return "" if line.startswith("#") and line.rstrip("!?").isupper() else line.lstrip("'")
        if encodings.is_suspicious(raw):
            encoding = encodings.detect(raw)
            if encoding:
                raise OldEncoding(encoding)
        return text.nfc(raw)
    return identity_numbers.as_digits(raw)
