from datetime import date

from dangvu.kernel.module import MenuItem, Module
from dangvu.kernel.rulebook.specs import Edition, RuleSpec
from dangvu.modules.meetings import notifications, states, views
from dangvu.modules.meetings.access import Can
from dangvu.modules.meetings.queries import people, work
from dangvu.modules.meetings.views import intake

_MEMBER = [Can.VIEW, Can.TAKE_PART]
_CELL = [*_MEMBER, Can.PREPARE, Can.RUN, Can.WRITE]

MODULE = Module(
    name="meetings",
    label="Cuộc họp",
    path="hop",
    permissions=Can,
    menu=[
        MenuItem("Sinh hoạt", "meetings:list", Can.VIEW, icon="users", group="Chi bộ", order=10, key="meet", dock=True)
    ],
    lifecycles=[states.MEETING, states.BALLOT, states.MINUTES],
    notifications=[
        notifications.Called,
        notifications.Moved,
        notifications.Cancelled,
        notifications.LeaveDecided,
        notifications.Adopted,
        notifications.OpinionAnswered,
    ],
    rules=[
        RuleSpec(
            "meetings.minimum_minutes",
            "Sinh hoạt thường kỳ: số phút tối thiểu",
            [Edition(date(2025, 10, 28), 90, "42-HD/BTCTW, 28/10/2025", verified=True)],
        ),
        RuleSpec(
            "meetings.minimum_minutes_combined",
            "Sinh hoạt thường kỳ kết hợp chuyên đề: số phút tối thiểu",
            [Edition(date(2025, 10, 28), 120, "42-HD/BTCTW, 28/10/2025", verified=True)],
        ),
        RuleSpec(
            "meetings.paper_days_before",
            "Tài liệu có trên sổ tay trước giờ họp (ngày)",
            [Edition(date(2025, 10, 28), 1, "42-HD/BTCTW, 28/10/2025", verified=True)],
        ),
        RuleSpec(
            "meetings.attendance_target",
            "Tỷ lệ đảng viên dự họp cần đạt (%)",
            [
                Edition(date(2018, 7, 6), 85, "12-HD/BTCTW, 2018"),
                Edition(date(2025, 10, 28), 90, "42-HD/BTCTW, 28/10/2025"),
            ],
        ),
        RuleSpec(
            "meetings.quorum",
            "Đủ điều kiện họp (phần của số đảng viên chính thức được triệu tập)",
            [Edition(date(2011, 1, 19), "two_thirds", "Điều lệ Đảng, Điều 11 (cần đối chiếu nguyên văn)")],
        ),
        RuleSpec(
            "meetings.threshold_resolution",
            "Thông qua nghị quyết, kết luận",
            [Edition(date(2011, 1, 19), "more_than_half", "Điều lệ Đảng, Điều 9.5", verified=True)],
        ),
        RuleSpec(
            "meetings.threshold_admission",
            "Xét kết nạp, công nhận chính thức, xóa tên đảng viên dự bị",
            [Edition(date(2016, 9, 20), "two_thirds", "01-HD/TW, 2016, mục 3.6 và 29-QĐ/TW, Điều 4 (bản cũ)")],
        ),
        RuleSpec(
            "meetings.check_in_opens",
            "Mở điểm danh trước giờ họp (phút)",
            [Edition(date(2025, 7, 1), 60, "Mức đặt sẵn của hệ thống")],
        ),
    ],
    slots={"home": [views.next_meeting_panel]},
    work=[work.work_items],
    live={"meeting": people.who_may_follow},
    intakes={"hop/diem-danh": intake.take_check_ins},
    roles={
        "member": _MEMBER,
        "cell_secretary": _CELL,
        "cell_committee": [*_MEMBER, Can.PREPARE, Can.WRITE],
        "leader": [*_MEMBER, Can.OVERSEE],
        "organisation_officer": [*_MEMBER, Can.OVERSEE],
        "clerk": _MEMBER,
        "inspector": _MEMBER,
    },
)
