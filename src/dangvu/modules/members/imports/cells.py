"""Finding the cell a list means among the known organisations, however the list abbreviates it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dangvu.lib import encodings, text
from dangvu.modules.members.imports import tables
from dangvu.modules.members.imports.verdicts import Reason


@dataclass(frozen=True, slots=True)
class KnownOrganisation:
    name: str
    parent_name: str = ""
    kind: str = "cell"
    code: str = ""


@dataclass(frozen=True, slots=True)
class FoundCell:
    """The cell's own name, or why there is none."""

    name: str | None
    reason: Reason | None = None
    organisation: KnownOrganisation | None = None


CELL_KINDS = frozenset({"cell", "grassroots_cell"})
UNKNOWN, AMBIGUOUS = FoundCell(None, Reason.CELL_UNKNOWN), FoundCell(None, Reason.CELL_AMBIGUOUS)

# Long names and their usual short forms become the same.
_SHORT = tuple(
    (re.compile(rf"\b(?:{long}|{text.fold(long)})\b"), short)
    for long, short in (
        ("ủy ban nhân dân", "ubnd"), ("uỷ ban nhân dân", "ubnd"), ("hội đồng nhân dân", "hđnd"),
        ("mặt trận tổ quốc", "mttq"), ("trung học cơ sở", "thcs"), ("trung học phổ thông", "thpt"),
        ("tiểu học", "th"), ("mầm non", "mn"), ("hợp tác xã", "htx"), ("văn phòng", "vp"), ("trung tâm", "tt"),
        ("tổ dân phố", "tdp"), ("khu dân cư", "kdc"), ("công an", "ca"), ("quân sự", "qs"),
        ("ban chỉ huy quân sự", "qs"), ("bch qs", "qs"), ("trạm y tế", "yt"),
        ("trạm yt", "yt"), ("y tế", "yt"), ("cơ quan", "cq"), ("trường", ""),
        ("doanh nghiệp", "dn"), ("công ty", "cty"), ("khoa học tự nhiên", "khtn"), ("khoa học xã hội", "khxh"),
        ("phục vụ hành chính công", "pvhcc"), ("hành chính công", "hcc"), ("nông nghiệp", "nn"),
        ("và", ""), ("trực thuộc", ""), ("tt pvhcc", "pvhcc"),
    )
)  # fmt: skip
_PREFIX = re.compile(
    r"^(chi bộ|chi ủy|cb|c\.b|đảng bộ|đảng ủy|đb|đu|chi bo|chi uy|dang bo|dang uy)\b[.:\s]*(cơ sở\s+)?"
)
_BRACKETS = re.compile(r"\s*[(\[]([^)\]]*)[)\]]")
_WORDS = re.compile(r"[^\W_]+")


def key_of(name: str) -> str:
    """Letters that decide which organisation a name means."""
    key = text.old_tone_placement(encodings.to_unicode(name).lower())
    key = _PREFIX.sub("", key)
    for long, short in _SHORT:
        key = long.sub(short, key)
    return " ".join(_WORDS.findall(key))


def _bare_key(name: str) -> str:
    return key_of(_BRACKETS.sub("", name))


class CellFinder:
    """Looks cell names up; remembers every spelling it has met."""

    def __init__(self, organisations: Iterable[KnownOrganisation]) -> None:
        known = list(organisations)
        cells = [one for one in known if one.kind in CELL_KINDS] or known
        self._places = _places(known)
        self._exact: dict[str, list[KnownOrganisation]] = {}
        self._loose: dict[str, list[KnownOrganisation]] = {}
        self._folded: dict[str, list[KnownOrganisation]] = {}
        for one in cells:
            for index, keys in ((self._exact, {key_of(one.name)}), (self._loose, self._loose_keys(one.name))):
                for key in keys:
                    index.setdefault(key, []).append(one)
            for key in {text.fold(key_of(one.name)), *map(text.fold, self._loose_keys(one.name))}:
                self._folded.setdefault(key, []).append(one)
        self._seen: dict[tuple[str, str], FoundCell] = {}

    def find(self, written: str, parent: str = "") -> FoundCell:
        """The cell meant by `written`; `parent` decides between cells of one name."""
        found = self._seen.get((written, parent))
        if found is None:
            found = self._seen[written, parent] = self._find(tables.group_name(written), parent)
        return found

    def _find(self, name: str, parent: str) -> FoundCell:
        if not name:
            return UNKNOWN
        candidates = self._candidates(name)
        for encoding in () if candidates or name.isascii() else encodings.DECODERS:
            candidates = candidates or self._candidates(encodings.DECODERS[encoding](name))
        if not candidates and name.isascii():
            candidates = self._folded.get(key_of(name), [])
        return self._one(candidates, parent)

    def _candidates(self, name: str) -> list[KnownOrganisation]:
        return self._exact.get(key_of(name)) or self._loosely(name)

    def _loosely(self, name: str) -> list[KnownOrganisation]:
        bare = self._without_place(key_of(name))
        found = self._loose.get(bare, [])
        if not found and "(" in name:
            return []
        return found or self._loose.get(_bare_key(name), [])

    def _one(self, candidates: list[KnownOrganisation], parent: str) -> FoundCell:
        if len(candidates) > 1 and parent:
            wanted = key_of(parent)
            candidates = [one for one in candidates if key_of(one.parent_name) == wanted] or candidates
        names = {one.name for one in candidates}
        if not candidates:
            return UNKNOWN
        return FoundCell(candidates[0].name, None, candidates[0]) if len(names) == 1 else AMBIGUOUS

    def _loose_keys(self, name: str) -> set[str]:
        """Without what stands in brackets, without the commune at the end, without the word before a place."""
        keys = {self._without_place(key_of(name)), self._without_place(_bare_key(name))}
        keys |= {re.sub(r"^(xóm|thôn|bản|tdp|kp|khu phố|khu|ấp|buôn|làng|phòng)\s+", "", key) for key in keys}
        return {key for key in keys if key}

    def _without_place(self, key: str) -> str:
        for place in self._places:
            if key.endswith(" " + place):
                return key[: -len(place) - 1]
        return key


def _places(known: list[KnownOrganisation]) -> list[str]:
    """`xã mường ngà`, `mường ngà`, `xã`: endings that every name of the commune may carry or drop."""
    places = {"xã", "phường", "thị trấn", "đặc khu"}
    for one in known:
        if one.kind == "commune_org":
            key = key_of(one.name)
            places |= {key, re.sub(r"^(xã|phường|thị trấn|đặc khu)\s+", "", key)}
    return sorted(places, key=len, reverse=True)
