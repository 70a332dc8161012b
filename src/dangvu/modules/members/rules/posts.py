"""Which posts make up the committee of a cell, and when a post may be recorded."""

from dangvu.modules.members.rules.statuses import Status

SECRETARIES = ("cell_secretary", "secretary")
DEPUTIES = ("cell_deputy_secretary", "standing_deputy_secretary", "deputy_secretary")
COMMITTEE_MEMBER = "cell_committee_member"
COMMITTEE = (*SECRETARIES, *DEPUTIES, COMMITTEE_MEMBER)
CELL_KINDS = frozenset({"cell", "grassroots_cell"})
COMMITTEE_MINIMUM, COMMITTEE_MAXIMUM = 9, 7  # official members from which a cell elects a committee; its size


def is_cell(kind: str) -> bool:
    return kind in CELL_KINDS


def why_not_appoint(*, label: str | None, status: str) -> str | None:
    """The sentence why this person cannot be recorded in this post, or nothing."""
    if label is None:
        return "Chức vụ này không có ở loại tổ chức này. Chọn chức vụ khác."
    if status != Status.OFFICIAL:
        return "Chỉ đảng viên chính thức đang sinh hoạt được giữ chức vụ. Kiểm tra lại tình trạng đảng viên."
    return None


def committee_size(official_members: int) -> int:
    """How many committee members a cell of this size usually elects; below the minimum, none."""
    if official_members < COMMITTEE_MINIMUM:
        return 0
    return min(COMMITTEE_MAXIMUM, 3 + (official_members > 30) * 2)  # noqa: PLR2004
