"""A list of members brought in, all the way: read, judged with every verdict, written into the register.

In a process of its own, so that its peak of memory is its own. Floor: the workbook read by calamine and its raw cells
copied into a table without a single rule.
"""

import datetime
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import python_calamine
from django.db import connection

from bench import stage, workbook
from bench.figure import Figure

PEOPLE, QUICK_PEOPLE = 165_000, 8_000
DETAILS = ["time", "judging", "writing", "memory"]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def measure(*, quick: bool) -> Iterator[Figure]:
    count = (QUICK_PEOPLE if quick else PEOPLE) // workbook.PER_CELL
    place, names = _place(count)
    path = Path(os.environ["DANGVU_HOME"]) / "danh-sach.xlsx"
    first = 200_000 + place % 4 * 170_000  # beyond the demonstration, and new people on a stage that was kept
    people = workbook.write(path, names, datetime.datetime.now(datetime.UTC).date(), first)
    done = _child("ours", path, place)
    floor = _child("floor", path, place)
    if done["created"] != people:
        raise RuntimeError(f"{done['created']} of {people} people were written: {done['counts']}")
    yield Figure("import.time", done["judging"] + done["writing"], "s", floor["reading"] + floor["copying"], people)
    yield Figure("import.judging", done["judging"], "s", floor["reading"] + floor["copying"], people)
    yield Figure("import.writing", done["writing"], "s", floor["copying"], people)
    yield Figure("import.memory", done["peak"], "MB", floor["peak"], people)


def _place(count: int) -> tuple[int, list[str]]:
    """A body of its own below the top, with cells that nobody is in yet."""
    from dangvu.kernel.access import system_actor
    from dangvu.lib import text
    from dangvu.modules.organisations.models import Organisation

    today = system_actor(datetime.datetime.now(datetime.UTC)).today
    root = Organisation.objects.get(parent=None)
    own, *ids = _ids(count + 1)
    top = Organisation.objects.create(
        pk=own, parent=root, name=f"Đảng bộ đo {own}", kind="commune_org", code=f"DO{own}", path=f"{root.path}.{own}",
        valid_from=today,
    )  # fmt: skip
    cells = [
        Organisation(
            pk=pk, parent=top, kind="cell", name=(name := f"Chi bộ thôn {number}"), search_key=text.search_key(name),
            sort_key=f"{number:06}", code=f"DO{pk}", path=f"{top.path}.{pk}", valid_from=today,
        )
        for number, pk in enumerate(ids, start=1)
    ]  # fmt: skip
    Organisation.objects.bulk_create(cells, batch_size=2_000)
    return top.pk, [cell.name for cell in cells]


def _ids(count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('organisations_organisation', 'id')) FROM generate_series(1, %s)",
            [count],
        )
        return [row[0] for row in cursor.fetchall()]


def _child(what: str, path: Path, place: int) -> dict:
    command = [sys.executable, "-m", "bench.importing", what, str(path), str(place)]
    done = subprocess.run(command, cwd=stage.ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-3000:])
    return json.loads(done.stdout.splitlines()[-1])


def ours(path: Path, place: int) -> dict:
    """What the worker does when a list is uploaded and confirmed."""
    import django

    django.setup()
    from dangvu.kernel import files
    from dangvu.modules.members import commands, jobs
    from dangvu.modules.organisations.models import Organisation

    actor = jobs.system_now()
    stored = files.keep(path.read_bytes(), name=path.name, media_type=XLSX)
    organisation = Organisation.objects.get(pk=place)
    started = time.perf_counter()
    batch = commands.upload_import(actor=actor, organisation=organisation, file=stored, as_of=actor.today)
    batch = jobs.judge(batch.pk, jobs.system_now)
    judged = time.perf_counter()
    batch = commands.confirm_import(actor=jobs.system_now(), batch=batch)
    batch = jobs.write(batch.pk, jobs.system_now)
    written = time.perf_counter()
    return {"judging": judged - started, "writing": written - judged, "created": batch.created, "counts": batch.counts}


def floor(path: Path, place: int) -> dict:  # noqa: ARG001  the same call for both
    """Cells in, cells out."""
    from dangvu.config import postgres

    started = time.perf_counter()
    rows = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    read = time.perf_counter()
    width = max(map(len, rows))
    columns = ", ".join(f"c{number} text" for number in range(width))
    with psycopg.connect(**postgres.conninfo()) as raw, raw.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_cells")
        cursor.execute(f"CREATE TABLE bench_cells ({columns})")
        with cursor.copy("COPY bench_cells FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row + [""] * (width - len(row)))
    return {"reading": read - started, "copying": time.perf_counter() - read}


if __name__ == "__main__":
    result = {"ours": ours, "floor": floor}[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3]))
    connection.close()
    sys.stdout.write(json.dumps(result | {"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000}) + "\n")
