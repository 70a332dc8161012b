"""A paper from draft to number, to ink, to withdrawal."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dangvu.kernel import files
from dangvu.kernel.access import Actor
from dangvu.kernel.audit import note
from dangvu.kernel.command import command
from dangvu.kernel.errors import Invalid
from dangvu.kernel.filing.models import StoredFile
from dangvu.modules.documents import queries
from dangvu.modules.documents.access import Can
from dangvu.modules.documents.commands import numbering
from dangvu.modules.documents.exports import paper as papers
from dangvu.modules.documents.models import RegisteredPaper, SignedScan
from dangvu.modules.documents.rules import guards, layout, numbers, types
from dangvu.modules.organisations import api as organisations

PDF = "application/pdf"


@dataclass(frozen=True)
class Registration:
    """What a paper is. `subject` names the thing it belongs to in the module that asks: ("meetings.Meeting", 12)."""

    document_type: str
    title: str
    paper_date: date
    subject: tuple[str, int] | None = None
    numbered: bool = True
    congress: bool = False


@dataclass(frozen=True)
class Issued:
    """What the composer needs to know when a paper gets its number: `number` is bare, `12-BB/CB`."""

    number: str
    on: date
    reference: papers.Reference


Make = Callable[[Issued], bytes]


@command(Can.ISSUE, on="organisation")
def register_paper(
    *,
    actor: Actor,
    organisation: organisations.Organisation,
    registration: Registration,
) -> RegisteredPaper:
    """Đăng ký dự thảo văn bản."""
    if registration.document_type not in types.catalogue():
        raise Invalid("Thể loại văn bản này không có trong danh mục.", field="document_type")
    if not registration.title.strip():
        raise Invalid("Văn bản chưa có trích yếu.", field="title")
    body = "cell_congress" if registration.congress else types.body_of(organisation.kind)
    if why := types.why_not_issue(registration.document_type, body, registration.paper_date):
        raise Invalid(why, field="document_type")
    kind, subject_id = registration.subject or ("", None)
    made = RegisteredPaper(
        organisation=organisation,
        document_type=registration.document_type,
        title=registration.title.strip(),
        paper_date=registration.paper_date,
        numbered=registration.numbered,
        congress=registration.congress,
        subject_kind=kind,
        subject_id=subject_id,
    )
    made.save()
    return made


@command(Can.ISSUE, on="paper", transition="issue")
def issue_paper(*, actor: Actor, paper: RegisteredPaper, make: Make) -> RegisteredPaper:
    """Cấp số và ban hành văn bản.

    The number is taken, printed and kept in one transaction: a paper that cannot be made leaves no gap.
    """
    if paper.numbered:
        _give_number(paper)
    reference = papers.Reference(queries.reference_url(paper), queries.reference_code(paper))
    content = make(Issued(paper.symbol, paper.paper_date, reference))
    name = " ".join((paper.type_label, paper.symbol.replace("/", "-"), paper.title))[:120]
    paper.file = files.keep(content, name=f"{name.strip()}.pdf", media_type=PDF)
    paper.profile = layout.profile_on(paper.paper_date).code
    paper.issued_at = actor.now
    paper.save()
    return paper


def _give_number(paper: RegisteredPaper) -> None:
    reset = numbers.Reset.CONGRESS if paper.congress else numbers.Reset.TERM
    period = numbering.period_of(paper.organisation_id, paper.paper_date, congress=paper.congress)
    kind = numbers.series_type(reset, paper.document_type)
    paper.series = numbering.locked_series(paper.organisation_id, kind, reset, period)
    paper.period = period.key
    paper.number = numbering.take(paper.series)
    paper.symbol = numbers.symbol(
        paper.number,
        queries.type_symbol(paper.document_type, paper.paper_date),
        "ĐH" if paper.congress else queries.issuer_symbol(paper.organisation_id, paper.paper_date),
    )


@command(Can.ATTACH, on="paper", transition="attach")
def attach_signed_scan(
    *, actor: Actor, paper: RegisteredPaper, file: StoredFile, signed_on: date | None = None, remark: str = ""
) -> SignedScan:
    """Gắn bản đã ký vào văn bản."""
    if why := guards.signed_date_problem(signed_on, paper.paper_date, actor.today):
        raise Invalid(why, field="signed_on")
    scan = SignedScan(
        paper=paper,
        file=file,
        signed_on=signed_on,
        attached_at=actor.now,
        attached_by_id=actor.account_id,
        attached_name=actor.name,
        note=remark.strip(),
    )
    scan.save()
    note("file", file.sha256)
    return scan


@command(Can.ISSUE, on="paper", transition="withdraw")
def withdraw_paper(*, actor: Actor, paper: RegisteredPaper, reason: str) -> RegisteredPaper:
    """Thu hồi văn bản đã cấp số.

    Its number stays taken: the register shows where it went.
    """
    if not reason.strip():
        raise Invalid("Ghi lý do thu hồi để sau này còn tra được.", field="reason")
    paper.withdrawn_reason = reason.strip()
    paper.save()
    return paper


@command(Can.ISSUE, on="paper", transition="discard")
def discard_paper(*, actor: Actor, paper: RegisteredPaper) -> RegisteredPaper:
    """Bỏ dự thảo văn bản."""
    return paper
