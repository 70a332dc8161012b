import datetime

import pytest
from django.db import connection
from tests.kernel import toy

from dangvu.kernel.access import Actor


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The toy's table beside the real ones."""
    with django_db_blocker.unblock():
        if toy.Paper._meta.db_table not in connection.introspection.table_names():
            with connection.schema_editor() as editor:
                editor.create_model(toy.Paper)


def somebody(account_id: int, now: datetime.datetime) -> Actor:
    return Actor(account_id=account_id, name=f"Đồng chí số {account_id}", now=now)


@pytest.fixture
def owner(now: datetime.datetime) -> Actor:
    return somebody(1, now)


@pytest.fixture
def reader(now: datetime.datetime) -> Actor:
    return somebody(2, now)


@pytest.fixture
def paper(db: None, owner: Actor) -> toy.Paper:
    return toy.Paper.objects.create(title="Mẩu giấy", owner=1, reader=2)
