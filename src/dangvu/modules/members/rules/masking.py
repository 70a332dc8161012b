"""How a private number is shown to those who may know that it is there, but not what it is."""

import re

REVEAL_SECONDS = 60
REVEAL_FIELDS = {"national_id": "Số căn cước", "phone": "Điện thoại"}
REVEAL_REASONS = (
    "Đối chiếu khi chuyển sinh hoạt đảng",
    "Đối chiếu giấy tờ của đảng viên",
    "Liên hệ công việc của chi bộ",
    "Lập danh sách theo yêu cầu của cấp trên",
    "Đảng viên đề nghị kiểm tra",
)


def tail(value: str, kept: int = 3) -> str:
    """The last figures, the only part that is stored open."""
    return value[-kept:] if len(value) > kept + 4 else ""


def masked_national_id(last: str) -> str:
    return f"*** *** ***{last}" if last else ""


def masked_phone(last: str) -> str:
    return f"**** *** {last}" if last else ""


def masked_card(number: str) -> str:
    """A card number of 12 figures is the identity number, so it is masked like one."""
    return masked_national_id(number[-3:]) if len(number) == 12 else number  # noqa: PLR2004


def shown_phone(e164: str) -> str:
    national = re.sub(r"^\+84", "0", e164)
    return re.sub(r"^(\d{4})(\d{3})(\d+)$", r"\1 \2 \3", national)


def why_not_reveal(reason: str) -> str | None:
    if len(reason.strip()) < 8:  # noqa: PLR2004
        return "Nêu lý do cần xem, ít nhất tám chữ cái. Lý do được ghi lại và đảng viên nhìn thấy."
    return None
