"""Who counts: categories of attendance, the base of quorum and votes, and the share used in scoring."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dangvu.modules.meetings.rules.voting import Threshold


class Role(StrEnum):
    """As what somebody is invited."""

    OFFICIAL = "official"
    PROBATIONARY = "probationary"
    TEMPORARY = "temporary"
    EXEMPT = "exempt"
    GUEST = "guest"
    FOLLOWER = "follower"


ROLE_LABELS = {
    Role.OFFICIAL: "Đảng viên chính thức",
    Role.PROBATIONARY: "Đảng viên dự bị",
    Role.TEMPORARY: "Sinh hoạt tạm thời",
    Role.EXEMPT: "Được miễn sinh hoạt",
    Role.GUEST: "Khách mời",
    Role.FOLLOWER: "Cấp ủy theo dõi",
}
SUMMONED = frozenset({Role.OFFICIAL, Role.PROBATIONARY, Role.TEMPORARY})


class Category(StrEnum):
    """What the attendance sheet says of one person."""

    PRESENT = "present"
    ONLINE = "present_online"
    EXCUSED = "absent_excused"
    UNEXCUSED = "absent_unexcused"
    EXEMPT = "exempt"
    TEMPORARILY_EXEMPT = "temporarily_exempt"
    ELSEWHERE = "introduced_elsewhere"
    GUEST = "guest"


CATEGORY_LABELS = {
    Category.PRESENT: "Có mặt",
    Category.ONLINE: "Dự trực tuyến",
    Category.EXCUSED: "Vắng có lý do",
    Category.UNEXCUSED: "Vắng không lý do",
    Category.EXEMPT: "Được miễn",
    Category.TEMPORARILY_EXEMPT: "Tạm miễn",
    Category.ELSEWHERE: "Sinh hoạt tạm thời nơi khác",
    Category.GUEST: "Khách có mặt",
}
HERE = frozenset({Category.PRESENT, Category.ONLINE, Category.GUEST})
LEFT_OUT = frozenset({Category.EXEMPT, Category.TEMPORARILY_EXEMPT, Category.ELSEWHERE})
NEEDS_REASON = frozenset({Category.EXCUSED})


class How(StrEnum):
    """How the presence was written down."""

    QR = "qr"
    LIST = "list"
    ASSISTED = "assisted"


HOW_LABELS = {How.QR: "Tự điểm danh", How.LIST: "Theo danh sách", How.ASSISTED: "Ghi giúp"}


@dataclass(frozen=True)
class Seat:
    """One invited person as the counting rules see them; `category` is None while nothing is written down."""

    role: str
    may_vote: bool
    category: str | None = None
    special_duty: bool = False

    @property
    def here(self) -> bool:
        return self.category in HERE


def in_base(seat: Seat) -> bool:
    """Official members summoned; the exempt and those introduced elsewhere count only when they come."""
    if not seat.may_vote:
        return False
    if seat.here:
        return True
    return seat.role == Role.OFFICIAL and seat.category not in LEFT_OUT


def in_ratio(seat: Seat) -> bool:
    """Members who had to come: the exempt and those on special duty are left out on both sides."""
    return seat.role in SUMMONED and seat.category not in LEFT_OUT and not seat.special_duty


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    count: int
    base: int

    @property
    def percent(self) -> float:
        return round(100 * self.count / self.base, 1) if self.base else 0.0

    def reaches(self, target: int) -> bool:
        """Compared exactly, never through the rounded percentage."""
        return self.base > 0 and 100 * self.count >= target * self.base

    def missing_to(self, target: int) -> int:
        """How many more people reach the target."""
        needed = -(-target * self.base // 100)
        return max(0, needed - self.count)


def attendance_share(seats: Iterable[Seat]) -> Share:
    counted = [seat for seat in seats if in_ratio(seat)]
    return Share(sum(seat.here for seat in counted), len(counted))


@dataclass(frozen=True)
class Quorum:
    """Whether the meeting may decide: present with a vote, of the base, and how many are needed."""

    present: int
    base: int
    needed: int

    @property
    def reached(self) -> bool:
        return self.base > 0 and self.present >= self.needed

    @property
    def sentence(self) -> str:
        start = "Đủ điều kiện họp" if self.reached else "Chưa đủ điều kiện họp"
        return f"{start}: {self.present}/{self.base}, cần {self.needed}"


def quorum(seats: Iterable[Seat], threshold: Threshold) -> Quorum:
    base = [seat for seat in seats if in_base(seat)]
    return Quorum(sum(seat.here for seat in base), len(base), threshold.needed(len(base)))


STATUS_ROLES = {
    "official": (Role.OFFICIAL, True),
    "probationary": (Role.PROBATIONARY, False),
    "temporary_here": (Role.TEMPORARY, False),
    "exempt": (Role.EXEMPT, True),
    "temporarily_exempt": (Role.EXEMPT, True),
}
"""Status of a member → role in the meeting, and whether he or she votes when present. The others are not called."""


def absent_category(*, role: str, status: str, leave_granted: bool) -> Category:
    """What the sheet says at closing of somebody for whom nothing was written down."""
    if role == Role.EXEMPT:
        return Category.TEMPORARILY_EXEMPT if status == "temporarily_exempt" else Category.EXEMPT
    return Category.EXCUSED if leave_granted else Category.UNEXCUSED


def correction_problem(before: str | None, after: str, reason: str) -> str | None:
    """A correction needs a reason; so does an excused absence."""
    if after not in set(Category):
        return "Chọn một mức điểm danh trong danh sách."
    if after == before:
        return "Điểm danh đã ghi như vậy rồi."
    if not reason.strip():
        return "Ghi lý do sửa điểm danh, để sau này còn đối chiếu."
    return None


def counts_by_category(seats: Sequence[Seat]) -> dict[str, int]:
    """How many in each category; people not written down are under the empty name."""
    found: dict[str, int] = {}
    for seat in seats:
        found[seat.category or ""] = found.get(seat.category or "", 0) + 1
    return found
