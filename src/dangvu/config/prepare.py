"""What must be true before the first request: tables up to date, static files collected, something to look at.

A process of its own (`python -m dangvu.config.prepare`), so that the supervisor stays small.
"""

import hashlib
import importlib
import os
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from dangvu.config import home, readiness

SCALES = ("commune", "province")


def main() -> int:
    setup()
    migrate()
    collect_static()
    if not has_organisation():
        first_data()
    lines = announce()
    for line in lines:
        _say(line)
    readiness.remember(lines)
    return 0


def setup() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dangvu.config.settings")
    django.setup()


def migrate() -> None:
    """Nothing pending and the same sources as last time: nothing to ask the database about."""
    stamp, now = home.folder("run") / "migrated", _print_of(readiness.SOURCE, "*.py")
    if _is(stamp, now) and not _migrations_pending():
        return
    call_command("migrate", verbosity=0, interactive=False)
    stamp.write_text(now, encoding="ascii")


def collect_static() -> None:
    static = readiness.SOURCE / "ui" / "static"
    stamp, now = home.folder("run") / "collected", _print_of(static, "*")
    if _is(stamp, now) and any(home.folder("static").iterdir()):
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(now, encoding="ascii")


def has_organisation() -> bool:
    return bool(apps.get_model("organisations", "Organisation").objects.exists())


def first_data() -> None:
    if getattr(settings, "PRODUCTION", False):
        _say("Cơ sở dữ liệu còn trống. Tạo tổ chức và tài khoản đầu tiên theo docs/operate/cai-dat.md.")
        return
    _say("Đang tạo dữ liệu trình diễn (địa phương hư cấu)…")
    fill_demo("commune")


def fill_demo(scale: str) -> None:
    """All or nothing, lowest storey first."""
    from dangvu.kernel import access  # noqa: PLC0415 - ready only after django.setup()
    from dangvu.kernel.registry import registry  # noqa: PLC0415 - as above

    actor = access.system_actor(datetime.now(UTC), "Dữ liệu trình diễn")
    with transaction.atomic():
        for module in registry.modules():
            if module.demo:
                module.demo(actor, scale)


def empty_everything() -> None:
    """For `demo --reset` only: every table and every stored file of this installation."""
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '15s'")
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public AUTHORIZATION pg_database_owner")
    connection.close()
    for name in ("files", "mail"):
        for entry in home.folder(name).iterdir():
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    call_command("migrate", verbosity=0, interactive=False)


def announce() -> list[str]:
    """What the identity module's demo tells the person at the terminal: the accounts to sign in with."""
    try:
        demo: Any = importlib.import_module("dangvu.modules.identity.demo")
    except ModuleNotFoundError:
        return []
    return list(demo.announce()) if hasattr(demo, "announce") else []


def _migrations_pending() -> bool:
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415 - costs 0.1 s, needed here only

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _is(stamp: Path, value: str) -> bool:
    return stamp.exists() and stamp.read_text(encoding="ascii") == value


def _print_of(folder: Path, pattern: str) -> str:
    return hashlib.sha256("\n".join(readiness.facts(folder, pattern)).encode()).hexdigest()


def _say(sentence: str) -> None:
    print(sentence, flush=True)  # noqa: T201 - the terminal is where this is read


if __name__ == "__main__":
    sys.exit(main())
