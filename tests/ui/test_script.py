"""The manners of app.js, under the strict content policy."""

import json

import pytest
from django.template import engines

from dangvu.ui import views

pytestmark = pytest.mark.browser
WAITING = "JSON.parse(localStorage.getItem('dangvu.waiting') ?? '[]')"


@pytest.fixture
def opened(chromium, site, page, frame):
    """Open a page with the given content in the frame of a signed-in person; errors in the console fail the test."""
    contexts = []

    def visit(content: str = "", *, width: int = 1280, before=None):
        text = page("ui/sheet.html", **views.context()) if not content else _framed(frame, content)
        context = chromium.new_context(viewport={"width": width, "height": 800})
        contexts.append(context)
        tab = context.new_page()
        tab.wrong = []
        tab.on("pageerror", lambda error: tab.wrong.append(str(error)))
        if before:
            before(tab)
        tab.goto(site("/page", text))
        return tab

    yield visit
    for context in contexts:
        assert [wrong for tab in context.pages for wrong in tab.wrong] == []
        context.close()


def _framed(frame, content: str) -> str:
    text = f'{{% cotton page title="Thử" %}}<h1>Thử</h1>{content}{{% endcotton %}}'
    return engines["django"].from_string(text).render({"shell": frame, "csrf_token": "token"})


def test_slash_goes_to_the_search(opened):
    tab = opened()

    tab.keyboard.press("/")

    assert tab.evaluate("document.activeElement.name") == "q"
    assert tab.locator("[data-search]").input_value() == ""


def test_g_and_a_letter_go_to_a_place_of_the_menu(opened):
    tab = opened()

    tab.locator("h1").click()
    with tab.expect_navigation():
        tab.keyboard.press("g")
        tab.keyboard.press("v")

    assert tab.url.endswith("/viec/")


def test_letters_typed_into_a_field_stay_there(opened):
    tab = opened()

    tab.locator("#id_place").click()
    tab.keyboard.type("g/v")

    assert tab.locator("#id_place").input_value() == "g/v"


def test_a_dialog_opens_in_place_and_closes_by_key_and_button(opened):
    tab = opened()
    dialog = tab.locator("#huy")

    tab.get_by_role("link", name="Hủy cuộc họp").click()
    assert dialog.is_visible()
    tab.keyboard.press("Escape")
    assert not dialog.is_visible()
    tab.get_by_role("link", name="Hủy cuộc họp").click()
    tab.get_by_role("button", name="Giữ cuộc họp").click()
    assert not dialog.is_visible()


def test_the_stepper_counts_and_tells_the_form(opened):
    tab = opened()
    tab.evaluate(
        "window.heard = 0; document.querySelector('[name=m]').addEventListener('change', () => window.heard++)"
    )

    tab.get_by_role("button", name="Thêm 5 phút mục 5").click()
    for _ in range(9):
        tab.get_by_role("button", name="Bớt 5 phút mục 5").click()

    assert tab.locator("[name=m]").input_value() == "0"
    assert tab.evaluate("window.heard") == 10


def test_a_chosen_theme_shows_at_once_and_is_sent(opened):
    tab = opened()
    sent = []
    tab.route("**/giao-dien/", lambda route: (sent.append(route.request.post_data), route.fulfill(status=204)))

    tab.locator(".side summary").click()
    tab.locator(".side").get_by_role("button", name="Chữ lớn").click()

    assert tab.evaluate("document.documentElement.dataset.theme") == "elder"
    tab.wait_for_timeout(100)
    assert "elder" in sent[0]


def test_a_password_can_be_shown(opened):
    tab = opened()

    tab.locator("[data-show-password]").click()

    assert tab.locator("#mk").get_attribute("type") == "text"


def test_chosen_files_are_named(opened):
    tab = opened()

    tab.locator("#tep").set_input_files(
        {"name": "nghi-quyet.pdf", "mimeType": "application/pdf", "buffer": b"x" * 200_000}
    )

    assert "nghi-quyet.pdf, 0,2 MB" in tab.locator("[data-chosen]").inner_text()


def test_a_form_is_sent_once_however_often_it_is_pressed(opened):
    tab = opened('<form method="post" action="/gui/"><button id="b" class="btn btn-primary">Gửi phiếu</button></form>')
    sent = []
    tab.route("**/gui/", lambda route: (sent.append(route.request.url), route.fulfill(status=204)))

    tab.evaluate("b.click(); b.click(); new Promise(done => setTimeout(() => done(b.click()), 100))")

    button = tab.locator("#b")
    assert button.get_attribute("aria-busy") == "true"
    assert button.inner_text().strip() == "Đang gửi"
    assert len(sent) == 1


def test_a_part_is_swapped_and_its_refusal_becomes_a_toast(opened):
    tab = opened('<div id="o"><button class="btn" hx-post="/lam/" hx-target="#o">Làm</button></div>')
    toast = '<div class="toast-box" data-toast><span>Phiếu đã đóng.</span></div>'
    headers = {"HX-Retarget": "#toasts", "HX-Reswap": "beforeend"}
    tab.route("**/lam/", lambda route: route.fulfill(status=409, headers=headers, body=toast))

    tab.locator("#o button").click()
    tab.locator("#toasts >> text=Phiếu đã đóng.").wait_for()

    assert tab.locator("#o button").get_attribute("aria-busy") == "false"


def test_a_broken_server_leaves_the_part_alone_and_says_so(opened):
    tab = opened('<div id="o"><button class="btn" hx-post="/lam/" hx-target="#o">Làm</button></div>')
    tab.route("**/lam/", lambda route: route.fulfill(status=500, body="<h1>Lỗi</h1>"))

    tab.locator("#o button").click()
    tab.locator("#toasts >> text=Máy chủ chưa làm được việc này").wait_for()

    assert tab.locator("#o button").is_visible()


def test_one_stream_brings_news_to_the_parts_that_follow_it(opened):
    asked = []

    def stream(route):
        asked.append(route.request.url)
        route.fulfill(status=200, content_type="text/event-stream", body="id: 7\ndata: meeting:12\n\n")

    def before(tab):
        tab.route("**/live/*", stream)
        tab.route("**/phan/", lambda route: route.fulfill(status=200, body="<p>Mới</p>"))

    tab = opened(
        '{% cotton live topic="meeting:12" url="/phan/" swap="innerHTML" /%}<i data-live="account:1 meeting:12"></i>',
        before=before,
    )
    tab.locator("text=Mới").wait_for()

    assert asked[0].endswith("/live/?topic=account%3A1&topic=meeting%3A12")


def test_without_network_a_form_waits_in_the_machine_and_is_sent_later(opened):
    inside = '<input name="v" value="yes"><button>Gửi</button>'
    form = f'<form hx-post="/phieu/" data-offline="phiếu biểu quyết">{inside}</form>'
    tab = opened(form)
    sent = []
    tab.route("**/phieu/", lambda route: (sent.append(route.request.post_data), route.fulfill(status=204)))

    tab.context.set_offline(True)
    tab.locator("[data-offline-line]").first.wait_for()
    tab.locator("form[data-offline] button").click()
    tab.locator("#toasts >> text=Đã ghi trong máy: phiếu biểu quyết").wait_for()
    assert [item["texts"] for item in tab.evaluate(WAITING)] == [[["v", "yes"]]]
    tab.context.set_offline(False)
    tab.locator("#toasts >> text=đã gửi 1 việc").wait_for()

    assert tab.evaluate(WAITING) == []
    assert "v=yes&offline_id=" in sent[0]


def test_what_a_server_refuses_later_is_kept_and_told(opened):
    item = {
        "id": "1",
        "who": "",
        "url": "/phieu/",
        "name": "phiếu",
        "at": "2026-12-03T12:00:00Z",
        "texts": [["v", "yes"]],
    }

    def before(tab):
        tab.add_init_script(f"localStorage.setItem('dangvu.waiting', {json.dumps(json.dumps([item]))})")
        tab.route("**/phieu/", lambda route: route.fulfill(status=409, body=""))

    tab = opened("<p>Trang</p>", before=before)
    tab.locator("#toasts >> text=chưa được nhận").wait_for()

    assert tab.evaluate(WAITING)[0]["refused"] is True


def test_what_waits_for_another_account_is_not_sent(opened):
    item = {"id": "1", "who": "other", "url": "/phieu/", "name": "phiếu", "at": "2026-12-03T12:00:00Z", "texts": []}
    sent = []

    def before(tab):
        tab.add_init_script(f"localStorage.setItem('dangvu.waiting', {json.dumps(json.dumps([item]))})")
        tab.route("**/phieu/", lambda route: (sent.append(1), route.fulfill(status=204)))

    tab = opened("<p>Trang</p>", before=before)
    tab.wait_for_timeout(300)

    assert sent == []
    assert len(tab.evaluate(WAITING)) == 1


def test_without_script_the_page_still_reads_and_its_menu_opens(chromium, site, page):
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800})
    tab = context.new_page()
    tab.goto(site("/page", page("ui/sheet.html", **views.context())))

    tab.locator("header summary").click()

    assert tab.get_by_role("button", name="Đăng xuất").is_visible()
    assert tab.locator("#tep").bounding_box()["width"] > 100
    assert not tab.locator("[data-step]").first.is_visible()
    context.close()


WRITING = (
    '<form id="f" method="get" action="/sent/"><textarea name="words"></textarea></form>'
    '<a id="next" href="/next/" data-chord="ctrl+arrowright">Mục sau</a>'
)


def test_ctrl_enter_sends_what_one_writes(opened):
    tab = opened(WRITING)

    tab.fill("textarea", "một dòng")
    with tab.expect_navigation():
        tab.press("textarea", "Control+Enter")

    assert "/sent/" in tab.url


def test_a_chord_presses_its_button_but_not_while_words_would_move(opened):
    tab = opened(WRITING)

    tab.fill("textarea", "một dòng")
    tab.press("textarea", "Control+ArrowRight")
    assert "/page" in tab.url

    tab.fill("textarea", "")
    with tab.expect_navigation():
        tab.press("textarea", "Control+ArrowRight")
    assert "/next/" in tab.url
