"""The steps of an import. Each chunk is one transaction with its checkpoint, so that a killed import goes on."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from dangvu.kernel import live
from dangvu.kernel.access import Actor
from dangvu.kernel.audit import note
from dangvu.kernel.command import command
from dangvu.kernel.errors import Conflict, Invalid
from dangvu.kernel.events import publish
from dangvu.modules.members import events
from dangvu.modules.members.access import Can
from dangvu.modules.members.commands import import_members, import_rows
from dangvu.modules.members.imports import RowVerdict
from dangvu.modules.members.models import ImportBatch, ImportRow
from dangvu.modules.members.rules import importing
from dangvu.modules.members.states import State
from dangvu.modules.organisations import api as organisations

_OLDEST_LIST = timedelta(days=366 * 30)


@command(Can.IMPORT, on="organisation")
def upload_import(*, actor: Actor, organisation: organisations.Organisation, file: Any, as_of: date) -> ImportBatch:
    """Nhận tệp danh sách đảng viên."""
    if as_of > actor.today:
        raise Invalid("Ngày của danh sách chưa đến. Sửa lại ngày.", field="as_of")
    if as_of < actor.today - _OLDEST_LIST:
        raise Invalid("Ngày của danh sách quá xa. Sửa lại ngày.", field="as_of")
    batch = ImportBatch(organisation=organisation, file=file, file_name=file.name, as_of=as_of)
    batch.beat_at = actor.now
    batch.save()
    publish(events.ImportUploaded(batch.pk))
    return batch


@command(Can.IMPORT, on="batch", transition="begin_judging")
def begin_judging(*, actor: Actor, batch: ImportBatch) -> ImportBatch:
    """Bắt đầu xét danh sách."""
    batch.judged, batch.counts = 0, {}
    _beat(actor, batch)
    return batch


@command(Can.IMPORT, on="batch")
def write_judged_rows(*, actor: Actor, batch: ImportBatch, start: int, rows: Iterable[RowVerdict]) -> ImportBatch:
    """Ghi kết quả xét một phần danh sách."""
    if batch.state != State.JUDGING or batch.judged != start:
        raise Conflict("Phần này của danh sách đã được xét.")
    tally = import_rows.copy_rows(batch, rows)
    batch.counts = importing.added(batch.counts, tally.counts)
    batch.judged = start + tally.rows
    _beat(actor, batch)
    return batch


@command(Can.IMPORT, on="batch", transition="end_judging")
def end_judging(*, actor: Actor, batch: ImportBatch, sheets: Sequence[Any]) -> ImportBatch:
    """Xét xong danh sách."""
    if not batch.judged:
        raise Invalid("Tệp này không có danh sách đảng viên nào. Kiểm tra lại trang tính, hoặc chọn lại cột.")
    batch.total, batch.sheets = batch.judged, list(sheets)
    _beat(actor, batch)
    return batch


@command(Can.IMPORT, on="batch", transition="judge_again")
def judge_again(*, actor: Actor, batch: ImportBatch, mapping: dict[str, Any]) -> ImportBatch:
    """Xét lại danh sách với cột đã chọn lại."""
    ImportRow.objects.filter(batch=batch).delete()
    batch.mapping, batch.failure, batch.judged, batch.total, batch.counts = mapping, "", 0, 0, {}
    _beat(actor, batch)
    return batch


@command(Can.IMPORT, on="batch", transition="confirm")
def confirm_import(*, actor: Actor, batch: ImportBatch) -> ImportBatch:
    """Xác nhận ghi danh sách vào sổ."""
    if not sum(int(batch.counts.get(verdict, 0)) for verdict in import_rows.TAKEN):
        raise Conflict("Không có dòng nào ghi được vào sổ. Sửa tệp theo cột “Lý do” rồi tải lên lại.")
    _beat(actor, batch)
    return batch


@command(Can.IMPORT, on="batch", transition="begin_writing")
def begin_writing(*, actor: Actor, batch: ImportBatch) -> ImportBatch:
    """Bắt đầu ghi danh sách vào sổ."""
    _beat(actor, batch)
    return batch


@command(Can.IMPORT, on="batch")
def write_members(*, actor: Actor, batch: ImportBatch, after: int) -> ImportBatch:
    """Ghi một phần danh sách vào sổ đảng viên."""
    if batch.state != State.RUNNING or batch.last_row_id != after:
        raise Conflict("Phần này của danh sách đã được ghi.")
    chunk, created = import_members.write(batch, actor.now)
    if not chunk.rows:
        return batch
    known = len(chunk.known) + len(chunk.twice)
    batch.created, batch.known = batch.created + created, batch.known + known
    batch.last_row_id, batch.written = chunk.upto, batch.written + chunk.rows
    note("created", created)
    note("known", known)
    _beat(actor, batch)
    return batch


@command(Can.IMPORT, on="batch", transition="end_writing")
def end_writing(*, actor: Actor, batch: ImportBatch) -> ImportBatch:
    """Ghi xong danh sách vào sổ."""
    _beat(actor, batch)
    return batch


@command(Can.IMPORT, on="batch", transition="fail")
def fail_import(*, actor: Actor, batch: ImportBatch, sentence: str) -> ImportBatch:
    """Dừng nhập danh sách."""
    batch.failure = sentence[:500]
    _beat(actor, batch)
    return batch


@command(Can.IMPORT, on="batch", transition="cancel")
def cancel_import(*, actor: Actor, batch: ImportBatch) -> ImportBatch:
    """Bỏ lần nhập danh sách."""
    ImportRow.objects.filter(batch=batch).delete()
    _beat(actor, batch)
    return batch


def _beat(actor: Actor, batch: ImportBatch) -> None:
    batch.beat_at = actor.now
    batch.save()
    live.announce(f"import:{batch.pk}")
