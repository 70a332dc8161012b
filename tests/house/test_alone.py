"""The project stands alone: it names no tool of its makers and no path of their machines."""

import subprocess

from tests.house import source

NAMES = ("/".join(("..", "shared")), "farm" + "-studio", "farm" + "-bench", "/work" + "/main", "/work" + "/shared")


def test_no_tracked_file_names_what_lies_outside() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=source.ROOT, capture_output=True, text=True, check=True).stdout
    found = []
    for line in tracked.splitlines():
        path = source.ROOT / line
        if path.is_file() and path.suffix in {".py", ".md", ".html", ".toml", ".txt", ".css", ".js", ".yml", ""}:
            text = path.read_text(encoding="utf-8", errors="replace")
            found += [f"{line}: {name}" for name in NAMES if name in text]

    assert found == []
