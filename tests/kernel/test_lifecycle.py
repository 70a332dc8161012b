import pytest
from tests.kernel import toy

from dangvu.kernel import errors, lifecycle
from dangvu.kernel.audit.models import Entry

pytestmark = pytest.mark.django_db


def test_a_transition_sets_the_state_and_tells(owner, paper, run_jobs):
    toy.pin_paper(actor=owner, paper=paper)
    run_jobs()

    paper.refresh_from_db()
    assert (paper.state, paper.copies) == ("pinned", 1)


def test_a_transition_from_the_wrong_state_is_a_conflict_in_words(owner, paper):
    toy.tear_paper(actor=owner, paper=paper)

    with pytest.raises(errors.Conflict) as refused:
        toy.pin_paper(actor=owner, paper=paper)

    assert refused.value.sentence == "Không thể “Ghim” vì hiện đang ở trạng thái “Đã xé”."
    assert Entry.objects.filter(command__startswith="tests.").count() == 1


def test_a_guard_says_why_not(owner):
    paper = toy.Paper.objects.create(title="", owner=1)

    with pytest.raises(errors.Conflict, match="Mẩu giấy chưa có nhan đề"):
        toy.pin_paper(actor=owner, paper=paper)


def test_buttons_come_with_the_reason_when_one_cannot_be_pressed(owner, reader):
    paper = toy.Paper.objects.create(title="", owner=1, reader=2)

    offers = lifecycle.available(paper, owner)

    assert offers == [
        lifecycle.Offer("pin", "Ghim", allowed=False, why="Mẩu giấy chưa có nhan đề."),
        lifecycle.Offer("tear", "Xé", allowed=True),
    ]
    assert lifecycle.available(paper, reader) == []
