"""The phone of a member: before, during and after a meeting, without script."""

import datetime

import pytest
from django.urls import reverse
from tests.modules.meetings import factories as make

from dangvu.kernel import files
from dangvu.modules.meetings import api
from dangvu.modules.meetings.commands import ballot as ballots
from dangvu.modules.meetings.models import Attendance, BallotVoter, Invitation, Opinion, PaperRead
from dangvu.modules.meetings.queries.work import work_items

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(settings) -> make.World:
    """A meeting that begins in half an hour by the wall clock: the pages ask the server's clock."""
    home = make.world()
    home.extra["soon"] = datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=30)
    return home


@pytest.fixture
def soon(place):
    return {"starts_at": place.extra["soon"]}


def address(name: str, place: make.World, **more) -> str:
    return reverse(f"meetings:{name}", kwargs={"id": place.meeting.public_id, **more})


def page(client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status, response.content.decode()[:500]
    return response.content.decode()


def fetched(client, url: str) -> bytes:
    """The file behind an address, read to its end: that closes it."""
    return b"".join(client.get(url).streaming_content)


def paper(place: make.World, title: str = "Dự thảo nghị quyết", **more) -> api.Paper:
    file = files.keep(b"%PDF-1.4 thu", name=f"{title}.pdf", media_type="application/pdf")
    return api.publish_paper(
        actor=place.secretary(), meeting=place.meeting, file=file, title=title, pages=4, **more
    )  # fmt: skip


# -- before ----------------------------------------------------------------------------------------------------------


def test_member_finds_the_meeting_and_says_yes(place, client_of, soon) -> None:
    make.called(place, **soon)
    client = client_of(place.members[2].account)

    assert place.meeting.title in page(client, reverse("meetings:list"))
    assert "Tôi sẽ dự" in page(client, address("detail", place))
    response = client.post(address("confirm", place), follow=True)

    assert "Đã báo sẽ dự" in response.content.decode()
    assert place.invitation(place.members[2]).response == "coming"
    assert place.invitation(place.members[2]).seen_at is not None


def test_home_card_confirms_in_one_touch(place, client_of, soon) -> None:
    make.called(place, **soon)
    client = client_of(place.members[2].account)

    assert "Tôi sẽ dự" in page(client, reverse("tasks:home"))
    client.post(address("confirm", place), {"tu": "home"})

    assert "Đã báo sẽ dự" in page(client, reverse("tasks:home"))


def test_home_card_for_large_type_speaks_as_people_do(place, client_of) -> None:
    make.called(place, starts_at=datetime.datetime(2030, 12, 3, 12, 30, tzinfo=datetime.UTC))
    account = place.members[2].account
    account.theme = "elder"
    account.save()

    html = page(client_of(account), reverse("tasks:home"))

    assert "Tôi đi được" in html
    assert "mồng 3 tháng 12" in html
    assert "7 giờ 30 tối" in html


def test_leave_is_asked_with_a_reason(place, client_of, soon) -> None:
    make.called(place, **soon)
    client = client_of(place.members[2].account)
    assert "Lý do xin vắng" in page(client, address("ask_leave", place))

    refused = client.post(address("ask_leave", place), {"reason": ""})
    answered = client.post(address("ask_leave", place), {"reason": "Ốm"}, follow=True)

    assert refused.status_code == 400
    assert "chờ trả lời" in answered.content.decode()


def test_paper_opens_and_is_remembered_as_read(place, client_of, soon) -> None:
    make.called(place, **soon)
    made = paper(place)
    client = client_of(place.members[2].account)

    first = fetched(client, address("paper", place, paper=made.public_id))
    fetched(client, address("paper", place, paper=made.public_id))

    assert first.startswith(b"%PDF")
    assert PaperRead.objects.get().member == place.members[2]
    assert "đã mở" in page(client, address("detail", place))


def test_guest_sees_the_agenda_but_only_the_papers_of_the_own_item(place, client_of, soon) -> None:
    meeting = make.drafted(place, **soon)
    first, second = meeting.items.all()
    guest = make.member(place.cell.parent)
    api.invite_guest(actor=place.secretary(), meeting=meeting, member_id=guest.pk, item_ids=[first.pk])
    api.call_meeting(actor=place.secretary(), meeting=meeting)
    own, other = paper(place, "Của mục một", item=first), paper(place, "Của mục hai", item=second)
    client = client_of(guest.account)

    html = page(client, address("detail", place))

    assert ("Của mục một" in html, "Của mục hai" in html, "Thảo luận nghị quyết" in html) == (True, False, True)
    assert fetched(client, address("paper", place, paper=own.public_id)).startswith(b"%PDF")
    assert client.get(address("paper", place, paper=other.public_id)).status_code == 404


def test_drafts_and_other_cells_are_not_found(place, client_of, soon) -> None:
    make.drafted(place, **soon)
    page(client_of(place.members[2].account), address("detail", place), 404)
    page(client_of(place.members[0].account), address("detail", place), 200)
    api.call_meeting(actor=place.secretary(), meeting=place.meeting)
    page(client_of(place.members[2].account), address("detail", place), 200)
    page(client_of(place.stranger), address("detail", place), 404)


def test_opinion_form_sent_twice_is_one_opinion(place, client_of, soon) -> None:
    make.called(place, **soon)
    client = client_of(place.members[2].account)
    sent = {"text": "Đề nghị bổ sung", "client_key": str(make.fresh())}

    for _ in range(2):
        html = client.post(address("opinion", place), sent, follow=True).content.decode()

    assert Opinion.objects.get().before_meeting
    assert html.count("Đề nghị bổ sung") == 1
    assert client.post(address("opinion", place), {**sent, "text": ""}).status_code == 400


def test_moved_meeting_leads_to_its_successor(place, client_of, soon) -> None:
    make.called(place, **soon)
    later = place.extra["soon"] + datetime.timedelta(days=3)
    api.move_meeting(actor=place.secretary(), meeting=place.meeting, starts_at=later, reason="Bão số 12")

    html = page(client_of(place.members[2].account), address("detail", place))

    assert "Bão số 12" in html
    assert "Cuộc họp mới" in html


# -- the door --------------------------------------------------------------------------------------------------------


def test_scanned_code_leaves_one_button_to_press(place, client_of, soon) -> None:
    make.called(place, **soon)
    client = client_of(place.members[2].account)
    token = api.shown_code(place.meeting.pk, datetime.datetime.now(datetime.UTC)).token

    html = page(client, f"/hop/dd/{token}/")
    fields = {name: html.split(f'name="{name}" value="')[1].split('"')[0] for name in ("meeting", "token", "seen")}
    answered = client.post(reverse("meetings:check_in"), fields, follow=True)

    assert "Tôi có mặt" in html
    assert "Đã ghi đồng chí có mặt" in answered.content.decode()
    assert Attendance.objects.get().how == "qr"


def test_six_figures_and_the_way_round_for_those_without_camera(place, client_of, soon) -> None:
    make.called(place, **soon)
    client = client_of(place.members[2].account)
    html = page(client, address("door", place))
    figures = api.shown_code(place.meeting.pk, datetime.datetime.now(datetime.UTC)).grouped

    wrong = client.post(reverse("meetings:check_in"), {"meeting": place.meeting.public_id, "figures": "000 000"})
    client.post(reverse("meetings:check_in"), {"meeting": place.meeting.public_id, "figures": figures})

    assert "bí thư ghi giúp và đồng chí ký sổ" in html
    assert wrong.status_code == 409
    assert Attendance.objects.get().member == place.members[2]


def test_figures_cannot_be_tried_without_end(place, client_of, soon) -> None:
    make.called(place, **soon)
    client = client_of(place.members[3].account)
    tries = [
        client.post(reverse("meetings:check_in"), {"meeting": place.meeting.public_id, "figures": f"{n:06}"})
        for n in range(13)
    ]

    assert "Nhập sai nhiều lần quá" in tries[-1].content.decode()


def test_stale_and_foreign_codes_are_explained(place, client_of, soon) -> None:
    make.called(place, **soon)
    old = api.shown_code(place.meeting.pk, datetime.datetime.now(datetime.UTC) - datetime.timedelta(minutes=5)).token
    client = client_of(place.members[2].account)

    assert "Mã này đã đổi" in page(client, f"/hop/dd/{old}/")
    assert "Đây không phải mã điểm danh" in page(client, "/hop/dd/bay/", 409)
    page(client_of(place.stranger), f"/hop/dd/{old}/", 404)


def test_crowd_at_the_door_is_answered_one_by_one(place, client_of, soon) -> None:
    from dangvu.kernel.live.intake import Post
    from dangvu.modules.meetings.views import intake

    make.called(place, **soon)
    now = datetime.datetime.now(datetime.UTC)
    token = api.shown_code(place.meeting.pk, now).token
    sessions = [client_of(person.account).session.session_key for person in place.members[:3]]
    fields = {"meeting": str(place.meeting.public_id), "token": token}
    posts = [Post(session, fields, now, wants_json=True) for session in [*sessions, "nobody", sessions[0]]]
    posts.append(Post(sessions[2], {**fields, "token": "bad"}, now, wants_json=True))

    answers = intake.take_check_ins(posts)

    assert [answer.status for answer in answers] == [200, 200, 200, 409, 200, 409]
    assert Attendance.objects.count() == 3


# -- during ----------------------------------------------------------------------------------------------------------


def hold(place: make.World, **soon) -> api.Meeting:
    meeting = make.running(place, **soon)
    api.start_item(actor=place.secretary(place.extra["soon"]), item=meeting.items.last())
    return meeting


def test_running_meeting_shows_the_vote_the_item_and_the_agenda(place, client_of, soon) -> None:
    hold(place, **soon)
    ballot = make.ballot(place)
    client = client_of(place.members[2].account)
    html = page(client, address("detail", place))

    response = client.post(address("vote", place, ballot=ballot.public_id), {"option": 0, "reserve": "on"}, follow=True)

    for told in ("Đang họp", "Thông qua nghị quyết tháng 12?", "Mục đang bàn, 2 trên 2", "Chương trình", "Gửi phiếu"):
        assert told in html
    assert "checked" not in html.split("Gửi phiếu")[0].split("Đang biểu quyết")[1]
    assert "Sửa phiếu" in response.content.decode()
    assert BallotVoter.objects.get(member=place.members[2]).choice == 0
    assert ballot.reserved_opinions.get().member == place.members[2]


def test_secret_vote_page_never_shows_what_was_chosen(place, client_of, soon) -> None:
    hold(place, **soon)
    ballot = make.ballot(place, "secret")
    client = client_of(place.members[2].account)

    html = client.post(address("vote", place, ballot=ballot.public_id), {"option": 1}, follow=True).content.decode()

    assert "Đồng chí đã bỏ phiếu" in html
    assert "Không đồng ý" not in html
    assert "Tôi bảo lưu ý kiến" not in html


def test_late_vote_comes_back_as_a_conflict(place, client_of, soon) -> None:
    hold(place, **soon)
    ballot = make.ballot(place)
    api.close_ballot(actor=place.secretary(), ballot=ballot)

    response = client_of(place.members[2].account).post(address("vote", place, ballot=ballot.public_id), {"option": 0})

    assert response.status_code == 409
    assert "phiếu không được tính" in response.content.decode()


def test_live_part_answers_nothing_when_nothing_changed_and_only_what_did(place, client_of, soon) -> None:
    hold(place, **soon)
    client = client_of(place.members[2].account)
    mark = page(client, address("detail", place)).split('name="dau" value="')[1].split('"')[0]

    assert client.get(address("updates", place), {"dau": mark}).status_code == 204
    make.ballot(place)
    html = client.get(address("updates", place), {"dau": mark}).content.decode()
    mark = html.split('name="dau" value="')[1].split('"')[0]
    ballots.cast_vote(actor=place.actor(3), ballot=place.meeting.ballots.get(), option=0)

    assert ('id="phieu"' in html, 'id="muc"' in html, 'id="tinh-hinh"' in html) == (True, False, False)
    assert client.get(address("updates", place), {"dau": mark}).status_code == 204


def test_page_asks_to_be_drawn_anew_when_the_meeting_is_over(place, client_of, soon) -> None:
    hold(place, **soon)
    api.close_meeting(actor=place.secretary(place.extra["soon"]), meeting=place.meeting)

    response = client_of(place.members[2].account).get(address("updates", place))

    assert (response.status_code, response["HX-Refresh"]) == (204, "true")


def test_hand_goes_up_and_down(place, client_of, soon) -> None:
    hold(place, **soon)
    client = client_of(place.members[2].account)

    up = client.post(address("raise_hand", place), follow=True).content.decode()
    down = client.post(address("lower_hand", place), follow=True).content.decode()

    assert ("Đã xin phát biểu" in up, "Thôi phát biểu" in up) == (True, True)
    assert "Thôi phát biểu" not in down


def test_who_has_not_checked_in_is_told_so(place, client_of, soon) -> None:
    make.running(place, here=2, **soon)

    assert "Đồng chí chưa điểm danh" in page(client_of(place.members[4].account), address("detail", place))


# -- after -----------------------------------------------------------------------------------------------------------


def test_after_the_meeting_result_minutes_and_own_tasks(place, client_of, soon) -> None:
    meeting = hold(place, **soon)
    at = place.secretary(place.extra["soon"])
    ballot = make.ballot(place)
    ballots.cast_vote(actor=at, ballot=ballot, option=0)
    api.close_ballot(actor=at, ballot=ballot)
    api.give_task(actor=at, meeting=meeting, errand=api.Errand("Rà soát hộ nghèo", (place.members[2].pk,)))
    api.close_meeting(actor=at, meeting=meeting)
    client = client_of(place.members[2].account)
    before = page(client, address("detail", place))
    page(client, address("minutes", place), 404)
    api.compose_minutes(actor=at, meeting=meeting)
    api.adopt_minutes(actor=at, meeting=meeting)
    api.add_correction(actor=at, minutes=api.Minutes.objects.get(), text="Sai tên ở mục 2")

    after, minutes = page(client, address("detail", place)), page(client, address("minutes", place))

    assert "Biên bản đang hoàn chỉnh" in before
    for told in ("Đọc biên bản", "Không được thông qua", "Rà soát hộ nghèo", "Việc của đồng chí"):
        assert told in after
    for told in ("THÀNH PHẦN", "Sai tên ở mục 2", "Cuộc họp kết thúc hồi"):
        assert told in minutes


def test_opinion_may_be_reserved_after_closing(place, client_of, soon) -> None:
    meeting = hold(place, **soon)
    at = place.secretary(place.extra["soon"])
    ballot = make.ballot(place, "secret")
    api.close_ballot(actor=at, ballot=ballot)
    api.close_meeting(actor=at, meeting=meeting)
    client = client_of(place.members[2].account)
    url = address("reserve", place, ballot=ballot.public_id)

    assert "Ý kiến bảo lưu" in page(client, url)
    html = client.post(url, {"text": "Chưa đủ căn cứ"}, follow=True).content.decode()

    assert "Chưa đủ căn cứ" in html


# -- papers to print -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["giay-moi", "chuong-trinh", "danh-sach", "bien-ban", "phieu-kiem"])
def test_papers_print_for_those_who_write_and_for_nobody_else(place, client_of, soon, what) -> None:
    hold(place, **soon)
    make.ballot(place, "secret", on_paper=True)
    url = address("print", place, what=what)

    response = client_of(place.members[0].account).get(url)

    assert response.content.startswith(b"%PDF")
    page(client_of(place.members[2].account), url, 404)


# -- work list and weight --------------------------------------------------------------------------------------------


def test_work_list_asks_for_the_answer_then_the_papers_then_the_vote(place, soon) -> None:
    make.called(place, **soon)
    actor = place.actor(2)
    first = [item.title for item in work_items(actor)]
    Invitation.objects.filter(member=place.members[2]).update(response="coming", responded_at=make.NOW)
    paper(place)
    second = [item.title for item in work_items(actor)]
    mine = place.invitation(place.members[2])
    api.record_attendance(actor=place.secretary(), meeting=place.meeting, invitation_ids=[mine.pk], category="present")
    api.open_meeting(actor=place.secretary(place.extra["soon"]), meeting=place.meeting)
    make.ballot(place)
    third = [item.title for item in work_items(actor)]

    assert [titles[0].split(":")[0] for titles in (first, second, third)] == [
        "Trả lời giấy mời",
        "Đọc và góp ý tài liệu",
        "Biểu quyết",
    ]


def test_work_list_is_one_query(place, soon, django_assert_num_queries) -> None:
    make.called(place, **soon)
    make.called(place, **soon, title="Họp khác")

    with django_assert_num_queries(1):
        assert len(work_items(place.actor(2))) == 2


def count(client, url: str, django_assert_max_num_queries, limit: int) -> None:
    client.get(url)
    with django_assert_max_num_queries(limit):
        client.get(url)


def test_pages_ask_the_same_number_of_questions_for_few_and_for_many(
    place, client_of, soon, django_assert_max_num_queries
) -> None:
    make.called(place, **soon)
    client = client_of(place.members[2].account)
    for number in range(12):
        make.called(place, **soon, title=f"Họp {number}")
        paper(place, f"Tài liệu {number}")
        api.add_item(actor=place.secretary(), meeting=place.meeting, item=api.Item(f"Mục {number}"))

    count(client, reverse("meetings:list"), django_assert_max_num_queries, 22)
    count(client, address("detail", place), django_assert_max_num_queries, 30)
