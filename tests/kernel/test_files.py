import io
import zipfile

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dangvu.kernel import files
from dangvu.kernel.errors import Invalid

pytestmark = pytest.mark.django_db


def _empty_pdf() -> bytes:
    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


PDF = _empty_pdf()


def receive(owner, name, content, **options):
    return files.receive(SimpleUploadedFile(name, content), actor=owner, **options)


def office(*parts: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for name, content in parts:
            archive.writestr(name, content)
    return buffer.getvalue()


def test_a_file_is_kept_once_for_each_content(owner):
    first, second = receive(owner, "a.pdf", PDF), receive(owner, "b.pdf", PDF)

    assert (first.sha256, first.kind, first.size) == (second.sha256, "pdf", len(PDF))
    assert files.open_bytes(first) == PDF


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("rỗng.pdf", b"", "không có nội dung"),
        ("anh.png", PDF, "đuôi .png nhưng bên trong là application/pdf"),
        ("chay.exe", b"MZ\x90\x00" + bytes(100), "không phải loại nhận được"),
        ("gia.docx", b"PK\x03\x04 not a zip", "không phải loại nhận được"),
        ("macro.xlsx", office(("xl/workbook.xml", b""), ("xl/vbaProject.bin", b"x")), "có macro"),
        ("bom.xlsx", office(("xl/sheet.xml", b"0" * 301_000_000)), "giải nén ra quá lớn"),
    ],
)
def test_a_bad_file_is_refused_in_words(owner, name, content, words):
    with pytest.raises(Invalid) as refused:
        receive(owner, name, content)

    assert words in refused.value.sentence
    assert refused.value.hint


def test_a_file_over_the_limit_is_refused(owner):
    with pytest.raises(Invalid, match="lớn hơn 1 MB"):
        receive(owner, "to.pdf", PDF + bytes(1_000_001), max_bytes=1_000_000)


def test_a_place_takes_only_what_it_asks_for(owner):
    with pytest.raises(Invalid):
        receive(owner, "a.pdf", PDF, kinds=("sheet",))
