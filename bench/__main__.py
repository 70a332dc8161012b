import argparse
import importlib
import sys
import time
from collections.abc import Iterator

from bench import stage
from bench.figure import Figure

MEASURES = ("minutes", "weight", "pages", "checkin", "live", "import")
"""In the order in which they may share one stage; `import` comes last, because it fills the register."""

FILES = {"import": "imports"}


def main() -> int:
    parser = argparse.ArgumentParser(prog="dangvu bench", description="Đo tốc độ; mỗi dòng in ra là một kết quả JSON.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(MEASURES))
    parser.add_argument("--quick", action="store_true", help="ít dữ liệu, tất cả trong 60 giây")
    parser.add_argument("--list", action="store_true", help="chỉ liệt kê")
    options = parser.parse_args()
    unknown = [name for name in options.names if name.split(".")[0] not in MEASURES]
    if unknown:
        parser.error(f"không có phép đo {', '.join(unknown)}; có: {', '.join(MEASURES)}")
    if options.list:
        sys.stdout.write("\n".join(MEASURES) + "\n")
        return 0
    wanted = {name.split(".")[0] for name in options.names} or set(MEASURES)
    _run([name for name in MEASURES if name in wanted], quick=options.quick)
    return 0


def _run(names: list[str], *, quick: bool) -> None:
    with stage.home():
        stage.fill("commune" if quick else "province")
        for name in names:
            started = time.monotonic()
            for figure in _figures(name, quick=quick):
                sys.stdout.write(figure.line() + "\n")
                sys.stdout.flush()
            sys.stderr.write(f"{name}: {time.monotonic() - started:.1f} s\n")


def _figures(name: str, *, quick: bool) -> Iterator[Figure]:
    return importlib.import_module(f"bench.{FILES.get(name, name)}").measure(quick=quick)


if __name__ == "__main__":
    sys.exit(main())
