"""`./dangvu new-module NAME --beside NEIGHBOUR`: its folder, obligatory files, tests and place in the storeys."""

import argparse
import re
import sys
from pathlib import Path
from typing import Final

from dangvu.config import home

MODULES: Final = home.CHECKOUT / "src" / "dangvu" / "modules"
TESTS: Final = home.CHECKOUT / "tests" / "modules"
PYPROJECT: Final = home.CHECKOUT / "pyproject.toml"

APPS: Final = """from dangvu.kernel.module import ModuleConfig


class {camel}Config(ModuleConfig):
    name = "dangvu.modules.{name}"
"""
ACCESS: Final = """\"\"\"Permissions of {name}.\"\"\"

from dangvu.kernel.access import Permission


class Can(Permission):
    \"\"\"What a role may be given here.\"\"\"

    VIEW = "{name}.view", "Xem {name}"
"""
MODULE: Final = """\"\"\"The manifest of {name}.\"\"\"

from dangvu.kernel.module import Module
from dangvu.modules.{name}.access import Can

MODULE = Module(name="{name}", label="{camel}", path="{path}", permissions=Can, roles={{"administrator": [Can.VIEW]}})
"""
README: Final = """# {name}

What it is for, in ten lines. Its words go into `docs/glossary.md`. Who owns it. Links to decisions.
"""


def run(options: argparse.Namespace) -> int:
    name, neighbour = options.name, options.beside
    if not re.fullmatch(r"[a-z][a-z_]+", name):
        return _refuse("Tên phân hệ chỉ gồm chữ thường không dấu và gạch dưới, ví dụ: assets")
    if (MODULES / name).exists():
        return _refuse(f"Đã có phân hệ {name}.")
    placed = with_storey(PYPROJECT.read_text(encoding="utf-8"), name, neighbour)
    if placed is None:
        return _refuse(f"Không thấy {neighbour} trong các tầng của pyproject.toml.")
    PYPROJECT.write_text(placed, encoding="utf-8")
    _write_files(name)
    print(f"Đã tạo {MODULES / name}. Tiếp theo: README, models, rồi docs/guides/add-a-module.md")  # noqa: T201
    return 0


def with_storey(pyproject: str, name: str, neighbour: str) -> str | None:
    """The list of storeys with the module on its neighbour's row; one that waits in parentheses is let in."""
    begin = pyproject.index('name = "The storeys"')
    end = pyproject.index("exhaustive", begin)
    storeys = pyproject[begin:end]
    if re.search(rf"\b{name}\b", storeys):
        return pyproject[:begin] + storeys.replace(f"({name})", name) + pyproject[end:]
    if not re.search(rf"\b{neighbour}\b", storeys):
        return None
    beside = re.sub(rf"(\(?\b{neighbour}\b\)?)", rf"\1 | {name}", storeys, count=1)
    return pyproject[:begin] + beside + pyproject[end:]


def _write_files(name: str) -> None:
    words = {"name": name, "camel": "".join(map(str.title, name.split("_"))), "path": name.replace("_", "-")}
    contents = {
        "__init__.py": "",
        "apps.py": APPS,
        "access.py": ACCESS,
        "module.py": MODULE,
        "README.md": README,
        "migrations/__init__.py": "",
        f"templates/{name}/.gitkeep": "",
    }
    for path, content in contents.items():
        _write(MODULES / name / path, content.format(**words))
    _write(TESTS / name / ".gitkeep", "")


def _write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201 - the terminal is where this is read
    return 1
