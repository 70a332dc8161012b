"""Agenda templates as data: the national order, a longer local one, those of thematic and extraordinary meetings.

An office adds editions and own templates; a cell may keep its own. Pure.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

REGULAR, THEMATIC, EXTRAORDINARY = "regular", "thematic", "extraordinary"
KIND_LABELS = {REGULAR: "Thường kỳ", THEMATIC: "Chuyên đề", EXTRAORDINARY: "Bất thường"}
WHO_LABELS = {
    "chair": "Chủ trì",
    "deputy": "Phó bí thư, chi ủy viên",
    "taker": "Người ghi biên bản",
    "": "Chưa phân công",
}
MOST_MINUTES = 240
THEME_CODE = "theme"


@dataclass(frozen=True)
class TemplateItem:
    """One item of a template; `code` says what fills it, `who` who usually presents."""

    title: str
    minutes: int
    code: str = ""
    who: str = "chair"


@dataclass(frozen=True)
class Template:
    code: str
    name: str
    kind: str
    items: tuple[TemplateItem, ...]
    effective_from: datetime.date
    regulation: str
    verified: bool = False
    own: bool = False
    """Made by an office or a cell, not shipped."""

    @property
    def minutes(self) -> int:
        return sum(item.minutes for item in self.items)

    @property
    def label(self) -> str:
        return f"{self.name} ({len(self.items)} mục, {self.minutes} phút)"


def _items(rows: Iterable[tuple[str, int, str, str]]) -> tuple[TemplateItem, ...]:
    return tuple(TemplateItem(title, minutes, code, who) for title, minutes, code, who in rows)


NATIONAL = Template(
    "national_2025",
    "Trình tự sinh hoạt thường kỳ",
    REGULAR,
    _items((
        ("Mở đầu: lý do, giới thiệu khách, cử người ghi biên bản", 5, "opening", "chair"),
        ("Điểm danh, tình hình đóng đảng phí, thông qua chương trình", 5, "roll_call", "taker"),
        ("Báo cáo công tác tháng trước, nhiệm vụ tháng này", 15, "report", "chair"),
        ("Kết quả thực hiện nhiệm vụ của từng đảng viên", 10, "tasks", "deputy"),
        ("Thông tin, định hướng việc mới, việc phức tạp", 15, "news", "deputy"),
        ("Thảo luận, tự phê bình và phê bình", 25, "discussion", "chair"),
        ("Tiếp thu, trả lời ý kiến, giải quyết kiến nghị", 5, "answers", "chair"),
        ("Giao nhiệm vụ, thời hạn", 5, "assign", "chair"),
        ("Kết luận, biểu quyết thông qua nghị quyết", 5, "conclude", "chair"),
        ("Chấm điểm buổi sinh hoạt, thông qua biên bản", 5, "close", "taker"),
    )),
    datetime.date(2025, 10, 28),
    "42-HD/BTCTW, 28/10/2025",
)  # fmt: skip
LOCAL_16 = Template(
    "local_16",
    "Mẫu 16 mục",
    REGULAR,
    _items((
        ("Tuyên bố lý do, giới thiệu khách", 3, "opening", "chair"),
        ("Cử người ghi biên bản", 2, "taker", "chair"),
        ("Điểm danh", 3, "roll_call", "taker"),
        ("Thông qua chương trình", 2, "agenda", "chair"),
        ("Báo cáo tháng trước, nhiệm vụ tháng này", 15, "report", "chair"),
        ("Phổ biến văn bản của cấp trên", 10, "news", "deputy"),
        ("Định hướng của đảng ủy xã", 5, "direction", "deputy"),
        ("Cấp ủy viên theo dõi phát biểu", 5, "follower", ""),
        ("Tiếp thu ý kiến cấp trên", 2, "response", "chair"),
        ("Thảo luận", 20, "discussion", "chair"),
        ("Kết luận, giao nhiệm vụ", 5, "assign", "chair"),
        ("Biểu quyết: giơ tay trước, sổ tay sau", 5, "conclude", "chair"),
        ("Xét kết nạp, công nhận chính thức", 5, "cases", "deputy"),
        ("Chấm điểm buổi sinh hoạt", 5, "score", "deputy"),
        ("Thông qua biên bản", 5, "minutes", "taker"),
        ("Bế mạc", 3, "close", "chair"),
    )),
    datetime.date(2022, 1, 1),
    "Mẫu của một đảng bộ xã, 2022",
)  # fmt: skip
THEMATIC_2025 = Template(
    "thematic_2025",
    "Trình tự sinh hoạt chuyên đề",
    THEMATIC,
    _items((
        ("Mở đầu: lý do, điểm danh, thông qua chương trình", 5, "opening", "chair"),
        ("Nêu mục đích, yêu cầu của chuyên đề", 5, "purpose", "chair"),
        ("Trình bày chuyên đề", 25, THEME_CODE, "deputy"),
        ("Thảo luận có gợi mở, liên hệ bản thân", 40, "discussion", "chair"),
        ("Kết luận, đánh giá chất lượng chuyên đề", 10, "conclude", "chair"),
        ("Thông qua biên bản", 5, "close", "taker"),
    )),
    datetime.date(2025, 10, 28),
    "42-HD/BTCTW, 28/10/2025",
)  # fmt: skip
EXTRAORDINARY_1 = Template(
    "extraordinary",
    "Họp bất thường",
    EXTRAORDINARY,
    _items((
        ("Mở đầu: lý do, điểm danh", 5, "opening", "chair"),
        ("Nội dung cần chi bộ quyết định", 15, "matter", "chair"),
        ("Thảo luận", 15, "discussion", "chair"),
        ("Biểu quyết, kết luận", 10, "conclude", "chair"),
        ("Thông qua biên bản", 5, "close", "taker"),
    )),
    datetime.date(2011, 1, 1),
    "Mẫu đặt sẵn, sửa được",
)  # fmt: skip
SHIPPED = (NATIONAL, LOCAL_16, THEMATIC_2025, EXTRAORDINARY_1)
THEME_ITEMS = _items((
    ("Chuyên đề: trình bày", 15, THEME_CODE, "deputy"),
    ("Chuyên đề: thảo luận, liên hệ bản thân, kết luận", 20, "theme_discussion", "chair"),
))  # fmt: skip
"""What a thematic part adds to a regular meeting."""


def in_force(templates: Iterable[Template], kind: str, on: datetime.date) -> list[Template]:
    """The templates of a kind that have begun, own ones first, the latest edition of each code."""
    latest: dict[str, Template] = {}
    for template in sorted(templates, key=lambda each: each.effective_from):
        if template.kind == kind and template.effective_from <= on:
            latest[template.code] = template
    return sorted(latest.values(), key=lambda each: not each.own)


def as_rows(items: Sequence[TemplateItem]) -> list[dict[str, Any]]:
    """Items as they are kept."""
    return [{"title": i.title, "minutes": i.minutes, "code": i.code, "who": i.who} for i in items]


def from_rows(rows: Iterable[Mapping[str, Any]]) -> tuple[TemplateItem, ...]:
    return tuple(
        TemplateItem(str(row["title"]), int(row["minutes"]), str(row.get("code", "")), str(row.get("who", "")))
        for row in rows
    )


def items_from_lines(text: str) -> tuple[TemplateItem, ...]:
    """Items as a person types them, one a line, the minutes at the end: `Thảo luận 25`."""
    found = []
    for line in filter(None, (raw.strip() for raw in text.splitlines())):
        words = line.rstrip("'′").removesuffix("phút").rstrip(" ,.;:-").rsplit(maxsplit=1)
        if len(words) > 1 and words[1].isdecimal():
            found.append(TemplateItem(words[0].rstrip(" ,.;:-"), min(int(words[1]), MOST_MINUTES)))
        else:
            found.append(TemplateItem(line, 5))
    return tuple(found)


def as_lines(items: Sequence[TemplateItem]) -> str:
    return "\n".join(f"{item.title}, {item.minutes} phút" for item in items)


def keep_codes(edited: Sequence[TemplateItem], before: Sequence[TemplateItem]) -> tuple[TemplateItem, ...]:
    """Lines typed again keep the meaning they had: same title, same code and presenter."""
    known = {item.title: item for item in before}
    return tuple(
        TemplateItem(item.title, item.minutes, known[item.title].code, known[item.title].who)
        if item.title in known
        else item
        for item in edited
    )


def template_problem(name: str, items: Sequence[TemplateItem]) -> str | None:
    if not name.strip():
        return "Đặt tên cho mẫu chương trình."
    if not items:
        return "Mẫu chưa có mục nào. Ghi mỗi mục một dòng, số phút ở cuối dòng."
    return None
