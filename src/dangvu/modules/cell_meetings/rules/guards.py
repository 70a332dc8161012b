"""What must be true before the next step of a month or a resolution: each answers with the missing thing."""

from typing import Any

MEETING_DONE = frozenset({"adopted", "locked"})


def may_send(month: Any) -> str | None:
    """Sent up are minutes that the cell has adopted, with the cell's own score."""
    meeting = month.meeting
    if meeting is None or meeting.state not in MEETING_DONE:
        return "Biên bản chưa được chi bộ thông qua nên chưa gửi lên được. Mở bước Biên bản và ghi là đã thông qua."
    if month.scored_at is None:
        return "Chi bộ chưa tự chấm điểm buổi sinh hoạt. Chấm điểm rồi gửi lên."
    return None


def may_adopt(resolution: Any) -> str | None:
    return (
        None if resolution.text.strip() else "Nghị quyết chưa có nội dung. Soạn nội dung trước khi ghi là đã thông qua."
    )
