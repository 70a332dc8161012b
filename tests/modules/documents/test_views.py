import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.modules.documents import factories
from tests.modules.organisations import factories as organisations

from dangvu.kernel.access import system_actor
from dangvu.lib import secrecy
from dangvu.modules.documents import queries
from dangvu.modules.documents.access import Can
from dangvu.modules.documents.commands import stub as stubs
from dangvu.modules.documents.models import IssuingTerm, RegisteredPaper, SecretStub
from dangvu.modules.identity.models import Grant, Role

pytestmark = pytest.mark.django_db
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000000020001e221bc33"
    "0000000049454e44ae426082"
)


@pytest.fixture
def cell():
    return organisations.commune(1)[1][0]


def granted(organisation, *permissions):
    account = factories.account()
    role = Role.objects.create(code=f"docs-{account.pk}", label="Thử", permissions=[str(p) for p in permissions])
    Grant.objects.create(
        account=account, role=role, organisation=organisation, valid_from=organisations.LONG_AGO, reason="thử"
    )
    return account


@pytest.fixture
def secretary(cell, client_of):
    return client_of(granted(cell, Can.VIEW, Can.ATTACH, Can.ISSUE, Can.SERIES))


def picture(name="anh.png"):
    return SimpleUploadedFile(name, PNG, content_type="image/png")


def test_the_list_shows_the_papers_of_my_organisations_only(cell, secretary):
    factories.issued(cell, title="Của chi bộ tôi")
    factories.issued(organisations.organisation(cell.parent), title="Của chi bộ khác")

    page = secretary.get(reverse("documents:list")).content.decode()

    assert "Của chi bộ tôi" in page
    assert "Của chi bộ khác" not in page


def test_the_list_finds_by_number_and_by_words(cell, secretary):
    factories.issued(cell, title="Sinh hoạt tháng 11")
    factories.issued(cell, title="Sinh hoạt tháng 12")

    by_number = secretary.get(reverse("documents:list"), {"q": "02-BB"}).content.decode()
    by_words = secretary.get(reverse("documents:list"), {"q": "tháng 11"}).content.decode()

    assert ("tháng 12" in by_number, "tháng 11" in by_number.replace('value="02-BB"', "")) == (True, False)
    assert "tháng 12" not in by_words


def test_an_empty_list_says_what_it_is_for(secretary):
    assert "Chưa có văn bản nào" in secretary.get(reverse("documents:list")).content.decode()


def test_a_stranger_finds_no_paper(cell, client_of):
    stranger = client_of(granted(organisations.organisation(cell.parent), Can.VIEW))
    paper = factories.issued(cell)

    for name in ("detail", "printed"):
        assert stranger.get(reverse(f"documents:{name}", args=[paper.public_id])).status_code == 404
    assert stranger.get(reverse("documents:reference", args=[queries.reference_code(paper)])).status_code == 404


def test_the_printed_paper_is_sent(cell, secretary):
    paper = factories.issued(cell)

    answer = secretary.get(reverse("documents:printed", args=[paper.public_id]))

    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, b"%PDF-1.4 01-BB/CB")
    assert answer["Content-Disposition"].startswith("inline")


def test_the_qr_opens_the_paper_with_the_camera(cell, secretary):
    paper = factories.issued(cell)

    page = secretary.get(reverse("documents:reference", args=[queries.reference_code(paper)])).content.decode()

    assert 'capture="environment"' in page
    assert reverse("documents:attach", args=[paper.public_id]) in page


def test_a_forged_code_is_refused(cell, secretary):
    code = queries.reference_code(factories.issued(cell))

    answer = secretary.get(reverse("documents:reference", args=[code[:-1] + ("A" if code[-1] != "A" else "B")]))

    assert answer.status_code == 404


def test_a_photograph_of_the_signed_paper_is_attached(cell, secretary):
    paper = factories.issued(cell)

    answer = secretary.post(reverse("documents:attach", args=[paper.public_id]), {"file": picture()})

    paper.refresh_from_db()
    assert answer.status_code == 303
    assert paper.state == "signed"
    scan = paper.scans.get()
    sent = secretary.get(reverse("documents:scan", args=[paper.public_id, scan.public_id]))
    assert b"".join(sent.streaming_content) == PNG
    assert "Đã có bản ký" in secretary.get(reverse("documents:detail", args=[paper.public_id])).content.decode()


def test_attaching_nothing_is_refused_with_a_sentence(cell, secretary):
    paper = factories.issued(cell)

    answer = secretary.post(reverse("documents:attach", args=[paper.public_id]), {})

    assert answer.status_code == 400
    assert "Chưa có tệp" in answer.content.decode()


def test_a_marked_scan_is_stopped_and_the_paper_stays_as_it_was(cell, secretary):
    paper = factories.issued(cell)

    answer = secretary.post(reverse("documents:attach", args=[paper.public_id]), {"file": picture("TOI_MAT_1.png")})

    paper.refresh_from_db()
    assert answer.status_code == 400
    assert "TM-01/2" in answer.content.decode()
    assert (paper.state, paper.scans.count(), SecretStub.objects.get().organisation_id) == ("issued", 0, cell.pk)


def test_whoever_only_sees_may_not_attach(cell, client_of):
    reader = client_of(granted(cell, Can.VIEW))
    paper = factories.issued(cell)

    page = reader.get(reverse("documents:detail", args=[paper.public_id])).content.decode()
    answer = reader.post(reverse("documents:attach", args=[paper.public_id]), {"file": picture()})

    assert reverse("documents:attach", args=[paper.public_id]) not in page
    assert answer.status_code == 403


def test_a_paper_is_withdrawn_with_its_reason(cell, secretary):
    paper = factories.issued(cell)

    secretary.post(reverse("documents:withdraw", args=[paper.public_id]), {"reason": "Sai ngày họp"})

    assert "Sai ngày họp" in secretary.get(reverse("documents:detail", args=[paper.public_id])).content.decode()


def test_the_clerk_settles_a_stub(cell, client_of, now):
    what = stubs.stopped(secrecy.Finding(secrecy.Level.SECRET, "name"), "x.pdf", "tải tệp lên")
    stub = stubs.record_stub(actor=system_actor(now), organisation_id=cell.pk, what=what)
    clerk = client_of(granted(cell, Can.STUBS))

    assert stub.label in clerk.get(reverse("documents:stubs")).content.decode()
    answer = clerk.post(reverse("documents:stub", args=[stub.public_id]), {"act": "hand_over", "remark": "Sổ 4"})

    stub.refresh_from_db()
    assert (answer.status_code, stub.state, stub.outcome_note) == (303, "handed_over", "Sổ 4")


def test_the_secretary_does_not_see_stubs(secretary):
    assert secretary.get(reverse("documents:stubs")).status_code == 403


def test_a_term_is_opened_and_a_paper_book_is_continued(cell, secretary):
    address = reverse("documents:series")

    term = {"act": "term", "organisation": cell.public_id, "name": "2025 - 2027", "begins_on": "2025-05-01"}
    book = {"act": "continue", "organisation": cell.public_id, "document_type": "minutes", "last_number": "17"}
    answers = [secretary.post(address, data) for data in (term, book)]

    page = secretary.get(address).content.decode()
    assert [answer.status_code for answer in answers] == [303, 303]
    assert "2025 - 2027" in page
    assert "đến số 17" in page


def test_a_wrong_form_comes_back_with_its_error(cell, secretary):
    data = {"act": "term", "organisation": cell.public_id, "name": "", "begins_on": "hôm qua"}

    answer = secretary.post(reverse("documents:series"), data)

    assert answer.status_code == 400
    assert IssuingTerm.objects.count() == 0


@pytest.mark.parametrize("rows", [1, 15])
def test_the_list_asks_the_database_the_same_number_of_times(cell, secretary, django_assert_max_num_queries, rows):
    for _ in range(rows):
        factories.issued(cell)

    with django_assert_max_num_queries(14):
        page = secretary.get(reverse("documents:list")).content.decode()
    assert len(re.findall(r"\d\d-BB/CB", page)) == rows
    assert RegisteredPaper.objects.count() == rows
