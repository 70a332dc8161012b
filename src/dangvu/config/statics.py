"""Stylesheet, scripts, icons and fonts: answered before the page framework, compressed once, kept by the browser."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from whitenoise.base import WhiteNoise
from whitenoise.responders import Response, StaticFile

from dangvu.kernel.live.asgi import Application, Receive, Scope, Send

HASHED = re.compile(r"\.[0-9a-f]{12}\.[a-z0-9]+$")


def with_statics(pages: Application) -> Application:
    """The application with the collected files in front of it."""
    folder = Path(settings.STATIC_ROOT)
    files = WhiteNoise(None, root=folder, prefix=settings.STATIC_URL, max_age=3600, immutable_file_test=HASHED.pattern)

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        found = files.files.get(scope["path"]) if scope["type"] == "http" else None
        if found is None or scope["method"] not in {"GET", "HEAD"}:
            await pages(scope, receive, send)
        else:
            await _send(found, scope, send)

    return application


async def _send(found: StaticFile, scope: Scope, send: Send) -> None:
    response: Response = found.get_response(scope["method"], dict(_wsgi_headers(scope)))
    headers = [(name.lower().encode(), value.encode()) for name, value in response.headers]
    body = b""
    if response.file is not None:
        with response.file as opened:
            body = opened.read()
    await send({"type": "http.response.start", "status": int(response.status), "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _wsgi_headers(scope: Scope) -> Iterator[tuple[str, str]]:
    """The form in which whitenoise asks for them."""
    for name, value in scope["headers"]:
        yield f"HTTP_{name.decode('latin-1').upper().replace('-', '_')}", value.decode("latin-1")
