"""The source tree as the tests of the house read it."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "dangvu"
MODULES = SOURCE / "modules"


def python_files(folder: Path = SOURCE) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*.py")) if "migrations" not in path.parts)


def templates() -> Iterator[Path]:
    return (path for path in sorted(SOURCE.rglob("templates/**/*")) if path.suffix in {".html", ".txt"})


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def module_names() -> list[str]:
    return sorted(path.parent.name for path in MODULES.glob("*/apps.py"))
