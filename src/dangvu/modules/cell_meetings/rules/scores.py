"""The score sheet of a month as data: criteria, parts, points, grades; proposals from facts, totals. Pure.

A part with a `fact` is proposed from what the system knows (`steps`: from this value on, so many points); the others
start at their full points and wait for a person's judgement. Nothing is graded without a person pressing the button.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Sheet = Mapping[str, Any]


def _part(code: str, label: str, most: int, **how: Any) -> dict[str, Any]:
    return {"code": code, "label": label, "max": most, **how}


def _yes(fact: str) -> dict[str, Any]:
    return {"fact": fact, "yes": True}


SHEET_100: dict[str, Any] = {
    "name": "Phiếu chấm điểm sinh hoạt chi bộ, 100 điểm",
    "grades": [[90, "Tốt"], [70, "Khá"], [50, "Trung bình"], [0, "Kém"]],
    "criteria": [
        {"code": "time", "label": "Bảo đảm thời gian", "parts": [
            _part("time", "Thời gian họp so với mức tối thiểu", 5, fact="minutes_over",
                  steps=[[0, 5], [-15, 4], [-30, 3], [-45, 2], [-999, 1]])]},
        {"code": "attendance", "label": "Tỷ lệ đảng viên dự họp", "parts": [
            _part("attendance", "Tỷ lệ dự, không tính người được miễn và lực lượng vũ trang làm nhiệm vụ", 4,
                  fact="attendance_percent", steps=[[90, 4], [75, 3], [65, 2], [0, 1]],
                  cap={"fact": "unexcused", "over": 0, "points": 1}),
            _part("no_habit", "Không ai vắng có lý do quá 3 lần liên tiếp", 1, **_yes("no_long_absence"))]},
        {"code": "preparation", "label": "Chuẩn bị", "parts": [
            _part("content", "Nội dung đúng, trọng tâm", 3),
            _part("draft", "Có dự thảo kết luận hoặc nghị quyết", 2, **_yes("has_resolution")),
            _part("committee", "Chi ủy họp trước, có ghi lại", 2, **_yes("committee_met")),
            _part("notice", "Báo trước cho đảng viên và cấp ủy theo dõi", 1, **_yes("called_before")),
            _part("papers", "Tài liệu lên sổ tay trước ít nhất 1 ngày", 2, **_yes("papers_in_time"))]},
        {"code": "conduct", "label": "Nội dung, diễn biến", "parts": [
            _part("steps", "Đủ các bước của buổi sinh hoạt", 5, **_yes("all_items")),
            _part("regular", "Đủ nội dung sinh hoạt thường kỳ", 10),
            _part("theme", "Nội dung chuyên đề", 5, **_yes("theme_kept")),
            _part("praise", "Biểu dương, phê bình kịp thời", 2),
            _part("speakers", "Số đảng viên phát biểu", 5, fact="speakers_percent",
                  steps=[[50, 5], [40, 4], [30, 3], [0, 2]]),
            _part("minutes", "Biên bản ghi đủ", 1, **_yes("has_minutes")),
            _part("ideology", "15 đến 30 phút cho tình hình tư tưởng, thời sự", 1, **_yes("news_long_enough")),
            _part("app", "Tài liệu có trên sổ tay", 1, **_yes("has_papers"))]},
        {"code": "chairing", "label": "Điều hành", "parts": [
            _part("flexible", "Linh hoạt", 2), _part("guiding", "Gợi mở thảo luận", 4),
            _part("democratic", "Dân chủ", 3), _part("summing", "Tóm tắt, kết luận từng nội dung", 1)]},
        {"code": "principles", "label": "Giữ nguyên tắc", "parts": [
            _part("centralism", "Tập trung dân chủ", 1), _part("criticism", "Tự phê bình và phê bình nghiêm túc", 2),
            _part("character", "Tính lãnh đạo, giáo dục, chiến đấu", 1),
            _part("answers", "Trả lời nguyện vọng của đảng viên", 1, **_yes("opinions_answered"))]},
        {"code": "result", "label": "Kết quả thực hiện kết luận tháng trước", "parts": [
            _part("result", "Chỉ tiêu, nhiệm vụ tháng trước hoàn thành", 30, fact="tasks_percent",
                  steps=[[90, 30], [80, 27], [70, 24], [60, 20], [50, 15], [0, 10]])]},
        {"code": "closing", "label": "Kết thúc", "parts": [
            _part("adopted", "Kết luận được thông qua", 2, **_yes("adopted")),
            _part("records", "Có biên bản, nghị quyết, giao nhiệm vụ", 2, **_yes("has_records")),
            _part("posted", "Hồ sơ lên hệ thống trong 2 ngày", 1, **_yes("posted_in_time"))]},
    ],
}  # fmt: skip

FACT_WORDS = {
    "minutes_over": lambda v: f"Họp {'đủ mức tối thiểu' if v >= 0 else f'thiếu {-v:.0f} phút'}",
    "attendance_percent": lambda v: f"Tỷ lệ dự {v:.1f}%".replace(".", ","),
    "speakers_percent": lambda v: f"{v:.0f}% đảng viên dự họp đã phát biểu",
    "tasks_percent": lambda v: f"{v:.0f}% nhiệm vụ tháng trước đã xong",
}
YES_WORDS = {
    "no_long_absence": ("Không ai vắng quá 3 lần liền", "Có người vắng quá 3 lần liền"),
    "has_resolution": ("Có dự thảo", "Chưa có dự thảo"),
    "committee_met": ("Đã ghi ngày chi ủy họp", "Chưa ghi ngày chi ủy họp"),
    "called_before": ("Đã gửi giấy mời", "Chưa gửi giấy mời"),
    "papers_in_time": ("Tài liệu lên đúng hạn", "Không có tài liệu đúng hạn"),
    "all_items": ("Đã qua đủ các mục", "Còn mục chưa bàn"),
    "theme_kept": ("Chuyên đề quý này đã có", "Quý này chưa có chuyên đề"),
    "has_minutes": ("Có biên bản", "Chưa có biên bản"),
    "news_long_enough": ("Mục thông tin đủ 15 phút", "Mục thông tin dưới 15 phút"),
    "has_papers": ("Có tài liệu", "Không có tài liệu"),
    "opinions_answered": ("Ý kiến đã trả lời hết", "Còn ý kiến chưa trả lời"),
    "adopted": ("Biên bản đã thông qua", "Biên bản chưa thông qua"),
    "has_records": ("Có biên bản và giao nhiệm vụ", "Chưa giao nhiệm vụ nào"),
    "posted_in_time": ("Trong hạn 2 ngày", "Quá 2 ngày"),
}


@dataclass(frozen=True)
class Proposal:
    """Points put forward, and the fact they rest on (none: a person judges)."""

    points: int
    evidence: str = ""


@dataclass(frozen=True)
class Facts:
    """What the system knows of the month, by name; a missing name means that it does not know."""

    values: Mapping[str, float | bool] = field(default_factory=dict)


def parts(sheet: Sheet) -> Iterable[Mapping[str, Any]]:
    for criterion in sheet["criteria"]:
        yield from criterion["parts"]


def most(sheet: Sheet) -> int:
    return sum(part["max"] for part in parts(sheet))


def proposals(sheet: Sheet, facts: Facts) -> dict[str, Proposal]:
    """One proposal per part."""
    return {part["code"]: _proposal(part, facts.values) for part in parts(sheet)}


def _proposal(part: Mapping[str, Any], values: Mapping[str, float | bool]) -> Proposal:
    name = part.get("fact")
    if name is None or name not in values:
        return Proposal(part["max"])
    if part.get("yes"):
        good = bool(values[name])
        return Proposal(part["max"] if good else 0, YES_WORDS.get(name, ("Có", "Không"))[0 if good else 1])
    return Proposal(_capped(part, _by_steps(part, float(values[name])), values), _words(name, float(values[name])))


def _words(name: str, value: float) -> str:
    return FACT_WORDS[name](value) if name in FACT_WORDS else f"{value:g}"


def _by_steps(part: Mapping[str, Any], value: float) -> int:
    steps = sorted(part["steps"], reverse=True)
    return int(next((points for least, points in steps if value >= least), steps[-1][1]))


def _capped(part: Mapping[str, Any], points: int, values: Mapping[str, float | bool]) -> int:
    cap = part.get("cap")
    if cap and float(values.get(cap["fact"], 0)) > cap["over"]:
        return min(points, int(cap["points"]))
    return points


def total(sheet: Sheet, points: Mapping[str, int]) -> int:
    return sum(int(points.get(part["code"], 0)) for part in parts(sheet))


def points_problem(sheet: Sheet, points: Mapping[str, int]) -> tuple[str, str] | None:
    """The part that is wrong, and the sentence."""
    for part in parts(sheet):
        given = points.get(part["code"])
        if given is None or not 0 <= given <= part["max"]:
            return part["code"], f"“{part['label']}”: cho từ 0 đến {part['max']} điểm."
    return None


def grade(points: int, sheet: Sheet) -> str:
    """The first grade whose threshold is reached; thresholds are local settings."""
    for least, label in sorted(sheet["grades"], reverse=True):
        if points >= least:
            return str(label)
    return str(sheet["grades"][-1][1])


def grade_tone(label: str, sheet: Sheet) -> str:
    place = next((at for at, (_, name) in enumerate(sorted(sheet["grades"], reverse=True)) if name == label), 0)
    return ("ok", "info", "wait", "late")[min(place, 3)]


def rows(
    sheet: Sheet, own: Mapping[str, int], verified: Mapping[str, int], evidence: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Criteria with their parts, points beside them, sums above."""
    made = []
    for number, criterion in enumerate(sheet["criteria"], start=1):
        lines = [
            {**part, "own": own.get(part["code"]), "verified": verified.get(part["code"]),
             "evidence": evidence.get(part["code"], "")}
            for part in criterion["parts"]
        ]  # fmt: skip
        made.append({
            "number": number, "code": criterion["code"], "label": criterion["label"], "parts": lines,
            "max": sum(part["max"] for part in criterion["parts"]), "own": _sum(lines, "own"),
            "verified": _sum(lines, "verified"),
        })  # fmt: skip
    return made


def _sum(lines: Iterable[Mapping[str, Any]], key: str) -> int:
    return sum(line[key] or 0 for line in lines)


def average(totals: Iterable[int]) -> float | None:
    """Of a quarter or a year."""
    found = list(totals)
    return round(sum(found) / len(found), 1) if found else None
