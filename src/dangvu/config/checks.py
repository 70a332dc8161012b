"""What is wrong with a manifest is said at start-up, with the module's name."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import NoReverseMatch, get_resolver

from dangvu.kernel.module import Module
from dangvu.kernel.registry import STANDARD_ROLES, registry


@register
def manifests(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001  Django's signature
    held = {code for codes in registry.role_permissions().values() for code in codes}
    return [Error(fault, id="dangvu.E001") for module in registry.modules() for fault in _faults(module, held)]


def _faults(module: Module, held: set[str]) -> Iterator[str]:
    where = f"modules/{module.name}/module.py"
    for permission in module.permissions:
        if not permission.label:
            yield f"{where}: permission {permission} has no label"
        if permission not in held:
            yield f"{where}: permission {permission} is in no role"
    for role in set(module.roles) - set(STANDARD_ROLES):
        yield f"{where}: {role} is not a standard role"
    for item in module.menu:
        if not _exists(item.url_name):
            yield f"{where}: menu entry {item.label} names the unknown address {item.url_name}"
    for kind in module.notifications:
        for part in ("subject", "body"):
            if not _has_template(kind.template(part)):
                yield f"{where}: notification {kind.kind} has no template {kind.template(part)}"


def _exists(url_name: str) -> bool:
    namespace, _, name = url_name.rpartition(":")
    try:
        resolver = get_resolver()
        return name in resolver.namespace_dict[namespace][1].reverse_dict if namespace else False
    except (KeyError, NoReverseMatch):
        return False


def _has_template(name: str) -> bool:
    try:
        get_template(name)
    except TemplateDoesNotExist:
        return False
    return True
