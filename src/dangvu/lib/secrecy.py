"""Finding secrecy marks (MẬT, TỐI MẬT, TUYỆT MẬT) in names, first pages and properties of files.

A mark stands alone: on its own line, in its own cell, behind the label "Độ mật:". The same letters inside a sentence
("bí mật nhà nước", "mật ong") are words, not marks, and must not stop anybody.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from dangvu.lib import encodings, text


class Level(StrEnum):
    """Degrees of secrecy, lowest first."""

    CONFIDENTIAL = "confidential"
    SECRET = "secret"  # noqa: S105  a degree of secrecy, not a password
    TOP_SECRET = "top_secret"  # noqa: S105  the same


LABELS = {Level.CONFIDENTIAL: "MẬT", Level.SECRET: "TỐI MẬT", Level.TOP_SECRET: "TUYỆT MẬT"}


@dataclass(frozen=True)
class Finding:
    """A mark and where it was seen: `name`, `page` or `property`."""

    level: Level
    where: str


_WORDS = {"mat": Level.CONFIDENTIAL, "toimat": Level.SECRET, "tuyetmat": Level.TOP_SECRET}
_ACCENTED = {"mật": Level.CONFIDENTIAL, "tốimật": Level.SECRET, "tuyệtmật": Level.TOP_SECRET}
_LEVEL = r"(?:tuyet\s*mat|toi\s*mat|mat)"
_URGENT = re.compile(r"(?:thượng\s*khẩn|hỏa\s*tốc|hoả\s*tốc|khẩn)", re.IGNORECASE)
_CARRIER = re.compile(r"^(?:tài\s*liệu|văn\s*bản|hồ\s*sơ)\s+(?=(?:tối\s+|tuyệt\s+)?mật$)", re.IGNORECASE)
_DECORATION = re.compile(r"[\W_]+")
_FRAME = re.compile(r"^\s*[\[\](){}<>*|=#«»“”\"_~+–—-]+.*[\[\](){}<>*|=#«»“”\"_~+–—-]+\s*$")
_CELLS = re.compile(r"\s{2,}|\t|\|")
_LABELLED = re.compile(rf"\bdo\s*mat\s*[:=–—-]+\s*[\[(“\"]?\s*({_LEVEL})\b(?!\s*(?:[/,;☐□]|hoac\b))")
_PROMISING = re.compile(r"m\s*(?:ậ|a|Ë|aä)\s*t", re.IGNORECASE)
_STAMP_CHARACTERS = 200
_BROKEN_OFF = {"bí", "bảo", "cơ", "độ", "thân", "đường", "tuần", "trăng"}
"""Words that a narrow column may leave on the line above: "bí / mật"."""


def mark_in_text(page: str, where: str = "page") -> Finding | None:
    """The highest mark on a page; None when there is none."""
    lines = [line for line in _lines(page) if line.strip()]
    found = [level for place, line in enumerate(lines) if (level := _at(lines, place, line))]
    return Finding(_highest(found), where) if found else None


_INVISIBLE = {ord(sign): None for sign in "\u200b\u200c\u200d\u2060\ufeff"} | {ord("\u00a0"): " "}


def _lines(page: str) -> list[str]:
    return unicodedata.normalize("NFC", page).translate(_INVISIBLE).splitlines()


def _at(lines: list[str], place: int, line: str) -> Level | None:
    """Nearly every line is passed by at once: without these letters there is no mark in any encoding."""
    if not _PROMISING.search(line) and not _PROMISING.search(unicodedata.normalize("NFKC", line)):
        return None
    return _in_line(_readable(line), _readable(lines[place - 1]) if place else "")


def _readable(line: str) -> str:
    """Old encodings and full-width letters as plain Vietnamese; spaces between columns are kept."""
    encoding = encodings.detect(line)
    return encodings.DECODERS[encoding](line) if encoding else unicodedata.normalize("NFKC", line)


def _in_line(line: str, above: str) -> Level | None:
    if labelled := _LABELLED.search(text.fold(line)):
        return _WORDS[re.sub(r"\s", "", labelled[1])]
    whole = _stamp(line)
    found = [whole] if whole else [level for cell in _CELLS.split(line) if cell and (level := _stamp(cell))]
    return _with_line_above(_highest(found), above) if found else None


def _highest(levels: Iterable[Level]) -> Level:
    return max(levels, key=list(Level).index)


def _with_line_above(level: Level, above: str) -> Level | None:
    """A stamp in two lines ("TỐI / MẬT"), or an ordinary word cut at the margin ("bí / mật")."""
    last = above.rsplit(maxsplit=1)[-1].lower().strip(".,;:") if above.strip() else ""
    if level is not Level.CONFIDENTIAL:
        return level
    if last in _BROKEN_OFF:
        return None
    return {"tối": Level.SECRET, "tuyệt": Level.TOP_SECRET}.get(last, level)


def _stamp(cell: str) -> Level | None:
    """The level when the cell holds a mark and nothing else (urgency and a frame apart)."""
    if len(cell) > _STAMP_CHARACTERS:
        return None
    bare = _URGENT.sub(" ", cell).strip()
    carried = _CARRIER.match(bare) is not None
    letters = _DECORATION.sub("", unicodedata.normalize("NFC", _CARRIER.sub("", bare)))
    framed = _FRAME.match(cell) is not None
    if level := _ACCENTED.get(letters.lower()):
        # "mật" alone ends a sentence and "Mật" is a given name; the longer marks are nothing but marks
        return level if level is not Level.CONFIDENTIAL or framed or carried or letters.isupper() else None
    level = _WORDS.get(letters.lower())
    return level if level and letters.isupper() and (framed or level is not Level.CONFIDENTIAL) else None


_NAME_PARTS = re.compile(r"[\W_]+")
_NAME_FRAMED = re.compile(rf"[\[(]\s*({_LEVEL})\s*[\])]")


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


_BEFORE = _words("bí bảo cơ thân nội đường tuần trăng mía túi mộc dịch ống tuyến kiểm trọng")
_AFTER = _words("khẩu độ mã ong thiết vụ thám thư báo danh đàm nghị truyền tông hoa mía lệnh ước gấu ngọt")
_BEFORE_BARE = frozenset(text.fold(word) for word in _BEFORE)
_AFTER_BARE = _words(
    "khau do ma ong thiet vu tham thu danh dam nghi truyen tong hoa mia lenh uoc gau ngot "
    "tran bang hang dat duong tien nuoc cat na kinh trai phai sau truoc trang troi xa tich chu ho lua bo sach"
)
"""After a bare "mat" these make another word: mật khẩu, mặt trận, mặt bằng, mất tích, mắt kính, mát mẻ …"""


def mark_in_name(name: str) -> Finding | None:
    """A mark in a file name: accented as a word, bare only where it begins the name or stands in brackets."""
    name = encodings.to_unicode(name)
    stem = name.rpartition(".")[0] or name
    framed = _NAME_FRAMED.search(text.fold(stem))
    level = _WORDS[re.sub(r"\s", "", framed[1])] if framed else _named(_NAME_PARTS.split(stem.strip(" _-.")))
    return Finding(level, "name") if level else None


def _named(parts: list[str]) -> Level | None:
    parts = [part for part in parts if part]
    found = [level for place in range(len(parts)) if (level := _named_at(parts, place))]
    return _highest(found) if found else None


def _named_at(parts: list[str], place: int) -> Level | None:
    word = parts[place].lower()
    before = parts[place - 1].lower() if place else ""
    after = parts[place + 1].lower() if place + 1 < len(parts) else ""
    joined = {"tối": Level.SECRET, "tuyệt": Level.TOP_SECRET, "toi": Level.SECRET, "tuyet": Level.TOP_SECRET}
    if word in _WORDS and word != "mat":
        return _WORDS[word]
    if word == "mật":
        return joined.get(before) or (None if before in _BEFORE or after in _AFTER else _plain_word(before))
    if word == "mat":
        return joined.get(before) or _bare_mat(parts, place, before, after)
    return None


def _plain_word(before: str) -> Level | None:
    """`độ mật` names the matter itself, not a degree."""
    return None if before == "độ" else Level.CONFIDENTIAL


def _bare_mat(parts: list[str], place: int, before: str, after: str) -> Level | None:
    """Bare "mat" may be mật, mặt, mất, mắt or mát: only where a mark would stand, and not in a known word."""
    if after in _AFTER_BARE or before in _BEFORE_BARE:
        return None
    begins = place == 0 and len(parts) > 1
    shouted = parts[place] == "MAT" and before != "co" and any(part != part.upper() for part in parts)
    return Level.CONFIDENTIAL if begins or shouted else None


_TELLING = re.compile(r"^(?:muc)?(?:do|dau)?(?:chi)?(?:do)?mat$|classification|sensitivity|secrecy")


def mark_in_properties(properties: Mapping[str, str]) -> Finding | None:
    """A mark among a document's properties: a telling name, or a value that is a mark and nothing else."""
    found = [level for name, value in properties.items() if (level := _in_property(name, value))]
    return Finding(_highest(found), "property") if found else None


def _in_property(name: str, value: str) -> Level | None:
    key, squeezed = re.sub(r"[\W_]", "", text.fold(name)), re.sub(r"[\W_]", "", text.fold(value))
    if _TELLING.search(key) and squeezed in _WORDS:
        return _WORDS[squeezed]
    finding = mark_in_text(value.replace(";", "\n").replace(",", "\n"), "property")
    return finding.level if finding else None
