"""`./dangvu test`: every check and every test, one table, and last the plain totals on a line of their own."""

import argparse
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dangvu.config import home, logs

PYTHON: Final = sys.executable
TOOLS: Final = Path(sys.executable).parent
BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_LINE: Final = "apt-get update && apt-get install -y chromium"
STEP_SECONDS: Final = 900
TAIL_LINES: Final = 60
NO_TESTS: Final = 5
WORKERS: Final = "2"
COUNTED: Final = re.compile(r"(\d+) (passed|failed|error|errors|skipped)\b")
PYTEST: Final = (PYTHON, "-m", "pytest", "-q", "--no-header", "--color=no")


@dataclass(frozen=True)
class Step:
    name: str
    words: tuple[str, ...]
    counts_tests: bool = False
    before: Callable[[], str] | None = None
    """Says what is missing; empty when nothing is."""


@dataclass(frozen=True)
class Result:
    name: str
    well: bool
    seconds: float
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    note: str = ""


def run(options: argparse.Namespace) -> int:
    steps = [step for step in _steps(quick=options.quick) if options.only in (None, step.name)]
    results = [_take(step) for step in steps]
    _print_table(results)
    _say(totals(results))
    return 0 if results and all(result.well for result in results) else 1


def totals(results: Iterable[Result]) -> str:
    """The tests' own numbers; a check without tests that fails counts as one failure."""
    taken = list(results)
    passed, failed = sum(each.passed for each in taken), sum(each.failed for each in taken)
    skipped = sum(each.skipped for each in taken)
    return f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else "")


def counted(output: str) -> dict[str, int]:
    """From pytest's closing line."""
    closing = next((line for line in reversed(output.splitlines()) if re.search(r" in [\d.]+s", line)), "")
    found = {word.rstrip("s") if word.startswith("error") else word: int(n) for n, word in COUNTED.findall(closing)}
    return {
        "passed": found.get("passed", 0),
        "failed": found.get("failed", 0) + found.get("error", 0),
        "skipped": found.get("skipped", 0),
    }


def _steps(*, quick: bool) -> list[Step]:
    unit = "not browser and not slow" if quick else "not browser"
    steps = [
        Step("format", (str(TOOLS / "ruff"), "format", "--check", ".")),
        Step("lint", (str(TOOLS / "ruff"), "check", ".")),
        Step("types", (str(TOOLS / "mypy"),)),
        Step("contracts", (str(TOOLS / "lint-imports"),)),
        Step("pytest", (*PYTEST, "-n", WORKERS, "-m", unit), counts_tests=True),
    ]
    if importlib.util.find_spec("dangvu.config.docs"):
        steps.insert(4, Step("docs", (PYTHON, "-m", "dangvu.config.docs", "--check")))
    if not quick:
        steps.append(Step("browser", (*PYTEST, "-m", "browser"), counts_tests=True, before=_missing_browser))
    return steps


def _take(step: Step) -> Result:
    _say(f"▶ {step.name} …")
    began = time.monotonic()
    missing = step.before() if step.before else ""
    code, output = (1, missing) if missing else _output_of(step)
    result = _judged(step, code, output, time.monotonic() - began, missing)
    if not result.well:
        _say("\n".join(output.splitlines()[-TAIL_LINES:]))
    _say(f"{'✓' if result.well else '✗'} {step.name} {result.seconds:.1f} s")
    return result


def _output_of(step: Step) -> tuple[int, str]:
    file = logs.path(f"test-{step.name}")
    file.unlink(missing_ok=True)
    with logs.opened(f"test-{step.name}") as output:
        try:
            code = subprocess.run(  # noqa: S603 - our own tools
                step.words, cwd=home.CHECKOUT, stdout=output, stderr=output, timeout=STEP_SECONDS, check=False
            ).returncode
        except subprocess.TimeoutExpired:
            output.write(f"\nquá {STEP_SECONDS} giây".encode())
            code = 1
    return code, file.read_text(encoding="utf-8", errors="replace")


def _judged(step: Step, code: int, output: str, seconds: float, note: str) -> Result:
    if not step.counts_tests or note:
        return Result(step.name, code == 0, seconds, failed=int(code != 0), note=note)
    numbers = counted(output)
    well = code in (0, NO_TESTS)
    if not well and not numbers["failed"]:  # it broke before it could count
        numbers["failed"] = 1
    return Result(step.name, well, seconds, numbers["passed"], numbers["failed"], numbers["skipped"])


def _missing_browser() -> str:
    if any(map(shutil.which, BROWSERS)):
        return ""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _say(f"  cài trình duyệt: {CHROMIUM_LINE}")
        subprocess.run(["/bin/sh", "-c", CHROMIUM_LINE], stdout=subprocess.DEVNULL, check=False)  # noqa: S603 - a fixed line
        if any(map(shutil.which, BROWSERS)):
            return ""
    return f"Thiếu trình duyệt cho các phép thử màn hình. Gõ: {CHROMIUM_LINE}"


def _print_table(results: list[Result]) -> None:
    _say("\nbước        kết quả   giây   đạt  hỏng   bỏ")
    for each in results:
        verdict = "đạt" if each.well else "HỎNG"
        numbers = f"{each.passed:>5} {each.failed:>5} {each.skipped:>4}"
        _say(f"{each.name:<11} {verdict:<7} {each.seconds:>6.1f} {numbers}  {each.note}".rstrip())
    _say(f"{'tất cả':<11} {'':<7} {sum(each.seconds for each in results):>6.1f}   (chi tiết: {home.folder('logs')})")


def _say(sentence: str) -> None:
    print(sentence, flush=True)  # noqa: T201 - the terminal is where this is read
