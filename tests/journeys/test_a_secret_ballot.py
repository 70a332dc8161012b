"""A secret ballot on phones: who may vote, once, and nobody learns who chose what."""

import re

import hall as halls
import pytest
from playwright.sync_api import expect

QUESTION = "Đề nghị công nhận đảng viên chính thức"
VOTER_WORDS = {"voter", "member", "account", "person", "invitation", "session"}
CHOICE_WORDS = {"choice", "option", "vote"}


@pytest.fixture
def hall(product):
    return halls.ready(product, "Chi bộ khu 2")


def open_meeting(desk, hall):
    desk.goto(f"/sinh-hoat-chi-bo/hop/{hall.meeting}/dieu-hanh/")
    desk.get_by_role("button", name=re.compile("báo sẽ dự đều có mặt")).click()
    expect(desk.get_by_role("button", name=re.compile("báo sẽ dự đều có mặt"))).to_have_count(0)
    desk.get_by_role("button", name="Khai mạc").click()
    expect(desk.get_by_role("button", name=re.compile("Sang mục 2"))).to_be_visible()


def put_to_vote(desk):
    desk.get_by_role("link", name="Mở biểu quyết").click()
    desk.locator("textarea[name=text]").fill(QUESTION)
    desk.get_by_label("Phiếu kín trên sổ tay").check()
    desk.get_by_label(re.compile("Từ hai phần ba")).check()
    desk.get_by_role("button", name="Mở biểu quyết").click()
    expect(desk.locator("#cot-phai")).to_contain_text(QUESTION)


def vote(phone, words):
    phone.locator("#phieu").get_by_label(words, exact=True).check()
    phone.get_by_role("button", name="Gửi phiếu").click()


def test_a_secret_ballot_on_phones(people, product, hall, shot):
    desk = people.desk(hall.secretary)
    open_meeting(desk, hall)
    voters = [people.phone(login) for login, _ in hall.official[:3]]
    newcomer = people.phone(hall.probationary[0][0])
    for phone in (*voters, newcomer):
        phone.goto(f"/hop/{hall.meeting}/")
    put_to_vote(desk)

    expect(newcomer.locator("#phieu")).to_contain_text("không có tên đồng chí")
    expect(newcomer.get_by_role("button", name="Gửi phiếu")).to_have_count(0)
    again = voters[0].context.new_page()
    again.route("**/live/**", lambda route: route.abort())  # a tab that sleeps: it does not hear that the paper is in
    again.goto(f"/hop/{hall.meeting}/")
    shot(voters[0], "29-phieu-kin")

    vote(voters[0], "Đồng ý")
    expect(voters[0].locator("#phieu")).to_contain_text("Đồng chí đã bỏ phiếu")
    second_paper_is_refused(again)
    vote(voters[1], "Đồng ý")
    vote(voters[2], "Không đồng ý")
    expect(voters[2].locator("#phieu")).to_contain_text("Đồng chí đã bỏ phiếu")

    nothing_is_shown_yet(desk, voters, product, hall)
    desk.get_by_role("button", name="Đóng biểu quyết").click()
    expect(desk.locator("#cot-phai")).to_contain_text(re.compile(r"hai phần ba: 2 trên \d+, cần \d+"))
    shot(desk, "19-ket-qua-phieu-kin")
    nobody_can_tell(product, hall)


def second_paper_is_refused(again):
    """The other tab still shows the form: what it sends does not count."""
    again.locator("#phieu form").evaluate(
        "form => { form.querySelector('[name=option][value=\"1\"]').checked = true; form.submit(); }"
    )
    expect(again.locator("main")).to_contain_text("Mỗi người bỏ một lần")


def nothing_is_shown_yet(desk, voters, product, hall):
    desk.reload()
    side = desk.locator("#cot-phai")
    expect(side).to_contain_text("Kết quả chỉ hiện sau khi đóng")
    assert not re.search(r"\b2 trên \d+, cần", side.inner_text())
    assert product.value("SELECT count(*) FROM meetings_ballotpaper p JOIN meetings_ballot b ON b.id = p.ballot_id "
                         "WHERE b.meeting_id = %s", [hall.pk]) == 0  # fmt: skip


def nobody_can_tell(product, hall):
    """No table holds a voter and a choice together; papers and voters carry one transaction, so order tells nothing."""
    ballot = product.value("SELECT id FROM meetings_ballot WHERE meeting_id = %s AND kind = 'secret'", [hall.pk])
    tables = {}
    for table, column in product.sql(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_name LIKE 'meetings_ballot%%'"
    ):
        tables.setdefault(table, set()).update(column.split("_"))
    joined = {name for name, words in tables.items() if words & VOTER_WORDS and words & CHOICE_WORDS}
    assert joined <= {"meetings_ballotvoter"}  # the voters of votes with names; the next line proves the secret ones
    voters = product.sql("SELECT has_voted, choice FROM meetings_ballotvoter WHERE ballot_id = %s", [ballot])
    assert sum(has_voted for has_voted, _ in voters) == 3
    assert {choice for _, choice in voters} == {None}
    papers = product.sql("SELECT xmin::text FROM meetings_ballotpaper WHERE ballot_id = %s", [ballot])
    assert len(papers) == 3
    lists = product.sql("SELECT xmin::text FROM meetings_ballotvoter WHERE ballot_id = %s", [ballot])
    assert len(set(papers) | set(lists)) == 1
    assert product.value("SELECT count(*) FROM meetings_balloturn WHERE ballot_id = %s", [ballot]) == 0
