"""Fixtures with fixed meanings everywhere: time is passed in, jobs run when a test says so."""

import datetime
import logging
import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from dangvu.kernel.access import Actor, system_actor

pytest_plugins = ["tests.database"]

# Tests read the static files where they stand; nothing is collected, so names carry no hashes.
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
BROWSER_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--lang=vi-VN"]
NOW = datetime.datetime(2026, 11, 23, 2, 0, tzinfo=datetime.UTC)  # Monday, 9 in the morning in Viet Nam


@pytest.fixture
def now() -> datetime.datetime:
    return NOW


@pytest.fixture
def system(now: datetime.datetime) -> Actor:
    return system_actor(now)


@pytest.fixture
def run_jobs(db: None) -> Callable[[], int]:
    """Run, in this transaction, everything that was deferred: subscribers, notices, e-mails. Answers how many."""
    return _run_jobs


def _run_jobs() -> int:
    from procrastinate.contrib.django import app

    done = 0
    while rows := _take():
        for task_name, arguments in rows:
            app.tasks[task_name].func(**arguments)
            done += 1
    return done


def _take() -> list[tuple[str, dict]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH taken AS (SELECT id FROM procrastinate_jobs WHERE status = 'todo' AND queue_name <> 'periodic'), "
            "done AS (UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id IN (SELECT id FROM taken)) "
            "SELECT j.task_name, j.args FROM procrastinate_jobs j JOIN taken USING (id) ORDER BY j.id"
        )
        rows = cursor.fetchall()
    import json

    return [(name, json.loads(args) if isinstance(args, str) else args) for name, args in rows]


@pytest.fixture
def client_of() -> Callable[[object], Client]:
    """A browser in which this account is signed in."""

    def signed_in(account: object) -> Client:
        client = Client()
        client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One browser for all tests that drive one: a second of its kind cannot start beside it."""
    from playwright.sync_api import sync_playwright

    found = next((path for name in BROWSERS if (path := shutil.which(name))), "")
    with sync_playwright() as playwright:
        environment = {**os.environ, "LANGUAGE": "vi"}
        browser = playwright.chromium.launch(executable_path=found, args=BROWSER_FLAGS, env=environment)
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def no_error_is_logged(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """An error in the log fails the test, whatever it asserted; a test that provokes one clears the log."""
    yield
    errors = [r.getMessage() for r in caplog.get_records("call") if r.levelno >= logging.ERROR]
    assert errors == []
