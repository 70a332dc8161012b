"""The script `./dangvu` in a copy of its own, with a uv that only notes that it was called."""

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from dangvu.config import home

UV = """#!/bin/sh
echo "$*" >> "{calls}"
mkdir -p .venv/bin
printf '#!/bin/sh\\necho "$*" >> "{calls}"\\necho "python $*"\\n' > .venv/bin/python
chmod +x .venv/bin/python
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    root = tmp_path / "checkout"
    root.mkdir()
    shutil.copy(home.CHECKOUT / "dangvu", root / "dangvu")
    for name in ("uv.lock", "pyproject.toml", "package-lock.json"):
        (root / name).write_text(name)
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "uv").write_text(UV.format(calls=tmp_path / "calls"))
    (tools / "uv").chmod(0o755)
    return root


def start(checkout: Path, *words: str) -> subprocess.CompletedProcess[str]:
    path = f"{checkout.parent / 'tools'}:{os.environ['PATH']}"
    environment = os.environ | {"PATH": path}
    return subprocess.run([checkout / "dangvu", *words], env=environment, capture_output=True, text=True, check=False)


def calls(checkout: Path) -> list[str]:
    """Since the last time they were asked for."""
    file = checkout.parent / "calls"
    lines = file.read_text().splitlines() if file.exists() else []
    file.unlink(missing_ok=True)
    return [line.split()[0] if line.startswith("sync") else line for line in lines]


def with_assets(checkout: Path) -> Path:
    static = checkout / "src" / "dangvu" / "ui" / "static" / "ui"
    static.mkdir(parents=True)
    (static / "app.css").touch()
    (static.parents[1] / "build.py").touch()
    return static.parents[1]


def test_first_start_installs_and_hands_the_words_over(checkout: Path):
    answer = start(checkout, "doctor", "--verbose")

    assert answer.stdout == "python -P -m dangvu.config.cli doctor --verbose\n"
    assert calls(checkout) == ["sync", "-P -m dangvu.config.cli doctor --verbose"]


def test_second_start_installs_nothing_and_is_quick(checkout: Path):
    start(checkout)
    calls(checkout)

    began = time.monotonic()
    start(checkout)

    assert calls(checkout) == ["-P -m dangvu.config.cli"]
    assert time.monotonic() - began < 1  # 0.1 s on an idle machine


@pytest.mark.parametrize("name", ["uv.lock", "pyproject.toml"])
def test_changed_lock_installs_again(checkout: Path, name: str):
    start(checkout)
    calls(checkout)

    (checkout / name).write_text("changed")
    start(checkout)

    assert calls(checkout)[0] == "sync"


def test_lost_environment_is_installed_again(checkout: Path):
    start(checkout)
    calls(checkout)

    shutil.rmtree(checkout / ".venv")
    start(checkout)

    assert calls(checkout)[0] == "sync"


def test_assets_are_built_when_a_source_changes_only(checkout: Path):
    ui = with_assets(checkout)
    start(checkout)
    assert calls(checkout)[1] == "-P -m dangvu.ui.build"

    start(checkout)
    assert calls(checkout) == ["-P -m dangvu.config.cli"]

    (ui / "page.html").write_text("new")
    start(checkout)
    assert calls(checkout)[0] == "-P -m dangvu.ui.build"


def test_failed_installation_says_so_and_is_tried_again(checkout: Path):
    (checkout.parent / "tools" / "uv").write_text("#!/bin/sh\nexit 1\n")
    (checkout / ".dangvu-tools" / "uv" / "bin").mkdir(parents=True)
    shutil.copy(checkout.parent / "tools" / "uv", checkout / ".dangvu-tools" / "uv" / "bin" / "uv")

    answers = [start(checkout), start(checkout)]

    assert [answer.returncode for answer in answers] == [1, 1]
    assert "Không cài được thư viện" in answers[1].stderr
