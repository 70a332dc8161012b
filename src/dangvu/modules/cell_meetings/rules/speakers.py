"""Whose words a typed line is: `@Hoàng Minh Tuệ: nhất trí` or `@tuệ nhất trí`. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from dangvu.lib import text


@dataclass(frozen=True)
class Said:
    """A line taken apart; `problem` says why the name was not understood."""

    text: str
    member_id: int | None = None
    name: str = ""
    problem: str = ""


def said(typed: str, people: Sequence[tuple[int, str]]) -> Said:
    """People as (id, full name). A name may be whole or only the given name, with or without marks."""
    line = typed.strip()
    if not line.startswith("@"):
        return Said(line)
    head, colon, rest = line[1:].partition(":")
    if colon and (match := _matches(head, people)):
        return _one(match, rest, head)
    return _longest(line[1:], people)


def _longest(line: str, people: Sequence[tuple[int, str]]) -> Said:
    """Without a colon: as many first words as make a name."""
    words = line.split()
    for count in range(min(6, len(words)), 0, -1):
        match = _matches(" ".join(words[:count]), people)
        if match:
            return _one(match, " ".join(words[count:]), " ".join(words[:count]))
    name = words[0] if words else ""
    return Said(line, problem=f"Không tìm thấy ai tên “{name}” trong danh sách mời. Chọn người phát biểu rồi ghi lại.")


def _one(match: Sequence[tuple[int, str]], rest: str, typed: str) -> Said:
    if len(match) > 1:
        names = ", ".join(name for _, name in match)
        return Said(rest.strip(), problem=f"“{typed.strip()}” có thể là {names}. Ghi đủ họ tên.")
    member_id, name = match[0]
    return Said(rest.strip(), member_id, name)


def _matches(typed: str, people: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Exact with marks, else without; a whole name, else its last words."""
    wanted = text.nfc(typed).strip().casefold()
    if not wanted:
        return []
    for key in (lambda name: text.nfc(name).casefold(), text.search_key):
        probe = key(wanted)
        whole = [each for each in people if key(each[1]) == probe]
        ends = [each for each in people if key(each[1]).endswith(f" {probe}")]
        if found := whole or ends:
            return found
    return []
