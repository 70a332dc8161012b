from io import StringIO

import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader


@pytest.mark.django_db
def test_no_change_of_a_model_waits_for_its_migration() -> None:
    out = StringIO()

    call_command("makemigrations", "--check", "--dry-run", stdout=out, skip_checks=True)

    assert "No changes detected" in out.getvalue()


def test_every_module_has_one_last_migration() -> None:
    leaves = MigrationLoader(None).graph.leaf_nodes()

    assert len(leaves) == len({app for app, _ in leaves})
