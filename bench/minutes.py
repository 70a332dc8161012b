"""The minutes of a meeting as PDF, warm. Floor: typst compiling the same source with the same content, nothing else."""

import time
from collections.abc import Iterator
from typing import Any

from bench.figure import Figure, percentile

RUNS, QUICK_RUNS = 40, 8
WARM_UP = 2
DETAILS = ["pdf", "pdf.p95"]


def measure(*, quick: bool) -> Iterator[Figure]:
    from django.utils import timezone

    from dangvu.modules.meetings.exports import papers

    runs = WARM_UP + (QUICK_RUNS if quick else RUNS)
    held = _held(2 * runs)
    now = timezone.now()
    ours = _times(papers.printed(meeting, "bien-ban", now) for meeting in held[::2])
    compiler = _compiler()
    bare = [_inputs(papers.papers.minutes(papers.minutes(meeting))) for meeting in held[1::2]]
    floor = _times(_compiled(compiler, inputs) for inputs in bare)
    yield Figure("minutes.pdf", percentile(ours, 0.5), "ms", percentile(floor, 0.5), len(ours))
    yield Figure("minutes.pdf.p95", percentile(ours, 0.95), "ms", percentile(floor, 0.95), len(ours))


def _held(count: int) -> list[Any]:
    """Every run prints another meeting, because typst remembers what it has set before."""
    from django.db.models import Exists, OuterRef

    from dangvu.modules.meetings.models import Attendance, Meeting

    kept = Exists(Attendance.objects.filter(meeting=OuterRef("pk")))
    rows = Meeting.objects.filter(kept, state="locked").select_related("organisation", "chair", "minute_taker")
    return list(rows.order_by("pk")[:count])


def _times(work: Iterator[Any]) -> list[float]:
    """Milliseconds of each step of a generator, without the first ones."""
    taken = []
    started = time.perf_counter()
    for _ in work:
        taken.append((time.perf_counter() - started) * 1000)
        started = time.perf_counter()
    return taken[WARM_UP:]


def _compiler() -> Any:
    import typst

    from dangvu.modules.documents.exports import composer, letters

    return typst.Compiler(
        str(composer.SOURCES / "paper.typ"), root=str(composer.SOURCES), font_paths=[str(letters.FONTS)],
        ignore_system_fonts=True,
    )  # fmt: skip


def _inputs(made: Any) -> Any:
    from dangvu.modules.documents.exports import composer

    return composer._inputs(made, None)  # noqa: SLF001  the compiler alone, without our way to it


def _compiled(compiler: Any, inputs: Any) -> Any:
    from dangvu.modules.documents.exports import composer

    return compiler.compile(format="pdf", sys_inputs=inputs, pdf_standards=list(composer.STANDARDS))
