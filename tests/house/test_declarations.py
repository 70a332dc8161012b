"""What the manifests declare holds together; new modules are covered without writing a line."""

import pytest
from django.conf import settings
from django.core.checks import run_checks

from dangvu.kernel import command, lifecycle
from dangvu.kernel.registry import registry


def test_the_start_up_checks_are_silent() -> None:
    assert [str(m) for m in run_checks() if m.is_serious() or m.id.startswith("dangvu")] == []


def lifecycles() -> list[lifecycle.Lifecycle]:
    return [each for module in registry.modules() for each in module.lifecycles]


def test_every_declared_lifecycle_is_in_a_manifest() -> None:
    ours = {model for model in lifecycle.registry if model.split(".")[0] in settings.STOREYS}

    assert {each.model for each in lifecycles()} == ours


@pytest.mark.parametrize("each", lifecycles(), ids=lambda each: each.model)
def test_a_lifecycle_has_no_lost_state(each: lifecycle.Lifecycle) -> None:
    reached, frontier = {each.initial}, {each.initial}
    while frontier:
        frontier = {t.target for t in each.transitions if set(t.source) & reached} - reached
        reached |= frontier

    assert reached == set(each.states), "Every state can be reached from the first one."
    assert set(each.labels) == set(each.states), "Every state has its Vietnamese name."
    assert len({t.name for t in each.transitions}) == len(each.transitions)


@pytest.mark.parametrize("each", lifecycles(), ids=lambda each: each.model)
def test_every_transition_is_walked_by_a_command(each: lifecycle.Lifecycle) -> None:
    app = each.model.split(".")[0]
    walked = {c.transition for c in command.commands.values() if c.transition and c.name.startswith(f"{app}.")}

    assert {t.name for t in each.transitions} <= walked


def test_every_command_says_in_vietnamese_what_it_does() -> None:
    english = [c.name for c in command.commands.values() if c.sentence.isascii()]

    assert english == []


def test_every_permission_is_used() -> None:
    from tests.house import source

    text = "\n".join(path.read_text(encoding="utf-8") for path in source.python_files(source.MODULES))
    unused = [p for p in registry.permissions() if f"Can.{p.name}" not in text.replace("access.", "")]

    assert unused == []
