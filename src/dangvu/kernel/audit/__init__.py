"""Recording what was done. Nobody calls it: the command decorator does; `note()` adds a fact."""

from typing import Any

from dangvu.kernel import context


def note(key: str, value: Any) -> None:
    """Add a fact to the entry of the running command; outside a command it is a mistake."""
    running = context.running()
    if running is None:
        raise RuntimeError(f"note({key!r}) outside a command")
    running.facts[key] = context.plain(value)
