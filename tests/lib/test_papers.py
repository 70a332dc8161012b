import io
import random
import zipfile
import zlib

import pytest

from dangvu.lib import papers, secrecy

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NOISE = random.Random(7)  # noqa: S311  damage that can be repeated
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Kế hoạch</dc:title><cp:keywords>{}</cp:keywords>'
    "</cp:coreProperties>"
)


def document(*paragraphs):
    body = "".join(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" for words in paragraphs)
    return f'<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'.encode()


@pytest.fixture
def office(tmp_path):
    def write(parts):
        path = tmp_path / "a.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return path

    return write


def pdf(content=b"", *, extra=b"", trailer=b""):
    """A one-page PDF written by hand; the reader repairs its missing cross-reference table."""
    stream = b"BT /F1 12 Tf 72 720 Td (%s) Tj ET" % content
    return (
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj "
        b"4 0 obj<</Length %d>>stream\n%s\nendstream endobj "
        % (len(stream), stream)
        + extra
        + b"trailer<</Root 1 0 R/Size 9"
        + trailer
        + b">>\n%%EOF"
    )


def test_words_of_a_docx_keep_their_lines(office):
    path = office(
        {"word/document.xml": document("ĐẢNG ỦY XÃ", "MẬT", "Báo cáo"), "docProps/core.xml": CORE.format("x")}
    )

    extract = papers.first_page(path, papers.WORD)

    assert extract.text.split() == ["ĐẢNG", "ỦY", "XÃ", "MẬT", "Báo", "cáo"]
    assert secrecy.mark_in_text(extract.text).level == secrecy.Level.CONFIDENTIAL


def test_words_in_tables_and_text_boxes_are_read(office):
    xml = (
        f'<w:document xmlns:w="{W}"><w:body><w:tbl><w:tr><w:tc><w:p><w:r><w:t>Số 1</w:t></w:r></w:p></w:tc><w:tc><w:p>'
        "<w:r><w:t>TỐI </w:t></w:r><w:r><w:t>MẬT</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"
    )

    extract = papers.first_page(office({"word/document.xml": xml}), papers.WORD)

    assert secrecy.mark_in_text(extract.text).level == secrecy.Level.SECRET


def test_a_header_of_a_docx_is_read(office):
    parts = {"word/document.xml": document("Báo cáo"), "word/header1.xml": document("TUYỆT MẬT")}

    extract = papers.first_page(office(parts), papers.WORD)

    assert secrecy.mark_in_text(extract.text).level == secrecy.Level.TOP_SECRET


def test_properties_of_a_docx_are_read(office):
    custom = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        '<property name="Độ mật"><vt:lpwstr>Mật</vt:lpwstr></property></Properties>'
    )
    parts = {"docProps/custom.xml": custom, "docProps/core.xml": CORE.format("mới")}

    extract = papers.first_page(office(parts), papers.WORD)

    assert extract.properties == {"Độ mật": "Mật", "title": "Kế hoạch", "keywords": "mới"}


def test_words_of_a_sheet_are_read(office):
    shared = "<sst><si><t>Danh sách</t></si><si><r><t>TỐI</t></r><r><t> MẬT</t></r></si></sst>"

    extract = papers.first_page(office({"xl/sharedStrings.xml": shared}), papers.SHEET)

    assert extract.text.splitlines() == ["Danh sách", "TỐI MẬT"]


def test_words_of_the_first_slide_are_read(office):
    slide = '<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>MẬT</a:t></a:r></a:p></p:sld>'
    parts = {"ppt/slides/slide1.xml": slide, "ppt/slides/slide2.xml": slide.replace("MẬT", "hai")}

    assert papers.first_page(office(parts), papers.SLIDES).text.split() == ["MẬT"]


def test_words_of_a_pdf_are_read(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(b"Toi mat", extra=b"5 0 obj<</Title(Ke hoach)>>endobj ", trailer=b"/Info 5 0 R"))

    extract = papers.first_page(path, "application/pdf")

    assert extract == papers.Extract("Toi mat", {"Title": "Ke hoach"})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_plain_text_is_read(tmp_path, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes("TỐI MẬT".encode(encoding))

    assert papers.first_page(path, "text/csv").text == "TỐI MẬT"


def test_plain_text_longer_than_a_page_is_cut_at_a_letter(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(("a" + "ậ" * 20_000).encode())

    assert set(papers.first_page(path, "text/plain").text) == {"a", "ậ"}


@pytest.mark.parametrize(
    ("encoded", "level"),
    [
        ("ĐẢNG ỦY XÃ\rTỐI MẬT\rKế hoạch\r".encode("utf-16-le"), secrecy.Level.SECRET),
        (b"\x00" + "ĐẢNG ỦY XÃ\rMẬT\rKế hoạch\r".encode("utf-16-le"), secrecy.Level.CONFIDENTIAL),
        ("§¶ng uû x·\rtuyÖt mËt\rKÕ ho¹ch\r".encode("cp1252"), secrecy.Level.TOP_SECRET),
    ],
)
def test_a_mark_in_an_old_binary_office_file_is_seen(tmp_path, encoded, level):
    path = tmp_path / "a.doc"
    path.write_bytes(
        b"\xd0\xcf\x11\xe0" + NOISE.randbytes(1000) + bytes(24) + encoded + bytes(24) + NOISE.randbytes(1001)
    )

    extract = papers.first_page(path, "application/vnd.ms-excel")

    assert secrecy.mark_in_text(extract.text).level == level


def test_noise_in_an_old_binary_office_file_is_no_mark(tmp_path):
    path = tmp_path / "a.doc"
    words = "Luật Bảo vệ bí mật nhà nước\rMật độ dân số\r".encode("utf-16-le")
    path.write_bytes(b"\xd0\xcf\x11\xe0" + NOISE.randbytes(500_000) + words + NOISE.randbytes(500_001))

    assert secrecy.mark_in_text(papers.first_page(path, "application/vnd.ms-excel").text) is None


def test_pictures_have_no_words(tmp_path):
    assert papers.first_page(tmp_path / "missing.png", "image/png") == papers.NOTHING


def test_a_locked_pdf_is_named_as_such(tmp_path):
    path = tmp_path / "a.pdf"
    encrypt = b"5 0 obj<</Filter/Standard/V 1/R 2/O(%s)/U(%s)/P -4>>endobj " % (b"o" * 32, b"u" * 32)
    path.write_bytes(pdf(b"x", extra=encrypt, trailer=b"/Encrypt 5 0 R/ID[(aaaaaaaaaaaaaaaa)(aaaaaaaaaaaaaaaa)]"))

    with pytest.raises(papers.LockedError):
        papers.first_page(path, "application/pdf")


def test_a_part_that_unpacks_beyond_belief_is_refused(office):
    bomb = office({"word/document.xml": b"<w>" + b" " * 60_000_000})

    with pytest.raises(papers.OversizedError):
        papers.first_page(bomb, papers.WORD)


def test_too_many_parts_are_refused(office):
    with pytest.raises(papers.OversizedError):
        papers.first_page(office({f"word/header{n}.xml": b"" for n in range(papers.PARTS + 1)}), papers.WORD)


@pytest.mark.parametrize(
    "xml",
    [
        b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><w><t>&e;</t></w>',
        b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w><t>&b;</t></w>',
        '<!DOCTYPE a [<!ENTITY a "x">]><w><t>&a;</t></w>'.encode("utf-16"),
    ],
)
def test_entities_are_refused(office, xml):
    with pytest.raises(papers.UnreadableError):
        papers.first_page(office({"word/document.xml": xml}), papers.WORD)


def test_deep_nesting_does_no_harm(office):
    deep = b"<w>" * 200_000 + b"<t>x</t>"

    assert papers.first_page(office({"word/document.xml": deep + NOISE.randbytes(3000)}), papers.WORD)


def test_noise_raises_only_our_own_exception(tmp_path):
    whole = pdf(b"Bao cao")
    path = tmp_path / "noise"
    for _ in range(150):
        damaged = bytearray(whole)
        for _ in range(NOISE.randrange(1, 40)):
            damaged[NOISE.randrange(len(damaged))] = NOISE.randrange(256)
        path.write_bytes(bytes(damaged[: NOISE.randrange(10, len(damaged))]))
        for media_type in ("application/pdf", papers.WORD, "text/plain"):
            _read_or_refuse(path, media_type)


def test_a_damaged_archive_raises_only_our_own_exception(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document("Báo cáo"))
        archive.writestr("docProps/core.xml", CORE.format("x"))
    whole = buffer.getvalue()
    path = tmp_path / "noise"
    for _ in range(300):
        damaged = bytearray(whole)
        for _ in range(NOISE.randrange(1, 12)):
            damaged[NOISE.randrange(len(damaged))] = NOISE.randrange(256)
        path.write_bytes(bytes(damaged))
        _read_or_refuse(path, papers.WORD)


def test_a_stream_that_inflates_in_a_pdf_is_cut(tmp_path):
    stream = zlib.compress(b"BT /F1 12 Tf (" + b"a" * 3_000_000 + b") Tj ET")
    body = pdf().replace(b"4 0 obj", b"8 0 obj") + b"4 0 obj<</Filter/FlateDecode/Length %d>>stream\n" % len(stream)
    path = tmp_path / "a.pdf"
    path.write_bytes(body + stream + b"\nendstream endobj trailer<</Root 1 0 R>>")

    extract = _read_or_refuse(path, "application/pdf")

    assert extract is None or len(extract.text) <= papers.PAGE_CHARACTERS


def _read_or_refuse(path, media_type):
    try:
        return papers.first_page(path, media_type)
    except papers.UnreadableError:
        return None
