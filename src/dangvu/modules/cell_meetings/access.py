"""What may be done with the month of a cell."""

from dangvu.kernel.access import Permission


class Can(Permission):
    VIEW = "cell_meetings.view", "Xem tháng sinh hoạt của chi bộ"
    PREPARE = "cell_meetings.prepare", "Chuẩn bị tháng sinh hoạt của chi bộ"
    SCORE = "cell_meetings.score", "Tự chấm điểm buổi sinh hoạt"
    SEND = "cell_meetings.send", "Gửi hồ sơ tháng lên đảng ủy"
    OVERSEE = "cell_meetings.oversee", "Xem sinh hoạt chi bộ toàn xã"
    VERIFY = "cell_meetings.verify", "Nhận hồ sơ tháng, xác nhận điểm của chi bộ"
    TEMPLATES = "cell_meetings.templates", "Sửa mẫu chương trình sinh hoạt"
    SLIPS = "cell_meetings.slips", "In phiếu kích hoạt của chi bộ"
