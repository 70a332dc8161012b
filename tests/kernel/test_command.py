import pytest
from tests.kernel import toy

from dangvu.kernel import command, errors
from dangvu.kernel.access import system_actor
from dangvu.kernel.audit.models import Entry

pytestmark = pytest.mark.django_db


def ours():
    """The entries of the toy's commands; the installation's own came before."""
    return Entry.objects.filter(command__startswith="tests.")


def test_a_command_writes_exactly_one_entry(owner):
    paper = toy.write_paper(actor=owner, title="Chào")

    entry = ours().get()
    assert (entry.command, entry.sentence) == ("tests.write_paper", "Viết mẩu giấy.")
    assert (entry.account_id, entry.at, entry.target_label) == (1, owner.now, "Chào")
    assert entry.changes[0]["fields"]["title"] == [None, "Chào"]
    assert paper.pk == entry.target_pk


def test_an_entry_tells_before_and_after_of_what_changed_and_nothing_else(owner, paper):
    toy.rename_paper(actor=owner, paper=paper, title="Mới")

    entry = ours().get()
    assert entry.changes == [
        {"model": "toy.Paper", "pk": paper.pk, "created": False, "fields": {"title": ["Mẩu giấy", "Mới"]}}
    ]
    assert entry.facts == {"length": 3}


def test_hidden_fields_say_only_that_they_changed(owner):
    toy.write_paper(actor=owner, title="Chào", secret="số căn cước")

    assert ours().get().changes[0]["fields"]["secret"] == ["…", "…"]


def test_a_failing_command_leaves_nothing_behind(owner, paper, run_jobs):
    with pytest.raises(errors.Invalid):
        toy.rename_paper(actor=owner, paper=paper, title="hỏng")

    paper.refresh_from_db()
    assert paper.title == "Mẩu giấy"
    assert ours().count() == 0
    assert run_jobs() == 0


def test_who_may_not_is_refused_with_a_sentence(reader, paper):
    with pytest.raises(errors.NotAllowed) as refused:
        toy.rename_paper(actor=reader, paper=paper, title="Mới")

    assert refused.value.sentence == "Việc “Viết mẩu giấy” cần được phân quyền ở tổ chức này."
    assert ours().count() == 0


def test_the_system_may_do_what_people_may(now, paper):
    toy.rename_paper(actor=system_actor(now), paper=paper, title="Mới")

    assert ours().get().actor_name == "Hệ thống"


def test_the_command_gets_the_row_as_it_is_now(owner, paper):
    toy.Paper.objects.filter(pk=paper.pk).update(copies=5)

    changed = toy.rename_paper(actor=owner, paper=paper, title="Mới")

    assert changed.copies == 5


def test_a_row_that_is_gone_is_a_conflict(owner, paper):
    toy.Paper.objects.all().delete()

    with pytest.raises(errors.Conflict):
        toy.rename_paper(actor=owner, paper=paper, title="Mới")


def test_nested_commands_record_each_under_one_correlation(owner, paper):
    toy.rename_and_pin(actor=owner, paper=paper, title="Mới")

    entries = ours().order_by("id")
    assert [e.command for e in entries] == ["tests.rename_paper", "tests.pin_paper", "tests.rename_and_pin"]
    assert {e.correlation for e in entries} == {owner.correlation}


def test_a_command_needs_a_permission_or_a_reason():
    with pytest.raises(TypeError, match="needs a permission"):

        @command.command("toy.write")
        def without(*, actor):
            """Làm."""


def test_a_command_needs_its_sentence():
    with pytest.raises(TypeError, match="docstring"):

        @command.command(toy.Can.WRITE)
        def silent(*, actor): ...


def test_a_command_takes_keyword_arguments_only():
    with pytest.raises(TypeError, match="keyword"):

        @command.command(toy.Can.WRITE)
        def positional(actor):
            """Làm."""
