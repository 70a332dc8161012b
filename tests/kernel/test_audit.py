import pytest
from django.db import DatabaseError, connection, transaction
from tests.kernel import toy

from dangvu.kernel.audit import chain
from dangvu.kernel.audit.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def chained(owner, paper):
    for title in ("Một", "Hai", "Ba"):
        toy.rename_paper(actor=owner, paper=paper, title=title)
    chain.link_pending()
    return list(Entry.objects.filter(command__startswith="tests.").order_by("id"))


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE kernel_audit_entry SET actor_name = 'x'",
        "DELETE FROM kernel_audit_entry",
        "DELETE FROM kernel_audit_link",
    ],
)
def test_the_tables_refuse_every_change(chained, sql):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_an_untouched_chain_holds(chained):
    found = chain.verify()

    assert (found.checked, found.pending, found.broken) == (Entry.objects.count(), 0, [])
    assert len(found.head) == 64


def test_linking_again_adds_nothing(chained):
    assert chain.link_pending() == 0


def tamper(sql: str, *values: object) -> None:
    """As somebody with the keys of the database would."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE kernel_audit_entry DISABLE TRIGGER USER")
        cursor.execute(sql, values)
        cursor.execute("ALTER TABLE kernel_audit_entry ENABLE TRIGGER USER")


def test_one_changed_byte_is_named(chained):
    tamper("UPDATE kernel_audit_entry SET target_label = 'BA' WHERE id = %s", chained[1].pk)

    (fault,) = chain.verify().broken

    assert f"Mục nhật ký số {chained[1].pk} " in fault
    assert "đã bị sửa" in fault


def test_a_removed_entry_is_named(chained):
    tamper("DELETE FROM kernel_audit_entry WHERE id = %s", chained[0].pk)

    assert chain.verify().broken == [f"Mục nhật ký số {chained[0].pk} đã biến mất khỏi bảng."]


def test_entries_that_wait_for_their_link_are_counted(chained, owner, paper):
    toy.rename_paper(actor=owner, paper=paper, title="Bốn")

    assert chain.verify().pending == 1
