"""The long work of an import: read and judge the file, then write the members; each chunk is its own transaction."""

import logging
from collections.abc import Callable
from itertools import chain, islice

from django.db import transaction
from django.utils import timezone

from dangvu.kernel.access import Actor, system_actor
from dangvu.kernel.errors import Conflict, Invalid
from dangvu.lib.spreadsheets import SpreadsheetRefused
from dangvu.modules.members import commands, events, queries
from dangvu.modules.members.models import ImportBatch
from dangvu.modules.members.rules import importing
from dangvu.modules.members.states import State

Clock = Callable[[], Actor]
logger = logging.getLogger(__name__)


def judge_import(event: events.ImportUploaded, actor: Actor) -> None:
    """Begin after the delivery has committed: the work is many transactions, and a killed one is taken up again."""
    transaction.on_commit(lambda: judge(event.batch_id, system_now))


def write_import(event: events.ImportConfirmed, actor: Actor) -> None:
    transaction.on_commit(lambda: write(event.batch_id, system_now))


def resume_imports(actor: Actor) -> None:
    """Take up imports whose worker was stopped in the middle; one that cannot go on does not hold up the others."""
    for batch_id in queries.stalled(actor.now):
        try:
            resume(batch_id, system_now)
        except Exception:
            logger.exception("import %s cannot go on", batch_id)


def system_now() -> Actor:
    return system_actor(timezone.now())


def resume(batch_id: int, clock: Clock) -> None:
    state = ImportBatch.objects.values_list("state", flat=True).get(pk=batch_id)
    if state in {State.UPLOADED, State.JUDGING}:
        judge(batch_id, clock)
    elif state in {State.CONFIRMED, State.RUNNING}:
        write(batch_id, clock)


def judge(batch_id: int, clock: Clock) -> ImportBatch:
    """Judge the whole list from the checkpoint on; a file that cannot be read ends with its sentence."""
    batch = ImportBatch.objects.select_related("file").get(pk=batch_id)
    try:
        found = queries.read_list(batch)
    except SpreadsheetRefused as refused:
        return commands.fail_import(actor=clock(), batch=batch, sentence=refused.sentence)
    if batch.state == State.UPLOADED:
        batch = commands.begin_judging(actor=clock(), batch=batch)
    return _judge_rows(batch, found, clock)


def _judge_rows(batch: ImportBatch, found: queries.FoundList, clock: Clock) -> ImportBatch:
    rows = islice(found.rows, batch.judged, None)
    try:
        for first in rows:  # one row ahead, to know whether there is another chunk
            chunk = chain([first], islice(rows, importing.CHUNK - 1))
            batch = commands.write_judged_rows(actor=clock(), batch=batch, start=batch.judged, rows=chunk)
        return commands.end_judging(actor=clock(), batch=batch, sheets=found.sheets)
    except Invalid as nothing:
        return commands.fail_import(actor=clock(), batch=batch, sentence=nothing.sentence)
    except Conflict:  # another worker is ahead of this one, and goes on
        return batch


def write(batch_id: int, clock: Clock) -> ImportBatch:
    """Write the judged rows into the register from the checkpoint on."""
    batch = ImportBatch.objects.get(pk=batch_id)
    try:
        if batch.state == State.CONFIRMED:
            batch = commands.begin_writing(actor=clock(), batch=batch)
        while batch.written < batch.total:
            batch = commands.write_members(actor=clock(), batch=batch, after=batch.last_row_id)
        return commands.end_writing(actor=clock(), batch=batch)
    except Conflict:
        return batch
