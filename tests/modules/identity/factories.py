"""Accounts with roles somewhere, made directly: what the commands refuse is tested with the commands."""

import datetime
import itertools

from allauth.mfa.totp.internal.auth import TOTP

from dangvu.kernel.access import Actor
from dangvu.lib import text
from dangvu.modules.identity.models import Account, Grant, Role

NOW = datetime.datetime(2026, 11, 23, 2, 0, tzinfo=datetime.UTC)
TODAY = datetime.date(2026, 11, 23)
PASSWORD = "bon tieng de nho"
TOTP_SECRET = "JBSWY3DPEHPK3PXP"
_numbers = itertools.count(1)


def account(name: str = "", *, login: str = "", password: str = "", activated: bool = True) -> Account:
    number = next(_numbers)
    name = name or f"Nguyễn Văn Thử {number}"
    row = Account(
        login=login or f"thu{number:03d}",
        display_name=name,
        search_key=text.search_key(name),
        sort_key=text.sort_key(name),
        activated_at=NOW if activated else None,
    )
    if password:
        row.set_password(password)
    else:
        row.set_unusable_password()
    row.save()
    return row


def grant(account: Account, role: str, organisation, *, subtree: bool = False, **dates) -> Grant:
    return Grant.objects.create(
        account=account,
        role=Role.objects.get(code=role),
        organisation=organisation,
        subtree=subtree,
        valid_from=dates.get("valid_from", datetime.date(2026, 1, 1)),
        valid_until=dates.get("valid_until"),
        reason="thử",
        source=dates.get("source", "explicit"),
        source_ref=dates.get("ref", ""),
    )


def person(role: str, organisation, *, subtree: bool = False, password: str = "", name: str = "") -> Account:
    """Somebody who holds one role at one place."""
    row = account(name, password=password)
    grant(row, role, organisation, subtree=subtree)
    return row


def chief(top) -> Account:
    """An administrator of the whole tree, with the second factor that the role demands."""
    row = person("administrator", top, subtree=True, name="Bùi Thanh Tùng")
    TOTP.activate(row, TOTP_SECRET)
    return row


def actor(account: Account, now: datetime.datetime = NOW) -> Actor:
    return Actor(account_id=account.pk, name=account.display_name, now=now)
