"""One function a page; all of them read the registry only."""

import tomllib
from collections.abc import Iterable
from pathlib import Path

from dangvu.kernel import command, events
from dangvu.kernel.command import Public
from dangvu.kernel.lifecycle import Lifecycle
from dangvu.kernel.registry import STANDARD_ROLES, registry

NOTE = "<!-- Made by `make docs` from the modules' declarations; do not edit. -->\n\n"


def all_pages() -> dict[str, str]:
    """File name under docs/generated → its text."""
    pages = {
        "module-map.md": module_map(),
        "permissions.md": permissions(),
        "commands.md": commands(),
        "events.md": event_list(),
        "jobs.md": jobs(),
        "notifications.md": notifications(),
        "rules.md": rules(),
    }
    lifecycles = {f"lifecycles/{each.model}.md": lifecycle(each) for m in registry.modules() for each in m.lifecycles}
    return {name: NOTE + text for name, text in {**pages, **lifecycles}.items()}


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = list(heads)
    lines = [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}"]
    lines += [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows]
    return "\n".join(lines) + "\n"


def module_map() -> str:
    pyproject = tomllib.loads((Path(__file__).resolve().parents[4] / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = pyproject["tool"]["importlinter"]["contracts"]
    layers = next(c["layers"] for c in contracts if c["name"] == "The storeys")
    present = {m.name: m for m in registry.modules()}
    rows = []
    for number, layer in zip(range(len(layers) - 1, -1, -1), layers, strict=True):
        names = [name.strip(" ()") for name in layer.split("|")]
        shown = [f"**{n}** ({present[n].label})" if n in present else f"{n} (later)" for n in names]
        rows.append([str(number), ", ".join(shown)])
    text = "# Module map\n\nA module may call those below it through `api.py`; nothing else.\n\n"
    details = table(
        ["module", "label", "address", "permissions", "commands"],
        [
            [m.name, m.label, f"/{m.path}/", str(len(list(m.permissions))), str(len(_commands_of(m.name)))]
            for m in registry.modules()
        ],
    )
    return text + table(["storey", "modules"], rows) + "\n" + details


def _commands_of(module: str) -> list[command.Command]:
    return sorted((c for c in command.commands.values() if c.name.startswith(f"{module}.")), key=lambda item: item.name)


def permissions() -> str:
    held = registry.role_permissions()
    heads = ["permission", "label", *STANDARD_ROLES.values()]
    rows = [
        [f"`{p}`", p.label, *("●" if str(p) in held[role] else "" for role in STANDARD_ROLES)]
        for p in registry.permissions()
    ]
    return "# Permissions and the standard roles\n\n" + table(heads, rows)


def commands() -> str:
    text = "# Commands\n\nEvery write of the platform.\n"
    for module in registry.modules():
        rows = [
            [
                f"`{c.name}`",
                c.sentence,
                _who(c),
                f"`{c.on}`" if c.on else "",
                f"`{c.transition}`" if c.transition else "",
            ]
            for c in _commands_of(module.name)
        ]
        if rows:
            text += f"\n## {module.label}\n\n" + table(["command", "sentence", "permission", "on", "transition"], rows)
    return text


def _who(each: command.Command) -> str:
    return f"public: {each.permission.reason}" if isinstance(each.permission, Public) else f"`{each.permission}`"


def event_list() -> str:
    rows = []
    for name, event in sorted(events.Event.registry.items()):
        if not event.__module__.startswith("dangvu."):
            continue
        heard = [f"`{events.subscriber_name(s)}`" for s in events.subscribers_of(event)]
        fields = ", ".join(event.__dataclass_fields__)
        rows.append([f"`{name}`", fields, (event.__doc__ or "").strip().partition("\n")[0], ", ".join(heard)])
    rows = [[n, f, "" if d.startswith(n.strip("`").split(".")[-1] + "(") else d, h] for n, f, d, h in rows]
    return "# Events\n\n" + table(["event", "fields", "meaning", "heard by"], rows)


def jobs() -> str:
    rows = [
        [f"`{p.name}`", f"`{p.schedule}`", (p.job.__doc__ or "").strip().partition("\n")[0]]
        for m in registry.modules()
        for p in m.periodic
    ]
    return "# Jobs at a time\n\nCron times in Asia/Ho_Chi_Minh.\n\n" + table(["job", "when", "what"], rows)


def notifications() -> str:
    rows = [
        [
            f"`{k.kind}`",
            k.label,
            f"`{events.event_name(k.on)}`",
            ", ".join(k.channels),
            "yes" if k.can_be_disabled else "no",
        ]
        for k in registry.notifications()
    ]
    return "# Notifications\n\n" + table(["kind", "label", "on", "channels", "can be switched off"], rows)


def rules() -> str:
    rows = [
        [
            f"`{s.key}`",
            s.label,
            str(e.value),
            f"{e.effective_from:%d/%m/%Y}",
            e.regulation,
            "V" if e.verified else "setting",
        ]
        for s in registry.rule_specs().values()
        for e in s.editions
    ]
    return "# Rules as data\n\n" + table(["key", "label", "value", "from", "regulation", "mark"], rows)


def lifecycle(each: Lifecycle) -> str:
    lines = [f"    [*] --> {each.initial}"]
    lines += [f"    {state} : {each.labels[state]}" for state in each.states]
    lines += [f"    {source} --> {t.target} : {t.label}" for t in each.transitions for source in t.source]
    rows = [
        [
            f"`{t.name}`",
            t.label,
            ", ".join(each.labels[s] for s in t.source),
            each.labels[t.target],
            f"`{t.permission}`",
            (t.guard.__doc__ or t.guard.__name__).strip().partition("\n")[0] if t.guard else "",
            f"`{events.event_name(t.event)}`" if t.event else "",
        ]
        for t in each.transitions
    ]
    heads = ["transition", "label", "from", "to", "permission", "guard", "event"]
    return f"# {each.model}\n\n```mermaid\nstateDiagram-v2\n" + "\n".join(lines) + "\n```\n\n" + table(heads, rows)
