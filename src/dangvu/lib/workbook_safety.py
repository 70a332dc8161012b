"""What is refused before a spreadsheet is opened: disguised, encrypted, with macros, damaged or far too big."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may hold."""

    unpacked_bytes: int = 300_000_000
    rows: int = 200_000
    columns: int = 256
    parts: int = 5_000


class SpreadsheetRefused(Exception):  # noqa: N818 - refusals are named for what happened, as the kernel's are
    """A file that is not read; `sentence` says why and what to do."""

    text: ClassVar[str] = "Tệp này không đọc được."

    def __init__(self, *facts: object) -> None:
        self.sentence = self.text.format(*facts)
        super().__init__(self.sentence)


class NotASpreadsheet(SpreadsheetRefused):
    text = "Tệp này không phải bảng tính. Hãy chọn tệp Excel (.xlsx, .xls) hoặc CSV (.csv)."


class WrongExtension(SpreadsheetRefused):
    text = "Nội dung tệp không đúng với đuôi {}. Hãy mở tệp bằng Excel rồi lưu lại dạng .xlsx."


class Empty(SpreadsheetRefused):
    text = "Tệp trống, không có dòng nào. Hãy kiểm tra lại tệp rồi chọn lại."


class Encrypted(SpreadsheetRefused):
    text = "Tệp đang đặt mật khẩu. Hãy bỏ mật khẩu (Tệp › Thông tin › Bảo vệ sổ làm việc) rồi chọn lại."


class HasMacros(SpreadsheetRefused):
    text = "Tệp có chứa macro nên không được nhận. Hãy lưu lại dạng .xlsx (không macro) rồi chọn lại."


class Damaged(SpreadsheetRefused):
    text = "Tệp bị hỏng, không mở được. Hãy mở tệp bằng Excel, lưu lại thành tệp mới rồi chọn lại."


class TooBig(SpreadsheetRefused):
    text = "Tệp sau khi giải nén lớn hơn {} MB. Hãy tách thành nhiều tệp nhỏ hơn."


class TooManyRows(SpreadsheetRefused):
    text = "Một trang tính có quá {} dòng. Hãy tách thành nhiều tệp hoặc xóa các dòng trống có định dạng."


class TooManyColumns(SpreadsheetRefused):
    text = "Một trang tính có quá {} cột. Hãy xóa các cột thừa rồi chọn lại."


_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOK_EXTENSIONS = {".xlsx": "xlsx", ".xls": "xls"}
_TEXT_EXTENSIONS = frozenset({".csv", ".txt", ".tsv"})
_TEXT_BYTES = bytes(byte for byte in range(256) if byte >= 0x20 or byte in b"\t\r\n\x0b\x0c\x1a")  # noqa: PLR2004
_STORED, _DEFLATED = 0, 8
_CHUNK = 1 << 20
_OVERLAP = 128
_UNUSUAL = (b"='", b" =", b"= ", b"\t=", b"\n=")  # attributes not written as Excel writes them
_LETTER_VALUE = {letter: place for place, letter in enumerate("abcdefghijklmnopqrstuvwxyz", start=1)}


def inspect(content: bytes, name: str, limits: Limits) -> str:
    """The true kind of the file (xlsx, xls, csv), or a refusal."""
    extension = PurePath(name).suffix.lower()
    if not content.strip(b"\x00 \t\r\n"):
        raise Empty
    if content.startswith(_ZIP):
        kind = _inspect_zip(content, limits)
    elif content.startswith(_OLE):
        kind = _inspect_ole(content)
    else:
        return _inspect_text(content, extension)
    if _WORKBOOK_EXTENSIONS.get(extension) != kind:
        raise WrongExtension(extension or "(không có)")
    return kind


def _inspect_zip(content: bytes, limits: Limits) -> str:
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, EOFError, OSError) as error:
        raise Damaged from error
    names = {part.filename.lower() for part in parts}
    if any(name.endswith("vbaproject.bin") for name in names):
        raise HasMacros
    if "encryptedpackage" in names or any(part.flag_bits & 1 for part in parts):
        raise Encrypted
    if not any(name.startswith("xl/") for name in names) or "xl/workbook.bin" in names:
        raise NotASpreadsheet
    if len(parts) > limits.parts or sum(part.file_size for part in parts) > limits.unpacked_bytes:
        raise TooBig(limits.unpacked_bytes // 1_000_000)
    _unpack_all(content, parts, limits)
    return "xlsx"


def _unpack_all(content: bytes, parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    """The directory of an archive may lie: count what really comes out, and look how far the cells reach."""
    left = limits.unpacked_bytes
    for part in parts:
        for chunk in _unpacked(content, part):
            left -= len(chunk)
            if left < 0:
                raise TooBig(limits.unpacked_bytes // 1_000_000)
            if part.filename.lower().endswith((".xml.rels", "sharedstrings.xml", "styles.xml")):
                continue
            _check_reach(chunk, limits)


def _unpacked(content: bytes, part: zipfile.ZipInfo) -> Iterable[bytes]:
    start = part.header_offset + 30
    header = content[part.header_offset : start]
    if len(header) < 30 or part.compress_type not in (_STORED, _DEFLATED):  # noqa: PLR2004 - length of a local header
        raise Damaged
    start += int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    packed = content[start : start + part.compress_size]
    if part.compress_type == _STORED:
        return [packed]
    return _inflated(packed)


def _inflated(packed: bytes) -> Iterator[bytes]:
    """Chunks of an inflated part, never more than one at a time in memory."""
    engine, waiting, tail = zlib.decompressobj(-15), packed, b""
    try:
        while waiting and not engine.eof:
            chunk = engine.decompress(waiting, _CHUNK)
            waiting = engine.unconsumed_tail
            yield tail + chunk
            tail = chunk[-_OVERLAP:]  # a cell may lie across two chunks
    except zlib.error as error:
        raise Damaged from error


@lru_cache(maxsize=8)
def _far_cells(rows: int) -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    """Cells that hold something (their tag is not closed at once) in a column of two letters or near the last row."""
    digits = str(rows)
    far_row = rf"0*[{digits[0]}-9]\d{{{len(digits) - 1}}}|0*\d{{{len(digits) + 1},}}"
    reference = rf"([A-Za-z]{{2,4}}\d+|[A-Za-z](?:{far_row}))"
    rest = r"[^/>]*>(?!</)"
    usual = re.compile(rf'r="{reference}"{rest}'.encode())
    return usual, re.compile(rf"""\br\s*=\s*["']\s*{reference}\s*["']{rest}""".encode())


def _check_reach(chunk: bytes, limits: Limits) -> None:
    usual, any_way = _far_cells(limits.rows)
    pattern = any_way if any(mark in chunk for mark in _UNUSUAL) else usual
    for reference in set(pattern.findall(chunk)):
        letters = reference.rstrip(b"0123456789")
        if _column_number(letters) > limits.columns:
            raise TooManyColumns(limits.columns)
        if int(reference[len(letters) :]) > limits.rows:
            raise TooManyRows(limits.rows)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.decode("ascii").lower():
        number = number * 26 + _LETTER_VALUE[letter]
    return number


def _inspect_ole(content: bytes) -> str:
    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in content

    if has("EncryptedPackage"):
        raise Encrypted
    if has("_VBA_PROJECT") or has("_VBA_PROJECT_CUR"):
        raise HasMacros
    if not (has("Workbook") or has("Book")):
        raise NotASpreadsheet
    return "xls"


def _inspect_text(content: bytes, extension: str) -> str:
    head = content[:4096]
    if head.startswith((b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8", b"GIF8", b"Rar!", b"7z\xbc", b"\x1f\x8b")):
        raise NotASpreadsheet
    if extension in _WORKBOOK_EXTENSIONS:
        raise WrongExtension(extension)
    if extension not in _TEXT_EXTENSIONS or re.match(rb"\s*<(?:!doctype|html|\?xml|table)", head, re.IGNORECASE):
        raise NotASpreadsheet
    if _looks_binary(head):
        raise NotASpreadsheet
    return "csv"


def _looks_binary(head: bytes) -> bool:
    """Control characters do not stand in text; zeros only where UTF-16 puts every second byte."""
    is_marked = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    few = len(head) // 8
    is_wide = is_marked or head[1::2].count(0) > few or head[0::2].count(0) > few
    strange = head.translate(None, delete=_TEXT_BYTES)
    return not is_marked and len(strange) > (few if is_wide else 0) and bool(strange.strip(b"\x00") or not is_wide)
