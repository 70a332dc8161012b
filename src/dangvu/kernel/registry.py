"""Every manifest that has registered, in the order of the storeys (lowest first).

It stands below `module`, and knows manifests only by what they hold, so that files, rules and views can ask it.
"""

from collections.abc import Callable, Iterator
from typing import Any

from dangvu.kernel import access, events, worklist

STANDARD_ROLES = {
    "member": "Đảng viên",
    "cell_secretary": "Bí thư chi bộ",
    "cell_deputy": "Phó bí thư chi bộ",
    "cell_committee": "Chi ủy viên",
    "clerk": "Văn thư",
    "leader": "Lãnh đạo cấp ủy",
    "organisation_officer": "Cán bộ tổ chức",
    "inspector": "Cán bộ kiểm tra",
    "administrator": "Quản trị",
}
"""The roles that every installation starts with; others are rows made by hand."""

FOLLOWS = {"cell_secretary": ("cell_deputy",)}
"""A deputy may do what the secretary may, so that an absent secretary stops nothing."""


class Registry:
    """What the platform knows of its modules."""

    def __init__(self) -> None:
        self._modules: dict[str, Any] = {}

    def register(self, module: Any) -> None:
        if module.name in self._modules:
            raise RuntimeError(f"two modules are called {module.name}")
        self._modules[module.name] = module
        for event, subscribers in module.subscriptions.items():
            for subscriber in subscribers:
                events.subscribe(event, subscriber)

    def modules(self) -> list[Any]:
        return list(self._modules.values())

    def get(self, name: str) -> Any:
        return self._modules[name]

    def menu(self) -> list[Any]:
        return sorted((item for m in self.modules() for item in m.menu), key=lambda item: item.order)

    def permissions(self) -> Iterator[access.Permission]:
        for module in self.modules():
            yield from module.permissions

    def role_permissions(self) -> dict[str, set[str]]:
        """Standard role → the codes of all its permissions, from every module."""
        held: dict[str, set[str]] = {role: set() for role in STANDARD_ROLES}
        for module in self.modules():
            for role, permissions in module.roles.items():
                for each in (role, *FOLLOWS.get(role, ())):
                    held[each] |= {str(permission) for permission in permissions}
        return held

    def notifications(self) -> list[Any]:
        return [kind for m in self.modules() for kind in m.notifications]

    def slot(self, name: str) -> list[Callable[..., str]]:
        return [panel for m in self.modules() for panel in m.slots.get(name, ())]

    def work_items(self, actor: access.Actor) -> list[worklist.WorkItem]:
        items = [item for m in self.modules() for provider in m.work for item in provider(actor)]
        return sorted(items, key=lambda item: item.urgency)

    def live_topics(self) -> dict[str, Callable[..., set[int]]]:
        return {kind: check for m in self.modules() for kind, check in m.live.items()}

    def commands(self) -> list[Any]:
        return [each for m in self.modules() for each in m.cli]

    def upload_gates(self) -> list[Callable[..., None]]:
        return [gate for m in self.modules() for gate in m.upload_gates]

    def rule_specs(self) -> dict[str, Any]:
        return {spec.key: spec for m in self.modules() for spec in m.rules}

    def intakes(self) -> dict[str, Callable[..., Any]]:
        return {name: handler for m in self.modules() for name, handler in m.intakes.items()}


registry = Registry()
