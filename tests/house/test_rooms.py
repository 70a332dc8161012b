"""Which line belongs in which room, where the import contracts cannot see it."""

import ast
import re

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from tests.house import source

WRITERS = {"commands", "models", "demo"}
WRITES = {"save", "create", "bulk_create", "update_or_create", "get_or_create", "bulk_update"}
KERNEL_TO_ACCOUNT = "the kernel's notices point at the account through Django's own AUTH_USER_MODEL"


def storey(label: str) -> int:
    """Kernel below all modules; the modules as the contract orders them."""
    order = {name: number for number, name in enumerate(settings.STOREYS, start=1)}
    return order.get(label, 0)


def test_foreign_keys_point_down() -> None:
    upward = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_models()
        if model.__module__.startswith("dangvu.modules")
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
        and field.related_model.__module__.startswith("dangvu.")
        and storey(field.related_model._meta.app_label) > storey(model._meta.app_label)
    ]

    assert upward == [], "Rule “foreign keys point down”: a module may only point at modules below it."


def test_foreign_keys_across_modules_protect_what_they_point_at() -> None:
    loose = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("dangvu.modules")
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
        and field.related_model._meta.app_label != model._meta.app_label
        and field.remote_field.on_delete is not models.PROTECT
    ]

    assert loose == [], "Rule “protect”: a foreign key into another module uses on_delete=PROTECT."


def test_modules_have_no_model_signals() -> None:
    found = [
        source.name(path)
        for path in source.python_files(source.MODULES)
        if re.search(r"\b(post_save|pre_save|post_delete|pre_delete|m2m_changed)\b", path.read_text(encoding="utf-8"))
    ]

    assert found == [], "Rule “no model signals”: publish an event in the command instead."


def writes(path) -> list[str]:
    return [
        f"{source.name(path)}:{node.lineno} .{node.func.attr}("
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
        and not any(keyword.arg == "kind" for keyword in node.keywords)  # a drawing saved to a buffer
    ]


def test_only_commands_write() -> None:
    found = [
        line
        for path in source.python_files(source.MODULES)
        if not WRITERS.intersection(path.relative_to(source.MODULES).with_suffix("").parts)
        for line in writes(path)
    ]

    assert found == [], "Rule “only commands write”: move the write into a command (room commands)."


@pytest.mark.parametrize("module", source.module_names())
def test_every_module_has_its_obligatory_files(module: str) -> None:
    missing = [
        file
        for file in ("module.py", "apps.py", "access.py", "README.md")
        if not (source.MODULES / module / file).exists()
    ]

    assert missing == []


def test_nothing_is_called_after_nothing() -> None:
    forbidden = {"utils", "helpers", "common", "services", "managers", "misc"}
    found = [source.name(p) for p in source.SOURCE.rglob("*") if p.stem in forbidden and "node_modules" not in p.parts]

    assert found == [], "Rule “no room named after nothing”: name the file after what is in it."
