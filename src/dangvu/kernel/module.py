"""The manifest: what the platform knows about a module is exactly one `Module` in its `module.py`.

`discover()` finds the folders without importing them, `ModuleConfig.ready()` imports each manifest and registers it,
and a system check refuses at start-up what does not fit: an unknown address, a permission nobody holds, a notification
without its texts.
"""

import importlib
import importlib.util
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.apps import AppConfig

from dangvu.kernel import access, events, jobs, lifecycle, worklist
from dangvu.kernel.cli import Command
from dangvu.kernel.notify.kinds import Notification
from dangvu.kernel.registry import registry
from dangvu.kernel.rulebook.specs import RuleSpec


@dataclass(frozen=True)
class MenuItem:
    """One entry of the side bar; `dock` puts it among the four of the phone as well, under a word that fits there."""

    label: str
    url_name: str
    permission: access.Permission | None
    icon: str = "circle"
    group: str = ""
    order: int = 50
    key: str = ""
    dock: bool = False
    dock_label: str = ""
    dock_icon: str = ""


@dataclass(frozen=True)
class Module:
    """All that a module offers to the platform."""

    name: str
    label: str
    path: str
    """First part of the module's addresses, in Vietnamese without accents."""
    permissions: type[access.Permission]
    menu: Sequence[MenuItem] = ()
    lifecycles: Sequence[lifecycle.Lifecycle] = ()
    subscriptions: Mapping[type[events.Event], Sequence[events.Subscriber]] = field(default_factory=dict)
    notifications: Sequence[type[Notification]] = ()
    periodic: Sequence[jobs.Periodic] = ()
    rules: Sequence[RuleSpec] = ()
    slots: Mapping[str, Sequence[Callable[..., str]]] = field(default_factory=dict)
    """Panels for named places on other modules' screens; each answers HTML or nothing."""
    work: Sequence[Callable[[access.Actor], Sequence[worklist.WorkItem]]] = ()
    """What waits for this person here; one query each."""
    live: Mapping[str, Callable[..., set[int]]] = field(default_factory=dict)
    """Topic kind → who, of these accounts, may follow object N now; one query."""
    cli: Sequence[type[Command]] = ()
    upload_gates: Sequence[Callable[..., None]] = ()
    """Asked about every file from outside before it is kept; a gate refuses by raising."""
    roles: Mapping[str, Iterable[access.Permission]] = field(default_factory=dict)
    """Standard role → the permissions of this module that it holds."""
    intakes: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    """Hot addresses that take many small posts at once; see kernel.live.intake."""
    demo: Callable[..., Any] | None = None


class ModuleConfig(AppConfig):
    """Base of every module's `apps.py`."""

    # Django looks for exactly one AppConfig in apps.py, and an imported base class counts: without these two lines
    # a module silently never registers.
    default = False
    default_auto_field = "django.db.models.BigAutoField"

    def __init_subclass__(cls) -> None:
        cls.default = True

    def ready(self) -> None:
        registry.register(importlib.import_module(f"{self.name}.module").MODULE)


def discover(package: str, storeys: Sequence[str]) -> list[str]:
    """The app configs of all module folders, in the order of `storeys`; nothing is imported."""
    spec = importlib.util.find_spec(package)
    folder = Path(next(iter(spec.submodule_search_locations or []))) if spec else Path()
    found = {path.parent.name for path in folder.glob("*/module.py")}
    return [f"{package}.{name}" for name in storeys if name in found] + [
        f"{package}.{name}" for name in sorted(found - set(storeys))
    ]
