"""What the frame around every page shows: the person, the menu, the number of unread notices."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.functional import SimpleLazyObject

from dangvu.kernel import access
from dangvu.kernel.module import MenuItem
from dangvu.kernel.notify.models import Notice
from dangvu.kernel.registry import registry
from dangvu.modules.identity import api as identity
from dangvu.modules.organisations import api as organisations
from dangvu.ui import shell


def context(request: HttpRequest) -> dict[str, Any]:
    return {"shell": SimpleLazyObject(lambda: _shell(request))}


def detour(request: HttpRequest) -> str:
    """An administrator without a second factor sets one up before anything else."""
    return identity.detour(request)


def _shell(request: HttpRequest) -> shell.Shell:
    actor: access.Actor | None = getattr(request, "actor", None)
    if actor is None or actor.account_id is None:
        links = shell.Links(theme=reverse("identity:theme"))
        return shell.Shell(
            demo=organisations.is_fictional(), theme=request.COOKIES.get(identity.THEME_COOKIE, ""), links=links
        )
    card = identity.person_card(request.user, actor.today)  # type: ignore[arg-type]  # signed in, so an account
    return shell.Shell(
        signed_in=True,
        person=card.name,
        role=card.role,
        initials=card.initials,
        unit=card.unit,
        place=card.place,
        theme=card.theme,
        unread=Notice.objects.filter(account_id=actor.account_id, read_at=None).count(),
        menu=_menu(actor),
        dock=_dock(actor),
        demo=organisations.is_fictional(),
        who=salted_hmac("dangvu.shell", str(actor.account_id)).hexdigest()[:16],
        links=_links(actor),
    )


def _links(actor: access.Actor) -> shell.Links:
    """The ways every page offers; the register is what people search in, where they may."""
    return shell.Links(
        home=reverse("tasks:home"),
        search=reverse("members:list") if actor.can_anywhere("members.view") else "",
        notices=reverse("notifications:list"),
        account=reverse("identity:me"),
        theme=reverse("identity:theme"),
        sign_out=reverse("account_logout"),
    )


def _menu(actor: access.Actor) -> tuple[shell.Group, ...]:
    groups: dict[str, list[shell.Entry]] = {}
    for item in registry.menu():
        if item.permission is None or actor.can_anywhere(item.permission):
            groups.setdefault(item.group, []).append(_entry(item))
    return tuple(shell.Group(label, tuple(entries)) for label, entries in groups.items())


def _dock(actor: access.Actor) -> tuple[shell.Entry, ...]:
    held = [i for i in registry.menu() if i.dock and (i.permission is None or actor.can_anywhere(i.permission))]
    return tuple(
        replace(_entry(item), label=item.dock_label or item.label, icon=item.dock_icon or item.icon)
        for item in held[:4]
    )


def _entry(item: MenuItem) -> shell.Entry:
    return shell.Entry(label=item.label, url=reverse(item.url_name), icon=item.icon, key=item.key or item.url_name)
