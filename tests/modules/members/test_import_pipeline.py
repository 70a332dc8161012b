import pytest
from tests.modules.members import factories, register

from dangvu.kernel.errors import Conflict
from dangvu.modules.members import commands, exports, jobs
from dangvu.modules.members.commands import import_members, import_rows
from dangvu.modules.members.models import ImportBatch, ImportRow, Member
from dangvu.modules.members.rules import importing

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return register.commune()


def picture() -> list[tuple]:
    """What the register holds, without the bytes that differ at every sealing."""
    columns = ("full_name", "birth_date", "organisation_id", "current_status", "national_id_hash", "card_hash")
    return sorted(
        (*row[:4], bytes(row[4] or b""), bytes(row[5] or b"")) for row in Member.objects.values_list(*columns)
    )


def test_a_list_goes_all_the_way_into_the_register(place):
    batch = register.imported(place)

    assert batch.state == "done"
    assert batch.judged == batch.total == batch.written == ImportRow.objects.count()
    taken = ImportRow.objects.filter(verdict__in=["accepted", "warning"]).count()
    assert batch.created + batch.known == taken
    assert Member.objects.count() == batch.created
    assert 1_200 < batch.created < 1_330


def test_private_numbers_are_nowhere_in_the_clear(place):
    register.imported(place)

    member = Member.objects.exclude(national_id_tail="").first()
    row = ImportRow.objects.get(pk=member.import_row_id)
    number = exports.report(row.batch)
    known = next(
        line["values"]["national_id"] for line in number if line["row"] == row.row and line["sheet"] == row.sheet
    )
    assert known[-3:] == member.national_id_tail
    assert known not in str(ImportRow.objects.filter(pk=row.pk).values("values").get())


def test_repeating_an_import_changes_nothing(place):
    first = register.imported(place)
    before = picture()

    second = register.imported(place)

    assert (second.created, second.known) == (0, first.created + first.known)
    assert picture() == before


def test_confirming_twice_is_refused(place):
    batch = jobs.judge(register.batch_of(place).pk, factories.system)
    commands.confirm_import(actor=factories.system(), batch=batch)

    with pytest.raises(Conflict):
        commands.confirm_import(actor=factories.system(), batch=batch)


class KilledError(Exception):
    """The worker was stopped."""


def killed_after(monkeypatch, room, name: str, chunks: int) -> None:
    """Let the work die, after so many chunks, where the next one would begin."""
    real, done = getattr(room, name), []

    def dying(*args, **kwargs):
        if len(done) == chunks:
            raise KilledError
        done.append(1)
        return real(*args, **kwargs)

    monkeypatch.setattr(room, name, dying)


@pytest.mark.parametrize("chunks", [0, 1, 2])
def test_a_killed_writing_goes_on_where_it_stopped(place, monkeypatch, chunks):
    monkeypatch.setattr(importing, "CHUNK", 500)
    whole = register.imported(place)
    expected = picture()
    Member.objects.update(import_row=None)
    Member.objects.all().delete()
    batch = jobs.judge(register.batch_of(place).pk, factories.system)
    commands.confirm_import(actor=factories.system(), batch=batch)

    with monkeypatch.context() as patch:
        killed_after(patch, import_members, "write", chunks)
        with pytest.raises(KilledError):
            jobs.write(batch.pk, factories.system)
    partly = Member.objects.count()
    jobs.resume(batch.pk, factories.system)

    batch.refresh_from_db()
    assert (batch.state, batch.created) == ("done", whole.created)
    assert 0 <= partly < whole.created
    assert picture() == expected


def test_a_killed_judging_goes_on_where_it_stopped(place, monkeypatch):
    monkeypatch.setattr(importing, "CHUNK", 500)
    batch = register.batch_of(place)

    with monkeypatch.context() as patch:
        killed_after(patch, import_rows, "copy_rows", 1)
        with pytest.raises(KilledError):
            jobs.judge(batch.pk, factories.system)
    assert ImportRow.objects.count() == 500
    jobs.resume(batch.pk, factories.system)

    batch.refresh_from_db()
    assert (batch.state, batch.judged) == ("judged", ImportRow.objects.count())
    assert sum(batch.counts[code] for code in ("accepted", "warning", "rejected", "duplicate")) == batch.judged


def test_resume_imports_takes_up_only_what_shows_no_life(place, now):
    batch = register.batch_of(place)
    ImportBatch.objects.filter(pk=batch.pk).update(beat_at=now)

    jobs.resume_imports(factories.system())

    assert ImportBatch.objects.get(pk=batch.pk).state == "uploaded"


def test_a_file_that_is_no_list_ends_with_a_sentence(place, tmp_path):
    path = tmp_path / "trang.csv"
    path.write_text("a;b\n1;2\n")

    batch = jobs.judge(register.batch_of(place, path).pk, factories.system)

    assert batch.state == "failed"
    assert batch.failure


def test_the_other_sheets_become_members_who_are_gone(place):
    register.imported(place)

    gone = Member.objects.filter(current_status__in=["moved_out", "deceased"])

    assert gone.count() > 20
    assert not gone.filter(status_since__gt=register.AS_OF).exists()
