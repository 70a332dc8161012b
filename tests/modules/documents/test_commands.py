import datetime

import pytest
from tests.modules.documents import factories
from tests.modules.documents.factories import DAY
from tests.modules.organisations import factories as organisations

from dangvu.kernel import files
from dangvu.kernel.audit.models import Entry
from dangvu.kernel.errors import Conflict, Invalid, NotAllowed
from dangvu.modules.documents import api, queries
from dangvu.modules.documents.access import Can
from dangvu.modules.documents.commands import numbering
from dangvu.modules.documents.models import IssuingTerm, NumberSeries, RegisteredPaper
from dangvu.modules.documents.states import Paper
from dangvu.modules.organisations.models import OrganisationSymbol

pytestmark = pytest.mark.django_db
NEW_TERM = datetime.date(2027, 5, 1)


@pytest.fixture
def cell():
    return organisations.commune(1)[1][0]


def test_numbers_follow_each_other_in_one_series(cell):
    symbols = [factories.issued(cell).symbol for _ in range(3)]

    assert symbols == ["01-BB/CB", "02-BB/CB", "03-BB/CB"]


def test_each_type_and_each_issuer_has_its_own_series(cell):
    other = organisations.organisation(cell.parent)

    issued = [
        factories.issued(cell),
        factories.issued(cell, document_type="resolution"),
        factories.issued(other),
    ]

    assert [paper.symbol for paper in issued] == ["01-BB/CB", "01-NQ/CB", "01-BB/CB"]


def test_decisions_and_regulations_print_the_same_letters_in_two_series(cell):
    commune = cell.parent

    decision = factories.issued(commune, document_type="decision")
    regulation = factories.issued(commune, document_type="regulation")

    assert decision.symbol == regulation.symbol == "01-QĐ/ĐU"
    assert decision.series_id != regulation.series_id


def test_numbers_go_on_over_new_year_and_begin_again_with_a_term(cell, system):
    numbering.begin_term(actor=system, organisation=cell, name="2025 - 2027", begins_on=datetime.date(2025, 5, 1))
    numbering.begin_term(actor=system, organisation=cell, name="2027 - 2030", begins_on=NEW_TERM)

    dates = (DAY, datetime.date(2027, 1, 5), NEW_TERM, datetime.date(2027, 4, 30))
    symbols = [factories.issued(cell, paper_date=on).symbol for on in dates]

    assert symbols == ["01-BB/CB", "02-BB/CB", "01-BB/CB", "03-BB/CB"]


def test_a_new_term_closes_the_one_before(cell, system):
    old = numbering.begin_term(actor=system, organisation=cell, name="cũ", begins_on=datetime.date(2025, 5, 1))
    factories.issued(cell)

    numbering.begin_term(actor=system, organisation=cell, name="mới", begins_on=NEW_TERM)

    old.refresh_from_db()
    assert old.ends_on == NumberSeries.objects.get().ends_on == datetime.date(2027, 4, 30)


def test_a_term_before_a_recorded_one_is_refused(cell, system):
    numbering.begin_term(actor=system, organisation=cell, name="mới", begins_on=NEW_TERM)

    with pytest.raises(Invalid):
        numbering.begin_term(actor=system, organisation=cell, name="cũ", begins_on=DAY)
    assert IssuingTerm.objects.count() == 1


def test_a_congress_counts_all_types_in_one_series(cell, system):
    numbering.record_congress(actor=system, organisation=cell, name="Đại hội", begins_on=DAY, ends_on=DAY)

    symbols = [factories.issued(cell, document_type=t, congress=True).symbol for t in ("minutes", "resolution")]

    assert symbols == ["01-BB/ĐH", "02-NQ/ĐH"]
    assert factories.issued(cell).symbol == "01-BB/CB"


def test_a_series_goes_on_from_the_paper_book(cell, system):
    numbering.continue_from_paper(actor=system, organisation=cell, document_type="minutes", on=DAY, last_number=17)

    assert queries.next_number(cell.pk, "minutes", DAY) == "18-BB/CB"
    assert factories.issued(cell).symbol == "18-BB/CB"


def test_a_series_never_goes_back(cell, system):
    factories.issued(cell)
    factories.issued(cell)

    with pytest.raises(Conflict, match="02"):
        numbering.continue_from_paper(actor=system, organisation=cell, document_type="minutes", on=DAY, last_number=1)


def test_looking_at_the_next_number_takes_none(cell):
    seen = [queries.next_number(cell.pk, "minutes", DAY) for _ in range(2)]

    assert seen == ["01-BB/CB", "01-BB/CB"]
    assert NumberSeries.objects.count() == 0


def test_a_paper_that_cannot_be_made_leaves_no_gap(cell, system):
    broken = factories.draft(cell)

    with pytest.raises(ZeroDivisionError):
        api.issue_paper(actor=system, paper=broken, make=lambda _: b"%PDF" * (1 // 0))

    broken.refresh_from_db()
    assert (broken.state, broken.number) == (Paper.DRAFT, None)
    assert factories.issued(cell).symbol == "01-BB/CB"


def test_a_discarded_draft_leaves_no_gap(cell, system):
    api.discard_paper(actor=system, paper=factories.draft(cell))

    assert factories.issued(cell).symbol == "01-BB/CB"


def test_a_withdrawn_paper_keeps_its_number(cell, system):
    paper = factories.issued(cell)

    api.withdraw_paper(actor=system, paper=paper, reason="Ghi sai ngày")

    assert factories.issued(cell).symbol == "02-BB/CB"
    assert RegisteredPaper.objects.get(pk=paper.pk).state == Paper.WITHDRAWN


def test_issuing_keeps_what_was_printed_and_the_profile_of_the_day(cell, system):
    seen = []
    paper = factories.draft(cell)

    api.issue_paper(actor=system, paper=paper, make=lambda issued: seen.append(issued) or factories.plain(issued))

    paper.refresh_from_db()
    assert files.open_bytes(paper.file) == b"%PDF-1.4 01-BB/CB"
    assert paper.file.name == "Biên bản 01-BB-CB Sinh hoạt chi bộ tháng 11.pdf"
    assert (paper.profile, paper.state, paper.issued_at) == ("HD05-2026", Paper.ISSUED, system.now)
    assert seen[0].reference.url.endswith(f"/van-ban/q/{queries.reference_code(paper)}")


def test_issuing_twice_is_refused(cell):
    with pytest.raises(Conflict):
        api.issue_paper(actor=factories.system_actor(factories.NOW), paper=factories.issued(cell), make=factories.plain)


def test_a_sheet_may_have_no_number(cell):
    paper = factories.issued(cell, numbered=False)

    assert (paper.number, paper.symbol, paper.state) == (None, "", Paper.ISSUED)


def test_the_organisation_s_own_symbol_is_printed(cell):
    OrganisationSymbol.objects.filter(organisation=cell).delete()
    OrganisationSymbol.objects.create(organisation=cell, symbol="CBK5", valid_from=datetime.date(2026, 1, 1))

    assert factories.issued(cell).symbol == "01-BB/CBK5"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"document_type": "guideline"}, "document_type"),
        ({"title": " "}, "title"),
        ({"document_type": "poem"}, "document_type"),
    ],
)
def test_what_cannot_be_registered(cell, system, given, field):
    with pytest.raises(Invalid) as refused:
        api.register_paper(actor=system, organisation=cell, registration=factories.registration(**given))

    assert refused.value.field == field
    assert RegisteredPaper.objects.count() == 0


def test_registering_needs_the_right_in_this_organisation(cell):
    elsewhere = organisations.organisation(cell.parent)

    with pytest.raises(NotAllowed):
        api.register_paper(
            actor=factories.actor(Can.ISSUE, at=elsewhere), organisation=cell, registration=factories.registration()
        )


def test_every_signed_scan_is_kept(cell):
    paper, clerk = factories.issued(cell), factories.actor(Can.ATTACH, at=cell)
    pictures = [files.keep(content, name="a.jpg", media_type="image/jpeg") for content in (b"one", b"two")]

    for picture in pictures:
        api.attach_signed_scan(actor=clerk, paper=paper, file=picture, signed_on=DAY)

    paper.refresh_from_db()
    assert paper.state == Paper.SIGNED
    assert {scan.file for scan in paper.scans.all()} == set(pictures)
    assert paper.scans.first().attached_name == clerk.name
    assert paper.file not in pictures


def test_ink_from_the_future_is_refused(cell, system):
    picture = files.keep(b"one", name="a.jpg", media_type="image/jpeg")

    with pytest.raises(Invalid):
        api.attach_signed_scan(
            actor=system, paper=factories.issued(cell), file=picture, signed_on=DAY + datetime.timedelta(days=1)
        )


def test_a_draft_takes_no_scan(cell, system):
    picture = files.keep(b"one", name="a.jpg", media_type="image/jpeg")

    with pytest.raises(Conflict):
        api.attach_signed_scan(actor=system, paper=factories.draft(cell), file=picture)


def test_withdrawing_needs_a_reason(cell, system):
    with pytest.raises(Invalid):
        api.withdraw_paper(actor=system, paper=factories.issued(cell), reason="  ")


def test_each_step_writes_one_entry(cell, system):
    before = Entry.objects.count()

    api.issue_paper(actor=system, paper=factories.draft(cell), make=factories.plain)

    entries = list(Entry.objects.order_by("pk"))[before:]
    assert [entry.command for entry in entries] == ["documents.register_paper", "documents.issue_paper"]


def test_the_module_above_finds_its_paper(cell, system):
    subject = ("meetings.Meeting", 12)
    api.discard_paper(actor=system, paper=factories.draft(cell, subject=subject))
    paper = factories.issued(cell, subject=subject)

    found = api.paper_of(*subject, "minutes")

    assert (found.id, found.symbol, found.state) == (paper.pk, "01-BB/CB", Paper.ISSUED)
    assert api.paper_of(*subject, "resolution") is None


def test_a_real_paper_is_composed_and_issued(cell, system):
    def make(issued):
        content = api.meeting_papers.Agenda(
            api.meeting_papers.Head(api.letterhead(cell.pk, issued.on), issued.on, issued.number),
            "Sinh hoạt",
            (api.meeting_papers.AgendaRow("19:30", "Điểm danh"),),
        )  # fmt: skip
        return api.compose(api.meeting_papers.agenda(content))

    paper = api.issue_paper(actor=system, paper=factories.draft(cell, document_type="programme"), make=make)

    assert files.open_bytes(paper.file).startswith(b"%PDF-1.7")
