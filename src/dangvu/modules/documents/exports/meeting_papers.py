"""The papers of a meeting: agenda, invitation, roll, counting sheet, minutes, resolution."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dangvu.modules.documents.exports import paper
from dangvu.modules.documents.exports.paper import Block, Paper, Paragraph
from dangvu.modules.documents.rules import numbers, wording


@dataclass(frozen=True)
class Section:
    """A part of the minutes or of a resolution; it gets its roman number from its place. A string is a paragraph."""

    title: str
    content: tuple[Block | str, ...]


@dataclass(frozen=True)
class Head:
    """What every paper of an issuer begins with. `number` is the bare form, `12-BB/CB`; empty while a draft."""

    letterhead: paper.Letterhead
    on: date
    number: str = ""
    draft: str = ""
    reference: paper.Reference | None = None


@dataclass(frozen=True)
class Minutes:
    head: Head
    subject: str
    opening: str
    sections: tuple[Section, ...]
    minute_taker: str
    chair: str
    closing: str = ""
    chair_title: str = "CHỦ TRÌ"
    signed_by_taker: str = ""
    signed_by_chair: str = ""


@dataclass(frozen=True)
class Resolution:
    """Also a report, a notice, a plan: whatever has sections, recipients and one signer; `type_name` says which."""

    head: Head
    subject: str
    preamble: tuple[str, ...]
    sections: tuple[Section, ...]
    signer: str
    recipients: tuple[str, ...]
    authority: tuple[str, ...] = ("T/M CHI BỘ",)
    position: str = "BÍ THƯ"
    type_name: str = "Nghị quyết"


@dataclass(frozen=True)
class Invitation:
    """`guest` empty makes the one for the wall: larger QR, addressed to all members."""

    head: Head
    subject: str
    host: str
    when: str
    where: str
    content: str
    signer: str
    guest: str = ""
    qr_url: str = ""
    qr_caption: str = ""
    note: str = ""
    authority: tuple[str, ...] = ("T/M CHI BỘ",)
    position: str = "BÍ THƯ"


@dataclass(frozen=True)
class AgendaRow:
    time: str
    content: str
    who: str = ""


@dataclass(frozen=True)
class Agenda:
    head: Head
    subject: str
    rows: tuple[AgendaRow, ...]
    chair: str = ""
    qr_url: str = ""
    qr_caption: str = ""


@dataclass(frozen=True)
class RollRow:
    name: str
    note: str = ""


@dataclass(frozen=True)
class Roll:
    """The attendance sheet that is signed in ink."""

    head: Head
    subject: str
    rows: tuple[RollRow, ...]
    place_line: str = ""
    keeper: str = ""


@dataclass(frozen=True)
class CountingSheet:
    """For a secret ballot on paper: who or what was voted on, with room for strokes and totals."""

    head: Head
    subject: str
    choices: tuple[str, ...]
    columns: tuple[str, ...] = ("Đồng ý", "Không đồng ý")
    tellers: tuple[str, ...] = ()
    chair: str = ""


def minutes(content: Minutes) -> Paper:
    blocks = [Paragraph(content.opening), *_numbered(content.sections)]
    if content.closing:
        blocks.append(Paragraph(content.closing))
    taker = paper.Signature(("NGƯỜI GHI BIÊN BẢN",), name=content.minute_taker, signed=content.signed_by_taker)
    chair = paper.Signature((content.chair_title,), name=content.chair, signed=content.signed_by_chair)
    blocks.append(paper.Signatures(taker, chair))
    return _official(content.head, "Biên bản", content.subject, blocks)


def resolution(content: Resolution) -> Paper:
    blocks = [*map(Paragraph, content.preamble), *_numbered(content.sections)]
    blocks.append(_foot(content.recipients, content.authority, content.position, content.signer))
    return _official(content.head, content.type_name, content.subject, blocks)


def invitation(content: Invitation) -> Paper:
    guest = content.guest or "toàn thể đảng viên trong chi bộ"
    rows = (("Đến dự", content.subject), ("Thời gian", content.when), ("Địa điểm", content.where))
    blocks: list[Block] = [
        Paragraph((paper.Span(f"{content.host} trân trọng kính mời: "), paper.Span(guest, bold=True)), align="left"),
        paper.Fields((*rows, ("Nội dung", content.content))),
    ]
    if content.note:
        blocks.append(Paragraph(content.note))
    if content.qr_url:
        blocks.append(paper.Qr(content.qr_url, content.qr_caption, size=30 if content.guest else 55))
    blocks.append(_foot((), content.authority, content.position, content.signer))
    return _official(content.head, "Giấy mời", "", blocks)


def agenda(content: Agenda) -> Paper:
    columns = (
        paper.Column("Thời gian", 26, fixed=True, align="center"),
        paper.Column("Nội dung", 3),
        paper.Column("Người thực hiện", 45, fixed=True),
    )
    rows = tuple((row.time, row.content, row.who) for row in content.rows)
    blocks: list[Block] = [paper.Table(columns, rows, summary="Chương trình")]
    if content.qr_url:
        blocks.append(paper.Qr(content.qr_url, content.qr_caption, size=30))
    if content.chair:
        blocks.append(paper.Signatures(None, paper.Signature(("CHỦ TRÌ",), name=content.chair)))
    return _official(content.head, "Chương trình", content.subject, blocks)


def roll(content: Roll) -> Paper:
    columns = (
        paper.Column("TT", 12, fixed=True, align="center"),
        paper.Column("Họ và tên", 2),
        paper.Column("Ghi chú", 1),
        paper.Column("Ký tên", 48, fixed=True),
    )
    rows = tuple((str(place), row.name, row.note, "") for place, row in enumerate(content.rows, start=1))
    blocks: list[Block] = [Paragraph(content.place_line, indent=False, align="center")] if content.place_line else []
    total = f"Tổng số có tên: {wording.people(len(rows))}. Có mặt: ........ đồng chí. Vắng: ........ đồng chí."
    blocks += [paper.Table(columns, rows, summary="Danh sách ký tên", row_height=9), Paragraph(total)]
    blocks.append(paper.Signatures(None, paper.Signature(("NGƯỜI LẬP DANH SÁCH",), name=content.keeper)))
    return _official(content.head, "Danh sách", content.subject, blocks)


def counting_sheet(content: CountingSheet) -> Paper:
    totals = ("Số phiếu phát ra", "Số phiếu thu về", "Số phiếu hợp lệ", "Số phiếu không hợp lệ")
    share = tuple(paper.Column(name, 42, fixed=True, align="center") for name in content.columns)
    columns = (paper.Column("TT", 12, fixed=True, align="center"), paper.Column("Nội dung, họ và tên", 1), *share)
    rows = tuple((str(place), name, *[""] * len(share)) for place, name in enumerate(content.choices, start=1))
    blocks: list[Block] = [
        *[Paragraph(f"{place}. {name}: ............ phiếu.") for place, name in enumerate(totals, start=1)],
        Paragraph("Mỗi phiếu gạch một nét, năm nét thành một ô; ghi tổng bằng số ở cuối ô."),
        paper.Table(columns, rows, summary="Kết quả kiểm phiếu", row_height=22),
        paper.Signatures(
            paper.Signature(("TỔ KIỂM PHIẾU",), name=", ".join(content.tellers)),
            paper.Signature(("CHỦ TRÌ",), name=content.chair),
        ),
    ]
    return _official(content.head, "Phiếu kiểm", content.subject, blocks)


def _official(head: Head, type_name: str, subject: str, blocks: Sequence[Block]) -> Paper:
    return Paper(
        title=f"{type_name} {subject}".strip(),
        on=head.on,
        blocks=tuple(blocks),
        letterhead=head.letterhead,
        number=numbers.printed(head.number),
        type_name=type_name,
        abstract=subject,
        draft=head.draft,
        reference=head.reference,
    )


def _numbered(sections: Sequence[Section]) -> list[Block]:
    blocks: list[Block] = []
    for place, section in enumerate(sections, start=1):
        blocks.append(paper.Heading(f"{wording.roman(place)}- {section.title}"))
        blocks += [Paragraph(part) if isinstance(part, str) else part for part in section.content]
    return blocks


def _foot(recipients: tuple[str, ...], authority: tuple[str, ...], position: str, name: str) -> paper.Signatures:
    left = paper.Recipients(recipients) if recipients else None
    return paper.Signatures(left, paper.Signature(authority, position, name))
