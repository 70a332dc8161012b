"""Files by content: received from outside through every gate, kept once per content, handed out after a check.

Call `receive` before the command that uses the file: a refusal then leaves nothing behind, and what a gate records of
it is not rolled back with the command.
"""

import hashlib
import mimetypes
import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse

from dangvu.kernel import sniff
from dangvu.kernel.access import Actor
from dangvu.kernel.errors import Invalid
from dangvu.kernel.filing.models import StoredFile
from dangvu.kernel.registry import registry

KINDS = {"pdf": "PDF", "image": "ảnh", "office": "Word, PowerPoint", "sheet": "Excel, CSV"}
MEGABYTE = 1_000_000
_UNPACKED_LIMIT = 300 * MEGABYTE


def receive(
    upload: UploadedFile,
    *,
    actor: Actor,
    kinds: Sequence[str] = ("pdf", "image", "office", "sheet"),
    max_bytes: int = 20 * MEGABYTE,
) -> StoredFile:
    """Take a file from outside: size, true type, macros, unpacked size and every module's gate, then keep it."""
    name = Path(upload.name or "tệp").name[:255]
    if (upload.size or 0) > max_bytes:
        raise Invalid(f"Tệp “{name}” lớn hơn {max_bytes // MEGABYTE} MB.", hint="Nén ảnh hoặc tách tệp rồi tải lại.")
    if not upload.size:
        raise Invalid(f"Tệp “{name}” không có nội dung.", hint="Kiểm tra lại tệp rồi tải lên lần nữa.")
    temporary = _spool(upload.chunks())
    try:
        kind = _admitted(temporary, name, kinds)
        _ask_gates(name, temporary, kind.media_type, actor)
        return _settle(temporary, name, kind, actor.account_id)
    finally:
        temporary.unlink(missing_ok=True)


def keep(content: bytes, *, name: str, media_type: str) -> StoredFile:
    """Keep a paper that the platform itself made."""
    temporary = _spool([content])
    try:
        return _settle(temporary, name, sniff.Kind("made", media_type, ()), None)
    finally:
        temporary.unlink(missing_ok=True)


def path_of(stored: StoredFile) -> Path:
    """Where the content lies."""
    return _place(stored.sha256)


def open_bytes(stored: StoredFile) -> bytes:
    return path_of(stored).read_bytes()


def download_response(
    request: HttpRequest,  # noqa: ARG001  a proxy in front will read its headers
    stored: StoredFile,
    *,
    inline: bool = False,
) -> HttpResponse:
    """The content as an answer; the caller has checked that this person may have it.

    Behind a proxy that offers it, only the path is sent (X-Accel-Redirect) and the proxy sends the bytes.
    """
    shown = inline and stored.media_type in {"application/pdf", "image/png", "image/jpeg", "image/webp"}
    response: HttpResponse
    if settings.DANGVU_ACCEL_PREFIX:
        response = HttpResponse(headers={"X-Accel-Redirect": settings.DANGVU_ACCEL_PREFIX + _relative(stored.sha256)})
    else:
        response = FileResponse(path_of(stored).open("rb"))  # type: ignore[assignment]
    response["Content-Type"] = stored.media_type
    response["Content-Disposition"] = f"{'inline' if shown else 'attachment'}; filename*=UTF-8''{quote(stored.name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response


def _spool(chunks: Iterable[bytes]) -> Path:
    root = Path(settings.DANGVU_FILES)
    root.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=root, prefix="in-", delete=False) as file:
        for chunk in chunks:
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return Path(file.name)


def _admitted(path: Path, name: str, kinds: Sequence[str]) -> sniff.Kind:
    kind = sniff.sniff(path)
    wanted = ", ".join(KINDS[each] for each in kinds)
    if kind is None or not _fits(kind, kinds):
        raise Invalid(f"Tệp “{name}” không phải loại nhận được ở đây.", hint=f"Chỗ này nhận {wanted}.")
    ending = Path(name).suffix.lower()
    if ending and ending not in kind.endings and mimetypes.guess_type(name)[0] is not None:
        raise Invalid(
            f"Tệp “{name}” có đuôi {ending} nhưng bên trong là {kind.media_type}.",
            hint="Mở tệp bằng đúng chương trình, lưu lại rồi tải lên.",
        )
    if sniff.has_macros(path):
        raise Invalid(f"Tệp “{name}” có macro nên không nhận.", hint="Lưu lại dạng .xlsx hoặc .docx rồi tải lên.")
    if sniff.unpacked_size(path) > _UNPACKED_LIMIT:
        raise Invalid(f"Tệp “{name}” giải nén ra quá lớn nên không nhận.", hint="Tách thành nhiều tệp nhỏ hơn.")
    return kind


def _fits(kind: sniff.Kind, kinds: Sequence[str]) -> bool:
    return kind.group in kinds or (kind is sniff.OLE and "office" in kinds)


def _ask_gates(name: str, path: Path, media_type: str, actor: Actor) -> None:
    for gate in registry.upload_gates():
        gate(name, path, media_type, actor)


def _settle(temporary: Path, name: str, kind: sniff.Kind, account_id: int | None) -> StoredFile:
    digest, size = _digest(temporary), temporary.stat().st_size
    place = _place(digest)
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        temporary.rename(place)
        _sync_folder(place.parent)
    return StoredFile.objects.create(
        sha256=digest, size=size, name=name, media_type=kind.media_type, kind=kind.group, account_id=account_id
    )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _relative(digest: str) -> str:
    return f"{digest[:2]}/{digest[2:4]}/{digest}"


def _place(digest: str) -> Path:
    return Path(settings.DANGVU_FILES) / _relative(digest)


def _sync_folder(folder: Path) -> None:
    """Make the new name survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
