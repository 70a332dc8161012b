"""The door of documents: compose papers, register and number them, stop secret matter."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dangvu.kernel.access import Actor
from dangvu.kernel.errors import Invalid, Refused
from dangvu.kernel.filing.models import StoredFile
from dangvu.lib import papers as readers
from dangvu.lib import secrecy
from dangvu.modules.documents import queries
from dangvu.modules.documents.commands import paper as paper_commands
from dangvu.modules.documents.commands import stub as stub_commands
from dangvu.modules.documents.commands.paper import Issued, Make, Registration
from dangvu.modules.documents.exports import composer, meeting_papers, paper, slips
from dangvu.modules.documents.models import RegisteredPaper
from dangvu.modules.documents.rules import numbers, wording
from dangvu.modules.organisations import api as organisations

__all__ = [
    "Issued", "Make", "PaperInfo", "Registration", "attach_signed_scan", "compose", "discard_paper", "issue_paper",
    "letterhead", "meeting_papers", "next_number", "numbers", "paper", "paper_of", "picture", "refuse_secret_matter",
    "register_paper", "slips", "withdraw_paper", "wording",
]  # fmt: skip

register_paper = paper_commands.register_paper
issue_paper = paper_commands.issue_paper
withdraw_paper = paper_commands.withdraw_paper
discard_paper = paper_commands.discard_paper
attach_signed_scan = paper_commands.attach_signed_scan
next_number = queries.next_number


@dataclass(frozen=True)
class PaperInfo:
    """A paper as the modules above show it."""

    id: int
    public_id: str
    symbol: str
    title: str
    state: str
    state_label: str
    tone: str
    file: StoredFile | None
    signed_file: StoredFile | None
    signed_on: date | None
    reference: paper.Reference


def compose(made: paper.Paper) -> bytes:
    """The paper as PDF, in the layout valid on its date with what the office has set."""
    return composer.compose(made, queries.layout_choices(made.on))


def picture(made: paper.Paper) -> list[bytes]:
    """The pages as PNG."""
    return composer.picture(made, queries.layout_choices(made.on))


def letterhead(organisation_id: int, on: date) -> paper.Letterhead:
    """The superior body, the issuer and the place, with the names they bore on the paper's day."""
    info = organisations.get(organisation_id)
    above = organisations.name_on(info.parent_id, on) if info and info.parent_id else ""
    place = info.place_name if info else ""
    return paper.Letterhead(above, organisations.name_on(organisation_id, on), place)


def paper_of(kind: str, subject_id: int, document_type: str) -> PaperInfo | None:
    """The living paper of an object of yours; None while there is none."""
    found = queries.paper_of_subject(kind, subject_id, document_type)
    return info(found) if found else None


def info(found: RegisteredPaper) -> PaperInfo:
    scan = found.scans.select_related("file").first()
    return PaperInfo(
        id=found.pk, public_id=str(found.public_id), symbol=found.symbol, title=found.title, state=found.state,
        state_label=found.state_label, tone=found.tone, file=found.file, signed_file=scan.file if scan else None,
        signed_on=scan.signed_on if scan else None,
        reference=paper.Reference(queries.reference_url(found), queries.reference_code(found)),
    )  # fmt: skip


def refuse_secret_matter(upload_name: str, content_path: Path, media_type: str, actor: Actor) -> None:
    """The gate every file from outside passes: secret matter leaves a numbered stub and nothing else."""
    finding = secrecy.mark_in_name(upload_name) or _mark_inside(upload_name, content_path, media_type)
    if finding is None:
        return
    what = stub_commands.stopped(finding, upload_name, "tải tệp lên")
    stub = stub_commands.record_stub(actor=actor, organisation_id=queries.home_of(actor), what=what)
    raise Refused(
        f"Tệp có dấu {stub.level_label} ở {stub.seen_label} nên hệ thống không nhận và không giữ lại gì của tệp. "
        f"Đã ghi số chặn {stub.label}.",
        hint="Giao bản giấy cho văn thư phụ trách tài liệu mật, nêu số chặn này. Nếu đây là nhận nhầm, báo văn thư.",
    )


def _mark_inside(upload_name: str, content_path: Path, media_type: str) -> secrecy.Finding | None:
    try:
        extract = readers.first_page(content_path, media_type)
    except readers.LockedError as locked:
        raise Invalid(
            f"Tệp “{upload_name}” có mật khẩu nên không kiểm tra được dấu mật.",
            hint="Bỏ mật khẩu rồi tải lại. Nếu là tài liệu mật, giao bản giấy cho văn thư phụ trách tài liệu mật.",
        ) from locked
    except readers.UnreadableError as broken:
        raise Invalid(
            f"Tệp “{upload_name}” không mở được để kiểm tra.", hint="Mở tệp trên máy, lưu lại rồi tải lên lần nữa."
        ) from broken
    return secrecy.mark_in_text(extract.text) or secrecy.mark_in_properties(extract.properties)
