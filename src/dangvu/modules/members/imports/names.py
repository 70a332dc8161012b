"""Names of persons as lists write them: titles in front, birth names behind."""

import re

from dangvu.lib import text

_TITLE = re.compile(r"^(?:(?:đ\s*/\s*c|đ\.c|đc|đồng chí)(?:[\s.:]+|(?<=c)(?=[^\W\d_])))+", re.IGNORECASE)
_LABEL = r"(?:họ\s*(?:và\s*)?)?(?:tên\s*)?(?:khai\s*sinh|k\.?s|gốc|thật)\b\s*(?:là)?\s*[:.\-]?"
_BIRTH_NAME = re.compile(
    rf"\s*[(\[]\s*(?:(?P<label>{_LABEL}|tức|tên khác\s*:?|bí danh\s*:?)\s*)?(?P<inner>[^)\]]*)[)\]]?\s*"
    rf"|[\s,;\-–]*\b{_LABEL}\s*(?P<open>.+)$",
    re.IGNORECASE,
)
_NOT_NAMES = frozenset(
    {"nữ", "nam", "bt", "pbt", "db", "dự bị", "đv", "bí thư", "hưu", "a", "b", "c", "x", "nu", "cuv"}
)
_LONGEST = 60
_TITLE_OR_LABEL = re.compile(r"^(?:đc|đồng chí)\s|\s(?:ks|khai sinh|tức)\s", re.IGNORECASE)


def split(written: str) -> tuple[str, str]:
    """The name used and the birth name, First Letters Capital."""
    line = text.nfc(written)
    if line.replace(" ", "").isalpha() and not _TITLE_OR_LABEL.search(line):
        return text.title_name(line), ""
    line = _TITLE.sub("", line).strip(" .,;:-–*'\"")
    birth = ""
    found = _BIRTH_NAME.search(line)
    if found and found.start() > 0:
        birth = _inner(found)
        line = line[: found.start()]
    line = re.sub(r"[\d*()\[\]:;,]+", " ", line).strip(" .-")
    return _titled(line), _titled(birth)


def _titled(line: str) -> str:
    return text.title_name(line) if line and len(line) <= _LONGEST * 2 else ""


def _inner(found: re.Match[str]) -> str:
    inner = (found["inner"] or found["open"] or "").strip(" .,;:-–*")
    inner = re.sub(r"[)\]]+$", "", inner)
    if inner.lower() in _NOT_NAMES or any(char.isdigit() for char in inner) or len(inner) > _LONGEST:
        return ""
    return inner if found["label"] or found["open"] or " " in inner else ""
