"""CSV as Vietnamese offices save it: many encodings, several delimiters, and line numbers that a person can find."""

import codecs
import csv
import io
import unicodedata
from collections import Counter
from typing import Literal

from dangvu.lib import encodings

_SAMPLE = 200_000
_DELIMITERS = ";,\t|"
_LONG_FIELD_LINES = 8
Line = tuple[int, list[str]]


def parse(content: bytes) -> tuple[list[Line], str, str]:
    """Lines with their numbers (a record in quotes has the number of its first line), the encoding, the delimiter."""
    encoding = detect_encoding(content)
    text = content.decode(encoding, errors="replace").removeprefix("\ufeff")
    text = text.replace("\x00", "")
    delimiter, skipped = _delimiter(text)
    lines = _records(text, delimiter, csv.QUOTE_MINIMAL)
    if any(value.count("\n") > _LONG_FIELD_LINES for _, values in lines for value in values):
        lines = _records(text, delimiter, csv.QUOTE_NONE)  # a stray quotation mark swallowed half the file
    return lines[skipped:], encoding, delimiter


def detect_encoding(content: bytes) -> str:
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return name
    head = content[:_SAMPLE]
    if head[1::2].count(0) > len(head) // 8:
        return "utf-16-le"
    if head[0::2].count(0) > len(head) // 8:
        return "utf-16-be"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _single_byte(content[:_SAMPLE])
    return "utf-8"


def _single_byte(head: bytes) -> str:
    """Windows-1258, or Windows-1252 holding TCVN3 or VNI: whichever reads like Vietnamese."""
    unicode_text = unicodedata.normalize("NFC", head.decode("cp1258", errors="replace"))
    western = head.decode("cp1252", errors="replace")
    scores = {
        "cp1258": encodings.likeness(unicode_text),
        "cp1252": max(
            encodings.likeness(decoded)
            for decoded in (western, encodings.from_tcvn3(western), encodings.from_vni(western))
        ),
        "utf-8": _damaged_utf8(head),
    }
    return max(scores, key=lambda name: scores[name])


def _damaged_utf8(head: bytes) -> float:
    """UTF-8 with a few broken bytes (a line cut in the middle of a letter) is still UTF-8."""
    decoded = head.decode("utf-8", errors="replace")
    accented = sum(not char.isascii() for char in decoded)
    return encodings.likeness(decoded) if decoded.count("\ufffd") * 50 < accented else 0.0


def _delimiter(text: str) -> tuple[str, int]:
    first = text[:12].split("\n", 1)[0].strip().lower()
    if first.startswith("sep=") and len(first) == 5:  # noqa: PLR2004 - Excel's own hint, "sep=;"
        return first[4], 1
    head = "\n".join(text[:_SAMPLE].splitlines()[:80])
    return max(_DELIMITERS, key=lambda mark: _regularity(head, mark)), 0


def _regularity(head: str, delimiter: str) -> tuple[int, int]:
    widths = Counter(len(record) for record in csv.reader(io.StringIO(head), delimiter=delimiter) if len(record) > 1)
    if not widths:
        return 0, 0
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return count, width


def _records(text: str, delimiter: str, quoting: Literal[0, 3]) -> list[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting)
    lines, start = [], 1
    for values in reader:
        if any(value.strip() for value in values):
            lines.append((start, values))
        start = reader.line_num + 1
    return lines
