"""Every demonstration account signs in, sees its home, and finds every page of its menu whole and accessible."""

import re

import pytest
from people import PASSWORD
from playwright.sync_api import expect
from product import totp

LOGINS = ("dangvien", "bithu", "chiuy", "vanthu", "lanhdao", "canboto", "kiemtra")


def pages_of_menu(page):
    found = page.eval_on_selector_all("nav a[href^='/']", "all => all.map(a => a.getAttribute('href'))")
    return list(dict.fromkeys(found))


def is_too_wide(page):
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def judged(page, axe, where):
    found = [f"{where}: {each}" for each in axe(page)]
    if is_too_wide(page):
        found.append(f"{where}: scrolls sideways")
    return found


@pytest.mark.parametrize("login", LOGINS)
def test_each_page_of_the_menu_answers_and_is_accessible(people, axe, login):
    desk, phone = people.desk(login), people.phone(login)
    desk.goto("/")
    assert desk.locator("h1").count() == 1
    found = []
    for address in pages_of_menu(desk):
        for page, width in ((desk, 1280), (phone, 390)):
            answer = page.goto(address)
            assert answer.status == 200, f"{answer.status} {address}"
            found += judged(page, axe, f"{width} {address}")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("theme", ["elder", "dangvu-dark"])
@pytest.mark.parametrize("login", ["dangvien", "bithu", "canboto"])
def test_the_home_page_is_accessible_in_the_other_themes(people, axe, product, shot, login, theme):
    product.sql("UPDATE identity_account SET theme = %s WHERE login = %s", [theme, login])
    try:
        found = []
        for page in (people.phone(login), people.desk(login)):
            page.goto("/")
            assert page.evaluate("document.documentElement.dataset.theme") == theme
            found += judged(page, axe, f"{theme} {login}")
            if theme == "elder" and login == "dangvien" and page.viewport_size["width"] < 400:
                shot(page, "30-chu-lon")
        assert not found, "\n".join(found)
    finally:
        product.sql("UPDATE identity_account SET theme = '' WHERE login = %s", [login])


def test_the_administrator_must_set_up_a_second_factor(people, axe, shot):
    page = people.desk()
    people.sign_in(page, "quantri")
    page.goto("/")
    assert "hai-lop" in page.url
    assert judged(page, axe, "second factor") == []
    shot(page, "60-xac-thuc-hai-lop")
    page.fill("input[name=code]", totp(secret_on(page)))
    page.click("main button[type=submit]")
    page.goto("/")
    assert "hai-lop" not in page.url
    found = []
    for address in pages_of_menu(page):
        answer = page.goto(address)
        assert answer.status == 200, address
        found += judged(page, axe, address)
    assert not found, "\n".join(found)
    page.goto("/tai-khoan/")
    shot(page, "61-tai-khoan")


def secret_on(page):
    """Typed by hand where the camera does not read the square."""
    page.get_by_text("Không quét được").click()
    shown = page.locator("details[open]").first.inner_text()
    return "".join(re.findall(r"\b[A-Z2-7]{4,}\b", shown))


def test_a_wrong_password_is_answered_in_words(people, shot):
    page = people.phone()
    page.goto("/tai-khoan/dang-nhap/")
    shot(page, "40-dang-nhap")
    page.fill("input[name=login]", "bithu")
    page.fill("input[name=password]", f"{PASSWORD}!")
    page.press("input[name=password]", "Enter")
    expect(page.get_by_role("alert").filter(has_text="mật khẩu").first).to_be_visible()


PICTURES = {
    "31-ca-nhan": ("dangvien", "phone", "/tai-khoan/ca-nhan/"),
    "32-nhiem-vu": ("dangvien", "phone", "/nhiem-vu/"),
    "33-ho-so-cua-toi": ("dangvien", "phone", "/dang-vien/cua-toi/"),
    "42-phieu-kich-hoat": ("bithu", "desk", "/sinh-hoat-chi-bo/phieu-kich-hoat/"),
    "43-mo-lai": ("bithu", "desk", "/tai-khoan/mo-lai/"),
    "57-van-ban": ("bithu", "desk", "/van-ban/"),
}


@pytest.mark.parametrize("name", PICTURES)
def test_pages_of_the_guide_open(people, shot, name):
    login, machine, address = PICTURES[name]
    page = getattr(people, machine)(login)
    assert page.goto(address).status == 200
    shot(page, name)
