"""The first day: an empty installation, an officer with the slip of the terminal, the spreadsheets of the office."""

import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

DATA = Path(__file__).parents[1] / "data" / "members"
TOP = "TT,Tên tổ chức đảng,Loại hình,Trực thuộc\n1,Đảng bộ xã Mường Ngà,Đảng bộ xã,Đảng bộ tỉnh Phú Thọ\n"
SECRET = "mường ngà bình yên 2026"


@pytest.fixture(scope="module")
def slip(empty_product, tmp_path_factory):
    """What the administrator does once on the server: the top of the tree, and the officer's activation slip."""
    path = tmp_path_factory.mktemp("top") / "to-chuc.csv"
    path.write_text(TOP, encoding="utf-8")
    empty_product.cli("import-organisations", str(path))
    said = empty_product.cli("create-account", "canboto", "--name", "Đinh Thị Hồng", "--role", "organisation_officer")
    return re.search(r"\S*/kich-hoat/\S+", said)[0]


def test_the_office_brings_its_spreadsheets(newcomers, empty_product, slip, shot, tmp_path):
    activate(newcomers.phone(), slip, shot)
    page = newcomers.desk()
    newcomers.sign_in(page, "canboto", SECRET)
    organisations(page, shot)
    first = members(page, shot, tmp_path)
    assert empty_product.value("SELECT count(*) FROM members_member") == first > 1_200
    register_shows_them(page, first, shot)
    the_same_file_again_changes_nothing(page, empty_product, first)


def activate(page, slip, shot):
    page.goto(slip[slip.index("/tai-khoan") :] if "/tai-khoan" in slip else slip)
    for field in page.locator("input[type=password]").all():
        field.fill(SECRET)
    shot(page, "41-kich-hoat")
    page.locator("main button[type=submit]").first.click()
    expect(page.locator("h1")).to_contain_text("Đinh Thị Hồng")


def organisations(page, shot):
    page.goto("/to-chuc/")
    page.locator("main").get_by_role("link", name="Nhập danh sách").first.click()
    page.locator("input[type=file]").set_input_files(DATA / "to-chuc.xlsx")
    shot(page, "44-nhap-to-chuc")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.locator("h1")).to_contain_text("Xem trước rồi mới ghi")
    shot(page, "45-xem-truoc-to-chuc")
    page.get_by_role("button", name=re.compile("Ghi .* tổ chức")).click()
    expect(page.locator("main")).to_contain_text("Chi bộ xóm Thượng")


def upload(page, path):
    page.goto("/dang-vien/nhap/")
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="Tải lên và xét").click()
    expect(page.get_by_role("button", name=re.compile("Ghi .* dòng vào sổ"))).to_be_visible(timeout=60_000)


def members(page, shot, tmp_path):
    """Upload, correct a column, look at the verdicts, take the annotated file home, confirm."""
    page.goto("/dang-vien/nhap/")
    shot(page, "46-nhap-dang-vien")
    upload(page, DATA / "danh-sach-dang-vien.xlsx")
    shot(page, "47-ket-qua-xet")
    remap(page, shot)
    verdicts(page, shot)
    annotated(page, tmp_path)
    page.get_by_role("button", name=re.compile("Ghi .* dòng vào sổ")).click()
    expect(page.locator("[role=progressbar], progress, main").first).to_be_visible()
    told = page.get_by_text(re.compile(r"Đã ghi [\d.]+ người vào sổ"))
    expect(told).to_be_visible(timeout=60_000)
    shot(page, "49-da-ghi")
    return int(re.search(r"[\d.]+", told.inner_text())[0].replace(".", ""))


def remap(page, shot):
    """A column that was understood is left out by hand, judged again, and given back."""
    for wanted in ("", "languages"):
        page.get_by_role("link", name="Xem lại cột").click()
        row = page.locator("tr").filter(has=page.locator("th", has_text="Ngoại ngữ")).first
        chooser = row.locator("select")
        before = chooser.input_value()
        chooser.select_option(wanted)
        assert before != wanted
        shot(page, "48-cot-nao-la-gi")
        page.get_by_role("button", name="Xét lại theo cột này").click()
        expect(page.get_by_role("button", name=re.compile("Ghi .* dòng vào sổ"))).to_be_visible(timeout=60_000)


def verdicts(page, shot):
    """Every tab holds as many rows as it says, and every row that is not taken has its sentence."""
    tabs = page.locator("nav[aria-label='Kết quả xét'] a, [aria-label='Kết quả xét'] a")
    assert tabs.count() >= 3
    for number in range(1, tabs.count()):
        tab = tabs.nth(number)
        words = tab.inner_text()
        tab.click()
        rows = page.locator("tbody tr")
        if "Nhập được" not in words and rows.count():
            assert all(len(row.locator("td").last.inner_text().strip()) > 10 for row in rows.all()), words
    page.get_by_role("link", name=re.compile("Tất cả")).first.click()


def annotated(page, tmp_path):
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Tải tệp có ghi kết quả").click()
    path = tmp_path / "ket-qua.xlsx"
    waiting.value.save_as(path)
    book = openpyxl.load_workbook(path, read_only=True)
    heads = [
        str(cell) for sheet in book for row in sheet.iter_rows(max_row=12, values_only=True) for cell in row if cell
    ]
    assert any("kết quả" in head.lower() for head in heads)
    assert sum(sheet.max_row for sheet in book) > 1_400
    book.close()


def register_shows_them(page, count, shot):
    page.goto("/dang-vien/")
    page.get_by_role("searchbox").last.fill("nguyen van")
    page.get_by_role("searchbox").last.press("Enter")
    expect(page.locator("tbody tr").first).to_contain_text(re.compile("Nguyễn Văn", re.IGNORECASE))
    page.goto("/dang-vien/")
    shot(page, "52-so-dang-vien")
    page.locator("tbody tr a").first.click()
    shot(page, "53-ho-so")
    assert count


def the_same_file_again_changes_nothing(page, product, count):
    before = product.sql("SELECT id, updated_at FROM members_member ORDER BY id")
    upload(page, DATA / "danh-sach-dang-vien.xlsx")
    page.get_by_role("button", name=re.compile("Ghi .* dòng vào sổ")).click()
    expect(page.get_by_text(re.compile("người đã có trong sổ"))).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Đã ghi 0 người vào sổ")).to_be_visible()
    assert product.sql("SELECT id, updated_at FROM members_member ORDER BY id") == before
    assert len(before) == count
