"""The sprite: Lucide drawings of exactly the icons that templates and modules name, in one file that browsers keep."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

EXTRA = Path(__file__).resolve().parent / "styles" / "icons.txt"
_ATTRIBUTE = re.compile(r"""(?:<c-icon\b[^>]*?\bname|\b(?:icon|after))\s*=\s*"([^"]*)\"""", re.DOTALL)
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_WHOLE_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z")
_DRAWING = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
_LOGIC = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)


def write_sprite(sources: Iterable[Path], drawings: Path, target: Path) -> list[str]:
    """Write the sprite; answer the icons that Lucide does not draw, each with its file."""
    known = {path.stem for path in drawings.glob("*.svg")}
    wanted, unknown = named(sources, known)
    symbols = [_symbol(name, (drawings / f"{name}.svg").read_text(encoding="utf-8")) for name in sorted(wanted)]
    target.write_text(f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>\n', encoding="utf-8")
    return unknown


def named(sources: Iterable[Path], known: set[str]) -> tuple[set[str], list[str]]:
    """Known names found in the files, and complaints about those written as an icon that are not known."""
    wanted, unknown = known & set(EXTRA.read_text(encoding="utf-8").split()), []
    for path in sources:
        text = path.read_text(encoding="utf-8")
        sure, maybe = in_template(text) if path.suffix == ".html" else in_python(text)
        unknown += [f"{path}: Lucide has no icon {name!r}." for name in sorted(sure - known)]
        wanted |= (sure | maybe) & known
    return wanted, unknown


def in_template(text: str) -> tuple[set[str], set[str]]:
    """Icons written plainly, and words inside template logic that may be icons."""
    sure: set[str] = set()
    maybe: set[str] = set()
    for value in _ATTRIBUTE.findall(text):
        plain = _LOGIC.sub(" ", value)
        target = sure if plain == value and _WHOLE_NAME.match(value) else maybe
        target.update(_NAME.findall(plain))
        maybe.update(_NAME.findall(" ".join(_LOGIC.findall(value))))
    return sure, maybe


def in_python(text: str) -> tuple[set[str], set[str]]:
    """Icons given as `icon=`, and other texts that look like icon names: those with a hyphen, or near the word icon."""
    sure: set[str] = set()
    maybe: set[str] = set()
    try:
        tree = ast.parse(text)
    except SyntaxError:  # the interpreter says it better, and it is not a matter of icons
        return sure, maybe
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "icon" and isinstance(node.value, ast.Constant):
            sure.update(_constants(node.value))
        elif isinstance(node, ast.keyword | ast.Assign | ast.AnnAssign) and node.value and _is_about_icons(node):
            maybe.update(_constants(node.value))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and "-" in node.value:
            maybe.update(_constants(node))
    return sure, maybe


def _is_about_icons(node: ast.keyword | ast.Assign | ast.AnnAssign) -> bool:
    if isinstance(node, ast.keyword):
        return "icon" in (node.arg or "")
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return any(word in ast.unparse(target).lower() for target in targets for word in ("icon", "tone", "state"))


def _constants(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and _WHOLE_NAME.match(part.value):
            yield part.value


def _symbol(name: str, drawing: str) -> str:
    match = _DRAWING.search(drawing)
    inner = " ".join(match.group(1).split()) if match else ""
    return f'<symbol id="{name}" viewBox="0 0 24 24">{inner.replace("> <", "><").replace(" />", "/>")}</symbol>'
