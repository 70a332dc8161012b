"""The first page and the properties of a file from outside, read with suspicion: sizes are capped, entities refused.

Only `UnreadableError` and its kinds leave this file, whatever the input.
"""

import re
import threading
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pypdfium2
from lxml import etree

PAGE_CHARACTERS = 8_000
PART_BYTES = 8_000_000
PROPERTY_BYTES = 200_000
PARTS = 5_000
PROPERTIES = 200
VALUE_CHARACTERS = 500
_SQUEEZE = 200
"""A part that unpacks to more than this many times its packed size is a bomb; office files stay under 50."""
_SMALL = 100_000

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


class UnreadableError(Exception):
    """The file cannot be read as what it says it is."""


class LockedError(UnreadableError):
    """The file is protected by a password, so nobody can tell what it holds."""


class OversizedError(UnreadableError):
    """A part of the file unpacks to far more than an office file ever does."""


@dataclass(frozen=True)
class Extract:
    """What a reader sees first, and what the file says of itself."""

    text: str = ""
    properties: dict[str, str] = field(default_factory=dict)


NOTHING = Extract()


def first_page(path: Path, media_type: str) -> Extract:
    """Text and properties; nothing for kinds without text (pictures)."""
    try:
        if media_type == "application/pdf":
            return _pdf(path)
        if media_type in _OFFICE:
            return _office(path, _OFFICE[media_type])
        if media_type in _LEGACY:
            return Extract(_legacy(path))
        if media_type.startswith("text/"):
            return Extract(_plain(path))
    except UnreadableError:
        raise
    except Exception as broken:  # hostile input finds every exception there is; the caller needs one
        raise UnreadableError(type(broken).__name__) from broken
    return NOTHING


_one_at_a_time = threading.Lock()
"""PDFium is one global machine: two threads in it at once crash the process."""


def _pdf(path: Path) -> Extract:
    with _one_at_a_time:
        document = _opened(path)
        try:
            properties = {key: value[:VALUE_CHARACTERS] for key, value in document.get_metadata_dict().items() if value}
            return Extract(_pdf_text(document), properties)
        finally:
            document.close()


def _opened(path: Path) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as broken:
        if "password" in str(broken).lower():
            raise LockedError from broken
        raise UnreadableError("PdfiumError") from broken


def _pdf_text(document: pypdfium2.PdfDocument) -> str:
    if len(document) == 0:
        return ""
    page = document[0]
    words = page.get_textpage()
    count = min(words.count_chars(), PAGE_CHARACTERS)
    return words.get_text_range(0, count) if count > 0 else ""


@dataclass(frozen=True)
class _Kind:
    """Which parts of an archive make its first page, and which elements hold text and end a line."""

    parts: tuple[str, ...]
    text: frozenset[str]
    line: frozenset[str]


_DOCX = _Kind(("word/header", "word/document.xml", "word/footer"), frozenset({"t"}), frozenset({"p", "br", "cr", "tc"}))
_XLSX = _Kind(("xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"), frozenset({"t"}), frozenset({"si", "is", "c"}))
_PPTX = _Kind(("ppt/slides/slide1.xml",), frozenset({"t"}), frozenset({"p", "br"}))
_OFFICE = {WORD: _DOCX, SHEET: _XLSX, SLIDES: _PPTX}


def _office(path: Path, kind: _Kind) -> Extract:
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        if len(entries) > PARTS:
            raise OversizedError("too many parts")
        texts = [_part_text(archive, entry, kind) for entry in entries if entry.filename.startswith(kind.parts)]
        properties = _properties(archive, entries)
    return Extract("\n".join(texts), properties)


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> bytes:
    """The first bytes of a part; a part that was squeezed beyond belief is refused before it is opened."""
    if entry.flag_bits & 0x1:
        raise LockedError
    if entry.file_size > _SMALL and entry.file_size > _SQUEEZE * max(entry.compress_size, 1):
        raise OversizedError(entry.filename)
    with archive.open(entry) as part:
        return part.read(limit)


def _part_text(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, kind: _Kind) -> str:
    pieces: list[str] = []
    length = 0
    for piece in _pieces(_read(archive, entry, PART_BYTES), kind):
        pieces.append(piece)
        length += len(piece)
        if length > PAGE_CHARACTERS:
            break
    return "".join(pieces)


def _pieces(xml: bytes, kind: _Kind) -> Iterator[str]:
    for element in _elements(xml):
        name = _local(element.tag)
        if name in kind.text:
            yield element.text or ""
        elif name == "tab":
            yield "\t"
        elif name in kind.line:
            yield "\n"


def _elements(xml: bytes) -> Iterator[Any]:
    """Elements in the order they end. A cut or broken part gives what came before the break."""
    refuse_entities(xml)
    # recover keeps what was read of a part that was cut at the limit; nothing is ever fetched or expanded.
    parser = etree.XMLPullParser(
        ("end",), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    parser.feed(xml)
    for _, element in parser.read_events():
        yield element


def refuse_entities(xml: bytes) -> None:
    """Office files never declare entities; whoever does wants something else."""
    head = xml[:4096].replace(b"\x00", b"").lower()
    if b"<!doctype" in head or b"<!entity" in head:
        raise UnreadableError("entities")


def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


_PROPERTY_PARTS = ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml")


def _properties(archive: zipfile.ZipFile, entries: Iterable[zipfile.ZipInfo]) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in entries:
        if entry.filename in _PROPERTY_PARTS:
            found |= dict(_named_values(_read(archive, entry, PROPERTY_BYTES)))
    return found


def _named_values(xml: bytes) -> Iterator[tuple[str, str]]:
    for count, element in enumerate(_elements(xml)):
        if count >= PROPERTIES:
            return
        parent = element.getparent()
        value = (element.text or "").strip()[:VALUE_CHARACTERS]
        if value:
            named = parent.get("name") if parent is not None else None
            yield named or _local(element.tag), value


_LEGACY = frozenset({"application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint"})
_LEGACY_BYTES = 2_000_000
_RUN = re.compile(r"[\t\r\n\x07\x0b -\u02ff\u0300-\u036f\u1e00-\u1eff\u2010-\u201f]{3,}")


def _legacy(path: Path) -> str:
    """Old binary Word, Excel, PowerPoint: runs of letters wherever they lie. Enough to see a mark, not to read."""
    with path.open("rb") as file:
        content = file.read(_LEGACY_BYTES)
    guesses = (content.decode("utf-16-le", "replace"), content[1:].decode("utf-16-le", "replace"))
    runs = [run for guess in (*guesses, content.decode("cp1252", "replace")) for run in _RUN.findall(guess)]
    return "\n".join(run.replace("\x07", "\t").replace("\r", "\n") for run in runs)


def _plain(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(PAGE_CHARACTERS * 2)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "ignore")
    try:
        return head.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        # a letter cut at the limit is no other encoding; anything earlier is
        return head.decode("utf-8-sig", "ignore") if broken.start > len(head) - 4 else head.decode("cp1252", "replace")
