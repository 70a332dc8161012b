"""Thresholds and tallies: how many votes are needed, and whether the counts can be true."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    HANDS = "hands"
    NAMED = "named"
    SECRET = "secret"  # noqa: S105  a way of voting


KIND_LABELS = {Kind.HANDS: "Giơ tay", Kind.NAMED: "Công khai, có ghi tên", Kind.SECRET: "Phiếu kín"}
DEFAULT_OPTIONS = ("Đồng ý", "Không đồng ý", "Ý kiến khác")
MORE_THAN_HALF = "more_than_half"
TWO_THIRDS = "two_thirds"
THRESHOLD_LABELS = {MORE_THAN_HALF: "Quá nửa", TWO_THIRDS: "Từ hai phần ba"}
MIN_OPTIONS = 2
MAX_OPTIONS = 20
FRACTION = re.compile(r"(>?)\s*(\d{1,3})/(\d{1,3})")


@dataclass(frozen=True)
class Threshold:
    """A share of the base; strict means more than it."""

    numerator: int
    denominator: int
    strict: bool

    def needed(self, base: int) -> int:
        """The smallest count that is enough."""
        if self.strict:
            return base * self.numerator // self.denominator + 1
        return -(-base * self.numerator // self.denominator)


KNOWN = {MORE_THAN_HALF: Threshold(1, 2, strict=True), TWO_THIRDS: Threshold(2, 3, strict=False)}


def threshold(code: str) -> Threshold | None:
    """A threshold from the rulebook: a known code, "3/4" (at least) or ">1/2" (more than)."""
    if code in KNOWN:
        return KNOWN[code]
    found = FRACTION.fullmatch(code.strip())
    if found is None:
        return None
    numerator, denominator = int(found[2]), int(found[3])
    if not 0 < numerator <= denominator:
        return None
    return Threshold(numerator, denominator, strict=bool(found[1]))


def threshold_label(code: str) -> str:
    if code in THRESHOLD_LABELS:
        return THRESHOLD_LABELS[code]
    return f"Hơn {code.strip()[1:]}" if code.strip().startswith(">") else f"Từ {code}"


def options_problem(options: list[str]) -> str | None:
    """The first option is the one the threshold asks for."""
    if not MIN_OPTIONS <= len(options) <= MAX_OPTIONS:
        return f"Một lần biểu quyết cần từ {MIN_OPTIONS} đến {MAX_OPTIONS} phương án."
    if len({option.casefold() for option in options}) != len(options):
        return "Có hai phương án trùng nhau, sửa lại cho khác."
    return None


@dataclass(frozen=True)
class Tally:
    """A counted ballot: votes per option (in the ballot's order), spoilt papers, papers handed out, and the base."""

    counts: tuple[int, ...]
    invalid: int
    issued: int
    base: int
    needed: int

    @property
    def returned(self) -> int:
        return sum(self.counts) + self.invalid

    @property
    def not_returned(self) -> int:
        return self.issued - self.returned

    @property
    def passed(self) -> bool:
        """Only the first option decides, over the whole base, whoever stayed away."""
        return self.base > 0 and self.counts[0] >= self.needed

    @property
    def percent(self) -> float:
        return round(100 * self.counts[0] / self.base, 1) if self.base else 0.0


def tally_problem(counts: Mapping[str, int], invalid: int, issued: int, base: int) -> str | None:
    """Counts that cannot be true are refused with the figure that is wrong."""
    if invalid < 0 or issued < 0 or any(count < 0 for count in counts.values()):
        return "Số phiếu không thể là số âm."
    if issued > base:
        return f"Số phiếu phát ra là {issued}, nhiều hơn {base} người được biểu quyết. Đếm lại số phiếu phát."
    returned = sum(counts.values()) + invalid
    if returned > issued:
        return f"Tổng cộng {returned}, nhiều hơn {issued} người tham gia biểu quyết. Đếm lại từng mục."
    return None


def vote_problem(*, listed: bool, here: bool, voted_secretly: bool) -> str | None:
    """Why this person may not vote in this ballot, if so."""
    if not listed:
        return (
            "Danh sách biểu quyết được chốt lúc mở, gồm đảng viên chính thức được triệu tập; không có tên đồng chí. "
            "Nếu thấy nhầm, nói với chủ trì trước khi đóng biểu quyết."
        )
    if not here:
        return "Đồng chí chưa điểm danh nên chưa biểu quyết được. Điểm danh rồi gửi lại phiếu."
    if voted_secretly:
        return "Phiếu kín của đồng chí đã nằm trong hòm phiếu và không rút ra được. Mỗi người bỏ một lần."
    return None
