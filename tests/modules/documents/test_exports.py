import dataclasses
import datetime
import io
import itertools
import re
import statistics
import time

import pypdfium2
import pytest
from tests.modules.documents.factories import head

from dangvu.modules.documents.exports import composer, letters, meeting_papers, paper, slips
from dangvu.modules.documents.rules import layout

POINTS_PER_MM = 72 / 25.4
OLD_DAY = datetime.date(2025, 3, 3)
REFERENCE = paper.Reference("https://dangvu.example/van-ban/q/AAAAAAAB-K7QM2PXA", "AAAAAAAB-K7QM2PXA")
LETTERS = "".join(
    f"{lower}{lower.upper()}"
    for lower in "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵfjwz"
)
LONG = "Đồng chí Đỗ Quang Vinh thông tin thời sự, phổ biến văn bản mới của Đảng ủy xã. " * 5


def minutes(paragraphs=3, **given):
    content = meeting_papers.Minutes(
        head(number="12-BB/CB", **given),
        "Sinh hoạt chi bộ thường kỳ tháng 11 năm 2026",
        "Hồi 19 giờ 30 phút, ngày 23 tháng 11 năm 2026, tại Nhà văn hóa khu 5.",
        (
            meeting_papers.Section("Thành phần", ("1. Tổng số đảng viên: 28 đồng chí.",)),
            meeting_papers.Section("Nội dung", tuple(f"{n}. {LONG}" for n in range(1, paragraphs))),
        ),
        "Đỗ Quang Vinh",
        "Nguyễn Thị Hạnh",
        "Biên bản đã đọc và được thông qua tại cuộc họp.",
    )
    return meeting_papers.minutes(content)


def read(content):
    document = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def words(content):
    return re.sub(r"\s+", " ", " ".join(read(content)))


def test_minutes_say_their_parts_in_order():
    (page,) = read(composer.compose(minutes()))

    lines = [line.strip() for line in page.split("\n")]
    assert lines[:9] == [
        "ĐẢNG BỘ XÃ MINH HÒA", "CHI BỘ KHU 5", "*", "Số 12-BB/CB", "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Minh Hòa, ngày 23 tháng 11 năm 2026", "BIÊN BẢN", "Sinh hoạt chi bộ thường kỳ tháng 11 năm 2026", "-----",
    ]  # fmt: skip
    assert [line for line in lines if line.startswith("I")] == ["I- THÀNH PHẦN", "II- NỘI DUNG"]
    assert lines[-4:] == ["NGƯỜI GHI BIÊN BẢN", "Đỗ Quang Vinh", "CHỦ TRÌ", "Nguyễn Thị Hạnh"]


def test_the_margins_are_those_of_the_profile():
    content = composer.compose(minutes(paragraphs=12))

    page = pypdfium2.PdfDocument(content)[1]
    body = letter_boxes(page)[1:]
    left = min(rect[0] for rect in body) / POINTS_PER_MM
    right = (page.get_width() - max(rect[2] for rect in body)) / POINTS_PER_MM
    top = (page.get_height() - max(rect[3] for rect in body)) / POINTS_PER_MM
    assert (round(page.get_width() / POINTS_PER_MM), round(page.get_height() / POINTS_PER_MM)) == (210, 297)
    assert left == pytest.approx(30, abs=0.5)
    assert right == pytest.approx(15, abs=0.5)
    assert top == pytest.approx(20, abs=2.0)


def letter_boxes(page):
    """Of every letter but spaces, which may hang into the margin; the first is the page number."""
    textpage = page.get_textpage()
    signs = enumerate(textpage.get_text_range())
    return [textpage.get_charbox(place, loose=True) for place, sign in signs if not sign.isspace()]


def rectangles(page):
    textpage = page.get_textpage()
    return [textpage.get_rect(place) for place in range(textpage.count_rects())]


def test_lines_stand_exactly_as_far_apart_as_the_profile_says():
    content = composer.compose(minutes(paragraphs=12))

    bottoms = [rect[1] for rect in rectangles(pypdfium2.PdfDocument(content)[1])[1:5]]
    steps = {round(above - below) for above, below in itertools.pairwise(bottoms)}
    assert layout.profile_on(minutes().on).sizes()["line_spacing"] in steps


def test_pages_are_numbered_from_the_second():
    first, second, *_ = read(composer.compose(minutes(paragraphs=16)))

    assert second.split("\n")[0].strip() == "2"
    assert not any(line.strip() == "1" for line in first.split("\n"))


def test_the_foot_carries_the_code_of_the_paper_on_every_page():
    pages = read(composer.compose(minutes(paragraphs=16, reference=REFERENCE)))

    assert all(REFERENCE.code in page for page in pages)


def test_signatures_never_stand_alone_on_a_page():
    alone = []
    for paragraphs in range(7, 20):
        last = read(composer.compose(minutes(paragraphs)))[-1]
        alone.append("NGƯỜI GHI BIÊN BẢN" in last and "Biên bản đã đọc" not in last)

    assert not any(alone)


def test_a_draft_says_so():
    text = words(composer.compose(minutes(draft="Dự thảo lần 2")))

    assert "Dự thảo lần 2" in text
    assert "DỰ THẢO" not in words(composer.compose(minutes()))


def test_the_old_profile_is_used_for_old_papers():
    new, old = (composer.compose(dataclasses.replace(minutes(), on=on)) for on in (minutes().on, OLD_DAY))

    assert "ngày 03 tháng 3 năm 2025" in words(old)
    assert height(old, "BIÊN BẢN") > height(new, "BIÊN BẢN")


def height(content, line):
    textpage = pypdfium2.PdfDocument(content)[0].get_textpage()
    index, _ = textpage.search(line, match_case=True).get_next()
    _, bottom, _, top = textpage.get_charbox(index, loose=True)
    return top - bottom


def test_a_chosen_setting_changes_the_paper():
    narrow, wide = (composer.compose(minutes(16), {"line_spacing": size}) for size in (18, 24))

    assert len(pypdfium2.PdfDocument(wide)) > len(pypdfium2.PdfDocument(narrow))


@pytest.mark.parametrize(
    "markup", ["# $x$ *b* _c_ -- --- \\ <d> @e [f] `g` ~ 'h' \"i\" // j /* k */ #let x = 1", "- a", "= b"]
)
def test_markup_in_a_sentence_stays_a_sentence(markup):
    made = dataclasses.replace(minutes(), blocks=(paper.Paragraph(markup),))

    assert markup in words(composer.compose(made))


def test_a_resolution_is_signed_for_the_cell():
    content = meeting_papers.Resolution(
        head(number="05-NQ/CB"),
        "Lãnh đạo nhiệm vụ tháng 12",
        ("- Căn cứ Điều lệ Đảng;",),
        (meeting_papers.Section("Nhiệm vụ", ("1. Thu hoạch vụ đông.",)),),
        "Nguyễn Thị Hạnh",
        ("Đảng ủy xã (báo cáo),", "Lưu Chi bộ."),
    )

    text = words(composer.compose(meeting_papers.resolution(content)))

    assert "Số 05-NQ/CB" in text
    assert "NGHỊ QUYẾT Lãnh đạo nhiệm vụ tháng 12" in text
    assert "Nơi nhận: - Đảng ủy xã (báo cáo), - Lưu Chi bộ." in text
    assert "T/M CHI BỘ BÍ THƯ Nguyễn Thị Hạnh" in text


@pytest.mark.parametrize(
    ("guest", "words_of_guest"),
    [("đồng chí Lê Minh Quân", "đồng chí Lê Minh Quân"), ("", "toàn thể đảng viên trong chi bộ")],
)
def test_an_invitation_for_one_and_for_the_wall(guest, words_of_guest):
    content = meeting_papers.Invitation(
        head(number="03-GM/CB"), "Sinh hoạt chi bộ tháng 12", "Chi ủy Chi bộ khu 5", "19 giờ 30 phút", "Nhà văn hóa",
        "Sinh hoạt thường kỳ", "Nguyễn Thị Hạnh", guest, "https://dangvu.example/h/1", "Quét để báo dự họp",
    )  # fmt: skip

    text = words(composer.compose(meeting_papers.invitation(content)))

    assert f"trân trọng kính mời: {words_of_guest}" in text
    assert all(label in text for label in ("Đến dự:", "Thời gian:", "Địa điểm:", "Nội dung:", "Quét để báo dự họp"))


def test_an_agenda_lists_time_content_and_person():
    rows = (meeting_papers.AgendaRow("19:30", "Điểm danh", "Đ/c Vinh"), meeting_papers.AgendaRow("19:40", "Thời sự"))

    text = words(composer.compose(meeting_papers.agenda(meeting_papers.Agenda(head(), "Sinh hoạt tháng 12", rows))))

    assert "19:30 Điểm danh Đ/c Vinh 19:40 Thời sự" in text


def test_a_roll_repeats_its_head_on_every_page():
    rows = tuple(meeting_papers.RollRow(f"Nguyễn Văn {n}") for n in range(60))

    pages = read(composer.compose(meeting_papers.roll(meeting_papers.Roll(head(), "Dự họp", rows, keeper="Vinh"))))

    assert len(pages) > 1
    assert all("Ký tên" in page for page in pages[:-1])
    assert "Tổng số có tên: 60 đồng chí" in " ".join(pages)


def test_a_counting_sheet_names_every_choice():
    sheet = meeting_papers.CountingSheet(head(), "Công nhận", ("Lê Minh Quân", "Phạm Thị Lan"), tellers=("Vinh",))

    text = words(composer.compose(meeting_papers.counting_sheet(sheet)))

    assert all(name in text for name in ("Số phiếu phát ra", "Lê Minh Quân", "Phạm Thị Lan", "TỔ KIỂM PHIẾU"))


def test_eight_slips_fit_on_a_page():
    cards = [
        paper.Slip("Phiếu kích hoạt", f"Người số {n}", ("Chi bộ khu 5",), f"K7QM-{n:04}", "https://a.example/k")
        for n in range(9)
    ]

    pages = read(composer.compose(slips.activation_slips(cards, on=OLD_DAY)))

    assert [page.count("K7QM-") for page in pages] == [8, 1]


def test_every_vietnamese_letter_is_in_the_font():
    assert {ord(letter) for letter in LETTERS} <= letters.covered()


@pytest.mark.parametrize("style", [{}, {"bold": True}, {"italic": True}, {"bold": True, "italic": True}])
def test_every_vietnamese_letter_comes_out_of_the_paper(style):
    made = dataclasses.replace(minutes(), blocks=(paper.Paragraph((paper.Span(" ".join(LETTERS), **style),)),))

    assert " ".join(LETTERS) in words(composer.compose(made))


def test_unknown_signs_become_a_box_and_the_paper_is_still_made():
    made = dataclasses.replace(minutes(), blocks=(paper.Paragraph("vui 😀 中 \x07 a\u2066b\tc"),))

    assert "vui □ □ ab c" in words(composer.compose(made))


def test_decomposed_letters_come_out_composed():
    made = dataclasses.replace(minutes(), blocks=(paper.Paragraph("Đa\u0309ng bo\u0323\u0302"),))

    assert "Đảng bộ" in words(composer.compose(made))


def test_the_same_paper_is_the_same_file():
    assert composer.compose(minutes()) == composer.compose(minutes())


def test_the_file_is_made_to_be_kept_and_to_be_heard():
    content = composer.compose(minutes(reference=REFERENCE))

    assert b"<pdfaid:part>2</pdfaid:part>" in content
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in content
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content
    assert b"/StructTreeRoot" in content
    assert b"/Lang" in content


def test_fonts_are_those_we_ship():
    content = composer.compose(minutes())

    assert set(re.findall(rb"/FontName/[A-Z]+\+([A-Za-z-]+)|/FontName /[A-Z]+\+([A-Za-z-]+)", content)) <= {
        (b"LiberationSerif", b""), (b"LiberationSerif-Bold", b""), (b"LiberationSerif-Italic", b""),
        (b"", b"LiberationSerif"), (b"", b"LiberationSerif-Bold"), (b"", b"LiberationSerif-Italic"),
    }  # fmt: skip


def test_a_qr_code_holds_its_address():
    assert composer.qr_svg("https://a.example").startswith("<svg")


def test_three_new_pages_of_minutes_are_made_in_time():
    composer.compose(minutes())

    times = []
    for turn in range(5):
        made = dataclasses.replace(minutes(paragraphs=18), title=f"Bản {turn}", abstract=f"Lần {turn} {LONG[turn:40]}")
        begun = time.perf_counter()
        content = composer.compose(made)
        times.append(time.perf_counter() - begun)
    assert len(pypdfium2.PdfDocument(io.BytesIO(content))) >= 3
    assert statistics.median(times) < 0.12
