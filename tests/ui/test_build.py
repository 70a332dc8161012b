import gzip
from pathlib import Path

import pytest

from dangvu.ui import build, icons


def weight(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


def test_a_second_build_does_nothing(built):
    assert build.build() == "Static files are up to date."


@pytest.mark.parametrize(
    ("name", "limit"),
    [("app.css", 18_000), ("app.js", 8_000), ("icons.svg", 12_000), ("vendor/htmx.min.js", 17_500)],
)
def test_first_visit_stays_light(built, name, limit):
    assert weight(build.STATIC / name) <= limit


def test_the_first_visit_of_a_phone_leaves_room_in_80_kilobytes(built):
    files = ("app.css", "app.js", "icons.svg", "vendor/htmx.min.js", "mark.svg")

    assert sum(weight(build.STATIC / name) for name in files) <= 60_000


def test_the_sprite_holds_what_the_frame_names(built):
    sprite = (build.STATIC / "icons.svg").read_text(encoding="utf-8")

    assert all(f'<symbol id="{name}" ' in sprite for name in ("bell", "search", "circle-check", "triangle-alert", "x"))


def test_icons_are_found_in_attributes_and_inside_logic():
    sure, maybe = icons.in_template(
        """<c-icon class="a" name="users" /><c-btn icon="send" after="arrow-right">"""
        """<c-icon name="{% if done %}check{% else %}circle-dashed{% endif %}" />"""
    )

    assert sure == {"users", "send", "arrow-right"}
    assert {"check", "circle-dashed"} <= maybe


def test_icons_are_found_in_python():
    sure, maybe = icons.in_python(
        'MenuItem("Họp", icon="users")\nTONES = {"late": "octagon"}\nx = "git-compare"\ny = "mail"'
    )

    assert sure == {"users"}
    assert maybe == {"late", "octagon", "git-compare", "TONES"} - {"TONES"}


def test_an_icon_that_lucide_does_not_draw_is_reported_with_its_file(tmp_path, built):
    page = tmp_path / "page.html"
    page.write_text('<c-icon name="no-such-thing" />', encoding="utf-8")

    unknown = icons.write_sprite([page], build.MODULES / "lucide-static" / "icons", tmp_path / "sprite.svg")

    assert unknown == [f"{page}: Lucide has no icon 'no-such-thing'."]


def test_a_file_that_does_not_parse_names_no_icons():
    assert icons.in_python("model = ") == (set(), set())
