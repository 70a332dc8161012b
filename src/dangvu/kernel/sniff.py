"""What a file really is, by its first bytes and, for office files, by its parts. Pure; never trusts a name."""

import zipfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Kind:
    """A type the platform takes: its group, media type and usual endings."""

    group: str
    media_type: str
    endings: tuple[str, ...]


PDF = Kind("pdf", "application/pdf", (".pdf",))
PNG = Kind("image", "image/png", (".png",))
JPEG = Kind("image", "image/jpeg", (".jpg", ".jpeg"))
WEBP = Kind("image", "image/webp", (".webp",))
DOCX = Kind("office", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", (".docx",))
XLSX = Kind("sheet", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (".xlsx",))
PPTX = Kind("office", "application/vnd.openxmlformats-officedocument.presentationml.presentation", (".pptx",))
OLE = Kind("sheet", "application/vnd.ms-excel", (".xls", ".doc", ".ppt"))
TEXT = Kind("sheet", "text/csv", (".csv", ".txt"))

_MAGIC = ((b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG), (b"\xd0\xcf\x11\xe0", OLE))
_PARTS = (("word/", DOCX), ("xl/", XLSX), ("ppt/", PPTX))
_HEAD = 4096
_CONTROL = set(range(32)) - {9, 10, 12, 13}


def sniff(path: Path) -> Kind | None:
    """The kind of the file at `path`, or None when it is none we take."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head.startswith(b"PK\x03\x04"):
        return _office(path)
    return TEXT if _is_text(head) else None


def has_macros(path: Path) -> bool:
    """Whether an office file carries a macro project."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return any(name.lower().endswith("vbaproject.bin") for name in archive.namelist())


def unpacked_size(path: Path) -> int:
    """The bytes an archive says it unpacks to; 0 for a file that is no archive."""
    if not zipfile.is_zipfile(path):
        return 0
    with zipfile.ZipFile(path) as archive:
        return sum(item.file_size for item in archive.infolist())


def _office(path: Path) -> Kind | None:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return None
    if "[Content_Types].xml" not in names:
        return None
    return next((kind for part, kind in _PARTS if any(name.startswith(part) for name in names)), None)


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return bool(head) and not _CONTROL.intersection(head)
