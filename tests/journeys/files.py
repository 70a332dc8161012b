"""Files of every wrong kind, made by hand, smallest that still lie convincingly."""

import io
import zipfile
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><cp:keywords>{words}</cp:keywords>'
    "</cp:coreProperties>"
)
MEGABYTE = 1_000_000


def pdf(words: str = "Bao cao cong tac thang", *, title: str = "", locked: bool = False, padding: int = 0) -> bytes:
    """One page, written by hand; readers repair its missing table."""
    stream = f"BT /F1 12 Tf 72 720 Td ({words}) Tj ET".encode("latin-1")
    encrypt = b"5 0 obj<</Filter/Standard/V 1/R 2/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>endobj "
    named = b"6 0 obj<</Title<FEFF" + title.encode("utf-16-be").hex().upper().encode() + b">>>endobj "
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj "
        + b"4 0 obj<</Length %d>>stream\n%s\nendstream endobj " % (len(stream), stream)
        + (encrypt if locked else b"")
        + (named if title else b"")
        + b"%" * padding
        + b"\ntrailer<</Root 1 0 R/Size 9"
        + (b"/Encrypt 5 0 R/ID[(aaaaaaaaaaaaaaaa)(aaaaaaaaaaaaaaaa)]" if locked else b"")
        + (b"/Info 6 0 R" if title else b"")
        + b">>\n%%EOF"
    )


def docx(*paragraphs: str, keywords: str = "", **parts: bytes) -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" for words in paragraphs)
    document = f'<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        archive.writestr("word/document.xml", document)
        archive.writestr("docProps/core.xml", CORE.format(title="Kế hoạch", words=keywords))
        for name, content in parts.items():
            archive.writestr(f"word/{name.replace('__', '.')}", content)
    return buffer.getvalue()


def bomb() -> bytes:
    """Half a megabyte that unpacks to four hundred."""
    return docx("Báo cáo", media__bin=bytes(400 * MEGABYTE))


def locked_office() -> bytes:
    """What Word makes with a password: an old container around an encrypted package."""
    head = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504)
    return head + "EncryptedPackage".encode("utf-16-le") + "EncryptionInfo".encode("utf-16-le") + bytes(2048)


def written(folder: Path, name: str, content: bytes) -> str:
    path = folder / name
    path.write_bytes(content)
    return str(path)
