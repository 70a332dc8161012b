"""Words and choices of invented meetings, for demonstration and measurements. Pure."""

import random
from collections.abc import Sequence
from typing import Any

ROLES = {"official": "official", "probationary": "probationary", "temporary_here": "temporary", "exempt": "exempt",
         "temporarily_exempt": "exempt"}  # fmt: skip
REASONS = ("Ốm", "Đi công tác xa", "Chăm người thân nằm viện", "Trực cơ quan", "Việc gia đình")
PLACES = ("Nhà văn hóa", "Hội trường", "Nhà sinh hoạt cộng đồng")
CONCLUSIONS = (
    "Nhất trí với báo cáo; tập trung khắc phục hai việc còn chậm.",
    "Thống nhất các nhiệm vụ trọng tâm, giao từng đồng chí phụ trách.",
    "Tiếp tục vận động các hộ tham gia, báo cáo kết quả vào kỳ sau.",
)
WORDS = (
    "nhất trí với báo cáo, đề nghị làm rõ tiến độ sửa đường ngõ",
    "đề nghị phân công người phụ trách từng ngõ trong việc vệ sinh môi trường",
    "đồng tình, nhận vận động năm hộ tham gia",
    "đề nghị quan tâm hộ có nguy cơ tái nghèo trước Tết",
    "đề nghị nhà trường phối hợp phổ biến an toàn giao thông cho học sinh",
    "nhất trí; đề nghị công khai các khoản đóng góp tại nhà văn hóa",
)
TASKS = (
    "Rà soát hộ có nguy cơ tái nghèo",
    "Vận động các hộ ngõ 3 hiến đất mở đường",
    "Ra quân vệ sinh môi trường sáng Chủ nhật",
    "Kiểm tra việc thu nộp đảng phí quý này",
    "Chuẩn bị hồ sơ đề nghị công nhận đảng viên chính thức",
    "Tuyên truyền cài đặt ứng dụng dịch vụ công cho người cao tuổi",
    "Thăm hỏi gia đình chính sách",
    "Tổng hợp ý kiến nhân dân về quy ước khu dân cư",
)
REQUESTS = (
    "Đề nghị đảng ủy xã hỗ trợ sửa mái nhà văn hóa.",
    "Đề nghị hướng dẫn chi bộ về hồ sơ miễn sinh hoạt cho đảng viên cao tuổi.",
    "Đề nghị cử báo cáo viên dự buổi sinh hoạt chuyên đề quý tới.",
)


def place(cell: str, number: int) -> str:
    """`Nhà văn hóa khu 5` for `Chi bộ khu 5`."""
    where = cell.removeprefix("Chi bộ ").strip()
    return f"{PLACES[number % len(PLACES)]} {where}"


def attendance(chance: random.Random, role: str) -> tuple[str, str]:
    """Category and reason."""
    if role == "exempt":
        return "exempt", ""
    drawn = chance.random()
    if drawn < 0.9:  # noqa: PLR2004  the share that 42-HD/BTCTW asks for
        return "present", ""
    return ("absent_excused", chance.choice(REASONS)) if drawn < 0.98 else ("absent_unexcused", "")  # noqa: PLR2004


def minutes(month: int, meeting: Any, titles: Sequence[str], committee: Sequence[Any]) -> str:
    """Short minutes in the plain form of the engine."""
    at = meeting.starts_at
    items = [f"{place}. {title}." for place, title in enumerate(titles, start=1)]
    opening = (
        f"Hồi {at.hour:02} giờ {at.minute:02} phút, ngày {at.day:02} tháng {at.month:02} năm {at.year}, tại "
        f"{meeting.place}, chi bộ tổ chức sinh hoạt thường kỳ tháng {month}."
    )
    present = f"1. Chủ trì: đồng chí {committee[0].name}. Người ghi biên bản: đồng chí {committee[-1].name}."
    end = f"Chi bộ biểu quyết thông qua nghị quyết tháng {month}."
    return "\n\n".join([opening, "I- THÀNH PHẦN", present, "II- NỘI DUNG", *items, "III- KẾT LUẬN", end])
