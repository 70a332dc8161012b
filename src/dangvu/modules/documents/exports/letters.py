"""Which characters our paper font can print. What it cannot is shown as a box, so that no paper fails to print."""

import functools
import struct
import unicodedata
from pathlib import Path

FONTS = Path(__file__).parent.parent / "fonts"
BOX = "□"
_TABLE_ENTRY, _SUBTABLE_ENTRY = 16, 8
_SEGMENTS = 4
_WINDOWS_UNICODE = (3, 1)


@functools.cache
def covered() -> frozenset[int]:
    """Code points that all four styles have."""
    return frozenset.intersection(*(_code_points(path) for path in sorted(FONTS.glob("*.ttf"))))


def printable(text: str) -> str:
    """One Unicode form, tabs and control characters as spaces, unknown signs as a box."""
    text = unicodedata.normalize("NFC", text)
    if text.isascii() and text.isprintable():
        return text
    known = covered()
    return "".join([char if ord(char) in known else _instead(char) for char in text])


def _instead(char: str) -> str:
    if char.isspace() or unicodedata.category(char) == "Cc":
        return " "
    return "" if unicodedata.category(char) in {"Cf", "Mn", "Me"} else BOX


def _code_points(path: Path) -> frozenset[int]:
    """Read the format 4 character map of a TrueType font."""
    font = path.read_bytes()
    (tables,) = struct.unpack_from(">H", font, 4)
    entries = (struct.unpack_from(">4sLLL", font, 12 + _TABLE_ENTRY * i) for i in range(tables))
    start = next(offset for tag, _, offset, _ in entries if tag == b"cmap")
    (count,) = struct.unpack_from(">H", font, start + 2)
    maps = [struct.unpack_from(">HHL", font, start + 4 + _SUBTABLE_ENTRY * i) for i in range(count)]
    offset = next(offset for platform, encoding, offset in maps if (platform, encoding) == _WINDOWS_UNICODE)
    return frozenset(_segments(font, start + offset))


def _segments(font: bytes, start: int) -> set[int]:
    kind, _, _, doubled = struct.unpack_from(">HHHH", font, start)
    if kind != _SEGMENTS:
        raise ValueError("the paper font has an unexpected character map")
    size = doubled // 2
    ends = struct.unpack_from(f">{size}H", font, start + 14)
    starts = struct.unpack_from(f">{size}H", font, start + 16 + doubled)
    found: set[int] = set()
    for first, last in zip(starts, ends, strict=True):
        found.update(range(first, last + 1))
    return found - {0xFFFF}
