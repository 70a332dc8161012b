import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.modules.members import factories, register
from tests.modules.organisations.factories import commune

from dangvu.modules.members import jobs
from dangvu.modules.members.models import ImportBatch, Member

pytestmark = pytest.mark.django_db
SECRETS = ("099074123456", "912440218", "0912 440 218")


@pytest.fixture
def place():
    return commune(2)


def address(member: Member, name: str = "detail", **more: str) -> str:
    return reverse(f"members:{name}", kwargs={"id": member.public_id, **more})


def test_the_officer_finds_a_member_without_accents_and_opens_the_record(place, client_of):
    top, (cell, _) = place
    hoa = factories.member(cell, "Nguyễn Thị Hòa", sex="female", national_id="099174123456")
    factories.member(cell, "Trần Văn Bình")
    browser = client_of(factories.granted("organisation_officer", top))

    page = browser.get(reverse("members:list"), {"q": "hoa"})
    record = browser.get(address(hoa))

    assert page.status_code == record.status_code == 200
    assert "Nguyễn Thị Hòa" in page.content.decode()
    assert "Trần Văn Bình" not in page.content.decode()
    assert "03/02/1998" in record.content.decode()


def test_the_list_answers_htmx_with_its_table_only(place, client_of):
    top, (cell, _) = place
    factories.member(cell, "Nguyễn Thị Hòa")
    browser = client_of(factories.granted("organisation_officer", top))

    part = browser.get(reverse("members:list"), {"q": "hoa"}, headers={"HX-Request": "true"})

    words = part.content.decode()
    assert words.startswith('<div id="table">')
    assert "<html" not in words


def test_private_numbers_are_on_no_page_until_they_are_asked_for(place, client_of):
    top, (cell, _) = place
    member = factories.member(cell, national_id="099074123456", phone="0912440218")
    browser = client_of(factories.granted("organisation_officer", top))

    for page in (
        browser.get(reverse("members:list")),
        browser.get(address(member)),
        browser.get(address(member, "correct")),
    ):
        assert not any(secret in page.content.decode() for secret in SECRETS)
    shown = browser.post(address(member, "reveal", field="national_id"), {"reason": "Đối chiếu giấy tờ"})

    assert "099074123456" in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]


def test_reveal_without_reason_is_refused_with_a_sentence(place, client_of):
    top, (cell, _) = place
    member = factories.member(cell, national_id="099074123456")
    browser = client_of(factories.granted("organisation_officer", top))

    refused = browser.post(address(member, "reveal", field="national_id"), {"reason": ""})

    assert refused.status_code == 400
    assert "Nêu lý do" in refused.content.decode()
    assert "099074123456" not in refused.content.decode()


def test_reveal_answers_htmx_with_one_line(place, client_of):
    top, (cell, _) = place
    member = factories.member(cell, phone="0912440218")
    browser = client_of(factories.granted("organisation_officer", top))

    part = browser.post(
        address(member, "reveal", field="phone"), {"reason": "Liên hệ công việc"}, headers={"HX-Request": "true"}
    )

    words = part.content.decode()
    assert "0912 440 218" in words
    assert "data-hide-after" in words
    assert "<html" not in words


def test_who_looked_is_shown_to_the_member(place, client_of):
    top, (cell, _) = place
    member = factories.member(cell)
    browser, own = client_of(factories.granted("organisation_officer", top)), client_of(factories.with_account(member))

    assert "Chưa ai mở hồ sơ này" in own.get(reverse("members:own")).content.decode()
    browser.get(address(member))
    browser.get(address(member))
    browser.post(address(member, "reveal", field="phone"), {"reason": "Liên hệ công việc"})
    words = own.get(reverse("members:own")).content.decode()

    assert words.count("Mở hồ sơ đảng viên.") == 1
    assert "Liên hệ công việc" in words


FIELDS = {
    "member": ({"Nguyễn Văn Sơn"}, {"14/07/1974", "Không", "***456"}),
    "cell_secretary": ({"14/07/1974", "03/02/1998"}, {"Tôn giáo", "***456"}),
    "leader": ({"14/07/1974"}, {"Tôn giáo", "***456"}),
    "organisation_officer": ({"14/07/1974", "Tôn giáo", "***456"}, set()),
}


@pytest.mark.parametrize("role", FIELDS)
def test_each_role_sees_its_fields(place, client_of, role):
    _, (cell, _) = place
    member = factories.member(cell, "Nguyễn Văn Sơn", national_id="099074123456")
    browser = client_of(factories.granted(role, cell))
    seen, hidden = FIELDS[role]

    words = browser.get(address(member)).content.decode()

    assert [fact for fact in seen if fact not in words] == []
    assert [fact for fact in hidden if fact in words] == []


@pytest.mark.parametrize("role", ["administrator", "clerk"])
def test_whoever_keeps_accounts_or_papers_sees_no_record(place, client_of, role):
    top, (cell, _) = place
    member = factories.member(cell)
    browser = client_of(factories.granted(role, top))

    words = browser.get(address(member)).content.decode()

    assert "14/07/1974" not in words


def test_a_member_reads_the_own_record_fully(place, client_of):
    _, (cell, other) = place
    member = factories.member(cell, "Nguyễn Văn Sơn", national_id="099074123456")
    stranger = factories.member(other)
    browser = client_of(factories.with_account(member))

    words = browser.get(reverse("members:own")).content.decode()

    assert "Tôn giáo" in words
    assert "***456" in words
    assert browser.get(address(stranger)).status_code == 404


def test_an_account_without_member_is_told_what_to_do(place, client_of):
    top, _ = place
    browser = client_of(factories.granted("organisation_officer", top))

    page = browser.get(reverse("members:own"))

    assert page.status_code == 404
    assert "chưa gắn với đảng viên" in page.content.decode()


def test_register_shows_the_wrong_field_and_keeps_what_was_typed(place, client_of):
    top, (cell, _) = place
    browser = client_of(factories.granted("organisation_officer", top))
    form = {"full_name": "Trần Thị Mới", "birth_date": "31/02/1990", "organisation": str(cell.public_id),
            "status": "official", "since": "2026-11-01"}  # fmt: skip

    wrong = browser.post(reverse("members:register"), form)
    right = browser.post(reverse("members:register"), {**form, "birth_date": "28/02/1990"})

    assert wrong.status_code == 400
    assert "Ngày ghi dạng" in wrong.content.decode()
    assert "Trần Thị Mới" in wrong.content.decode()
    assert right.status_code == 303
    assert Member.objects.get().full_name == "Trần Thị Mới"


def test_the_forms_of_a_record_work(place, client_of):
    top, (cell, other) = place
    member = factories.member(cell)
    browser = client_of(factories.granted("organisation_officer", top))

    appointed = browser.post(
        address(member, "appoint"),
        {"organisation": str(cell.public_id), "post": "cell_secretary", "since": "2026-01-05"},
    )
    held = member.appointments.get()
    ended = browser.post(address(member, "end-appointment", appointment=str(held.public_id)), {"on": "2026-11-01"})
    moved = browser.post(
        address(member, "move"), {"organisation": str(other.public_id), "on": "2026-11-02", "decision": "1-QĐ/ĐU"}
    )
    changed = browser.post(address(member, "change-status"), {"status": "exempt", "on": "2026-11-03"})
    corrected = browser.post(address(member, "correct"), {"full_name": "Lê Văn Khác", "reason": "Giấy khai sinh"})

    assert [page.status_code for page in (appointed, ended, moved, changed, corrected)] == [303] * 5
    member.refresh_from_db()
    assert (member.full_name, member.current_status, member.organisation_id) == ("Lê Văn Khác", "exempt", other.pk)


def test_a_refused_change_is_said_in_the_form(place, client_of):
    top, (cell, _) = place
    member = factories.member(cell)
    browser = client_of(factories.granted("organisation_officer", top))

    page = browser.post(address(member, "change-status"), {"status": "struck_off", "on": "2026-11-03"})

    assert page.status_code == 400
    assert "cần số và ngày quyết định" in page.content.decode()


def test_accounts_of_a_cell_are_opened_with_one_button(place, client_of):
    top, (cell, _) = place
    factories.member(cell)
    browser = client_of(factories.granted("organisation_officer", top))
    url = reverse("members:accounts")

    before = browser.get(url, {"chi-bo": str(cell.public_id)}).content.decode()
    opened = browser.post(url, {"organisation": str(cell.public_id)})
    after = browser.get(url, {"chi-bo": str(cell.public_id)}).content.decode()

    assert "Mở tài khoản cho 1 người" in before
    assert opened.status_code == 303
    assert "Chờ kích hoạt" in after


@pytest.mark.parametrize("name", ["list", "imports", "accounts", "register"])
def test_a_stranger_sees_no_page(place, client_of, name):
    assert client_of(factories.account()).get(reverse(f"members:{name}")).status_code == 403


def number_of_queries(browser, url) -> int:
    browser.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(url).status_code == 200
    return len(queries)


def test_the_list_asks_as_often_for_thirty_rows_as_for_one(place, client_of):
    top, (cell, _) = place
    browser = client_of(factories.granted("organisation_officer", top))
    factories.member(cell)
    one = number_of_queries(browser, reverse("members:list"))
    for _ in range(29):
        factories.member(cell)

    assert number_of_queries(browser, reverse("members:list")) == one


class TestImport:
    @pytest.fixture
    def browser(self, client_of):
        self.top = register.commune()
        return client_of(factories.granted("organisation_officer", self.top))

    def upload(self, browser, content: bytes, name: str):
        form = {"organisation": str(self.top.public_id), "as_of": "2026-10-31"}
        return browser.post(reverse("members:imports"), {**form, "file": SimpleUploadedFile(name, content)})

    def test_a_list_goes_through_the_browser(self, browser):
        uploaded = self.upload(browser, register.REGISTER.read_bytes(), "danh-sach.xlsx")
        batch = ImportBatch.objects.get()
        url = reverse("members:import", kwargs={"id": batch.public_id})

        assert uploaded["Location"] == url
        assert "Đã nhận tệp" in browser.get(url).content.decode()
        jobs.judge(batch.pk, factories.system)
        judged = browser.get(url).content.decode()
        waiting = browser.get(reverse("tasks:home")).content.decode()
        rejected = browser.get(url, {"ket-qua": "rejected"}).content.decode()
        mapping = browser.get(reverse("members:mapping", kwargs={"id": batch.public_id})).content.decode()
        sheet = browser.get(reverse("members:annotated", kwargs={"id": batch.public_id}))
        confirmed = browser.post(reverse("members:confirm", kwargs={"id": batch.public_id}))
        jobs.write(batch.pk, factories.system)
        done = browser.get(url).content.decode()

        assert "Xác nhận danh sách" in waiting
        assert "Chưa ghi gì vào sổ" in judged
        assert "Không nhập" in rejected
        assert "Chi bộ xóm" in mapping
        assert sheet.content.startswith(b"PK")
        assert confirmed.status_code == 303
        assert "Đã ghi" in done
        assert Member.objects.count() > 1_200

    def test_columns_chosen_by_hand_are_judged_again(self, browser):
        batch = jobs.judge(register.batch_of(self.top).pk, factories.system)
        column = next(c for c in batch.sheets[0]["columns"] if c["field"] == "ethnic_group")

        browser.post(reverse("members:mapping", kwargs={"id": batch.public_id}), {f"s0-c{column['index']}": "religion"})

        batch.refresh_from_db()
        assert batch.state == "uploaded"
        assert batch.mapping == {batch.sheets[0]["name"]: {str(column["index"]): "religion"}}
        batch = jobs.judge(batch.pk, factories.system)
        assert batch.state == "judged"

    def test_an_import_can_be_dropped(self, browser):
        batch = jobs.judge(register.batch_of(self.top).pk, factories.system)

        browser.post(reverse("members:cancel", kwargs={"id": batch.public_id}))

        batch.refresh_from_db()
        assert batch.state == "cancelled"
        assert not batch.rows.exists()

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("danh-sach.xlsx", b"PK\x03\x04 not a workbook at all"),
            ("danh-sach.xlsx", b""),
            ("danh-sach.pdf", b"%PDF-1.4 nothing"),
            ("danh-sach.xlsx", b"MZ\x90\x00 a program"),
            ("danh-sach.csv", b"\x00\x01\x02\x03" * 40),
        ],
    )
    def test_a_wrong_file_is_refused_with_a_sentence(self, browser, name, content):
        page = self.upload(browser, content, name)

        if page.status_code == 303:  # it may still turn out when the rows are read
            batch = jobs.judge(ImportBatch.objects.get().pk, factories.system)
            assert batch.state == "failed"
            assert batch.failure
        else:
            assert page.status_code == 400
            assert "error" in page.content.decode() or "Tệp" in page.content.decode()

    def test_another_commune_cannot_see_the_import(self, browser, client_of):
        batch = register.batch_of(self.top)
        other, _ = commune(1)
        stranger = client_of(factories.granted("organisation_officer", other))

        assert stranger.get(reverse("members:import", kwargs={"id": batch.public_id})).status_code == 404
