"""What a phone loads: the page and all it names, as the real server answers, in bytes of bodies and heads.

First visit: nothing is kept yet. Later: whatever was answered as immutable is not asked for again.
Floor: the words of the page alone, compressed.
"""

import gzip
import http.client
import re
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.conf import settings

from bench import cast, stage
from bench.figure import Figure

PAGES = ("home", "meeting")
ENCODINGS = "gzip, deflate, br"
PHONE_REM = 390 / 16
DETAILS = [f"{visit}.{part}" for visit in ("first", "later") for part in (*PAGES, "both")]


@dataclass
class Phone:
    """A browser of 390 px that keeps what it may keep."""

    address: str
    cookie: str
    kept: set[str] = field(default_factory=set)

    def visit(self, path: str) -> tuple[int, str]:
        """Bytes over the wire for the page with all it needs, and the page itself."""
        size, text = self._get(path)
        for part in sorted(set(parts(text))):
            if part not in self.kept:
                size += self._get(part)[0]
        return size, text

    def _get(self, path: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection(urllib.parse.urlsplit(self.address).netloc, timeout=20)
        connection.request("GET", path, headers={"Accept-Encoding": ENCODINGS, "Cookie": self.cookie})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
        if "immutable" in answer.headers.get("Cache-Control", ""):
            self.kept.add(path)
        head = sum(len(name) + len(value) + 4 for name, value in answer.getheaders())
        plain = gzip.decompress(body) if answer.headers.get("Content-Encoding") == "gzip" else body
        return len(body) + head, plain.decode("utf-8", "replace")


class _Reader(HTMLParser):
    """The addresses that a browser fetches by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        if tag == "link":
            rel = set(facts.get("rel", "").split())
            fetched = rel & {"stylesheet", "icon", "manifest", "preload", "modulepreload"}
            if fetched and fits_phone(facts.get("media", "")):
                self.found.append(facts.get("href", ""))
        elif tag in {"script", "img"}:
            self.found.append(facts.get("src", ""))
        elif tag == "use":
            self.found.append((facts.get("href") or facts.get("xlink:href", "")).partition("#")[0])

    def handle_data(self, data: str) -> None:
        self.words.append(data.strip())


def fits_phone(media: str) -> bool:
    """Whether a media query with a least width lets a 390 px screen in."""
    least = re.search(r"min-width:\s*([\d.]+)(px|r?em)", media)
    if "print" in media:
        return False
    return not least or float(least[1]) * (1 if least[2] == "px" else 16) <= PHONE_REM * 16


def parts(text: str) -> list[str]:
    reader = _Reader()
    reader.feed(text)
    return [found for found in reader.found if found.startswith("/")]


def words(text: str) -> int:
    """Bytes of what can be read on the page, compressed."""
    reader = _Reader()
    reader.feed(text)
    return len(gzip.compress("\n".join(filter(None, reader.words)).encode(), mtime=0))


def measure(*, quick: bool) -> Iterator[Figure]:  # noqa: ARG001  two visits are two visits
    people = cast.call()
    cookie = f"{settings.SESSION_COOKIE_NAME}={people.keys['member']}"
    phone = Phone(stage.web(), cookie)
    for visit in ("first", "later"):
        sizes = []
        for page in PAGES:
            size, text = phone.visit(people.addresses[page])
            sizes.append((size / 1000, words(text) / 1000))
            yield Figure(f"weight.{visit}.{page}", *sizes[-1][:1], "kB", sizes[-1][1], 1)
        yield Figure(f"weight.{visit}.both", sum(s for s, _ in sizes), "kB", sum(f for _, f in sizes), len(sizes))
