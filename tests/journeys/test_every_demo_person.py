"""Every demonstration account signs in, sees its home, and finds every page of its menu whole and accessible."""

import pytest
from people import PASSWORD
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
def test_the_home_page_is_accessible_in_the_other_themes(people, axe, product, login, theme):
    product.sql("UPDATE identity_account SET theme = %s WHERE login = %s", [theme, login])
    try:
        found = []
        for page in (people.phone(login), people.desk(login)):
            page.goto("/")
            assert page.evaluate("document.documentElement.dataset.theme") == theme
            found += judged(page, axe, f"{theme} {login}")
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
    words = page.locator("main").inner_text().replace(" ", "").split()
    return next(word for word in words if len(word) >= 16 and set(word) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))


def test_a_wrong_password_is_answered_in_words(people, shot):
    page = people.phone()
    page.goto("/tai-khoan/dang-nhap/")
    shot(page, "40-dang-nhap")
    page.fill("input[name=login]", "bithu")
    page.fill("input[name=password]", f"{PASSWORD}!")
    page.press("input[name=password]", "Enter")
    assert page.locator("[role=alert]").first.inner_text()
