"""Server time of the hottest pages at province size, in this process through Django's handler.

Floor: the page's own SQL, captured once and replayed raw on the same connection. What stands above it is the cost of
our frame: permissions, models, templates.
"""

import gc
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.test import Client

from bench import cast
from bench.figure import Figure, percentile

PAGES = {
    "home": ("member", "cell-secretary", "officer", "administrator"),
    "meetings": ("member", "cell-secretary", "officer"),
    "meeting": ("member", "cell-secretary", "officer"),
    "meeting-over": ("member", "cell-secretary", "officer"),
    "month": ("cell-secretary",),
    "overview": ("officer",),
    "members": ("member", "cell-secretary", "officer"),
    "member": ("member", "cell-secretary", "officer"),
    "tasks": ("cell-secretary", "officer"),
    "notices": ("member", "cell-secretary", "officer", "administrator"),
    "organisations": ("cell-secretary", "officer", "administrator"),
    "organisation": ("officer", "administrator"),
}
"""Page → who opens it."""

RUNS, QUICK_RUNS = 40, 5
WARM_UP = 1
DETAILS = [
    f"{role}.{page}.{kind}" for page, roles in PAGES.items() for role in roles for kind in ("p50", "p95", "queries")
] + [f"{role}.over-administrator" for role in cast.ROLES if role != "administrator"]


@dataclass
class Timing:
    """What was measured of one page for one person, in milliseconds."""

    page: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)
    queries: int = 0

    def figures(self, name: str) -> Iterator[Figure]:
        for kind, share in (("p50", 0.5), ("p95", 0.95)):
            floor = percentile(self.floor, share)
            yield Figure(f"{name}.{kind}", percentile(self.page, share), "ms", floor, len(self.page))
        yield Figure(f"{name}.queries", self.queries, "queries", None, 1)


def measure(*, quick: bool) -> Iterator[Figure]:
    people = cast.call()
    timings: dict[tuple[str, str], Timing] = {}
    gc.collect()
    gc.freeze()  # as the processes of the web server do
    for page, roles in PAGES.items():
        browsers = {role: people.browser(role) for role in roles}
        found = _time(browsers, people.addresses[page], QUICK_RUNS if quick else RUNS)
        for role, timing in found.items():
            timings[role, page] = timing
            yield from timing.figures(f"pages.{role}.{page}")
    for role in cast.ROLES[:-1]:
        yield _over_administrator(role, timings)


def _time(browsers: dict[str, Client], address: str, runs: int) -> dict[str, Timing]:
    """In turns, so that a busy moment of the machine falls on everybody."""
    said = {role: _said(browser, address) for role, browser in browsers.items()}
    timings = {role: Timing(queries=len(said[role])) for role in browsers}
    for _ in range(runs):
        for role, browser in browsers.items():
            started = time.perf_counter()
            _open(browser, address)
            timings[role].page.append((time.perf_counter() - started) * 1000)
            timings[role].floor.append(_replay(said[role]))
    return timings


def _said(browser: Client, address: str) -> list[tuple[str, Any]]:
    """The page's own SQL, when everything is warm."""
    said: list[tuple[str, Any]] = []
    for _ in range(WARM_UP):
        _open(browser, address)
    with connection.execute_wrapper(_writing_down(said)):
        _open(browser, address)
    return said


def _open(browser: Client, address: str) -> None:
    answer = browser.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code} {answer.headers.get('Location', '')}")


def _writing_down(said: list[tuple[str, Any]]) -> Any:
    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001  Django's signature
        said.append((sql, params))
        return execute(sql, params, many, context)

    return wrapper


def _replay(said: list[tuple[str, Any]]) -> float:
    """Milliseconds for the same statements and nothing else."""
    connection.ensure_connection()
    started = time.perf_counter()
    with connection.connection.cursor() as raw:
        for sql, params in said:
            raw.execute(sql, params)
            if raw.description:
                raw.fetchall()
    return (time.perf_counter() - started) * 1000


def _over_administrator(role: str, timings: dict[tuple[str, str], Timing]) -> Figure:
    """Together, the pages that both may open: an ordinary person must not wait longer than the administrator."""
    both = [page for page, roles in PAGES.items() if role in roles and "administrator" in roles]
    own, theirs = (sum(percentile(timings[each, page].page, 0.5) for page in both) for each in (role, "administrator"))
    return Figure(f"pages.{role}.over-administrator", own, "ms", theirs, len(both))
