"""Measurements: `./dangvu bench [NAME …] [--quick] [--list]`, one JSON object a line.

Every figure stands beside a floor: the same work done raw, in the same run on the same machine. The ratio travels
between machines, the value does not. Nothing here fails a build.
"""

import argparse
import importlib
import sys
import time
from collections.abc import Iterator, Sequence
from types import ModuleType

from bench import stage
from bench.figure import Figure

MEASURES = ("minutes", "pages", "weight", "checkin", "live", "import")
"""In the order in which they may share one stage; `import` comes last, because it fills the register."""

FILES = {"import": "importing"}


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="dangvu bench", description="Đo tốc độ; mỗi dòng in ra là một kết quả JSON.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"{', '.join(MEASURES)}, hoặc tên một kết quả")
    parser.add_argument("--quick", action="store_true", help="ít dữ liệu, tất cả trong 60 giây")
    parser.add_argument("--list", action="store_true", help="chỉ liệt kê các kết quả")
    options = parser.parse_args(words)
    unknown = [name for name in options.names if not any(_fits(known, [name]) for known in names())]
    if unknown:
        parser.error(f"không có phép đo {', '.join(unknown)}; có: {', '.join(MEASURES)}")
    if options.list:
        sys.stdout.writelines(f"{name}\n" for name in names() if _fits(name, options.names))
        return 0
    _run(options.names, quick=options.quick)
    return 0


def names() -> list[str]:
    """Every figure that a full run prints."""
    return [f"{measure}.{detail}" for measure in MEASURES for detail in _module(measure).DETAILS]


def _module(measure: str) -> ModuleType:
    return importlib.import_module(f"bench.{FILES.get(measure, measure)}")


def _fits(name: str, wanted: Sequence[str]) -> bool:
    """A wanted name is a figure, or the beginning of the names of several."""
    return not wanted or any(f"{name}.".startswith(f"{each}.") for each in wanted)


def _run(wanted: Sequence[str], *, quick: bool) -> None:
    chosen = {name.split(".")[0] for name in names() if _fits(name, wanted)}
    started = time.monotonic()
    with stage.home():
        stage.fill("commune" if quick else "province")
        sys.stderr.write(f"stage: {time.monotonic() - started:.1f} s\n")
        for measure in [each for each in MEASURES if each in chosen]:
            started = time.monotonic()
            for figure in _figures(measure, quick=quick):
                if _fits(figure.name, wanted):
                    sys.stdout.write(figure.line() + "\n")
                    sys.stdout.flush()
            sys.stderr.write(f"{measure}: {time.monotonic() - started:.1f} s\n")


def _figures(measure: str, *, quick: bool) -> Iterator[Figure]:
    return _module(measure).measure(quick=quick)


if __name__ == "__main__":
    sys.exit(main())
