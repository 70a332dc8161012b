"""The sheet of all components and the refusals in a real browser: accessible, within the screen, in three themes."""

import dataclasses

import pytest
from django.template.loader import render_to_string

from dangvu.ui import build, views

pytestmark = pytest.mark.browser
THEMES = [("dangvu", "light"), ("dangvu-dark", "dark"), ("elder", "light")]
AXE = "axe.run(document).then(r => r.violations.map(v => v.id + ': ' + v.nodes[0].html.slice(0, 200)))"
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def faults(chromium, url: str, width: int, scheme: str) -> list[str]:
    context = chromium.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(url)
    page.add_script_tag(path=str(build.VENDOR / "dev" / "axe.min.js"))
    found = page.evaluate(AXE)
    over = page.evaluate(WIDE)
    context.close()
    return found + ([f"wider than the screen by {over}px"] if over > 0 else [])


@pytest.mark.parametrize(("theme", "scheme"), THEMES)
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_sheet_is_accessible_and_fits(chromium, site, page, frame, theme, scheme, width):
    text = page("ui/sheet.html", **views.context() | {"shell": dataclasses.replace(frame, theme=theme)})

    assert faults(chromium, site("/sheet", text), width, scheme) == []


@pytest.mark.parametrize(
    "template", ["404.html", "403.html", "403_csrf.html", "400.html", "500.html", "ui/offline.html"]
)
def test_a_refusal_is_accessible_without_any_context(chromium, site, template):
    assert faults(chromium, site("/refusal", render_to_string(template)), 390, "light") == []


def test_without_a_chosen_theme_the_page_follows_the_machine(chromium, site, page):
    context = chromium.new_context(color_scheme="dark")
    opened = context.new_page()
    opened.goto(site("/sheet", page("ui/sheet.html", **views.context())))

    assert opened.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(24, 21, 17)"
    context.close()


def test_on_paper_only_the_content_remains(chromium, site, page):
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    opened = context.new_page()
    opened.goto(site("/sheet", page("ui/sheet.html", **views.context())))
    opened.emulate_media(media="print")

    hidden = [opened.locator(part).first.is_visible() for part in (".side", ".topbar", ".demo-line", ".btn")]
    assert hidden == [False] * 4
    assert opened.get_by_role("heading", level=1).is_visible()
    context.close()


def test_paper_is_white_even_from_a_dark_screen(chromium, site, page, frame):
    context = chromium.new_context(color_scheme="dark")
    opened = context.new_page()
    text = page("ui/sheet.html", **views.context() | {"shell": dataclasses.replace(frame, theme="dangvu-dark")})
    opened.goto(site("/sheet", text))
    opened.emulate_media(media="print")

    assert opened.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert opened.evaluate("getComputedStyle(document.querySelector('h1 + p')).color") == "rgb(51, 51, 51)"
    context.close()
