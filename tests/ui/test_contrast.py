"""Every pair of colours that text, borders and bars use, computed from the theme: WCAG 2.2, and 7:1 for large type."""

import re

import pytest

from dangvu.ui import build

TEXT, SHAPE, LARGE_TYPE = 4.5, 3.0, 7.0
TEXT_PAIRS = [
    ("color-base-content", "color-base-100"), ("color-base-content", "color-base-200"), ("ink-2", "color-base-100"),
    ("ink-2", "color-base-200"), ("ink-2", "well"), ("ink-2", "hover"), ("ink-3", "color-base-200"),
    ("color-primary-content", "color-primary"), ("color-neutral-content", "color-neutral"),
    ("color-accent-content", "color-accent"), ("key-ink", "color-base-100"), ("key-ink", "color-base-200"),
    *[(f"{tone}-ink", f"{tone}-tint") for tone in ("key", "gold", "mute", "info", "ok", "wait", "late")],
    *[(f"{tone}-ink", "color-base-100") for tone in ("ok", "wait", "late", "gold")],
]  # fmt: skip
SHAPE_PAIRS = [
    ("color-error", "color-base-100"), ("edge", "color-base-100"), ("edge", "color-base-200"),
    ("color-primary", "color-base-100"), ("amber", "color-base-100"), ("color-success", "color-base-100"),
    ("focus-ink", "color-base-200"), ("focus-ink", "color-base-100"),
]  # fmt: skip


def themes() -> dict[str, dict[str, str]]:
    css = build.STYLES.read_text(encoding="utf-8")
    found = {}
    for block in re.findall(r'@plugin "daisyui/theme" \{(.*?)\n\}', css, re.DOTALL):
        name = re.search(r'name: "([^"]+)"', block).group(1)
        found[name] = dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{6})", block))
    return found


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_there_are_three_themes():
    assert list(themes()) == ["dangvu", "dangvu-dark", "elder"]


@pytest.mark.parametrize("theme", ["dangvu", "dangvu-dark", "elder"])
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_text_is_readable(theme, ink, ground):
    colours = themes()[theme]

    assert contrast(colours[ink], colours[ground]) >= (LARGE_TYPE if theme == "elder" else TEXT)


@pytest.mark.parametrize("theme", ["dangvu", "dangvu-dark", "elder"])
@pytest.mark.parametrize(("shape", "ground"), SHAPE_PAIRS)
def test_borders_and_bars_are_seen(theme, shape, ground):
    colours = themes()[theme]

    assert contrast(colours[shape], colours[ground]) >= SHAPE


def test_the_pairs_have_the_contrast_that_was_designed():
    light = themes()["dangvu"]

    assert round(contrast(light["color-base-content"], light["color-base-100"]), 1) == 16.0
    assert round(contrast(light["color-primary-content"], light["color-primary"]), 1) == 8.2
