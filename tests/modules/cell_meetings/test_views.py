"""The screens of the month: the plain story first, then who is refused, and how many queries a list takes."""

import datetime
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.modules.cell_meetings import factories as make
from tests.modules.meetings import factories as engine
from tests.modules.organisations import factories as organisations

from dangvu.modules.cell_meetings import commands
from dangvu.modules.cell_meetings.models import CellMonth
from dangvu.modules.cell_meetings.queries import overview, work
from dangvu.modules.meetings import api as meetings

pytestmark = pytest.mark.django_db
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)


@pytest.fixture
def home() -> make.Cell:
    return make.cell()


@pytest.fixture
def browser(home: make.Cell) -> Client:
    return make.browser(home.secretary)


def url(name: str, subject: object, **more: object) -> str:
    return reverse(f"cell_meetings:{name}", kwargs={"id": subject.public_id, **more})


def shown(response: object) -> str:
    assert response.status_code == 200, (response.status_code, getattr(response, "url", ""))
    return response.content.decode()


def done(response: object) -> str:
    assert response.status_code == 303, response.content.decode()[:2000]
    return response["Location"]


def test_a_secretary_walks_the_month_with_her_browser(home: make.Cell, browser: Client) -> None:
    page = done(browser.get(reverse("cell_meetings:now")))
    month = CellMonth.objects.get()
    text = shown(browser.get(page))
    assert "Máy đã điền sẵn" in text
    assert "Gửi giấy mời cho 9 người" in text
    meeting = month.meeting
    details = {
        "title": meeting.title, "hour": "19:30", "place": "Nhà văn hóa", "mode": "in_person",
        "chair": meeting.chair_id, "minute_taker": meeting.minute_taker_id,
    }  # fmt: skip
    far = (datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=4)).date()
    done(browser.post(url("details", meeting), {**details, "day": far.isoformat()}))
    done(browser.post(url("send_invitations", meeting)))
    assert "Đã mời 9 người" in shown(browser.get(page))

    people = list(meeting.invitations.filter(role="official").values_list("pk", flat=True))
    done(browser.post(url("roll", meeting), {"moi": people, "muc": "present"}))
    done(browser.post(url("act", meeting, act="khai-mac")))
    for item in meeting.items.all()[1:]:
        done(browser.post(url("act", meeting, act="muc-sau"), {"muc": item.public_id}))
    done(browser.post(url("say", meeting), {"typed": "@Đảng Viên Số 2: nhất trí", "client_key": engine.fresh()}))
    assert "nhất trí" in shown(browser.get(url("run", meeting)))
    vote = {"text": "Thông qua nghị quyết", "kind": "hands", "threshold": "meetings.threshold_resolution"}
    done(browser.post(url("new_ballot", meeting), vote))
    ballot = meeting.ballots.get()
    done(browser.post(url("ballot", meeting, ballot=ballot.public_id), {"viec": "dem", "tat-ca": "7"}))
    task = {"title": "Rà soát hộ nghèo", "leader": home.members[2].pk, "due_on": "2026-12-25"}
    done(browser.post(url("give_task", meeting), task))
    done(browser.post(url("act", meeting, act="ket-thuc")))
    done(browser.post(url("minutes_act", meeting, act="thong-qua")))
    assert "01-BB/CB" in shown(browser.get(url("minutes", meeting)))
    printed = browser.get(url("minutes_file", meeting, which="ban-in"))
    assert printed["Content-Type"] == "application/pdf"
    scan = SimpleUploadedFile("ky.pdf", b"".join(printed.streaming_content), content_type="application/pdf")
    done(browser.post(url("signed_minutes", meeting), {"file": scan}))

    sheet = shown(browser.get(url("score", month)))
    points = dict(re.findall(r'name="p-(\w+)" value="(\d+)"', sheet))
    done(browser.post(url("score", month), {f"p-{code}": value for code, value in points.items()}))
    done(browser.post(url("send", month), {"results": "Tốt", "plans": "", "requests": "Sửa đường", "viec": "gui"}))
    sent = make.fresh(month)
    assert (sent.state, sent.meeting.state, sent.requests) == ("sent", "locked", "Sửa đường")


def test_the_commune_sees_late_cells_first_verifies_and_gives_back(home: make.Cell) -> None:
    month = make.sent(home)
    officer = make.browser(home.officer)
    text = shown(officer.get(reverse("cell_meetings:overview"), {"thang": "2026-12"}))
    assert "Xác nhận 100" in text
    assert (
        shown(officer.get(reverse("cell_meetings:overview"), {"thang": "2026-12", "loc": "cho-xac-nhan"})).count("<tr>")
        == 2
    )
    done(officer.post(url("verify", month, act="diem"), {"giu-nguyen": "1", "ve": "toan-xa"}))
    after = make.fresh(month)
    assert (after.state, after.score.verified_total) == ("received", 100)
    assert "đã xác nhận" in shown(officer.get(url("report", month)))
    done(officer.post(url("verify", month, act="bo-sung"), {"reason": "Thiếu kết luận"}))
    assert make.fresh(month).return_reason == "Thiếu kết luận"
    assert browser_text(home, url("send", month)).count("Thiếu kết luận") == 1


def browser_text(home: make.Cell, address: str) -> str:
    return shown(make.browser(home.secretary).get(address))


def test_the_follower_sees_only_the_cells_followed(home: make.Cell) -> None:
    month = make.sent(home)
    follower = make.browser(home.follower.account)
    text = shown(follower.get(reverse("cell_meetings:overview"), {"thang": "2026-12"}))
    assert home.place.name in text
    assert text.count("<tr>") == 2
    shown(follower.get(url("report", month)))


def test_every_page_of_a_month_opens_for_its_secretary(home: make.Cell, browser: Client) -> None:
    month = make.running(home)
    meeting = month.meeting
    item, invitation = meeting.items.first(), meeting.invitations.first()
    line = meetings.write_line(
        actor=home.actor(meeting.starts_at), meeting=meeting,
        speech=meetings.Speech("đề nghị", meeting.starts_at), client_key=engine.fresh(),
    )  # fmt: skip
    for name in ("run", "roll", "projector", "new_ballot", "give_task", "details", "invited", "new_resolution", "move"):
        shown(browser.get(url(name, meeting)))
    for part in ("agenda", "record", "side", "bar"):
        shown(browser.get(url("run_part", meeting, part=part), headers={"HX-Request": "true"}))
    shown(browser.get(url("line", meeting, line=line.public_id)))
    shown(browser.get(url("item", meeting, item=item.public_id)))
    shown(browser.get(url("correct_mark", meeting, invitation=invitation.pk)))
    for name in ("score", "send", "report", "extra"):
        shown(browser.get(url(name, month)))
    assert browser.get(url("report_pdf", month))["Content-Type"] == "application/pdf"
    for name in ("history", "templates", "slips"):
        shown(browser.get(reverse(f"cell_meetings:{name}")))
    shown(browser.get(reverse("cell_meetings:template", kwargs={"code": "national_2025"})))


def test_one_step_of_a_minute_stepper_answers_with_the_new_sum(home: make.Cell, browser: Client) -> None:
    month = make.drafted(home)
    item = month.meeting.items.first()
    answer = browser.post(url("item_minutes", month.meeting), {f"m-{item.pk}": "25"}, headers={"HX-Request": "true"})
    assert "phút, đủ mức tối thiểu 90" in shown(answer)
    assert month.meeting.items.first().minutes == 25


def test_the_agenda_is_put_in_order_papers_go_up_and_items_go(home: make.Cell, browser: Client) -> None:
    meeting = make.drafted(home).meeting
    first, second = meeting.items.all()[:2]
    done(browser.post(url("move_item", meeting, item=second.public_id), {"huong": "len"}))
    assert meeting.items.first().pk == second.pk
    file = SimpleUploadedFile("bao-cao.pdf", PDF, content_type="application/pdf")
    answer = browser.post(url("add_paper", meeting, item=first.public_id), {"file": file, "title": "Báo cáo"})
    if answer.status_code == 303:
        done(browser.post(url("withdraw_paper", meeting, paper=meeting.papers.get().public_id)))
    done(browser.post(url("new_item", meeting), {"title": "Việc khác", "minutes": "5"}))
    done(browser.post(url("remove_item", meeting, item=second.public_id)))
    assert "Việc khác" in browser_text(home, url("meeting", meeting))


def test_a_name_nobody_has_keeps_what_was_typed(home: make.Cell, browser: Client) -> None:
    meeting = make.running(home).meeting
    answer = browser.post(
        url("say", meeting),
        {"typed": "@Không Có: đồng ý", "client_key": engine.fresh()},
        headers={"HX-Request": "true"},
    )
    text = shown(answer)
    assert "Không tìm thấy ai" in text
    assert "@Không Có: đồng ý" in text


def test_leave_is_decided_and_an_answer_written_down_for_somebody(home: make.Cell, browser: Client) -> None:
    meeting = make.called(home).meeting
    row = meeting.invitations.filter(role="official").first()
    address = url("invitation", meeting, invitation=row.public_id)
    done(browser.post(address, {"viec": "vang", "ly-do": "Ốm"}))
    assert "Ốm" in browser_text(home, url("meeting", meeting))
    done(browser.post(address, {"viec": "dong-y"}))
    row.refresh_from_db()
    assert (row.leave, row.response_recorded_by != "") == ("granted", True)


def test_moving_tells_how_many_and_leads_to_the_new_meeting(home: make.Cell, browser: Client) -> None:
    meeting = make.called(home).meeting
    assert "Chuyển ngày và báo 9 người" in shown(browser.get(url("move", meeting)))
    assert "Hủy và báo 9 người" in shown(browser.get(url("cancel", meeting)))
    far = (datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=20)).date().isoformat()
    where = done(browser.post(url("move", meeting), {"day": far, "hour": "19:30", "reason": "Mưa lũ"}))
    assert "Sinh hoạt chi bộ tháng 12" in shown(browser.get(where))


def test_a_stranger_and_a_plain_member_are_refused_everywhere(home: make.Cell) -> None:
    month = make.sent(home)
    stranger, member = make.browser(home.stranger), make.browser(home.members[5].account)
    meeting = month.meeting
    pages = [url(name, meeting) for name in ("meeting", "run", "roll", "minutes", "invited", "details", "projector")]
    pages += [url(name, month) for name in ("score", "send", "report", "report_pdf", "extra")]
    pages += [reverse(f"cell_meetings:{name}") for name in ("now", "overview", "templates", "slips", "history")]
    for page in pages:
        assert stranger.get(page).status_code in {403, 404}, page
        assert member.get(page).status_code in {403, 404}, page
    posts = [
        url("send_invitations", meeting),
        url("say", meeting),
        url("verify", month, act="diem"),
        url("send", month),
    ]
    for page in posts:
        assert stranger.post(page).status_code in {403, 404}, page


def counted(ask: object) -> int:
    with CaptureQueriesContext(
        connection,
    ) as found:
        ask()
    return len(found)


def test_the_commune_list_takes_the_same_queries_for_one_cell_and_for_thirty(home: make.Cell) -> None:
    make.sent(home)
    actor = home.officer_actor()
    few = counted(lambda: overview.totals(overview.overview(actor, make.DECEMBER)))
    for place in (organisations.organisation(home.commune) for _ in range(30)):
        CellMonth.objects.create(organisation=place, month=make.DECEMBER)
    many = counted(lambda: overview.totals(overview.overview(home.officer_actor(), make.DECEMBER)))
    assert len(overview.overview(actor, make.DECEMBER)) == 32
    assert abs(many - few) <= 1  # the first call also reads the person's grants


def test_work_waits_for_the_right_people(home: make.Cell) -> None:
    month = make.drafted(home)
    assert [item.title for item in work.work_items(home.actor())] == ["Chuẩn bị sinh hoạt tháng 12"]
    near = home.actor(month.meeting.starts_at - datetime.timedelta(days=2))
    assert [item.title for item in work.work_items(near)] == ["Gửi giấy mời sinh hoạt tháng 12"]
    assert work.work_items(home.officer_actor()) == []


def test_work_after_the_meeting_ends_with_the_committee(home: make.Cell) -> None:
    month = make.adopted(home)
    after = month.meeting.starts_at + datetime.timedelta(days=1)
    assert [item.title for item in work.work_items(home.actor(after))] == ["Chấm điểm sinh hoạt tháng 12"]
    commands.score_month(actor=home.actor(after), month=month, points=make.full_points(month))
    assert [item.title for item in work.work_items(home.actor(after))] == ["Gửi biên bản tháng 12 lên đảng ủy"]
    commands.send_month(actor=home.actor(after), month=make.fresh(month))
    assert work.work_items(home.actor(after)) == []
    assert [item.title for item in work.work_items(home.officer_actor(after))] == ["Xác nhận điểm 1 chi bộ"]


def test_the_preparation_takes_a_fixed_number_of_queries(home: make.Cell, browser: Client) -> None:
    meeting = make.drafted(home).meeting
    browser.get(url("meeting", meeting))
    few = counted(lambda: browser.get(url("meeting", meeting)))
    for number in range(30):
        meetings.add_item(actor=home.actor(), meeting=meeting, item=meetings.Item(f"Mục thêm {number}", 5))
    many = counted(lambda: browser.get(url("meeting", meeting)))
    assert many == few


def test_the_board_takes_the_same_queries_with_thirty_lines_more(home: make.Cell, browser: Client) -> None:
    meeting = make.running(home).meeting
    browser.get(url("run", meeting))
    few = counted(lambda: browser.get(url("run", meeting)))
    for number in range(30):
        speech = meetings.Speech(f"ý kiến {number}", meeting.starts_at, None, home.members[number % 7].pk)
        meetings.write_line(
            actor=home.actor(meeting.starts_at), meeting=meeting, speech=speech, client_key=engine.fresh()
        )
    many = counted(lambda: browser.get(url("run", meeting)))
    assert many == few


def test_a_raised_hand_is_invited_and_its_name_stands_in_the_box(home: make.Cell, browser: Client) -> None:
    meeting = make.running(home).meeting
    hand = meeting.speak_requests.create(member=home.members[3], asked_at=meeting.starts_at)
    where = done(browser.post(url("hand", meeting, hand=hand.public_id), {"viec": "moi"}))
    assert "@Đảng Viên Số 4: " in shown(browser.get(where))
    done(browser.post(url("hand", meeting, hand=hand.public_id), {"viec": "xong"}))
    hand.refresh_from_db()
    assert hand.called_at is not None
    assert hand.done_at is not None
