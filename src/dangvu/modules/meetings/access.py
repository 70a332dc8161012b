"""What may be done with meetings; who holds it is granted at an organisation, or follows from the invitation."""

from dangvu.kernel.access import Permission


class Can(Permission):
    VIEW = "meetings.view", "Xem cuộc họp được mời hoặc được theo dõi"
    TAKE_PART = "meetings.take_part", "Trả lời giấy mời, điểm danh, góp ý và biểu quyết"
    PREPARE = "meetings.prepare", "Chuẩn bị, gọi họp, hoãn và hủy họp"
    RUN = "meetings.run", "Điều hành cuộc họp, điểm danh và biểu quyết"
    WRITE = "meetings.write", "Ghi và hoàn chỉnh biên bản"
    OVERSEE = "meetings.oversee", "Theo dõi việc sinh hoạt của cấp dưới"
