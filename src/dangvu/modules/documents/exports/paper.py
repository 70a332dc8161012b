"""What a paper is made of, before it has a look: frozen values that the composer turns into a PDF."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Literal

Align = Literal["left", "center", "right", "justify"]


@dataclass(frozen=True)
class Span:
    """A piece of a sentence that looks different from the rest."""

    text: str
    bold: bool = False
    italic: bool = False


Text = str | tuple[Span, ...]


@dataclass(frozen=True)
class Block:
    kind: ClassVar[str] = ""


@dataclass(frozen=True)
class Paragraph(Block):
    kind: ClassVar[str] = "paragraph"
    text: Text
    indent: bool = True
    align: Align = "justify"


@dataclass(frozen=True)
class Heading(Block):
    """Depth 1 is `I- …`, depth 2 `1. …`, depth 3 `a) …`; the label is part of the text."""

    kind: ClassVar[str] = "heading"
    text: str
    depth: int = 1


@dataclass(frozen=True)
class Bullets(Block):
    """Lines that begin with a dash."""

    kind: ClassVar[str] = "bullets"
    items: tuple[Text, ...]


@dataclass(frozen=True)
class Fields(Block):
    """Label and answer, one per line: what an invitation is made of."""

    kind: ClassVar[str] = "fields"
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Column:
    title: str
    width: float = 1.0
    """Millimetres when `fixed`, otherwise a share of what is left."""
    fixed: bool = False
    align: Align = "left"


@dataclass(frozen=True)
class Table(Block):
    kind: ClassVar[str] = "table"
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    summary: str = ""
    """What the table holds, for people who hear it read."""
    row_height: float = 0.0
    """Least height of a row in millimetres: room for ink."""
    size: float = 13.0


@dataclass(frozen=True)
class Blanks(Block):
    """Dotted lines to write on by hand."""

    kind: ClassVar[str] = "blanks"
    count: int


@dataclass(frozen=True)
class Space(Block):
    kind: ClassVar[str] = "space"
    height: float


@dataclass(frozen=True)
class Qr(Block):
    kind: ClassVar[str] = "qr"
    url: str
    caption: str
    size: float = 40.0


@dataclass(frozen=True)
class Signature:
    """One place to sign. `authority` are the bold lines (T/M CHI BỘ), `position` the plain one (BÍ THƯ)."""

    authority: tuple[str, ...] = ()
    position: str = ""
    name: str = ""
    note: str = ""
    signed: str = ""
    """What stands in place of ink, when it was signed otherwise (who and when)."""


@dataclass(frozen=True)
class Recipients:
    """`Nơi nhận:` with its lines; the last one is where a copy is kept."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Signatures(Block):
    """The foot of a paper: left and right of it. Never alone on a page."""

    kind: ClassVar[str] = "signatures"
    left: Signature | Recipients | None
    right: Signature | None


@dataclass(frozen=True)
class Slip:
    """One card of a sheet that is cut apart."""

    heading: str
    name: str
    lines: tuple[str, ...] = ()
    code: str = ""
    url: str = ""
    foot: str = ""


@dataclass(frozen=True)
class Slips(Block):
    kind: ClassVar[str] = "slips"
    cards: tuple[Slip, ...]
    columns: int = 2
    height: float = 66.0


@dataclass(frozen=True)
class Letterhead:
    """Box 2: the superior body on top, the issuer under it; and the place for the date line."""

    superior: str
    issuer: str
    place: str = ""


@dataclass(frozen=True)
class Reference:
    """The small QR in the foot that leads back to this paper."""

    url: str
    code: str


@dataclass(frozen=True)
class Paper:
    """A whole paper. `on` is its date and decides the layout profile; without a letterhead it is a working sheet."""

    title: str
    on: date
    blocks: tuple[Block, ...]
    letterhead: Letterhead | None = None
    number: str = ""
    type_name: str = ""
    abstract: str = ""
    draft: str = ""
    reference: Reference | None = None
    dated: bool = True
    margins: tuple[float, float, float, float] | None = None
    """Top, bottom, left, right in millimetres for sheets that are no official paper."""
    subtitle_lines: tuple[str, ...] = field(default=())
