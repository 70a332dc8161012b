"""Organisations for tests: made by the commands themselves, so that paths and history are real."""

import datetime
import itertools

from dangvu.kernel.access import Actor, system_actor
from dangvu.modules.organisations import commands
from dangvu.modules.organisations.models import Organisation

NOW = datetime.datetime(2026, 11, 23, 2, 0, tzinfo=datetime.UTC)
LONG_AGO = datetime.date(2025, 7, 1)
_numbers = itertools.count(1)


def organisation(
    parent: Organisation | None = None, *, kind: str = "", name: str = "", actor: Actor | None = None
) -> Organisation:
    """A commune without a parent, a cell with one."""
    kind = kind or ("cell" if parent else "commune_org")
    label = {"cell": "Chi bộ khu", "commune_org": "Đảng bộ xã Thử", "party_group": "Tổ đảng"}.get(kind, "Đảng bộ")
    return commands.establish_organisation(
        actor=actor or system_actor(NOW),
        parent=parent,
        name=name or f"{label} {next(_numbers)}",
        kind=kind,
        on=LONG_AGO,
    )


def commune(cells: int = 2) -> tuple[Organisation, list[Organisation]]:
    top = organisation()
    return top, [organisation(top) for _ in range(cells)]
