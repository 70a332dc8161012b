"""Every address is guarded: it is a Page with a permission, or says in words why it needs none."""

import uuid
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from dangvu.kernel.views import Page

OURS = "dangvu.modules."


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for item in resolver.url_patterns:
        if isinstance(item, URLResolver):
            yield from patterns(item, prefix + str(item.pattern))
        else:
            yield prefix + str(item.pattern), item


def our_views() -> list[tuple[str, URLPattern]]:
    return [(a, p) for a, p in patterns(get_resolver()) if getattr(p.callback, "__module__", "").startswith(OURS)]


def test_every_view_has_a_permission_or_a_reason() -> None:
    bare = [
        f"{address} ({pattern.callback.__module__}.{pattern.callback.__qualname__})"
        for address, pattern in our_views()
        if not guarded(getattr(pattern.callback, "view_class", None))
    ]

    assert bare == [], (
        "Rule “every view is guarded”: a Page names its permission, or says in `public` why it needs none."
    )


def guarded(view: object) -> bool:
    return isinstance(view, type) and issubclass(view, Page) and (view.permission is not None or bool(view.public))


def example(address: str) -> str:
    """An address with invented parts in place of its converters."""
    import re

    address = re.sub(r"<uuid:[^>]+>", str(uuid.UUID(int=7)), address)
    address = re.sub(r"<int:[^>]+>", "7", address)
    address = re.sub(r"<(?:str|slug|path):?[^>]*>|<[a-z_]+>", "x", address)
    return "/" + re.sub(r"[\^$\\]|\(\?P<[a-z_]+>([^)]*)\)", lambda m: "x" if m.group().startswith("(") else "", address)


@pytest.mark.django_db
def test_no_page_is_shown_to_a_stranger() -> None:
    client = Client()
    shown = []
    for address, pattern in our_views():
        view = pattern.callback.view_class
        if view.anonymous:
            continue
        for method in ("get", "post"):
            response = getattr(client, method)(example(address))
            if response.status_code == 200:
                shown.append(f"{method} {address}")

    assert shown == [], "Rule “every address refuses the stranger”."
