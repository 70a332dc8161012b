"""Every wrong file gets a sentence and leaves nothing behind; secret matter leaves a number for the clerk."""

import re

import files
import pytest
from playwright.sync_api import expect

MY_MEETING = """SELECT g.public_id FROM meetings_meeting g
    JOIN members_member m ON m.organisation_id = g.organisation_id JOIN identity_account a ON a.id = m.account_id
    WHERE a.login = 'chiuy' ORDER BY g.state IN ('draft', 'called') DESC, g.starts_at DESC LIMIT 1"""

WRONG = {
    "an empty file": ("trong-rong.pdf", lambda: b"", "không có nội dung"),
    "a locked PDF": ("bao-cao.pdf", lambda: files.pdf(locked=True), "mật khẩu"),
    "a locked Word file": ("bao-cao.docx", files.locked_office, "bên trong là"),
    "a macro": ("bao-cao.docx", lambda: files.docx("Báo cáo", vbaProject__bin=b"Sub"), "macro"),
    "a program called PDF": ("bao-cao.pdf", lambda: b"MZ" + bytes(4000), "không phải loại"),
    "a PDF called a picture": ("anh.png", files.pdf, "đuôi .png nhưng bên trong"),
    "a zip bomb": ("bao-cao.docx", files.bomb, "quá lớn"),
    "a file too big": ("bao-cao.pdf", lambda: files.pdf(padding=21 * files.MEGABYTE), "lớn hơn 20 MB"),
}
SECRET = {
    "in its name": ("Báo cáo (TỐI MẬT).pdf", files.pdf, "TỐI MẬT, ở tên"),
    "on its first page": ("bao-cao.docx", lambda: files.docx("ĐẢNG ỦY XÃ", "TUYỆT MẬT"), "TUYỆT MẬT, ở trang đầu"),
    "in the properties of Word": ("ke-hoach.docx", lambda: files.docx("Kế hoạch", keywords="MẬT"), "MẬT, ở thuộc"),
    "in the properties of a PDF": ("ke-hoach.pdf", lambda: files.pdf(title="MẬT"), "MẬT, ở thuộc"),
}


@pytest.fixture
def item(people, product):
    """The page where the secretary puts papers to an item of the agenda."""
    meeting = product.value(MY_MEETING)
    number = product.value(
        "SELECT i.public_id FROM meetings_agendaitem i JOIN meetings_meeting g ON g.id = i.meeting_id "
        'WHERE g.public_id = %s ORDER BY i."order" DESC LIMIT 1',
        [meeting],
    )
    desk = people.desk("bithu")
    desk.goto(f"/sinh-hoat-chi-bo/hop/{meeting}/muc/{number}/")
    return desk


def kept(product):
    """How many files are known, and how many lie on the disk."""
    lying = sum(1 for path in (product.home / "files").rglob("*") if path.is_file())
    return product.value("SELECT count(*) FROM files_storedfile"), lying


def bring(desk, path):
    form = desk.locator("form[action*='tai-lieu']").first
    form.locator("input[type=file]").first.set_input_files(path)
    form.locator("button[type=submit], button:not([type])").first.click()
    desk.wait_for_load_state()


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_file_is_answered_by_a_sentence_and_not_kept(what, item, product, tmp_path):
    name, content, sentence = WRONG[what]
    before = kept(product)
    bring(item, files.written(tmp_path, name, content()))
    expect(item.locator("main")).to_contain_text(re.compile(sentence))
    assert kept(product) == before


@pytest.mark.parametrize("where", SECRET)
def test_secret_matter_leaves_a_number_and_nothing_else(where, item, people, product, tmp_path, shot):
    name, content, seen = SECRET[where]
    before = kept(product)
    path = files.written(tmp_path, name, content())
    bring(item, path)
    stub = re.search(r"TM-\d+/\d+", item.locator("main").inner_text())
    assert stub, item.locator("main").inner_text()
    assert kept(product) == before
    shot(item, "55-tep-bi-chan")
    clerk = people.desk("vanthu")
    clerk.goto("/van-ban/chan-mat/")
    row = clerk.locator("tr").filter(has_text=stub[0])
    expect(row).to_contain_text(seen)
    expect(row).to_contain_text("Nguyễn Văn Khang")
    assert name.rsplit(".", 1)[0] not in clerk.locator("main").inner_text()
    shot(clerk, "56-so-chan-mat")
