"""The statuses a member can have, what each means for voting, strength and dues, and which may follow which."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    SYMPATHISER = "sympathiser"
    PROBATIONARY = "probationary"
    OFFICIAL = "official"
    EXEMPT = "exempt"
    TEMPORARILY_EXEMPT = "temporarily_exempt"
    IN_TRANSIT = "in_transit"
    TEMPORARY_HERE = "temporary_here"
    TEMPORARY_ELSEWHERE = "temporary_elsewhere"
    ABROAD = "abroad"
    SUSPENDED = "suspended"
    MOVED_OUT = "moved_out"
    DECEASED = "deceased"
    RESIGNED = "resigned"
    STRUCK_OFF = "struck_off"
    EXPELLED = "expelled"


LABELS: Mapping[str, str] = {
    Status.SYMPATHISER: "Quần chúng ưu tú",
    Status.PROBATIONARY: "Dự bị",
    Status.OFFICIAL: "Đang sinh hoạt",
    Status.EXEMPT: "Miễn sinh hoạt",
    Status.TEMPORARILY_EXEMPT: "Tạm miễn sinh hoạt",
    Status.IN_TRANSIT: "Đang chuyển đi",
    Status.TEMPORARY_HERE: "Sinh hoạt tạm thời tại đây",
    Status.TEMPORARY_ELSEWHERE: "Sinh hoạt tạm thời nơi khác",
    Status.ABROAD: "Ở nước ngoài",
    Status.SUSPENDED: "Đình chỉ sinh hoạt",
    Status.MOVED_OUT: "Đã chuyển đi",
    Status.DECEASED: "Từ trần",
    Status.RESIGNED: "Xin ra khỏi Đảng",
    Status.STRUCK_OFF: "Xóa tên",
    Status.EXPELLED: "Khai trừ",
}
TONES: Mapping[str, tuple[str, str]] = {  # chip tone and icon
    Status.SYMPATHISER: ("mute", "user"),
    Status.PROBATIONARY: ("wait", "hourglass"),
    Status.OFFICIAL: ("ok", "circle-check"),
    Status.EXEMPT: ("mute", "armchair"),
    Status.TEMPORARILY_EXEMPT: ("mute", "armchair"),
    Status.IN_TRANSIT: ("info", "route"),
    Status.TEMPORARY_HERE: ("info", "map-pin"),
    Status.TEMPORARY_ELSEWHERE: ("info", "map-pin"),
    Status.ABROAD: ("info", "globe"),
    Status.SUSPENDED: ("late", "pause"),
    Status.MOVED_OUT: ("mute", "log-out"),
    Status.DECEASED: ("mute", "flower-2"),
    Status.RESIGNED: ("mute", "log-out"),
    Status.STRUCK_OFF: ("mute", "user-x"),
    Status.EXPELLED: ("mute", "user-x"),
}

GONE = frozenset({Status.MOVED_OUT, Status.DECEASED, Status.RESIGNED, Status.STRUCK_OFF, Status.EXPELLED})
PRESENT = frozenset(Status) - GONE
IN_STRENGTH = PRESENT - {Status.SYMPATHISER, Status.TEMPORARY_HERE}
_LEAVING = frozenset({Status.MOVED_OUT, Status.DECEASED, Status.RESIGNED, Status.STRUCK_OFF, Status.EXPELLED})
_PAUSES = frozenset(
    {
        Status.EXEMPT,
        Status.TEMPORARILY_EXEMPT,
        Status.IN_TRANSIT,
        Status.TEMPORARY_ELSEWHERE,
        Status.ABROAD,
        Status.SUSPENDED,
    }
)

CHANGES: Mapping[str, frozenset[Status]] = {  # which status may follow which
    Status.SYMPATHISER: frozenset({Status.PROBATIONARY, Status.RESIGNED, Status.DECEASED, Status.MOVED_OUT}),
    Status.PROBATIONARY: (_PAUSES - {Status.EXEMPT}) | {Status.OFFICIAL} | _LEAVING,
    Status.OFFICIAL: _PAUSES | _LEAVING,
    Status.EXEMPT: frozenset({Status.OFFICIAL, Status.IN_TRANSIT, Status.SUSPENDED}) | _LEAVING,
    Status.TEMPORARILY_EXEMPT: frozenset({Status.OFFICIAL, Status.PROBATIONARY})
    | (_PAUSES - {Status.TEMPORARILY_EXEMPT})
    | _LEAVING,
    Status.IN_TRANSIT: frozenset({Status.OFFICIAL, Status.PROBATIONARY, Status.EXEMPT}) | _LEAVING,
    Status.TEMPORARY_HERE: frozenset({Status.OFFICIAL, Status.PROBATIONARY}) | _LEAVING,
    Status.TEMPORARY_ELSEWHERE: frozenset({Status.OFFICIAL, Status.PROBATIONARY}) | _LEAVING,
    Status.ABROAD: frozenset({Status.OFFICIAL, Status.PROBATIONARY, Status.EXEMPT}) | _LEAVING,
    Status.SUSPENDED: frozenset({Status.OFFICIAL, Status.PROBATIONARY, Status.EXEMPT}) | _LEAVING,
    Status.MOVED_OUT: frozenset({Status.OFFICIAL, Status.PROBATIONARY, Status.EXEMPT}),
    Status.DECEASED: frozenset(),
    Status.RESIGNED: frozenset({Status.PROBATIONARY}),
    Status.STRUCK_OFF: frozenset({Status.PROBATIONARY, Status.OFFICIAL}),
    Status.EXPELLED: frozenset({Status.PROBATIONARY, Status.OFFICIAL}),
}
NEEDS_DECISION = frozenset({Status.OFFICIAL, Status.STRUCK_OFF, Status.EXPELLED, Status.SUSPENDED, Status.RESIGNED})


@dataclass(frozen=True, slots=True)
class Traits:
    """What a status means on a date."""

    can_vote: bool
    counts_in_base: bool
    counts_in_strength: bool
    pays: bool
    is_graded: bool
    uses_handbook: bool


NO_TRAITS = Traits(
    can_vote=False, counts_in_base=False, counts_in_strength=False, pays=False, is_graded=False, uses_handbook=False
)
TRAIT_FIELDS = ("can_vote", "counts_in_base", "counts_in_strength", "pays", "is_graded", "uses_handbook")


def why_not_change(current: str, new: str, *, since: date, on: date, decision: str) -> str | None:
    """The sentence why this change cannot be recorded, or nothing."""
    if new == current:
        return f"Đảng viên đã ở tình trạng “{LABELS[new]}”. Chọn tình trạng khác."
    if new not in CHANGES[current]:
        return f"Không chuyển thẳng từ “{LABELS[current]}” sang “{LABELS[new]}”. Ghi tình trạng ở giữa trước."
    if on <= since:
        return f"Ngày đổi phải sau ngày {since:%d/%m/%Y} của tình trạng hiện tại. Sửa lại ngày."
    if new in NEEDS_DECISION and not decision.strip():
        return f"“{LABELS[new]}” cần số và ngày quyết định. Ghi quyết định rồi lưu lại."
    return None


def traits_of(status: str, table: Mapping[str, Traits]) -> Traits:
    return table.get(status, NO_TRAITS)


def voters(statuses: Iterable[str], table: Mapping[str, Traits]) -> int:
    return sum(traits_of(status, table).can_vote for status in statuses)
