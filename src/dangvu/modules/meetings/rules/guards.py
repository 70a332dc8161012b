"""What must be true of a meeting, a ballot or minutes before the next step: each answers with the missing thing."""

from typing import Any


def may_call(meeting: Any) -> str | None:
    """An invitation says when, where and what."""
    if not meeting.title.strip():
        return "Đặt tên cuộc họp trước khi gửi giấy mời."
    if meeting.mode != "online" and not meeting.place.strip():
        return "Ghi địa điểm họp trước khi gửi giấy mời."
    if meeting.mode != "in_person" and not meeting.online_link.strip():
        return "Ghi đường dẫn phòng họp trực tuyến trước khi gửi giấy mời."
    return None


def may_open(meeting: Any) -> str | None:
    if meeting.chair_id is None:
        return "Chọn người chủ trì trước khi khai mạc."
    return None


def may_write_up(meeting: Any) -> str | None:
    if meeting.minute_taker_id is None:
        return "Ghi tên người ghi biên bản trước khi hoàn chỉnh biên bản."
    return None


def may_open_ballot(ballot: Any) -> str | None:
    return None if ballot.question.strip() else "Ghi nội dung biểu quyết trước khi mở."
