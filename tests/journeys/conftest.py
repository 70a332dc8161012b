"""What every journey starts from: a running product, people who sign in, phones and desks, pictures for the guide."""

import importlib.util
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))  # the helpers beside this file have no package (importmode=importlib)

import product as installation  # noqa: E402
from people import People  # noqa: E402

ROOT = HERE.parents[1]
IMAGES = ROOT / "docs" / "guide" / "images"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.timeout(300))  # the first test of a session waits until the product has started


@pytest.fixture(scope="session")
def product() -> Iterator[installation.Product]:
    """The demonstration commune, running."""
    yield from _running()


@pytest.fixture(scope="session")
def empty_product() -> Iterator[installation.Product]:
    """As on the day it was installed: tables, and nothing in them."""
    yield from _running(DANGVU_MODE="production")


def _running(**environment: str) -> Iterator[installation.Product]:
    if attached := os.environ.get("DANGVU_JOURNEY_HOME", ""):  # to write journeys against a product that runs already
        yield installation.Product(Path(attached), port=int(os.environ["DANGVU_JOURNEY_PORT"]))
        return
    home = Path(tempfile.mkdtemp(prefix="dangvu-journey-"))
    home.chmod(0o711)
    started = installation.Product(home, **environment)
    try:
        started.start()
        yield started
    finally:
        started.stop()
        if not os.environ.get("DANGVU_KEEP_HOME"):
            shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def people(product: installation.Product, chromium: Any) -> Iterator[People]:
    """Whoever opens a page in this test; at the end no page may have complained."""
    crowd = People(product, chromium)
    yield crowd
    crowd.leave()


@pytest.fixture
def newcomers(empty_product: installation.Product, chromium: Any) -> Iterator[People]:
    crowd = People(empty_product, chromium)
    yield crowd
    crowd.leave()


@pytest.fixture(scope="session")
def shot() -> Callable[..., None]:
    """A picture of the page for the guide, only when it is asked for by DANGVU_GUIDE=1."""

    def take(page: Any, name: str) -> None:
        if not os.environ.get("DANGVU_GUIDE"):
            return
        IMAGES.mkdir(parents=True, exist_ok=True)
        page.evaluate("document.querySelectorAll('[data-toast]').forEach(t => t.remove())")
        page.evaluate("document.fonts.ready")
        page.evaluate("document.activeElement && document.activeElement.blur()")
        page.screenshot(path=str(IMAGES / f"{name}.png"), animations="disabled")

    return take


@pytest.fixture(scope="session")
def axe() -> Callable[[Any], list[str]]:
    """What axe-core finds wrong on a page."""
    assert importlib.util.find_spec("dangvu.ui.build")
    from dangvu.ui import build

    source = (build.VENDOR / "dev" / "axe.min.js").read_text(encoding="utf-8")

    def judge(page: Any) -> list[str]:
        page.evaluate(source)
        return page.evaluate(
            """() => axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.map(
                v => v.id + ': ' + v.nodes.slice(0, 2).map(n => n.html.slice(0, 160)).join(' | ')))"""
        )

    return judge
