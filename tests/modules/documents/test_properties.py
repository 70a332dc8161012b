"""Numbers never repeat and never skip, however many take them at once: real threads, real transactions."""

import threading
from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import connection
from tests import database
from tests.modules.documents import factories
from tests.modules.organisations import factories as organisations

from dangvu.kernel.access import system_actor
from dangvu.modules.documents import api
from dangvu.modules.documents.models import NumberSeries, RegisteredPaper

THREADS, EACH = 6, 8
FAILS = 3


@pytest.fixture
def committed(django_db_setup, database_server, template_database, django_db_blocker) -> Iterator[None]:
    """A database of this test alone: what threads commit cannot be rolled back, and the audit cannot be emptied."""
    before = connection.settings_dict["NAME"]
    name = f"{before}_threads"
    with database._administrator(database_server) as administrator:
        database._create(administrator, name, template_database)
    database._close_django()
    connection.settings_dict["NAME"] = name
    with django_db_blocker.unblock():
        yield
        database._close_django()
    connection.settings_dict["NAME"] = before
    with database._administrator(database_server) as administrator:
        database._drop(administrator, name)


class BrokenPressError(Exception):
    pass


def _issue(organisation, kinds, *, fail_every=0):
    """Issue papers one after the other; some of them break after their number was taken."""
    for turn in range(EACH):
        broken = bool(fail_every) and turn % fail_every == 0
        paper = factories.draft(organisation, document_type=kinds[turn % len(kinds)])
        try:
            api.issue_paper(
                actor=system_actor(factories.NOW), paper=paper, make=_breaking if broken else factories.plain
            )
        except BrokenPressError:
            continue


def _breaking(issued):
    raise BrokenPressError


def _at_once(work):
    barrier = threading.Barrier(THREADS)
    errors = []

    def run():
        try:
            barrier.wait()
            work()
        except Exception as error:  # noqa: BLE001  a thread's error must reach the test
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


@pytest.mark.parametrize("kinds", [["minutes"], ["minutes", "resolution"]])
def test_numbers_neither_repeat_nor_skip_when_many_take_them_at_once(committed, kinds):
    cell = organisations.commune(1)[1][0]

    _at_once(lambda: _issue(cell, kinds, fail_every=FAILS))

    failed = len(range(0, EACH, FAILS)) * THREADS
    assert RegisteredPaper.objects.filter(number__isnull=False).count() == THREADS * EACH - failed
    for series in NumberSeries.objects.all():
        taken = sorted(series.papers.values_list("number", flat=True))
        assert taken == list(range(1, series.last_number + 1))
    assert Counter(NumberSeries.objects.values_list("document_type", flat=True)) == Counter(kinds)
