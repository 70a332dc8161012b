"""The words of the minutes: composed from what happened, and read back into parts for the printed form.

The text is plain: a first paragraph, then parts that begin with a line "I- THÀNH PHẦN"; people edit it freely.
"""

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dangvu.lib import words

HEADING = re.compile(r"^([IVX]+)[-.–]\s*(\S.*)$")
SINGLE = 10


@dataclass(frozen=True)
class Present:
    """Counts of people, from the sheet."""

    total: int
    official: int
    probationary: int
    temporary: int
    exempt: int
    elsewhere: int
    here: int
    here_official: int
    here_probationary: int
    share_count: int
    share_base: int
    excused: tuple[tuple[str, str], ...] = ()
    unexcused: tuple[str, ...] = ()
    visitors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Voted:
    """One ballot's result."""

    question: str
    way: str
    options: tuple[str, ...]
    counts: tuple[int, ...]
    invalid: int
    base: int
    needed: int
    passed: bool
    reserved: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Spoken:
    speaker: str
    text: str


@dataclass(frozen=True)
class Discussed:
    """One agenda item as it went."""

    title: str
    presenter: str = ""
    lines: tuple[Spoken, ...] = ()
    conclusion: str = ""
    votes: tuple[Voted, ...] = ()


@dataclass(frozen=True)
class Given:
    """A task with its people and date."""

    title: str
    people: tuple[str, ...]
    due_on: datetime.date | None


@dataclass(frozen=True)
class Proceedings:
    """Everything the minutes tell."""

    organisation: str
    title: str
    place: str
    opened_at: datetime.datetime
    people: Present
    chair: str
    minute_taker: str
    items: tuple[Discussed, ...] = ()
    other_votes: tuple[Voted, ...] = ()
    tasks: tuple[Given, ...] = ()
    pauses: tuple[str, ...] = ()


def minutes_text(held: Proceedings) -> str:
    """The whole text, ready to be read aloud and corrected."""
    parts = [
        opening(held),
        "I- THÀNH PHẦN", *attending(held),
        "II- NỘI DUNG", *_items(held.items),
        "III- KẾT LUẬN", *_conclusions(held),
    ]  # fmt: skip
    return "\n\n".join(parts)


def opening(held: Proceedings) -> str:
    at = held.opened_at
    where = f", tại {held.place}" if held.place else ""
    return (
        f"Hồi {at.hour:02} giờ {at.minute:02} phút, ngày {at.day:02} tháng {at.month:02} năm {at.year}{where}, "
        f"{held.organisation} tổ chức {_lower(held.title)}."
    )


def closing(closed_at: datetime.datetime, opened_at: datetime.datetime) -> str:
    """The last sentence; it is not part of the adopted text, because it happens after it."""
    day = "cùng ngày" if closed_at.date() == opened_at.date() else f"ngày {words.long_day(closed_at.date())}"
    return (
        "Biên bản đã đọc và được thông qua tại cuộc họp. "
        f"Cuộc họp kết thúc hồi {closed_at.hour:02} giờ {closed_at.minute:02} phút {day}."
    )


def attending(held: Proceedings) -> list[str]:
    people = held.people
    kinds = [(people.official, "chính thức"), (people.probationary, "dự bị"), (people.temporary, "sinh hoạt tạm thời")]
    total = f"1. Tổng số đảng viên: {comrades(people.total)}; trong đó {_listed(kinds)}."
    aside = [
        (people.exempt, "được miễn công tác và sinh hoạt đảng"),
        (people.elsewhere, "giới thiệu sinh hoạt nơi khác"),
    ]
    if any(count for count, _ in aside):
        total = f"{total[:-1]}; {_listed(aside)}."
    lines = [total, f"2. {_presence(people)}", f"3. {_officers(held)}"]
    return lines + [f"4. {pause}" for pause in held.pauses]


def _presence(people: Present) -> str:
    kinds = [(people.here_official, "chính thức"), (people.here_probationary, "dự bị")]
    share = words.percent(people.share_count, people.share_base)
    excused = "; ".join(f"{name}, {_lower(reason.rstrip(' .'))}" if reason else name for name, reason in people.excused)
    told = f"{comrades(len(people.excused))} ({excused})" if people.excused else "không"
    missing = f"{comrades(len(people.unexcused))} ({', '.join(people.unexcused)})" if people.unexcused else "không"
    return (
        f"Có mặt: {comrades(people.here)} ({_listed(kinds)}), đạt {share} số đảng viên phải dự. "
        f"Vắng có lý do: {told}. Vắng không có lý do: {missing}."
    )


def _officers(held: Proceedings) -> str:
    said = f"Chủ trì: đồng chí {held.chair or '…'}. Người ghi biên bản: đồng chí {held.minute_taker or '…'}."
    if held.people.visitors:
        said += f" Dự cùng: {'; '.join(held.people.visitors)}."
    return said


def _items(items: Sequence[Discussed]) -> Iterable[str]:
    for place, item in enumerate(items, start=1):
        presenter = f" Đồng chí {item.presenter} trình bày." if item.presenter else ""
        yield f"{place}. {_ended(item.title)}{presenter}"
        for line in item.lines:
            yield f"- {f'Đồng chí {line.speaker}: ' if line.speaker else ''}{_ended(line.text)}"
        for vote in item.votes:
            yield f"- {voted(vote)}"
        if item.conclusion.strip():
            yield f"Chủ trì kết luận: {_ended(item.conclusion.strip())}"


def _conclusions(held: Proceedings) -> Iterable[str]:
    place = 0
    for vote in held.other_votes:
        place += 1
        yield f"{place}. {voted(vote)}"
    if held.tasks:
        yield f"{place + 1}. Giao nhiệm vụ:"
        for task in held.tasks:
            due = f", hạn {words.long_day(task.due_on)}" if task.due_on else ""
            yield f"- {task.title.rstrip('.')}: {', '.join(task.people) or 'cả chi bộ'}{due}."
    elif not held.other_votes:
        yield "Chi bộ nhất trí với các kết luận nêu trên."


def voted(vote: Voted) -> str:
    """`Biểu quyết (giơ tay): …: đồng ý 21, không đồng ý 01; đạt 84%, thông qua.`"""
    counts = ", ".join(
        f"{_lower(name)} {count:02}" if count else f"{_lower(name)} 0"
        for name, count in zip(vote.options, vote.counts, strict=True)
    )
    spoilt = f", không hợp lệ {_two(vote.invalid)}" if vote.invalid else ""
    share = words.percent(vote.counts[0], vote.base)
    end = "được thông qua" if vote.passed else "không được thông qua"
    said = (
        f"Biểu quyết ({_lower(vote.way)}): {vote.question.rstrip('.?')}: {counts}{spoilt}; "
        f"{vote.counts[0]}/{vote.base}, đạt {share} tổng số đảng viên chính thức phải dự (cần {vote.needed}), {end}."
    )
    if vote.reserved:
        kept = "; ".join(f"{name}{f': {text}' if text else ''}" for name, text in vote.reserved)
        said += f" Bảo lưu ý kiến: {kept}."
    return said


def comrades(count: int) -> str:
    return f"{_two(count)} đồng chí"


def _two(count: int) -> str:
    return f"{count:02}" if count else "không"


def _listed(kinds: Sequence[tuple[int, str]]) -> str:
    return ", ".join(f"{name} {count:02}" for count, name in kinds if count) or "không"


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _ended(sentence: str) -> str:
    return sentence if sentence.rstrip().endswith((".", "!", "?", ":", ";")) else f"{sentence.rstrip()}."


@dataclass(frozen=True)
class Part:
    """A part with its title (without the roman number) and paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


def split(text: str) -> tuple[str, tuple[Part, ...]]:
    """The opening and the parts of an edited text; whatever stands before the first heading is the opening."""
    first: list[str] = []
    parts: list[tuple[str, list[str]]] = []
    for line in (line.strip() for line in text.splitlines()):
        heading = HEADING.match(line)
        if heading:
            parts.append((heading[2], []))
        elif line:
            (parts[-1][1] if parts else first).append(line)
    return " ".join(first), tuple(Part(title, tuple(lines)) for title, lines in parts)
