"""The platform's own short commands of the terminal."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

from dangvu.config import home, prepare


def migrate(_options: argparse.Namespace) -> int:
    return manage(argparse.Namespace(rest=["migrate"]))


def demo(options: argparse.Namespace) -> int:
    prepare.setup()
    prepare.migrate()
    if prepare.has_organisation():
        if not options.reset:
            return _refuse("Đã có dữ liệu. Để xóa dữ liệu trình diễn cũ và tạo lại, gõ: ./dangvu demo --reset")
        if not _is_fictional():
            return _refuse("Đây là dữ liệu thật, không phải dữ liệu trình diễn: không xóa.")
        prepare.empty_everything()
    prepare.fill_demo(options.scale)
    print("\n".join(["Đã tạo dữ liệu trình diễn.", *prepare.announce()]))  # noqa: T201 - the terminal is where this is read
    return 0


def tidy(_options: argparse.Namespace) -> int:
    ruff = str(Path(sys.executable).parent / "ruff")
    done = [_tool([ruff, "check", "--fix", "--quiet", "."]), _tool([ruff, "format", "."])]
    return max(done)


def docs(options: argparse.Namespace) -> int:
    return _tool([sys.executable, "-m", "dangvu.config.docs", *options.rest])


def bench(options: argparse.Namespace) -> int:
    folder = home.CHECKOUT / "bench"
    if not (folder / "__main__.py").exists():
        return _refuse("Bản này không có phép đo (thư mục bench/).")
    return _tool([sys.executable, "-m", "bench", *options.rest])


def shell(_options: argparse.Namespace) -> int:
    return manage(argparse.Namespace(rest=["shell"]))


def manage(options: argparse.Namespace) -> int:
    """Django's own commands end the process when they fail."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dangvu.config.settings")
    execute_from_command_line(["./dangvu manage", *options.rest])
    return 0


def _tool(words: list[str]) -> int:
    return subprocess.run(words, cwd=home.CHECKOUT, check=False).returncode  # noqa: S603 - our own tools


def _is_fictional() -> bool:
    from dangvu.modules.organisations import api as organisations  # noqa: PLC0415 - ready only after django.setup()

    return organisations.is_fictional()


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201 - the terminal is where this is read
    return 1
