"""The built static files, a sample frame, and pages served to a real browser without a database."""

import functools
import http.server
import threading
from collections.abc import Callable, Iterator

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from dangvu.ui import build, shell

POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'"


@pytest.fixture(scope="session")
def built() -> str:
    return build.build()


@pytest.fixture
def frame() -> shell.Shell:
    links = shell.Links(
        search="/tim/", notices="/tin/", account="/toi/", help="/giup/", theme="/giao-dien/", sign_out="/ra/"
    )
    menu = (
        shell.Group("", (shell.Entry("Việc của tôi", "/viec/", "layout-list", "home", 4),)),
        shell.Group("Chi bộ", (shell.Entry("Vận động", "/van-dong/", "users", "meet"),)),
    )
    dock = (shell.Entry("Hôm nay", "/viec/", "sun", "home"),)
    return shell.Shell(
        unit="Chi bộ khu 5", place="Đảng bộ xã Minh Hòa", person="Nguyễn Thị Hạnh", role="Bí thư chi bộ",
        unread=3, signed_in=True, demo=True, links=links, menu=menu, dock=dock,
    )  # fmt: skip


@pytest.fixture
def page(frame: shell.Shell) -> Callable[..., str]:
    """A template as a signed-in person gets it."""
    request = RequestFactory().get("/x/", {"q": "hạnh", "trang": "3"})
    return lambda template, **facts: render_to_string(template, {"shell": frame, **facts}, request)


class _Handler(http.server.SimpleHTTPRequestHandler):
    pages: dict[str, str] = {}

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        if path in self.pages:
            self._answer(self.pages[path])
        elif path.startswith("/static/"):
            self.path = path.removeprefix("/static")
            super().do_GET()
        else:
            self.send_error(404)

    def _answer(self, text: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site(built: str) -> Iterator[Callable[[str, str], str]]:
    """Put pages on a server; answers the address of one."""
    handler = type("Handler", (_Handler,), {"pages": {}})
    static = str(build.STATIC.parent)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=static))
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def put(path: str, text: str) -> str:
        handler.pages[path] = text
        return f"http://127.0.0.1:{server.server_port}{path}"

    yield put
    server.shutdown()
    server.server_close()
