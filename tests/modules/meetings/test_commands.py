"""Meetings through their commands: the plain story first, then everything that is refused or merged."""

import datetime

import pytest
from tests.modules.meetings import factories as make
from tests.modules.meetings.factories import NOW, STARTS

from dangvu.kernel.audit.models import Entry
from dangvu.kernel.errors import Conflict, Invalid, NotAllowed, Refused
from dangvu.kernel.filing.models import StoredFile
from dangvu.modules.meetings import api
from dangvu.modules.meetings.commands import attendance as doors
from dangvu.modules.meetings.commands import ballot as ballots
from dangvu.modules.meetings.commands import invitation as invitations
from dangvu.modules.meetings.commands import talk
from dangvu.modules.meetings.models import (
    AgendaItem,
    Attendance,
    Ballot,
    BallotPaper,
    BallotVoter,
    Invitation,
    KeptText,
    Line,
    Meeting,
    Minutes,
    Opinion,
)

pytestmark = pytest.mark.django_db
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def place() -> make.World:
    return make.world()


def test_a_month_of_a_cell_from_plan_to_locked_minutes(place: make.World) -> None:
    meeting = make.running(place)
    at = place.secretary(STARTS)
    first, second = meeting.items.all()
    api.start_item(actor=at, item=first)
    api.start_item(actor=at, item=second)
    api.write_line(
        actor=at,
        meeting=meeting,
        speech=api.Speech("nhất trí với dự thảo", STARTS, second.pk, place.members[2].pk),
        client_key=make.fresh(),
    )
    ballot = make.ballot(place, item_id=second.pk)
    for number in range(5):
        ballots.cast_vote(actor=place.actor(number, STARTS), ballot=ballot, option=0)
    api.close_ballot(actor=at, ballot=ballot)
    errand = api.Errand("Rà soát hộ nghèo", (place.members[1].pk,), datetime.date(2026, 12, 20))
    api.give_task(actor=at, meeting=meeting, errand=errand)
    api.compose_minutes(actor=at, meeting=meeting)
    api.read_minutes(actor=at, minutes=meeting.minutes)
    api.adopt_minutes(actor=at, meeting=meeting, how="giơ tay")
    done = api.finish_meeting(actor=place.secretary(STARTS + 95 * MINUTE), meeting=meeting)
    api.sign_minutes(actor=at, minutes=Minutes.objects.get())
    api.lock_meeting(actor=at, meeting=done)

    locked = Meeting.objects.get(pk=meeting.pk)
    text = locked.minutes.versions.get().text
    assert (locked.state, locked.minutes.state) == ("locked", "locked")
    assert f"Đồng chí {place.members[2].full_name}: nhất trí với dự thảo." in text
    assert "đồng ý 05, không đồng ý 0, ý kiến khác 0; 5/5, đạt 100%" in text
    assert "Rà soát hộ nghèo" in text


# -- before ----------------------------------------------------------------------------------------------------------


def test_call_needs_agenda_people_and_a_time_to_come(place: make.World) -> None:
    actor = place.secretary()
    meeting = api.create_meeting(actor=actor, organisation=place.cell, plan=make.plan())
    with pytest.raises(Conflict, match="Chương trình chưa có mục nào"):
        api.call_meeting(actor=actor, meeting=meeting)
    api.add_item(actor=actor, meeting=meeting, item=api.Item("Mở đầu"))
    with pytest.raises(Conflict, match="Chưa có ai trong danh sách mời"):
        api.call_meeting(actor=actor, meeting=meeting)
    api.invite_cell(actor=actor, meeting=meeting)
    with pytest.raises(Conflict, match="Giờ họp đã qua"):
        api.call_meeting(actor=place.secretary(STARTS), meeting=meeting)

    assert api.call_meeting(actor=actor, meeting=meeting).called_at == NOW


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": " "}, "Đặt tên"),
        ({"place": ""}, "địa điểm"),
        ({"mode": "online"}, "đường dẫn phòng họp"),
    ],
)
def test_call_says_what_is_missing(place: make.World, changes: dict, sentence: str) -> None:
    meeting = make.drafted(place, **changes)

    with pytest.raises(Conflict, match=sentence):
        api.call_meeting(actor=place.secretary(), meeting=meeting)


def test_minimum_minutes_come_from_the_rulebook_with_their_regulation(place: make.World) -> None:
    regular = make.drafted(place)
    combined = api.create_meeting(actor=place.secretary(), organisation=place.cell, plan=make.plan(with_theme=True))
    own = api.create_meeting(
        actor=place.secretary(),
        organisation=place.cell,
        plan=make.plan(minimum_minutes=60, minimum_regulation="01-QĐ/ĐU"),
    )

    assert (regular.minimum_minutes, regular.minimum_regulation) == (90, "42-HD/BTCTW, 28/10/2025")
    assert combined.minimum_minutes == 120
    assert (own.minimum_minutes, own.minimum_regulation) == (60, "01-QĐ/ĐU")


def test_invite_cell_gives_everyone_the_role_of_the_day(place: make.World) -> None:
    make.member(place.cell, "temporary_here")
    make.member(place.cell, "temporary_elsewhere")
    make.member(place.cell, "suspended")
    meeting = make.drafted(place)

    roles = sorted(meeting.invitations.values_list("role", "may_vote"))
    assert roles == [("exempt", True), *[("official", True)] * 5, ("probationary", False), ("temporary", False)]
    assert meeting.not_summoned == {"temporary_elsewhere": 1, "suspended": 1}


def test_invite_cell_twice_invites_nobody_twice(place: make.World) -> None:
    meeting = make.drafted(place)

    assert api.invite_cell(actor=place.secretary(), meeting=meeting) == []
    assert meeting.invitations.count() == 7


def test_a_member_cannot_prepare(place: make.World) -> None:
    meeting = make.drafted(place)

    for refused in (
        lambda: api.create_meeting(actor=place.actor(2), organisation=place.cell, plan=make.plan()),
        lambda: api.add_item(actor=place.actor(2), meeting=meeting, item=api.Item("Thêm")),
        lambda: api.call_meeting(actor=place.actor(2), meeting=meeting),
        lambda: api.call_meeting(actor=make.actor_of(place.stranger), meeting=meeting),
    ):
        with pytest.raises(NotAllowed):
            refused()


def test_reorder_is_refused_when_the_agenda_changed_elsewhere(place: make.World) -> None:
    meeting = make.drafted(place)
    ids = list(meeting.items.values_list("pk", flat=True))
    api.add_item(actor=place.secretary(), meeting=meeting, item=api.Item("Thêm"))

    with pytest.raises(Conflict, match="vừa thay đổi ở máy khác"):
        api.reorder_items(actor=place.secretary(), meeting=meeting, item_ids=ids[::-1])


def test_reorder_and_remove_keep_the_numbers_without_gaps(place: make.World) -> None:
    meeting = make.drafted(place)
    first, second = meeting.items.all()
    third = api.add_item(actor=place.secretary(), meeting=meeting, item=api.Item("Thêm", minutes=5))
    api.reorder_items(actor=place.secretary(), meeting=meeting, item_ids=[third.pk, second.pk, first.pk])
    api.remove_item(actor=place.secretary(), item=second)

    meeting.refresh_from_db()
    assert [(item.order, item.title) for item in meeting.items.all()] == [(1, "Thêm"), (2, "Mở đầu")]
    assert meeting.planned_minutes == 15


def test_move_makes_a_successor_with_agenda_papers_and_people_but_without_answers(place: make.World) -> None:
    meeting = make.called(place)
    file = StoredFile.objects.create(sha256="0" * 64, size=1, name="a.pdf", media_type="application/pdf", kind="pdf")
    api.publish_paper(actor=place.secretary(), meeting=meeting, file=file, title="Dự thảo", item=meeting.items.last())
    invitations.confirm_coming(actor=place.actor(2), invitation=place.invitation(place.members[2]))

    api.move_meeting(
        actor=place.secretary(), meeting=meeting, starts_at=STARTS + datetime.timedelta(days=2), reason="Bão số 12"
    )

    old, new = Meeting.objects.get(pk=meeting.pk), Meeting.objects.get(previous=meeting)
    assert (old.state, old.off_reason, new.state) == ("moved", "Bão số 12", "called")
    assert [item.title for item in new.items.all()] == ["Mở đầu", "Thảo luận nghị quyết"]
    assert new.papers.get().item.title == "Thảo luận nghị quyết"
    assert set(new.invitations.values_list("response", flat=True)) == {"none"}
    assert new.invitations.count() == old.invitations.count()


def test_move_and_cancel_need_a_reason(place: make.World) -> None:
    meeting = make.called(place)

    with pytest.raises(Invalid, match="lý do hoãn"):
        api.move_meeting(actor=place.secretary(), meeting=meeting, starts_at=STARTS + MINUTE, reason=" ")
    with pytest.raises(Invalid, match="lý do hủy"):
        api.cancel_meeting(actor=place.secretary(), meeting=meeting, reason="")
    with pytest.raises(Invalid, match="đã qua"):
        api.move_meeting(actor=place.secretary(), meeting=meeting, starts_at=NOW, reason="Bão")


def test_hour_of_a_called_meeting_changes_only_by_moving_it(place: make.World) -> None:
    meeting = make.called(place)

    with pytest.raises(Conflict, match="Hoãn, chuyển ngày"):
        api.edit_meeting(actor=place.secretary(), meeting=meeting, plan=make.plan(starts_at=STARTS + MINUTE))


# -- answers ---------------------------------------------------------------------------------------------------------


def test_member_answers_and_may_change_the_mind(place: make.World) -> None:
    make.called(place)
    mine = place.invitation(place.members[2])

    invitations.confirm_coming(actor=place.actor(2), invitation=mine)
    invitations.confirm_coming(actor=place.actor(2), invitation=mine)
    invitations.ask_leave(actor=place.actor(2), invitation=mine, reason="Ốm")

    mine.refresh_from_db()
    assert (mine.response, mine.reason, mine.leave) == ("leave_asked", "Ốm", "")


def test_nobody_answers_for_somebody_else_except_the_secretary_by_name(place: make.World) -> None:
    make.called(place)
    other = place.invitation(place.members[3])

    with pytest.raises(NotAllowed):
        invitations.confirm_coming(actor=place.actor(2), invitation=other)
    api.record_answer(actor=place.secretary(), invitation=other, coming=False, reason="Đi công tác")

    other.refresh_from_db()
    assert (other.response, other.response_recorded_by) == ("leave_asked", place.members[0].full_name)


def test_leave_needs_a_reason_and_is_decided_once(place: make.World) -> None:
    make.called(place)
    mine = place.invitation(place.members[2])
    with pytest.raises(Invalid, match="Ghi lý do xin vắng"):
        invitations.ask_leave(actor=place.actor(2), invitation=mine, reason="  ")
    invitations.ask_leave(actor=place.actor(2), invitation=mine, reason="Ốm")

    api.decide_leave(actor=place.secretary(), invitation=mine, granted=True)
    invitations.confirm_coming(actor=place.actor(2), invitation=mine)

    with pytest.raises(Conflict, match="không còn xin vắng"):
        api.decide_leave(actor=place.secretary(), invitation=mine, granted=False)


def test_answers_are_closed_once_the_meeting_runs(place: make.World) -> None:
    make.running(place)

    with pytest.raises(Conflict, match="Đang họp"):
        invitations.ask_leave(actor=place.actor(2), invitation=place.invitation(place.members[2]), reason="Ốm")


# -- roll call -------------------------------------------------------------------------------------------------------


def check_in(place: make.World, number: int, at: datetime.datetime, **changes: object) -> str:
    holder = place.members[number].account
    entry = make.entry(place.meeting, holder, changes.pop("shown_at", at), **changes)
    outcome = doors.check_in(actor=make.actor_of(holder, at), meeting=place.meeting, entry=entry)
    return outcome.status


def test_check_in_by_code_once(place: make.World) -> None:
    make.called(place)

    assert check_in(place, 2, STARTS - 6 * MINUTE) == "accepted"
    assert check_in(place, 2, STARTS) == "already"
    mark = Attendance.objects.get()
    assert (mark.category, mark.how, mark.at) == ("present", "qr", STARTS - 6 * MINUTE)


def test_check_in_by_figures(place: make.World) -> None:
    make.called(place)
    shown = api.shown_code(place.meeting.pk, STARTS)

    assert check_in(place, 2, STARTS, token="", figures=shown.grouped) == "accepted"


def test_check_in_of_an_old_photograph_of_the_code_is_refused(place: make.World) -> None:
    make.called(place)
    old = make.entry(place.meeting, place.members[2].account, STARTS - 2 * MINUTE).token

    with pytest.raises(Conflict, match="Mã này đã đổi"):
        check_in(place, 2, STARTS, token=old)


def test_shared_code_lets_in_only_the_invited_and_signed_in(place: make.World) -> None:
    make.called(place)
    shared = make.entry(place.meeting, place.stranger, STARTS)

    with pytest.raises(NotAllowed):
        doors.check_in(actor=make.actor_of(place.stranger, STARTS), meeting=place.meeting, entry=shared)
    with pytest.raises(Conflict, match="cuộc họp khác"):
        doors.check_in(actor=place.actor(2, STARTS), meeting=place.meeting, entry=shared)
    assert not Attendance.objects.exists()


def test_code_of_another_meeting_is_refused(place: make.World) -> None:
    make.called(place)
    other = make.called(place, title="Họp khác")
    foreign = make.entry(Meeting.objects.exclude(pk=other.pk).get(), place.members[2].account, STARTS).token

    with pytest.raises(Conflict, match="không phải mã điểm danh"):
        check_in(place, 2, STARTS, token=foreign)


def test_check_in_too_early_and_after_closing_is_refused(place: make.World) -> None:
    make.called(place)
    with pytest.raises(Conflict, match="Chưa đến giờ điểm danh"):
        check_in(place, 2, STARTS - 61 * MINUTE)
    api.open_meeting(actor=place.secretary(STARTS), meeting=place.meeting)
    api.close_meeting(actor=place.secretary(STARTS + 90 * MINUTE), meeting=place.meeting)

    with pytest.raises(Conflict, match=r"Cuộc họp đã kết thúc\. Nếu đồng chí có dự, nói với bí thư"):
        check_in(place, 2, STARTS + 91 * MINUTE)


def test_code_seen_in_time_is_good_for_the_minutes_of_a_slow_line(place: make.World) -> None:
    make.called(place)
    holder = place.members[2].account
    entry = make.entry(place.meeting, holder, STARTS)

    late = doors.check_in(actor=make.actor_of(holder, STARTS + 4 * MINUTE), meeting=place.meeting, entry=entry)
    assert late.status == "accepted"
    other = place.members[3].account
    with pytest.raises(Conflict, match="Mã này đã đổi"):
        doors.check_in(
            actor=make.actor_of(other, STARTS + 6 * MINUTE),
            meeting=place.meeting,
            entry=make.entry(place.meeting, other, STARTS),
        )


def test_online_presence_follows_mode_and_choice(place: make.World) -> None:
    make.called(place, mode="hybrid", online_link="https://hop.example/x")

    check_in(place, 1, STARTS, online=True)
    check_in(place, 2, STARTS)

    assert list(Attendance.objects.order_by("pk").values_list("category", flat=True)) == ["present_online", "present"]


def test_batch_answers_each_entry_in_order_with_one_audit_entry(place: make.World) -> None:
    meeting = make.called(place)
    accounts = [person.account for person in place.members]
    batch = [
        make.entry(meeting, accounts[0], STARTS),
        make.entry(meeting, accounts[1], STARTS, token="AAAA"),
        make.entry(meeting, place.stranger, STARTS),
        make.entry(meeting, accounts[0], STARTS),
        make.entry(meeting, accounts[2], STARTS),
    ]
    before = Entry.objects.count()

    assert make.take(batch, STARTS) == ["accepted", "refused", "refused", "already", "accepted"]

    entry = Entry.objects.order_by("pk").last()
    assert Entry.objects.count() == before + 1
    assert entry.facts["arrived"] == {str(meeting.pk): sorted([place.members[0].pk, place.members[2].pk])}


def test_batch_needs_the_same_queries_for_one_and_for_many(place: make.World, django_assert_num_queries) -> None:
    meeting = make.called(place)
    entries = [make.entry(meeting, person.account, STARTS) for person in place.members]

    with django_assert_num_queries(6):
        make.take(entries[:1], STARTS)
    with django_assert_num_queries(6):
        make.take(entries[1:], STARTS)


def test_who_was_written_absent_and_comes_after_all_is_present_and_the_sheet_remembers(place: make.World) -> None:
    make.called(place)
    mine = place.invitation(place.members[2])
    api.record_attendance(
        actor=place.secretary(), meeting=place.meeting, invitation_ids=[mine.pk], category="absent_excused", reason="Ốm"
    )

    assert check_in(place, 2, STARTS) == "accepted"
    mark = Attendance.objects.get()
    assert (mark.category, mark.changes[0]["from"], mark.changes[0]["to"]) == ("present", "absent_excused", "present")


def test_guest_who_checks_in_is_a_guest(place: make.World) -> None:
    meeting = make.drafted(place)
    guest = make.member(place.cell.parent)
    api.invite_guest(actor=place.secretary(), meeting=meeting, member_id=guest.pk, follower=True)
    api.call_meeting(actor=place.secretary(), meeting=meeting)

    make.take([make.entry(meeting, guest.account, STARTS)], STARTS)

    assert Attendance.objects.get().category == "guest"


def test_assisted_roll_call_keeps_both_names(place: make.World) -> None:
    make.called(place)
    mine = place.invitation(place.members[3])

    api.record_attendance(
        actor=place.secretary(), meeting=place.meeting, invitation_ids=[mine.pk], category="present", assisted=True
    )

    mark = Attendance.objects.get()
    assert (mark.member, mark.how, mark.recorded_by_name) == (place.members[3], "assisted", place.members[0].full_name)


def test_roll_call_twice_is_once_and_another_answer_is_a_correction(place: make.World) -> None:
    meeting = make.running(place)
    ids = [place.invitation(place.members[1]).pk]
    at = place.secretary(STARTS)

    api.record_attendance(actor=at, meeting=meeting, invitation_ids=ids, category="present")
    with pytest.raises(Conflict, match="Muốn sửa thì bấm"):
        api.record_attendance(actor=at, meeting=meeting, invitation_ids=ids, category="absent_unexcused")
    with pytest.raises(Invalid, match="Ghi lý do sửa"):
        api.correct_attendance(actor=at, meeting=meeting, invitation_id=ids[0], category="absent_unexcused", reason=" ")
    api.correct_attendance(
        actor=at, meeting=meeting, invitation_id=ids[0], category="absent_unexcused", reason="Ghi nhầm người"
    )

    mark = Attendance.objects.get(member=place.members[1])
    assert (mark.category, mark.reason, mark.changes[0]["from"]) == ("absent_unexcused", "Ghi nhầm người", "present")


def test_closing_writes_down_everybody_who_was_not_there(place: make.World) -> None:
    meeting = make.called(place)
    mine = place.invitation(place.members[4])
    invitations.ask_leave(actor=place.actor(4), invitation=mine, reason="Ốm")
    api.decide_leave(actor=place.secretary(), invitation=mine, granted=True)
    api.open_meeting(actor=place.secretary(STARTS), meeting=meeting)
    api.close_meeting(actor=place.secretary(STARTS + 90 * MINUTE), meeting=meeting)

    marks = dict(Attendance.objects.values_list("member_id", "category"))
    assert marks[place.members[4].pk] == "absent_excused"
    assert marks[place.members[0].pk] == "absent_unexcused"
    assert marks[place.exempt.pk] == "exempt"
    assert Attendance.objects.get(member=place.members[4]).reason == "Ốm"


# -- running ---------------------------------------------------------------------------------------------------------


def test_only_the_chair_or_the_secretary_opens(place: make.World) -> None:
    meeting = make.called(place, chair_id=place.members[3].pk)

    with pytest.raises(NotAllowed):
        api.open_meeting(actor=place.actor(2, STARTS), meeting=meeting)
    assert api.open_meeting(actor=place.actor(3, STARTS), meeting=meeting).opened_at == STARTS


def test_open_twice_says_so(place: make.World) -> None:
    meeting = make.running(place)

    with pytest.raises(Conflict, match="Đang họp"):
        api.open_meeting(actor=place.secretary(STARTS), meeting=meeting)


def test_interruption_is_not_counted_as_meeting_time(place: make.World) -> None:
    meeting = make.running(place)
    api.interrupt_meeting(actor=place.secretary(STARTS + 30 * MINUTE), meeting=meeting, reason="Mất điện")
    api.resume_meeting(actor=place.secretary(STARTS + 50 * MINUTE), meeting=meeting)
    api.close_meeting(actor=place.secretary(STARTS + 110 * MINUTE), meeting=meeting)

    shown = api.clock(Meeting.objects.get(pk=meeting.pk), NOW)
    assert (shown.minutes, shown.missing) == (90, 0)


def test_one_item_at_a_time(place: make.World) -> None:
    meeting = make.running(place)
    first, second = meeting.items.all()
    api.start_item(actor=place.secretary(STARTS), item=first)
    api.start_item(actor=place.secretary(STARTS), item=first)
    api.start_item(actor=place.secretary(STARTS + 10 * MINUTE), item=second)

    assert [item.status for item in AgendaItem.objects.order_by("order")] == ["done", "now"]


def test_line_sent_twice_is_written_once(place: make.World) -> None:
    meeting = make.running(place)
    key = make.fresh()
    for _ in range(2):
        api.write_line(
            actor=place.secretary(STARTS), meeting=meeting, speech=api.Speech("nhất trí", STARTS), client_key=key
        )

    assert Line.objects.count() == 1


def test_two_devices_edit_one_line_and_both_texts_are_kept(place: make.World) -> None:
    meeting = make.running(place)
    at = place.secretary(STARTS)
    line = api.write_line(actor=at, meeting=meeting, speech=api.Speech("nhất trí", STARTS), client_key=make.fresh())

    one = api.edit_line(actor=at, line=line, text="nhất trí cao", revision=0)
    two = api.edit_line(actor=at, line=line, text="không nhất trí", revision=0)
    again = api.edit_line(actor=at, line=line, text="không nhất trí", revision=0)

    line.refresh_from_db()
    assert (one.conflict, two.conflict, line.text) == (False, True, "nhất trí cao")
    assert "Cả hai bản đều được giữ" in two.sentence
    assert KeptText.objects.get().text == "không nhất trí"
    assert again.kept == two.kept


def test_two_devices_write_one_conclusion(place: make.World) -> None:
    meeting = make.running(place)
    item = meeting.items.first()
    at = place.secretary(STARTS)

    api.conclude_item(actor=at, item=item, text="Nhất trí.", revision=0)
    second = api.conclude_item(actor=at, item=item, text="Chưa nhất trí.", revision=0)

    item.refresh_from_db()
    assert (second.conflict, item.conclusion) == (True, "Nhất trí.")


def test_opinion_sent_twice_is_one_and_is_taken_into_the_minutes_once(place: make.World) -> None:
    meeting = make.running(place)
    key = make.fresh()
    for _ in range(2):
        opinion = talk.send_opinion(actor=place.actor(2, STARTS), meeting=meeting, text="Đề nghị", client_key=key)
    first = api.take_opinion(actor=place.secretary(STARTS), opinion=opinion)
    second = api.take_opinion(actor=place.secretary(STARTS), opinion=opinion)

    assert Opinion.objects.count() == 1
    assert first == second
    assert (first.source, first.speaker) == ("phone", place.members[2])


def test_opinion_before_the_meeting_is_marked_so_and_refused_after_it(place: make.World) -> None:
    meeting = make.called(place)
    early = talk.send_opinion(actor=place.actor(2), meeting=meeting, text="Góp ý", client_key=make.fresh())
    api.open_meeting(actor=place.secretary(STARTS), meeting=meeting)
    api.close_meeting(actor=place.secretary(STARTS), meeting=meeting)

    assert early.before_meeting
    with pytest.raises(Conflict, match="không nhận ý kiến nữa"):
        talk.send_opinion(actor=place.actor(2), meeting=meeting, text="Muộn", client_key=make.fresh())
    with pytest.raises(NotAllowed):
        talk.send_opinion(actor=make.actor_of(place.stranger), meeting=meeting, text="Lạ", client_key=make.fresh())


def test_hand_raised_twice_is_one_hand(place: make.World) -> None:
    meeting = make.running(place)

    one = talk.ask_to_speak(actor=place.actor(2, STARTS), meeting=meeting)
    two = talk.ask_to_speak(actor=place.actor(2, STARTS), meeting=meeting)
    api.call_speaker(actor=place.secretary(STARTS), request=one)
    talk.withdraw_speak_request(actor=place.actor(2, STARTS), request=one)

    assert one == two
    assert meeting.speak_requests.get().done_at == STARTS


# -- ballots ---------------------------------------------------------------------------------------------------------


def test_base_and_excluded_groups_are_frozen_at_opening(place: make.World) -> None:
    make.running(place)
    ballot = make.ballot(place)
    late = place.invitation(place.exempt)
    api.record_attendance(
        actor=place.secretary(STARTS), meeting=place.meeting, invitation_ids=[late.pk], category="present"
    )

    ballot.refresh_from_db()
    assert (ballot.base, ballot.needed, ballot.voters.count()) == (5, 3, 5)
    assert {group["group"]: group["count"] for group in ballot.excluded} == {
        "Đảng viên dự bị": 1,
        "Được miễn sinh hoạt": 1,
    }
    with pytest.raises(Conflict, match="Danh sách biểu quyết được chốt lúc mở"):
        ballots.cast_vote(actor=make.actor_of(place.exempt.account, STARTS), ballot=ballot, option=0)


def test_named_vote_may_be_changed_until_closing(place: make.World) -> None:
    make.running(place)
    ballot = make.ballot(place)

    ballots.cast_vote(actor=place.actor(1, STARTS), ballot=ballot, option=0)
    ballots.cast_vote(actor=place.actor(1, STARTS), ballot=ballot, option=0)
    ballots.cast_vote(actor=place.actor(1, STARTS), ballot=ballot, option=1)
    api.close_ballot(actor=place.secretary(STARTS), ballot=ballot)

    ballot.refresh_from_db()
    assert (ballot.counts, ballot.issued) == ([0, 1, 0], 1)
    with pytest.raises(Conflict, match="Chủ trì đã đóng biểu quyết trước khi phiếu này đến"):
        ballots.cast_vote(actor=place.actor(2, STARTS), ballot=ballot, option=0)


@pytest.mark.parametrize("kind", ["named", "secret"])
def test_who_may_not_vote_is_told_why(place: make.World, kind: str) -> None:
    make.running(place, here=4)
    ballot = make.ballot(place, kind)
    person = make.actor_of(place.probationary.account, STARTS)

    with pytest.raises(Conflict, match="không có tên đồng chí"):
        ballots.cast_vote(actor=person, ballot=ballot, option=0)
    with pytest.raises(Conflict, match="chưa điểm danh"):
        ballots.cast_vote(actor=place.actor(4, STARTS), ballot=ballot, option=0)
    with pytest.raises(NotAllowed):
        ballots.cast_vote(actor=make.actor_of(place.stranger, STARTS), ballot=ballot, option=0)
    with pytest.raises(Invalid, match="Chọn một phương án"):
        ballots.cast_vote(actor=place.actor(1, STARTS), ballot=ballot, option=9)


def test_assisted_vote_keeps_both_names(place: make.World) -> None:
    make.running(place)
    ballot = make.ballot(place)

    api.cast_assisted_vote(actor=place.secretary(STARTS), ballot=ballot, member_id=place.members[3].pk, option=0)

    voter = BallotVoter.objects.get(member=place.members[3])
    assert (voter.has_voted, voter.assisted_by_name) == (True, place.members[0].full_name)


def test_counts_of_hands_cannot_exceed_the_people_in_the_room(place: make.World) -> None:
    make.running(place, here=4)
    ballot = make.ballot(place, "hands")
    at = place.secretary(STARTS)
    with pytest.raises(Conflict, match="Chưa ghi kết quả đếm"):
        api.close_ballot(actor=at, ballot=ballot)
    with pytest.raises(Invalid, match="Tổng cộng 5, nhiều hơn 4"):
        api.record_count(actor=at, ballot=ballot, count=api.Count((4, 1, 0)))
    with pytest.raises(Invalid, match="từng phương án"):
        api.record_count(actor=at, ballot=ballot, count=api.Count((4,)))
    with pytest.raises(Conflict, match="không gửi phiếu trên máy"):
        ballots.cast_vote(actor=at, ballot=ballot, option=0)

    api.record_count(actor=at, ballot=ballot, count=api.Count((3, 1, 0)))
    closed = api.close_ballot(actor=at, ballot=ballot)
    assert (closed.tally.passed, closed.tally.base) == (True, 5)


def test_paper_ballot_is_counted_with_spoilt_and_missing_papers(place: make.World) -> None:
    make.running(place)
    ballot = make.ballot(place, "secret", on_paper=True, threshold="two_thirds")
    at = place.secretary(STARTS)
    with pytest.raises(Invalid, match="nhiều hơn 5 người"):
        api.record_count(actor=at, ballot=ballot, count=api.Count((3, 0, 0), issued=6))

    api.record_count(actor=at, ballot=ballot, count=api.Count((3, 0, 0), invalid=1, issued=5))
    tally = api.close_ballot(actor=at, ballot=ballot).tally
    assert (tally.returned, tally.not_returned, tally.passed) == (4, 1, False)


def test_one_ballot_at_a_time_and_no_closing_over_it(place: make.World) -> None:
    make.running(place)
    make.ballot(place)

    with pytest.raises(Conflict, match="Đang có một biểu quyết mở"):
        make.ballot(place)
    with pytest.raises(Conflict, match="Đóng biểu quyết rồi kết thúc họp"):
        api.close_meeting(actor=place.secretary(STARTS), meeting=place.meeting)


def test_void_ballot_needs_a_reason_and_leaves_no_papers(place: make.World) -> None:
    make.running(place)
    ballot = make.ballot(place, "secret")
    ballots.cast_vote(actor=place.actor(1, STARTS), ballot=ballot, option=0)

    with pytest.raises(Invalid, match="Ghi lý do hủy"):
        api.void_ballot(actor=place.secretary(STARTS), ballot=ballot, reason="")
    api.void_ballot(actor=place.secretary(STARTS), ballot=ballot, reason="Nhầm câu hỏi")

    assert Ballot.objects.get().state == "void"
    assert not BallotPaper.objects.exists()


def test_reserved_opinion_is_kept_once_and_only_after_a_secret_result(place: make.World) -> None:
    make.running(place)
    named = make.ballot(place)
    ballots.reserve_opinion(actor=place.actor(1, STARTS), ballot=named)
    kept = ballots.reserve_opinion(actor=place.actor(1, STARTS), ballot=named, text="Chưa đủ căn cứ")
    api.close_ballot(actor=place.secretary(STARTS), ballot=named)
    secret = make.ballot(place, "secret")

    assert kept.text == "Chưa đủ căn cứ"
    assert named.reserved_opinions.count() == 1
    with pytest.raises(Conflict, match="sau khi chủ trì công bố"):
        ballots.reserve_opinion(actor=place.actor(1, STARTS), ballot=secret)
    with pytest.raises(Conflict, match="Chỉ đảng viên được biểu quyết"):
        ballots.reserve_opinion(actor=make.actor_of(place.probationary.account, STARTS), ballot=named)


# -- minutes ---------------------------------------------------------------------------------------------------------


def test_two_devices_write_the_minutes_and_adoption_waits_for_the_choice(place: make.World) -> None:
    meeting = make.running(place)
    at = place.secretary(STARTS)
    first = api.compose_minutes(actor=at, meeting=meeting)
    one = api.write_minutes(actor=at, meeting=meeting, text="Bản của máy bàn", based_on=first.number)
    two = api.write_minutes(actor=at, meeting=meeting, text="Bản của điện thoại", based_on=first.number)

    assert (one.conflict, two.conflict) == (False, True)
    with pytest.raises(Conflict, match="Chọn một bản"):
        api.adopt_minutes(actor=at, meeting=meeting)
    chosen = api.write_minutes(
        actor=at, meeting=meeting, text="Bản của điện thoại", based_on=one.target.number, chosen=True
    )
    api.settle_kept_text(actor=at, kept=two.kept)
    api.adopt_minutes(actor=at, meeting=meeting)

    assert chosen.target.origin == "chosen"
    assert Minutes.objects.get().state == "adopted"


def test_adopted_minutes_take_notes_but_no_changes(place: make.World) -> None:
    meeting = make.running(place)
    at = place.secretary(STARTS)
    api.compose_minutes(actor=at, meeting=meeting)
    with pytest.raises(Conflict, match="sửa thẳng vào biên bản"):
        api.add_correction(actor=at, minutes=meeting.minutes, text="Sai tên")
    api.adopt_minutes(actor=at, meeting=meeting)

    with pytest.raises(Conflict, match="lập bản đính chính"):
        api.write_minutes(actor=at, meeting=meeting, text="Khác", based_on=1)
    note = api.add_correction(actor=at, minutes=Minutes.objects.get(), text="Sai tên ở mục 2")
    assert note.written_by_name == place.members[0].full_name


def test_database_itself_refuses_to_change_adopted_minutes(place: make.World) -> None:
    from django.db import DatabaseError, connection, transaction

    meeting = make.running(place)
    at = place.secretary(STARTS)
    api.compose_minutes(actor=at, meeting=meeting)
    api.adopt_minutes(actor=at, meeting=meeting)

    for statement in (
        "UPDATE meetings_minutesversion SET text = 'khác'",
        "DELETE FROM meetings_minutesversion",
        "UPDATE meetings_minutes SET text_hash = 'x'",
        "DELETE FROM meetings_minutes",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_adopting_after_closing_walks_the_meeting_on(place: make.World) -> None:
    meeting = make.running(place)
    at = place.secretary(STARTS)
    api.close_meeting(actor=at, meeting=meeting)
    api.compose_minutes(actor=at, meeting=meeting)

    api.adopt_minutes(actor=at, meeting=meeting)

    assert Meeting.objects.get(pk=meeting.pk).state == "adopted"
    with pytest.raises(Conflict, match="chưa đủ chữ ký"):
        api.lock_meeting(actor=at, meeting=meeting)


def test_elected_minute_taker_writes_without_any_role(place: make.World) -> None:
    meeting = make.running(place)
    taker = place.actor(1, STARTS)

    api.write_line(actor=taker, meeting=meeting, speech=api.Speech("ghi", STARTS), client_key=make.fresh())
    with pytest.raises(NotAllowed):
        api.close_meeting(actor=taker, meeting=meeting)


def test_refused_command_leaves_nothing_behind(place: make.World) -> None:
    meeting = make.called(place)
    entries = Entry.objects.count()

    with pytest.raises(Refused):
        api.move_meeting(actor=place.secretary(), meeting=meeting, starts_at=NOW, reason="Bão")

    assert (Entry.objects.count(), Meeting.objects.count()) == (entries, 1)


def test_every_answer_of_an_invited_list_stays_unique(place: make.World) -> None:
    meeting = make.called(place)

    with pytest.raises(Conflict, match="đã có trong danh sách"):
        api.invite_guest(actor=place.secretary(), meeting=meeting, member_id=place.members[2].pk)
    api.invite_guest(actor=place.secretary(), meeting=meeting, name="Bà Mai")
    with pytest.raises(Conflict, match="đã có trong danh sách"):
        api.invite_guest(actor=place.secretary(), meeting=meeting, name="Bà Mai")
    assert Invitation.objects.filter(guest_name="Bà Mai").count() == 1
