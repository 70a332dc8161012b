"""Decisions of the cell's month on plain values."""

import datetime

import pytest

from dangvu.modules.cell_meetings.rules import agendas, checklist, drafting, months, pace, scores, speakers

DECEMBER = datetime.date(2026, 12, 1)
PEOPLE = [(1, "Nguyễn Thị Hạnh"), (2, "Hoàng Minh Tuệ"), (3, "Đỗ Quang Vinh"), (4, "Trần Văn Vinh")]


def test_the_usual_day_is_the_same_weekday_of_the_same_week() -> None:
    first_thursday = datetime.date(2026, 11, 5)
    assert months.usual_day(DECEMBER, first_thursday, 3) == datetime.date(2026, 12, 3)
    assert months.usual_day(DECEMBER, None, 3) == datetime.date(2026, 12, 3)
    fifth_monday = datetime.date(2026, 11, 30)
    assert months.usual_day(datetime.date(2027, 2, 1), fifth_monday, 3) == datetime.date(2027, 2, 22)


@pytest.mark.parametrize(
    ("meeting", "month", "step"),
    [("draft", "open", 1), ("called", "open", 2), ("interrupted", "open", 3), ("adopted", "open", 4),
     ("locked", "open", 5), ("locked", "sent", 6), ("locked", "returned", 5), ("adopted", "received", 6)],
)  # fmt: skip
def test_the_step_follows_the_meeting_until_the_month_is_sent(meeting: str, month: str, step: int) -> None:
    assert months.step(meeting, month) == step


def test_a_month_is_late_when_its_day_or_its_deadline_has_passed() -> None:
    def judged(step: months.Step, today: int, starts: int | None = 3) -> tuple[str, bool]:
        found = months.punctuality(
            step_now=step,
            starts_on=datetime.date(2026, 12, starts) if starts else None,
            due_on=datetime.date(2026, 12, 8),
            today=datetime.date(2026, 12, today),
        )
        return found.label, found.late

    assert judged(months.Step.INVITE, 3) == ("Đã mời", False)
    assert judged(months.Step.INVITE, 4) == ("Quá ngày, chưa họp", True)
    assert judged(months.Step.WRITE, 8) == ("Đã họp, chưa gửi", False)
    assert judged(months.Step.SEND, 9) == ("Quá hạn gửi", True)
    assert judged(months.Step.DONE, 30) == ("Đã gửi", False)


def test_quarters_and_neighbours() -> None:
    assert months.quarter_of(DECEMBER) == (datetime.date(2026, 10, 1), datetime.date(2026, 12, 31))
    assert (months.previous_month(datetime.date(2027, 1, 1)), months.next_month(DECEMBER)) == (
        DECEMBER,
        datetime.date(2027, 1, 1),
    )


def test_every_shipped_regular_template_fills_ninety_minutes() -> None:
    for template in agendas.SHIPPED:
        if template.kind == agendas.REGULAR:
            assert template.minutes >= 90, template.code
    assert len(agendas.LOCAL_16.items) == 16


def test_templates_are_typed_a_line_an_item_and_read_back() -> None:
    items = agendas.items_from_lines("Mở đầu 5\n\n Thảo luận: 25 phút \nBế mạc")
    assert [(item.title, item.minutes) for item in items] == [("Mở đầu", 5), ("Thảo luận", 25), ("Bế mạc", 5)]
    assert agendas.items_from_lines(agendas.as_lines(agendas.NATIONAL.items)) == tuple(
        agendas.TemplateItem(item.title, item.minutes) for item in agendas.NATIONAL.items
    )


def test_own_templates_stand_first_and_later_editions_replace_earlier_ones() -> None:
    old = agendas.Template("own", "Cũ", "regular", (), datetime.date(2026, 1, 1), "", own=True)
    new = agendas.Template("own", "Mới", "regular", (), datetime.date(2026, 6, 1), "", own=True)
    later = agendas.Template("own", "Sau", "regular", (), datetime.date(2027, 1, 1), "", own=True)
    found = agendas.in_force([*agendas.SHIPPED, later, new, old], "regular", DECEMBER)
    assert found[0].name == "Mới"
    assert "Sau" not in [each.name for each in found]


def test_dates_to_remember_within_sixty_days() -> None:
    people = [
        (1, "Lê Minh Quân", "probationary", datetime.date(2025, 12, 5), datetime.date(2025, 12, 5)),
        (2, "Phạm Thị Lụa", "official", None, datetime.date(1996, 12, 19)),
        (3, "Vũ Văn Tám", "official", None, datetime.date(1996, 6, 19)),
    ]
    found = drafting.dates_to_remember(people, today=datetime.date(2026, 11, 23), days=60, marks=[30, 40])
    assert [each.sentence for each in found] == [
        "Lê Minh Quân đủ 12 tháng dự bị ngày 05/12/2026",
        "Phạm Thị Lụa tròn 30 năm tuổi đảng ngày 19/12/2026",
    ]


def test_the_agenda_names_the_months_and_takes_the_cases_in_before_the_answers() -> None:
    case = drafting.Remember("probation", "Lê Minh Quân", datetime.date(2026, 12, 5))
    found = drafting.Findings(
        DECEMBER, unfinished=("Rà soát hộ nghèo",), given=3, remember=(case,), people={"chair": 9}
    )
    items = drafting.compose(agendas.NATIONAL.items, found)
    titles = [item.title for item in items]
    assert titles[2] == "Báo cáo công tác tháng 11, nhiệm vụ tháng 12"
    assert titles[6] == "Xét công nhận chính thức: Lê Minh Quân"
    assert items[3].note == "Còn 1 nhiệm vụ chưa xong: Rà soát hộ nghèo"
    assert items[0].presenter_id == 9


def test_a_theme_is_due_only_in_the_last_month_of_a_quarter_without_one() -> None:
    start = datetime.date(2026, 10, 1)
    assert drafting.theme_is_due(None, start, quarter_ends=True)
    assert not drafting.theme_is_due(datetime.date(2026, 10, 1), start, quarter_ends=True)
    assert not drafting.theme_is_due(None, start, quarter_ends=False)


def test_the_checklist_says_what_is_missing_first_and_counts_it() -> None:
    due = datetime.datetime(2026, 12, 2, 19, 30, tzinfo=datetime.UTC)
    month = checklist.MonthFacts(
        due, planned=80, minimum=90, committee_size=3, committee_met_on=datetime.date(2026, 11, 28), has_resolution=True
    )
    items = [
        checklist.ItemFacts(1, 3, "report", presenter=True, papers=0),
        checklist.ItemFacts(2, 6, "case", presenter=False, papers=1),
    ]
    found = checklist.checks(month, items)
    assert checklist.left(found) == 3
    assert [each.sentence for each in found] == [
        "Mục 3 chưa có tài liệu. Cần đưa lên trước 19:30 ngày 02/12.",
        "Mục 6 chưa phân công người trình bày.",
        "Chương trình thiếu 10 phút so với mức tối thiểu 90.",
        "Chi ủy họp thống nhất ngày 28/11.",
        "Dự thảo nghị quyết đã có.",
    ]
    assert checklist.headline(0) == "Đã đủ, gửi được ngay"


@pytest.mark.parametrize(
    ("done", "running", "label"),
    [([(5, 4), (15, 13)], (10, 3), "Sớm 3 phút"), ([(5, 5)], (10, 14), "Chậm 4 phút"), ([], None, "Đúng giờ")],
)
def test_pace_counts_finished_items_and_an_overrun(
    done: list[tuple[int, int]], running: tuple[int, int] | None, label: str
) -> None:
    assert pace.pace(done, running).label == label


@pytest.mark.parametrize(
    ("typed", "member", "text"),
    [
        ("@Hoàng Minh Tuệ: nhất trí", 2, "nhất trí"),
        ("@tue nhất trí", 2, "nhất trí"),
        ("@Hạnh: đề nghị: hai việc", 1, "đề nghị: hai việc"),
        ("@Đỗ Quang Vinh bổ sung", 3, "bổ sung"),
        ("không ghi tên ai", None, "không ghi tên ai"),
    ],
)
def test_a_line_finds_its_speaker(typed: str, member: int | None, text: str) -> None:
    said = speakers.said(typed, PEOPLE)
    assert (said.member_id, said.text, said.problem) == (member, text, "")


def test_a_name_of_two_people_or_of_nobody_is_asked_again() -> None:
    assert "Đỗ Quang Vinh, Trần Văn Vinh" in speakers.said("@Vinh: đồng ý", PEOPLE).problem
    assert "Không tìm thấy ai tên “Ngoan”" in speakers.said("@Ngoan đồng tình", PEOPLE).problem


def test_the_sheet_has_eight_criteria_and_a_hundred_points() -> None:
    assert len(scores.SHEET_100["criteria"]) == 8
    assert scores.most(scores.SHEET_100) == 100


@pytest.mark.parametrize(
    ("fact", "value", "code", "points"),
    [
        ("minutes_over", 0, "time", 5), ("minutes_over", -10, "time", 4), ("minutes_over", -60, "time", 1),
        ("attendance_percent", 90.0, "attendance", 4), ("attendance_percent", 89.9, "attendance", 3),
        ("attendance_percent", 50.0, "attendance", 1), ("speakers_percent", 45.0, "speakers", 4),
        ("tasks_percent", 85.0, "result", 27), ("tasks_percent", 0.0, "result", 10),
        ("has_resolution", False, "draft", 0), ("has_resolution", True, "draft", 2),
    ],
)  # fmt: skip
def test_points_are_proposed_from_facts(fact: str, value: float, code: str, points: int) -> None:
    found = scores.proposals(scores.SHEET_100, scores.Facts({fact: value}))
    assert found[code].points == points
    assert found[code].evidence


def test_somebody_absent_without_reason_caps_attendance_and_the_unknown_waits_for_a_person() -> None:
    found = scores.proposals(scores.SHEET_100, scores.Facts({"attendance_percent": 95.0, "unexcused": 1}))
    assert (found["attendance"].points, found["content"]) == (1, scores.Proposal(3))


def test_grades_and_averages() -> None:
    assert [scores.grade(points, scores.SHEET_100) for points in (100, 90, 89, 70, 50, 49)] == [
        "Tốt", "Tốt", "Khá", "Khá", "Trung bình", "Kém",
    ]  # fmt: skip
    assert scores.average([90, 85, 92]) == 89.0
    assert scores.average([]) is None
