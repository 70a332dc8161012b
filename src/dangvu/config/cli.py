"""The commands of the terminal: `./dangvu` alone lists them."""

import argparse
import importlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from dangvu.config import home, postgres
from dangvu.config.binaries import ServerError

Run = Callable[[argparse.Namespace], int]


@dataclass(frozen=True)
class Builtin:
    """A command of the platform itself; those of the modules come from their manifests."""

    help: str
    run: str  # module and function, imported when asked for
    arguments: Callable[[argparse.ArgumentParser], Any] = lambda _: None
    needs_database: bool = True
    passes_rest: bool = False


def _demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reset", action="store_true", help="xóa dữ liệu trình diễn cũ rồi tạo lại")
    parser.add_argument("--scale", choices=("commune", "province"), default="commune", help="quy mô: xã hay tỉnh")


def _file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE")


def _module(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", help="tên tiếng Anh, số nhiều, ví dụ: assets")
    parser.add_argument("--beside", required=True, help="phân hệ cùng tầng, ví dụ: meetings")


def _restore(parser: argparse.ArgumentParser) -> None:
    _file(parser)
    parser.add_argument("--replace", action="store_true", help="thay dữ liệu đang có bằng bản lưu")


def _test(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quick", action="store_true", help="bỏ phần trình duyệt và các phép thử chậm")
    parser.add_argument("--only", metavar="STEP", help="chỉ một bước: format lint types contracts docs pytest browser")


HERE: Final = "dangvu.config."
BUILTINS: Final = {
    "run": Builtin("chạy Đảng vụ tại máy này · run everything", HERE + "supervisor:run"),
    "migrate": Builtin("cập nhật bảng dữ liệu · bring tables up to date", HERE + "terminal:migrate"),
    "demo": Builtin("tạo dữ liệu trình diễn · demo data", HERE + "terminal:demo", _demo),
    "doctor": Builtin("khám máy: thiếu gì, tắt gì · check this machine", HERE + "doctor:run"),
    "test": Builtin("kiểm thử toàn bộ · all checks and tests", HERE + "testing:run", _test, needs_database=False),
    "format": Builtin("xếp lại mã nguồn · format the code", HERE + "terminal:tidy", needs_database=False),
    "docs": Builtin(
        "viết lại docs/generated · write the generated docs",
        HERE + "terminal:docs",
        needs_database=False,
        passes_rest=True,
    ),
    "new-module": Builtin("tạo khung một phân hệ · a new module", HERE + "scaffold:run", _module, needs_database=False),
    "bench": Builtin("đo tốc độ · measure", HERE + "terminal:bench", needs_database=False, passes_rest=True),
    "backup": Builtin("sao lưu ra FILE · back up", HERE + "backup:back_up", _file),
    "restore": Builtin("khôi phục từ FILE · restore", HERE + "backup:restore", _restore),
    "shell": Builtin("dòng lệnh Python · Python shell", HERE + "terminal:shell"),
    "manage": Builtin("lệnh của Django · Django commands", HERE + "terminal:manage", passes_rest=True),
}


def main(words: list[str] | None = None) -> int:
    words = sys.argv[1:] if words is None else words
    for each in (signal.SIGINT, signal.SIGTERM):  # also where a shell in the background has them ignored
        signal.signal(each, _leave)  # so that the database is left in order
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dangvu.config.settings")
    try:
        return _answer(words)
    except (ServerError, home.HomeError) as refusal:
        return _refuse(str(refusal))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # whoever read our words has left
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141


def _answer(words: list[str]) -> int:
    if not words or words[0] in {"help", "-h", "--help"}:
        return _list()
    name, rest = words[0], words[1:]
    builtin = BUILTINS.get(name)
    if builtin is None:
        return _run_of_module(name, rest)
    if builtin.passes_rest:
        options = argparse.Namespace(rest=rest)
    else:
        parser = argparse.ArgumentParser(prog=f"./dangvu {name}", description=builtin.help)
        builtin.arguments(parser)
        options = parser.parse_args(rest)
    module, function = builtin.run.split(":")
    run: Run = getattr(importlib.import_module(module), function)
    if not builtin.needs_database:
        return run(options)
    with postgres.running():
        return run(options)


def _run_of_module(name: str, rest: list[str]) -> int:
    commands = _module_commands()
    if name not in commands:
        return _refuse(f"Không có lệnh “{name}”. Gõ ./dangvu để xem các lệnh.", code=2)
    from dangvu.kernel import access  # noqa: PLC0415 - ready only after django.setup()
    from dangvu.kernel.errors import Refused  # noqa: PLC0415 - as above

    command = commands[name]()
    parser = argparse.ArgumentParser(prog=f"./dangvu {name}", description=command.help)
    command.arguments(parser)
    options = parser.parse_args(rest)
    from dangvu.config import prepare  # noqa: PLC0415 - as above

    with postgres.running():
        prepare.migrate()  # a command in a new home finds its tables
        try:
            return int(command.run(options, access.system_actor(datetime.now(UTC), _who())) or 0)
        except Refused as refusal:
            return _refuse(str(refusal))


def _module_commands() -> dict[str, Any]:
    """Reading the manifests asks the database nothing."""
    from dangvu.config import prepare  # noqa: PLC0415 - loads Django, which `run` does without

    prepare.setup()
    from dangvu.kernel.registry import registry  # noqa: PLC0415 - ready only after django.setup()

    return {command.name: command for command in registry.commands()}


def _list() -> int:
    lines = {name: builtin.help for name, builtin in BUILTINS.items()}
    lines |= {name: command.help for name, command in _module_commands().items()}
    width = max(map(len, lines))
    print("./dangvu LỆNH — Đảng vụ\n")  # noqa: T201 - the terminal is where this is read
    for name, sentence in lines.items():
        print(f"  {name:<{width}}  {sentence}")  # noqa: T201 - as above
    return 0


def _who() -> str:
    return f"Dòng lệnh ({os.environ.get('SUDO_USER') or os.environ.get('USER') or os.geteuid()})"


def _refuse(sentence: str, code: int = 1) -> int:
    print(sentence, file=sys.stderr)  # noqa: T201 - the terminal is where this is read
    return code


def _leave(_signal: int, _frame: Any) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    try:
        sys.exit(main())
    except subprocess.CalledProcessError as failed:
        sys.exit(failed.returncode)
