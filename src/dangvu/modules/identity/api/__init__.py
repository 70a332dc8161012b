"""The door of identity: accounts, grants and reach, for the modules above and for the composition root."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from dangvu.kernel.access import VIETNAM, Actor, Permission
from dangvu.modules.identity import commands, queries, rules
from dangvu.modules.identity.api.entrance import AccountAdapter, MFAAdapter
from dangvu.modules.identity.models import Account, Grant
from dangvu.modules.organisations import api as organisations

__all__ = [
    "THEME_COOKIE",
    "Account",
    "AccountAdapter",
    "Card",
    "MFAAdapter",
    "Person",
    "WantedGrant",
    "account_by_login",
    "account_of_session",
    "accounts_by_id",
    "accounts_of_sessions",
    "activation_path",
    "actor_of",
    "clean_login",
    "clean_phone",
    "create_accounts",
    "detour",
    "holders",
    "issue_activation",
    "load_reach",
    "must_set_up_second_factor",
    "names",
    "person_card",
    "printed_code",
    "sync_source_grants",
    "taken_logins",
    "theme_of",
]

THEME_COOKIE = rules.THEME_COOKIE
Card = queries.Card
Person = rules.Person
WantedGrant = rules.WantedGrant
clean_login = rules.clean_login
clean_phone = rules.clean_phone
create_accounts = commands.create_accounts
issue_activation = commands.issue_activation
load_reach = queries.load_reach
person_card = queries.person_card
printed_code = rules.printed_code
sync_source_grants = commands.sync_source_grants

ON_THE_WAY = {"me", "theme"}
"""Pages of identity that a person may see before the second factor is set up."""


def must_set_up_second_factor(account_id: int, today: date | None = None) -> bool:
    """Whether this person holds a role that is not used without a second factor, and has none."""
    return queries.must_set_up_second_factor(account_id, today or timezone.now().astimezone(VIETNAM).date())


def detour(request: HttpRequest) -> str:
    """Where this person must go before anything else: a new password, a second factor; empty for nowhere."""
    user = request.user
    match = request.resolver_match
    if not isinstance(user, Account) or match is None or not match.namespaces or match.url_name in ON_THE_WAY:
        return ""
    if user.must_change_password:
        return reverse("account_change_password")
    return reverse("mfa_activate_totp") if must_set_up_second_factor(user.pk) else ""


def account_of_session(key: str) -> int | None:
    """Whose browser this is, for a connection that Django's middleware does not see."""
    return accounts_of_sessions([key]).get(key)


def accounts_of_sessions(keys: Iterable[str]) -> dict[str, int]:
    """Session key → account, of those that are signed in; two queries whatever their number."""
    live = Session.objects.filter(session_key__in=set(keys), expire_date__gt=timezone.now())
    facts = {row.session_key: row.get_decoded() for row in live}
    accounts = Account.objects.filter(is_active=True).in_bulk(
        {int(fact[SESSION_KEY]) for fact in facts.values() if SESSION_KEY in fact}
    )
    return {
        key: account.pk
        for key, fact in facts.items()
        if (account := accounts.get(int(fact.get(SESSION_KEY, 0)))) and _is_proved(fact, account)
    }


def _is_proved(fact: dict[str, Any], account: Account) -> bool:
    """The session was opened by our own sign-in, with the password as it is now."""
    known = fact.get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS
    return known and constant_time_compare(fact.get(HASH_SESSION_KEY, ""), account.get_session_auth_hash())


def actor_of(account_id: int, now: datetime) -> Actor:
    """A person as the one who acts, for work done in their name outside a request."""
    account = Account.objects.get(pk=account_id)
    return Actor(account_id=account.pk, name=account.display_name, now=now)


def accounts_by_id(account_ids: Iterable[int]) -> dict[int, Account]:
    return Account.objects.in_bulk(list(account_ids))


def account_by_login(login: str) -> Account | None:
    return Account.objects.filter(login=rules.clean_login(login)).first()


def names(account_ids: Iterable[int]) -> dict[int, str]:
    return dict(Account.objects.filter(pk__in=list(account_ids)).values_list("pk", "display_name"))


def taken_logins(logins: Iterable[str]) -> set[str]:
    """Those of the logins that somebody has already, in their one spelling."""
    wanted = {rules.clean_login(login) for login in logins}
    return set(Account.objects.filter(login__in=wanted).values_list("login", flat=True))


def theme_of(account_id: int) -> str:
    return Account.objects.values_list("theme", flat=True).get(pk=account_id)


def holders(permission: Permission, organisation_id: int, today: date) -> list[int]:
    """The accounts that hold a permission at one organisation today: whom to tell."""
    organisation = organisations.get(organisation_id)
    if organisation is None:
        return []
    above = [int(label) for label in organisation.path.split(".")]
    rows = Grant.objects.filter(
        queries.current(today), role__permissions__contains=[str(permission)], account__is_active=True
    ).filter(Q(organisation=organisation_id) | Q(organisation__in=above, subtree=True))
    return sorted(set(rows.values_list("account_id", flat=True)))


def activation_path(code: str) -> str:
    """What the QR on a slip leads to, below the address of the installation."""
    return reverse("identity:activate", kwargs={"code": rules.clean_code(code)})
