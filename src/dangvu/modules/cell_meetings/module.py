from datetime import date

from dangvu.kernel.jobs import Periodic
from dangvu.kernel.module import MenuItem, Module
from dangvu.kernel.rulebook.specs import Edition, RuleSpec
from dangvu.modules.cell_meetings import demo, jobs, notifications, states, views
from dangvu.modules.cell_meetings.access import Can
from dangvu.modules.cell_meetings.queries import work
from dangvu.modules.cell_meetings.rules import scores

SETTING = "Mức đặt sẵn của hệ thống"

MODULE = Module(
    name="cell_meetings",
    label="Sinh hoạt chi bộ",
    path="sinh-hoat-chi-bo",
    permissions=Can,
    menu=[
        MenuItem("Sinh hoạt chi bộ", "cell_meetings:now", Can.PREPARE, icon="clipboard-list", group="Chi bộ", order=12),
        MenuItem("Sinh hoạt toàn xã", "cell_meetings:overview", Can.OVERSEE, icon="network", group="Chi bộ", order=14),
        MenuItem("Phiếu kích hoạt", "cell_meetings:slips", Can.SLIPS, icon="ticket", group="Chi bộ", order=48),
    ],
    lifecycles=[states.MONTH, states.RESOLUTION],
    notifications=[notifications.Sent, notifications.Returned, notifications.Verified],
    periodic=[Periodic("0 5 * * *", jobs.draft_months)],
    slots={"home": [views.commune_panel]},
    work=[work.work_items],
    demo=demo.fill,
    rules=[
        RuleSpec(
            "cell_meetings.usual_day",
            "Ngày sinh hoạt thường kỳ khi chi bộ chưa có buổi nào",
            [Edition(date(2025, 7, 1), 3, "Thói quen ngày 3 đến 5 hằng tháng")],
        ),
        RuleSpec(
            "cell_meetings.prepare_from",
            "Máy chuẩn bị sẵn tháng sau từ ngày",
            [Edition(date(2025, 7, 1), 20, SETTING)],
        ),
        RuleSpec(
            "cell_meetings.remember_days",
            "Nhắc trước các mốc của đảng viên (ngày)",
            [Edition(date(2025, 7, 1), 60, SETTING)],
        ),
        RuleSpec(
            "cell_meetings.party_age_marks",
            "Mốc tuổi đảng cần nhắc (năm)",
            [Edition(date(2011, 1, 1), [30, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90], "Quy định về Huy hiệu Đảng")],
        ),
        RuleSpec(
            "cell_meetings.minimum_thematic",
            "Sinh hoạt chuyên đề riêng: số phút dự kiến ít nhất",
            [Edition(date(2025, 7, 1), 60, SETTING)],
        ),
        RuleSpec(
            "cell_meetings.minimum_extraordinary",
            "Họp bất thường: số phút dự kiến ít nhất",
            [Edition(date(2025, 7, 1), 0, SETTING)],
        ),
        RuleSpec(
            "cell_meetings.post_days",
            "Hồ sơ lên hệ thống sau buổi sinh hoạt (ngày)",
            [Edition(date(2025, 9, 19), 2, "Kế hoạch của một đảng ủy phường, 19/9/2025")],
        ),
        RuleSpec(
            "cell_meetings.send_days",
            "Gửi biên bản, báo cáo lên đảng ủy sau buổi sinh hoạt (ngày)",
            [Edition(date(2025, 7, 1), 5, SETTING)],
        ),
        RuleSpec(
            "cell_meetings.score_sheet",
            "Phiếu chấm điểm sinh hoạt chi bộ",
            [Edition(date(2025, 9, 19), scores.SHEET_100, "Phiếu của một đảng ủy phường theo 42-HD/BTCTW, 19/9/2025")],
        ),
    ],
    roles={
        "cell_secretary": [Can.VIEW, Can.PREPARE, Can.SCORE, Can.SEND, Can.TEMPLATES, Can.SLIPS],
        "cell_committee": [Can.VIEW, Can.PREPARE],
        "leader": [Can.VIEW, Can.OVERSEE],
        "organisation_officer": [Can.VIEW, Can.OVERSEE, Can.VERIFY, Can.TEMPLATES, Can.SLIPS],
    },
)
