"""Templates: used, free of inline script and style, free of addresses from outside."""

import re

from tests.house import source

INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=\"|javascript:", re.IGNORECASE)
OUTSIDE = re.compile(r"(?:src|href)=\"https?://", re.IGNORECASE)
USED_BY_NAME = {"404.html", "403.html", "500.html"}


def test_no_template_has_inline_script_or_style() -> None:
    found = [
        f"{source.name(p)}: {m.group()}" for p in source.templates() for m in INLINE.finditer(p.read_text("utf-8"))
    ]

    assert found == [], "Rule “strict content policy”: behaviour goes to ui/static, looks to a component."


def test_no_template_asks_a_server_outside() -> None:
    found = [source.name(p) for p in source.templates() if OUTSIDE.search(p.read_text("utf-8"))]

    assert found == []


def test_every_template_is_used() -> None:
    text = "\n".join(p.read_text("utf-8") for p in [*source.python_files(), *source.templates()])
    unused = [source.name(path) for path in source.templates() if not _used(path, text)]

    assert unused == []


def _used(path, text: str) -> bool:
    inside = path.parts[path.parts.index("templates") + 1 :]
    if inside[0] in {"cotton", "account", "mfa", "usersessions", "allauth"} or path.name in USED_BY_NAME:
        return inside[0] != "cotton" or f"<c-{'.'.join(inside[1:])[:-5].replace('_', '-')}" in text
    if "notify" in inside:
        return f'"{inside[0]}.{path.name.split(".")[0]}"' in text
    return "/".join(inside) in text
