"""Why a paper may not take its next step now."""

from datetime import date
from typing import Any


def why_not_signed(paper: Any) -> str | None:
    return None if paper.file_id else "Văn bản chưa có bản in: ban hành trước rồi mới gắn bản đã ký."


def signed_date_problem(signed_on: date | None, paper_date: date, today: date) -> str | None:
    """Ink cannot be older than the paper, nor come from the future."""
    if signed_on is None:
        return None
    if signed_on > today:
        return "Ngày ký đang ở sau hôm nay: kiểm tra lại ngày ghi trên giấy."
    return "Ngày ký đang ở trước ngày văn bản: kiểm tra lại ngày ghi trên giấy." if signed_on < paper_date else None
