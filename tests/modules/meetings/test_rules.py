"""Who counts, how many are needed, what can be true, how long a code lives, what the minutes say."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvu.modules.meetings.rules import attendance, live_marks, script, timing, tokens, voting
from dangvu.modules.meetings.rules.attendance import Category, Role, Seat

AT = datetime.datetime(2026, 12, 3, 12, 30, tzinfo=datetime.UTC)
KEY = b"k" * 32


# -- thresholds ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "base", "needed"),
    [
        ("more_than_half", 25, 13),
        ("more_than_half", 26, 14),
        ("more_than_half", 1, 1),
        ("two_thirds", 25, 17),
        ("two_thirds", 27, 18),
        ("3/4", 10, 8),
        (">2/3", 27, 19),
    ],
)
def test_threshold_needs_the_smallest_count_that_is_enough(code: str, base: int, needed: int) -> None:
    threshold = voting.threshold(code)

    assert threshold is not None
    assert threshold.needed(base) == needed


@given(st.integers(1, 5000), st.integers(1, 60), st.integers(1, 60), st.booleans())
def test_threshold_is_exact_for_every_base(base, numerator, denominator, strict) -> None:
    threshold = voting.Threshold(min(numerator, denominator), denominator, strict)

    needed = threshold.needed(base)

    enough = (lambda n: n * threshold.denominator > base * threshold.numerator) if strict else (
        lambda n: n * threshold.denominator >= base * threshold.numerator
    )  # fmt: skip
    assert enough(needed)
    assert not enough(needed - 1)


@pytest.mark.parametrize("code", ["", "half", "0/3", "5/3", "a/b", "1/2/3"])
def test_threshold_refuses_what_it_cannot_read(code: str) -> None:
    assert voting.threshold(code) is None


# -- base, quorum, share ---------------------------------------------------------------------------------------------


def seats(official: int, here: int) -> list[Seat]:
    marks = [Category.PRESENT] * here + [Category.UNEXCUSED] * (official - here)
    return [Seat(Role.OFFICIAL, may_vote=True, category=mark) for mark in marks]


def test_base_is_the_official_members_summoned_not_those_present() -> None:
    quorum = attendance.quorum(seats(25, 21), voting.KNOWN["two_thirds"])

    assert (quorum.present, quorum.base, quorum.needed, quorum.reached) == (21, 25, 17, True)
    assert quorum.sentence == "Đủ điều kiện họp: 21/25, cần 17"


@pytest.mark.parametrize(
    ("seat", "counts"),
    [
        (Seat(Role.OFFICIAL, may_vote=True), True),
        (Seat(Role.OFFICIAL, may_vote=True, category=Category.EXCUSED), True),
        (Seat(Role.OFFICIAL, may_vote=True, category=Category.ELSEWHERE), False),
        (Seat(Role.EXEMPT, may_vote=True), False),
        (Seat(Role.EXEMPT, may_vote=True, category=Category.EXEMPT), False),
        (Seat(Role.EXEMPT, may_vote=True, category=Category.PRESENT), True),
        (Seat(Role.PROBATIONARY, may_vote=False, category=Category.PRESENT), False),
        (Seat(Role.TEMPORARY, may_vote=False, category=Category.PRESENT), False),
        (Seat(Role.GUEST, may_vote=False, category=Category.GUEST), False),
    ],
)
def test_base_counts_the_exempt_only_when_they_come(seat, counts) -> None:
    assert attendance.in_base(seat) is counts


ANY_SEAT = st.builds(
    Seat, st.sampled_from(list(Role)), st.booleans(), st.sampled_from([None, *Category]), st.booleans()
)  # fmt: skip


@given(st.lists(ANY_SEAT, max_size=60))
def test_present_never_exceeds_base(people: list[Seat]) -> None:
    quorum = attendance.quorum(people, voting.KNOWN["more_than_half"])
    share = attendance.attendance_share(people)

    assert 0 <= quorum.present <= quorum.base <= len(people)
    assert 0 <= share.count <= share.base <= len(people)
    assert 0 <= share.percent <= 100


@given(st.lists(ANY_SEAT, max_size=40), st.integers(1, 100))
def test_missing_to_target_is_exactly_enough(people: list[Seat], target: int) -> None:
    share = attendance.attendance_share(people)
    missing = share.missing_to(target)

    if share.base:
        assert attendance.Share(share.count + missing, share.base).reaches(target)
        assert missing == 0 or not attendance.Share(share.count + missing - 1, share.base).reaches(target)


def test_share_leaves_out_the_exempt_and_those_on_special_duty() -> None:
    people = [
        Seat(Role.OFFICIAL, may_vote=True, category=Category.PRESENT),
        Seat(Role.OFFICIAL, may_vote=True, category=Category.UNEXCUSED),
        Seat(Role.OFFICIAL, may_vote=True, category=Category.UNEXCUSED, special_duty=True),
        Seat(Role.EXEMPT, may_vote=True, category=Category.PRESENT),
        Seat(Role.GUEST, may_vote=False, category=Category.GUEST),
    ]

    assert attendance.attendance_share(people) == attendance.Share(1, 2)


def test_absence_at_closing_follows_role_and_granted_leave() -> None:
    assert attendance.absent_category(role="official", status="official", leave_granted=True) == Category.EXCUSED
    assert attendance.absent_category(role="official", status="official", leave_granted=False) == Category.UNEXCUSED
    assert attendance.absent_category(role="exempt", status="exempt", leave_granted=False) == Category.EXEMPT
    assert (
        attendance.absent_category(role="exempt", status="temporarily_exempt", leave_granted=False)
        == Category.TEMPORARILY_EXEMPT
    )


def test_correction_needs_a_reason_and_a_change() -> None:
    assert attendance.correction_problem("present", "present", "lý do") == "Điểm danh đã ghi như vậy rồi."
    assert attendance.correction_problem("present", "absent_excused", "  ") is not None
    assert attendance.correction_problem(None, "nowhere", "lý do") is not None
    assert attendance.correction_problem(None, "present", "đến muộn") is None


# -- tallies ---------------------------------------------------------------------------------------------------------


@given(
    st.lists(st.integers(-2, 40), min_size=2, max_size=5), st.integers(-2, 10), st.integers(-2, 80), st.integers(0, 60)
)
def test_tally_is_accepted_only_when_it_can_be_true(votes: list[int], invalid: int, issued: int, base: int) -> None:
    problem = voting.tally_problem(dict(enumerate(votes)), invalid, issued, base)  # type: ignore[arg-type]

    possible = min([*votes, invalid, issued]) >= 0 and sum(votes) + invalid <= issued <= base
    assert (problem is None) == possible


def test_tally_decides_on_the_first_option_over_the_whole_base() -> None:
    tally = voting.Tally((13, 5, 2), 1, issued=22, base=25, needed=13)

    assert (tally.passed, tally.returned, tally.not_returned, tally.percent) == (True, 21, 1, 52.0)


def test_vote_problem_names_the_first_obstacle() -> None:
    assert voting.vote_problem(listed=True, here=True, voted_secretly=False) is None
    assert "không có tên" in str(voting.vote_problem(listed=False, here=True, voted_secretly=False))
    assert "chưa điểm danh" in str(voting.vote_problem(listed=True, here=False, voted_secretly=False))
    assert "hòm phiếu" in str(voting.vote_problem(listed=True, here=True, voted_secretly=True))


def test_options_must_differ() -> None:
    assert voting.options_problem(["Đồng ý", "đồng ý"]) is not None
    assert voting.options_problem(["Đồng ý"]) is not None
    assert voting.options_problem(list(voting.DEFAULT_OPTIONS)) is None


# -- codes -----------------------------------------------------------------------------------------------------------


def test_token_is_seventeen_bytes_in_an_address() -> None:
    text = tokens.token(KEY, 12, tokens.window_of(AT))

    assert len(text) == 23
    assert text.isascii()
    assert set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


@given(st.integers(-90, 90))
def test_token_lives_in_its_window_and_one_on_each_side(seconds: int) -> None:
    text = tokens.token(KEY, 12, tokens.window_of(AT))
    later = AT + datetime.timedelta(seconds=seconds)

    reading = tokens.read_token(KEY, text, later)

    near = abs(tokens.window_of(later) - tokens.window_of(AT)) <= 1
    assert (reading.problem == "") == near
    assert reading.meeting_id == 12
    assert tokens.code_is_valid(KEY, 12, tokens.code(KEY, 12, tokens.window_of(AT)), later) == near


@given(st.binary(min_size=17, max_size=17))
def test_token_cannot_be_made_up(raw: bytes) -> None:
    import base64

    text = base64.urlsafe_b64encode(raw).decode().rstrip("=")

    assert tokens.read_token(KEY, text, AT).problem == tokens.FORGED


@given(st.text(max_size=40))
def test_token_reads_any_text_without_breaking(text: str) -> None:
    assert tokens.read_token(KEY, text, AT).problem


def test_token_of_another_key_or_meeting_is_refused() -> None:
    window = tokens.window_of(AT)

    assert tokens.read_token(b"x" * 32, tokens.token(KEY, 12, window), AT).problem == tokens.FORGED
    assert not tokens.code_is_valid(KEY, 13, tokens.code(KEY, 12, window), AT)


def test_code_is_read_with_its_gap() -> None:
    figures = tokens.code(KEY, 12, tokens.window_of(AT))

    assert len(figures) == 6
    assert tokens.code_is_valid(KEY, 12, f"{figures[:3]} {figures[3:]}", AT)
    assert not tokens.code_is_valid(KEY, 12, "", AT)


# -- times -----------------------------------------------------------------------------------------------------------


def test_budget_says_how_many_minutes_are_missing() -> None:
    assert timing.budget([5, 15, 60], 90).sentence == "80 phút, thiếu 10 phút so với mức tối thiểu 90"
    assert timing.budget([95], 90).sentence == "95 phút, đủ mức tối thiểu 90"


def test_papers_are_due_a_day_before() -> None:
    day = datetime.timedelta(days=1)

    assert not timing.paper_is_late(AT - day, AT, 1)
    assert timing.paper_is_late(AT - day + datetime.timedelta(seconds=1), AT, 1)


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), max_size=4), st.integers(0, 120))
def test_worked_time_is_never_negative_nor_longer_than_the_evening(pauses: list[tuple[int, int]], length: int) -> None:
    minute = datetime.timedelta(minutes=1)
    spans = [(AT + start * minute, AT + (start + span) * minute) for start, span in pauses]

    worked = timing.worked(AT, AT + length * minute, spans)

    assert datetime.timedelta() <= worked <= length * minute


def test_worked_time_leaves_out_a_pause_that_still_lasts() -> None:
    minute = datetime.timedelta(minutes=1)

    assert timing.worked(AT, AT + 50 * minute, [(AT + 40 * minute, None)]) == 40 * minute


@pytest.mark.parametrize("state", ["closed", "written_up", "adopted", "locked", "moved", "cancelled", "draft"])
def test_check_in_is_closed_when_the_meeting_is_not_on(state: str) -> None:
    assert timing.check_in_problem(state, now=AT, starts_at=AT, opens_before=60)


def test_check_in_opens_an_hour_before() -> None:
    def at(minutes: int) -> str | None:
        now = AT - datetime.timedelta(minutes=minutes)
        return timing.check_in_problem("called", now=now, starts_at=AT, opens_before=60)

    assert at(61)
    assert at(60) is None
    assert timing.check_in_problem("interrupted", now=AT, starts_at=AT, opens_before=60) is None


# -- live marks ------------------------------------------------------------------------------------------------------


def test_only_what_differs_is_drawn_again() -> None:
    present = {"tinh-hinh": "a", "phieu": "b", "muc": "c"}

    assert live_marks.changed("a.b.c", present) == set()
    assert live_marks.changed("a.x.c", present) == {"phieu"}
    assert live_marks.changed("", present) == set(present)


# -- minutes ---------------------------------------------------------------------------------------------------------

PEOPLE = script.Present(
    total=28, official=27, probationary=1, temporary=0, exempt=2, elsewhere=0, here=23, here_official=22,
    here_probationary=1, share_count=23, share_base=26, excused=(("Đặng Thị Mơ", "Ốm"),), visitors=("đồng chí Toàn",),
)  # fmt: skip
VOTE = script.Voted("Thông qua nghị quyết?", "Giơ tay", ("Đồng ý", "Không đồng ý"), (21, 1), 0, 25, 13, passed=True)
HELD = script.Proceedings(
    organisation="Chi bộ khu 5",
    title="Sinh hoạt chi bộ tháng 12",
    place="Nhà văn hóa khu 5",
    opened_at=datetime.datetime(2026, 12, 3, 19, 30, tzinfo=datetime.UTC),
    people=PEOPLE,
    chair="Nguyễn Thị Hạnh",
    minute_taker="Đỗ Quang Vinh",
    items=(
        script.Discussed("Thời sự", lines=(script.Spoken("Vũ Thị Ngoan", "đồng tình"),), conclusion="Nhất trí"),
        script.Discussed("Nghị quyết", votes=(VOTE,)),
    ),
    tasks=(script.Given("Rà soát hộ nghèo", ("Đỗ Quang Vinh",), datetime.date(2026, 12, 20)),),
)


def test_minutes_tell_who_when_where_and_every_vote() -> None:
    text = script.minutes_text(HELD)

    for told in (
        "Hồi 19 giờ 30 phút, ngày 03 tháng 12 năm 2026, tại Nhà văn hóa khu 5, Chi bộ khu 5 tổ chức sinh hoạt",
        "Tổng số đảng viên: 28 đồng chí; trong đó chính thức 27, dự bị 01",
        "Có mặt: 23 đồng chí (chính thức 22, dự bị 01), đạt 88,5%",
        "Vắng có lý do: 01 đồng chí (Đặng Thị Mơ, ốm). Vắng không có lý do: không.",
        "Chủ trì: đồng chí Nguyễn Thị Hạnh. Người ghi biên bản: đồng chí Đỗ Quang Vinh. Dự cùng: đồng chí Toàn.",
        "- Đồng chí Vũ Thị Ngoan: đồng tình.",
        "Chủ trì kết luận: Nhất trí.",
        "đồng ý 21, không đồng ý 01; 21/25, đạt 84% tổng số đảng viên chính thức phải dự (cần 13), được thông qua.",
        "- Rà soát hộ nghèo: Đỗ Quang Vinh, hạn 20/12/2026.",
    ):
        assert told in text


def test_minutes_text_is_read_back_into_its_parts() -> None:
    first, parts = script.split(script.minutes_text(HELD))

    assert first == script.opening(HELD)
    assert [part.title for part in parts] == ["THÀNH PHẦN", "NỘI DUNG", "KẾT LUẬN"]


@given(st.text(max_size=400))
def test_any_edited_text_loses_no_word(text: str) -> None:
    first, parts = script.split(text)

    kept = " ".join([first, *(p for part in parts for p in (part.title, *part.paragraphs))]).split()
    written = [word for line in text.splitlines() for word in _words(line.strip())]
    assert kept == written


def _words(line: str) -> list[str]:
    heading = script.HEADING.match(line)
    return heading[2].split() if heading else line.split()
