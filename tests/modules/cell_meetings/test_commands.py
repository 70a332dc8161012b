"""The month through its commands: the plain story, then what is refused or merged."""

import datetime

import pytest
from tests.modules.cell_meetings import factories as make
from tests.modules.cell_meetings.factories import DECEMBER, MINUTE, NOW
from tests.modules.meetings import factories as engine

from dangvu.kernel.audit.models import Entry
from dangvu.kernel.errors import Conflict, Invalid, NotAllowed
from dangvu.kernel.filing.models import StoredFile
from dangvu.modules.cell_meetings import commands, jobs
from dangvu.modules.cell_meetings.models import AgendaTemplate, CellMonth, MeetingScore, MinutesPaper, Resolution
from dangvu.modules.documents import api as documents
from dangvu.modules.meetings import api as meetings

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> make.Cell:
    return make.cell()


def test_a_month_from_draft_to_verified_score(home: make.Cell) -> None:
    month = make.sent(home)
    officer = home.officer_actor(NOW + datetime.timedelta(days=15))
    commands.receive_month(actor=officer, month=month)
    commands.verify_score(
        actor=officer, month=make.fresh(month), points=make.full_points(month, result=27), remark="Một việc chưa xong"
    )

    done = make.fresh(month)
    assert (done.state, done.score.self_total, done.score.verified_total, done.score.grade) == (
        "received",
        100,
        97,
        "Tốt",
    )
    assert documents.paper_of("meetings.Meeting", done.meeting_id, "minutes").symbol.startswith("01-BB/")


def test_drafting_fills_agenda_people_and_dates_to_remember(home: make.Cell) -> None:
    month = make.drafted(home)
    meeting = month.meeting

    titles = list(meeting.items.values_list("title", flat=True))
    assert "Báo cáo công tác tháng 11, nhiệm vụ tháng 12" in titles
    assert f"Xét công nhận chính thức: {home.probationary.full_name}" in titles
    assert month.findings["remember"] == ["Lê Minh Quân đủ 12 tháng dự bị ngày 05/12/2026"]
    assert (meeting.chair_id, meeting.minute_taker_id) == (home.members[0].pk, home.members[2].pk)
    assert set(meeting.invitations.values_list("role", flat=True)) == {"official", "probationary", "follower"}
    assert meeting.planned_minutes >= meeting.minimum_minutes == 90


def test_drafting_twice_gives_one_month(home: make.Cell) -> None:
    first = make.drafted(home)
    second = commands.draft_month(actor=home.actor(), organisation=home.place, month=DECEMBER.replace(day=20))
    assert (first.pk, first.meeting_id) == (second.pk, second.meeting_id)


def test_the_next_month_keeps_day_hour_and_place_and_names_what_is_left(home: make.Cell) -> None:
    month = make.running(home)
    at = home.actor(month.meeting.starts_at)
    meetings.give_task(
        actor=at, meeting=month.meeting, errand=meetings.Errand("Rà soát hộ nghèo", (home.members[1].pk,))
    )
    january = commands.draft_month(actor=at, organisation=home.place, month=datetime.date(2027, 1, 1))

    first, second = month.meeting.starts_at, january.meeting.starts_at.astimezone(datetime.UTC)
    assert january.meeting.place == "Nhà văn hóa khu 5"
    assert (first.weekday(), first.hour, first.minute) == (second.weekday(), second.hour, second.minute)
    assert january.findings["unfinished"] == ["Rà soát hộ nghèo"]
    assert "Rà soát hộ nghèo" in january.meeting.items.get(code="tasks").note


def test_the_job_drafts_every_cell_once_and_only_from_its_day(home: make.Cell, system) -> None:
    jobs.draft_months(system)
    jobs.draft_months(system)
    assert CellMonth.objects.filter(month=DECEMBER).count() == 2

    CellMonth.objects.update(meeting=None)
    CellMonth.objects.all().delete()
    early = engine.SYSTEM.__class__(None, "Hệ thống", NOW - datetime.timedelta(days=10), is_system=True)
    jobs.draft_months(early)
    assert CellMonth.objects.count() == 0


def test_another_template_replaces_the_agenda(home: make.Cell) -> None:
    month = make.drafted(home)
    commands.use_template(actor=home.actor(), month=month, meeting=month.meeting, code="local_16")
    assert month.meeting.items.count() == 16
    assert make.fresh(month).template == "local_16"


def test_an_own_template_is_used_from_its_day_on_and_keeps_codes(home: make.Cell) -> None:
    officer = home.officer_actor()
    commands.keep_template(
        actor=officer, organisation=home.commune, name="Mẫu của xã", kind="regular",
        lines="Mở đầu 10\nThảo luận, tự phê bình và phê bình: 70 phút\nBế mạc", code="national_2025",
    )  # fmt: skip
    month = make.drafted(home)
    assert list(month.meeting.items.values_list("title", "minutes", "code"))[-2:] == [
        ("Thảo luận, tự phê bình và phê bình", 70, "discussion"),
        ("Bế mạc", 5, ""),
    ]
    commands.withdraw_template(actor=officer, template=AgendaTemplate.objects.get())
    assert AgendaTemplate.objects.filter(withdrawn_at=None).count() == 0


def test_a_theme_adds_its_items_before_the_end_and_raises_the_minimum(home: make.Cell) -> None:
    month = make.drafted(home)
    commands.add_theme(actor=home.actor(), month=month, meeting=month.meeting, theme="tiết kiệm trong việc cưới")
    meeting = make.fresh(month).meeting
    codes = list(meeting.items.values_list("code", flat=True))
    assert codes.index("theme") < codes.index("answers")
    assert (meeting.with_theme, meeting.minimum_minutes) == (True, 120)
    with pytest.raises(Conflict):
        commands.add_theme(actor=home.actor(), month=month, meeting=meeting, theme="")


def test_putting_off_moves_the_month_to_the_new_meeting(home: make.Cell) -> None:
    month = make.called(home)
    later = month.meeting.starts_at + datetime.timedelta(days=3)
    moved = commands.put_off(actor=home.actor(), month=month, meeting=month.meeting, starts_at=later, reason="Mưa lũ")
    after = make.fresh(month)
    assert (after.meeting_id, after.meeting.state, moved.starts_at) == (moved.pk, "called", later)
    assert after.extras.get().meeting.state == "moved"


def test_calling_off_leaves_the_month_to_be_drafted_again(home: make.Cell) -> None:
    month = make.called(home)
    commands.call_off(actor=home.actor(), month=month, meeting=month.meeting, reason="Trùng bầu cử")
    assert make.fresh(month).meeting is None
    again = commands.draft_month(actor=home.actor(), organisation=home.place, month=DECEMBER)
    assert (again.pk, again.meeting.state) == (month.pk, "draft")


def test_an_extraordinary_meeting_stands_beside_the_regular_one(home: make.Cell) -> None:
    month = make.drafted(home)
    starts = NOW + datetime.timedelta(days=4)
    extra = commands.add_extra_meeting(
        actor=home.actor(), month=month, kind="thematic", theme="Nêu gương", starts_at=starts
    )
    assert (extra.title, extra.kind) == ("Sinh hoạt chuyên đề: Nêu gương", "thematic")
    assert make.fresh(month).meeting_id == month.meeting_id
    with pytest.raises(Invalid):
        commands.add_extra_meeting(actor=home.actor(), month=month, kind="regular", theme="", starts_at=starts)


def test_the_committee_cannot_have_met_tomorrow(home: make.Cell) -> None:
    month = make.drafted(home)
    with pytest.raises(Invalid, match="sau hôm nay"):
        commands.note_committee(actor=home.actor(), month=month, met_on=NOW.date() + datetime.timedelta(days=1))
    commands.note_committee(actor=home.actor(), month=month, met_on=NOW.date())
    assert make.fresh(month).committee_met_on == NOW.date()


def test_a_right_on_one_month_does_not_reach_another_meeting(home: make.Cell) -> None:
    month = make.drafted(home)
    other = commands.draft_month(actor=home.actor(), organisation=home.place, month=datetime.date(2027, 1, 1))
    with pytest.raises(Conflict, match="không thuộc tháng"):
        commands.send_invitations(actor=home.actor(), month=month, meeting=other.meeting)


def test_what_is_said_finds_its_speaker_and_is_written_once(home: make.Cell) -> None:
    month = make.running(home)
    at, key = home.actor(month.meeting.starts_at + MINUTE), engine.fresh()
    for _ in range(2):
        commands.write_said(
            actor=at, month=month, meeting=month.meeting, typed="@Đảng Viên Số 4: nhất trí", client_key=key
        )
    line = month.meeting.lines.get()
    assert (line.speaker_id, line.text) == (home.members[3].pk, "nhất trí")
    with pytest.raises(Invalid, match="Không tìm thấy ai"):
        commands.write_said(
            actor=at, month=month, meeting=month.meeting, typed="@Ngoan đồng tình", client_key=engine.fresh()
        )


def test_the_minute_taker_of_the_day_writes_without_any_other_right(home: make.Cell) -> None:
    month = make.running(home)
    plan = commands.plan_of(month.meeting, minute_taker_id=home.members[5].pk)
    meetings.edit_meeting(actor=home.actor(month.meeting.starts_at), meeting=month.meeting, plan=plan)
    taker = engine.actor_of(home.members[5].account, month.meeting.starts_at)
    said = {"month": month, "meeting": month.meeting, "typed": "ghi một dòng", "client_key": engine.fresh()}
    commands.write_said(actor=taker, **said)
    other = engine.actor_of(home.members[6].account, month.meeting.starts_at)
    with pytest.raises(NotAllowed):
        commands.write_said(actor=other, **said)


def test_hands_are_counted_and_the_vote_closed_in_one_go(home: make.Cell) -> None:
    month = make.running(home)
    at = home.actor(month.meeting.starts_at)
    ballot = commands.put_to_vote(
        actor=at, month=month, meeting=month.meeting,
        question=meetings.Question("Thông qua nghị quyết", kind="hands"),
    )  # fmt: skip
    closed = commands.decide_by_hands(actor=at, month=month, ballot=ballot, count=meetings.Count((6, 1, 0)))
    assert (closed.state, closed.tally.passed) == ("closed", True)


def test_minutes_need_adoption_before_a_number_and_a_scan_locks_them(home: make.Cell) -> None:
    month = make.held(home)
    at = home.actor(month.meeting.starts_at + 100 * MINUTE)
    with pytest.raises(Conflict, match="chưa được thông qua"):
        commands.issue_minutes(actor=at, month=month, meeting=month.meeting)
    meetings.adopt_minutes(actor=at, meeting=month.meeting)
    commands.issue_minutes(actor=at, month=make.fresh(month), meeting=make.fresh(month).meeting)
    with pytest.raises(Conflict, match="đã có số"):
        commands.issue_minutes(actor=at, month=make.fresh(month), meeting=make.fresh(month).meeting)
    scan = StoredFile.objects.create(sha256="a" * 64, size=1, name="ky.pdf", media_type="application/pdf", kind="pdf")
    commands.attach_signed_minutes(actor=at, month=make.fresh(month), meeting=make.fresh(month).meeting, scan=scan)
    locked = make.fresh(month)
    assert (locked.meeting.state, locked.meeting.minutes.state) == ("locked", "locked")
    assert MinutesPaper.objects.get().paper.scans.get().file_id == scan.pk


def test_a_resolution_is_drafted_adopted_and_numbered(home: make.Cell) -> None:
    month = make.running(home)
    at = home.actor(month.meeting.starts_at)
    drafted = commands.draft_resolution(
        actor=at, month=month, meeting=month.meeting, kind="resolution", subject="Nhiệm vụ tháng 12",
        text="Chi bộ quyết nghị:\nI- NHIỆM VỤ\n1. Vệ sinh môi trường",
    )  # fmt: skip
    adopted = commands.adopt_resolution(actor=at, resolution=drafted)
    issued = commands.issue_resolution(actor=at, resolution=adopted)
    assert (issued.state, issued.number.split("/")[0]) == ("issued", "01-NQ")
    with pytest.raises(Conflict):
        commands.write_resolution(actor=at, resolution=issued, subject="Khác", text="khác", revision=0)


def test_two_people_writing_a_resolution_keep_both_texts(home: make.Cell) -> None:
    month = make.drafted(home)
    actor = home.actor()
    drafted = commands.draft_resolution(
        actor=actor, month=month, meeting=month.meeting, kind="conclusion", subject="Việc", text="gốc"
    )
    commands.write_resolution(actor=actor, resolution=drafted, subject="Việc", text="bản một", revision=0)
    commands.write_resolution(actor=actor, resolution=drafted, subject="Việc", text="bản hai", revision=0)
    kept = Resolution.objects.get()
    assert (kept.text, kept.other_text) == ("bản một", "bản hai")
    with pytest.raises(Conflict, match="hai bản"):
        commands.adopt_resolution(actor=actor, resolution=kept)


def test_sending_waits_for_adoption_and_score(home: make.Cell) -> None:
    month = make.held(home)
    at = home.actor(month.meeting.starts_at + 100 * MINUTE)
    with pytest.raises(Conflict, match="chưa được chi bộ thông qua"):
        commands.send_month(actor=at, month=month)
    meetings.adopt_minutes(actor=at, meeting=month.meeting)
    with pytest.raises(Conflict, match="chưa tự chấm điểm"):
        commands.send_month(actor=at, month=month)


def test_a_month_given_back_can_be_scored_and_sent_again(home: make.Cell) -> None:
    month = make.sent(home)
    officer = home.officer_actor(month.meeting.starts_at + datetime.timedelta(days=1))
    with pytest.raises(Conflict, match="đã gửi lên"):
        commands.score_month(actor=home.actor(), month=month, points=make.full_points(month))
    with pytest.raises(Invalid):
        commands.give_month_back(actor=officer, month=month, reason=" ")
    commands.give_month_back(actor=officer, month=month, reason="Thiếu kết luận mục 3")
    back = make.fresh(month)
    commands.score_month(actor=home.actor(), month=back, points=make.full_points(month, flexible=1))
    commands.send_month(actor=home.actor(), month=make.fresh(month))
    again = make.fresh(month)
    assert (again.state, again.return_reason, again.score.self_total) == ("sent", "", 99)


def test_scores_outside_the_sheet_and_changes_without_a_word_are_refused(home: make.Cell) -> None:
    month = make.sent(home)
    officer = home.officer_actor()
    with pytest.raises(Invalid, match="từ 0 đến 30"):
        commands.verify_score(actor=officer, month=month, points=make.full_points(month, result=31))
    with pytest.raises(Invalid, match="ghi lý do"):
        commands.verify_score(actor=officer, month=month, points=make.full_points(month, result=20))
    assert MeetingScore.objects.get().verified_at is None


def test_the_follower_may_verify_and_a_stranger_may_nothing(home: make.Cell) -> None:
    month = make.sent(home)
    follower = engine.actor_of(home.follower.account, NOW)
    commands.verify_score(actor=follower, month=month, points=make.full_points(month))
    stranger = engine.actor_of(home.stranger, NOW)
    before = Entry.objects.count()
    for refused in (
        lambda: commands.draft_month(actor=stranger, organisation=home.place, month=datetime.date(2027, 2, 1)),
        lambda: commands.send_invitations(actor=stranger, month=month, meeting=month.meeting),
        lambda: commands.score_month(actor=stranger, month=month, points={}),
        lambda: commands.verify_score(actor=stranger, month=month, points={}),
        lambda: commands.receive_month(actor=stranger, month=month),
        lambda: commands.keep_template(actor=stranger, organisation=home.place, name="x", kind="regular", lines="x"),
    ):
        with pytest.raises(NotAllowed):
            refused()
    assert Entry.objects.count() == before
