"""Reads about accounts: who is this, is the door locked, what is missing."""

from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, Prefetch, Q, QuerySet
from django.urls import reverse

from dangvu.kernel import access, rulebook
from dangvu.kernel.access import Actor
from dangvu.kernel.worklist import WorkItem
from dangvu.lib import sealing, text
from dangvu.modules.identity import rules, states
from dangvu.modules.identity.access import Can
from dangvu.modules.identity.models import Account, ActivationCode, Grant, RecoveryRequest, SignInGuard
from dangvu.modules.identity.queries.grants import current


@dataclass(frozen=True)
class Card:
    """The person as the frame around every page shows them."""

    name: str
    role: str
    initials: str
    unit: str
    place: str
    theme: str


def person_card(account: Account, today: date) -> Card:
    """Name, theme, the weightiest role and where it holds; one query."""
    grants = Grant.objects.filter(current(today), account=account.pk).select_related("role", "organisation__parent")
    first = min(grants, key=_weight, default=None)
    unit, place = (first.organisation.name, _place(first.organisation)) if first else ("", "")
    return Card(
        name=account.display_name,
        role=first.role.label if first else "",
        initials=initials(account.display_name),
        unit=unit,
        place=place,
        theme=account.theme,
    )


def _weight(grant: Grant) -> tuple[bool, int]:
    """Everybody is a member; what somebody is besides that says more."""
    return grant.role.code == "member", grant.pk


def _place(organisation: object) -> str:
    parent = getattr(organisation, "parent", None)
    return parent.name if parent else ""


def initials(name: str) -> str:
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


def find_accounts(actor: Actor, typed: str = "", state: str = "") -> QuerySet[Account]:
    """Accounts within reach, by a part of the name without accents or by login."""
    found = access.visible(actor, Can.VIEW, Account.objects)
    for word in text.search_key(typed).split():
        found = found.filter(Q(search_key__contains=word) | Q(login__contains=word))
    wanted = {"waiting": Q(activated_at=None, is_active=True), "closed": Q(is_active=False), "open": Q(is_active=True)}
    return found.filter(wanted[state]) if state in wanted else found


def login_hash(typed: str) -> str:
    """A wrong field or a wrong finger may put a password here: what was typed is never kept."""
    key = sealing.derive_key(str(settings.SECRET_KEY), "sign-in guard")
    return sealing.keyed_hash(rules.clean_login(typed), key).hex()


def code_hash(code: str) -> str:
    key = sealing.derive_key(str(settings.SECRET_KEY), "activation")
    return sealing.keyed_hash(rules.clean_code(code), key).hex()


def lock_rule(today: date) -> rules.LockRule:
    return rules.LockRule(
        tries=int(rulebook.value("identity.tries", on=today).value),
        minutes=int(rulebook.value("identity.lock_minutes", on=today).value),
    )


def locked_until(typed: str, now: datetime) -> datetime | None:
    """Until when nobody may try this login; the same for logins that do not exist."""
    guard = SignInGuard.objects.filter(login_hash=login_hash(typed), locked_until__gt=now).first()
    return guard.locked_until if guard else None


def live_code(code: str, now: datetime) -> ActivationCode | None:
    """The code on a slip, if it still opens something."""
    rows = ActivationCode.objects.filter(used_at=None, withdrawn_at=None, expires_at__gt=now, account__is_active=True)
    return rows.filter(code_hash=code_hash(code)).select_related("account").first()


def code_of(account_id: int, now: datetime) -> ActivationCode | None:
    """The code that waits to be used, without the code itself."""
    return ActivationCode.objects.filter(
        account=account_id, used_at=None, withdrawn_at=None, expires_at__gt=now
    ).first()


def with_roles(accounts: QuerySet[Account], today: date) -> QuerySet[Account]:
    """The present roles of each account, in one more query for all of them."""
    grants = Grant.objects.filter(current(today)).select_related("role", "organisation").order_by("role__pk", "pk")
    return accounts.prefetch_related(Prefetch("grants", queryset=grants, to_attr="present_grants"))


def recoverable(actor: Actor, typed: str) -> QuerySet[Account]:
    """The people for whom this person may ask a new key."""
    found = access.visible(actor, Can.RECOVER, Account.objects).filter(is_active=True)
    for word in text.search_key(typed).split():
        found = found.filter(Q(search_key__contains=word) | Q(login__contains=word))
    return found


def has_totp(account_id: int) -> bool:
    return Authenticator.objects.filter(user_id=account_id, type=Authenticator.Type.TOTP).exists()


def must_set_up_second_factor(account_id: int, today: date) -> bool:
    """Whether this person holds a role that is not used without a second factor, and has none; one query."""
    demanding = Grant.objects.filter(current(today), account=account_id, role__needs_second_factor=True)
    totp = Authenticator.objects.filter(user_id=account_id, type=Authenticator.Type.TOTP)
    return demanding.filter(~Exists(totp)).exists()


def needs_second_factor(account_id: int, today: date) -> bool:
    grants = Grant.objects.filter(current(today), account=account_id, role__needs_second_factor=True)
    return grants.exists()


def second_factor_state(account_id: int, today: date) -> str:
    grants = Grant.objects.filter(current(today), account=account_id)
    held = list(grants.values_list("role__needs_second_factor", "role__code"))
    required = any(needs for needs, _ in held)
    staff = any(code != "member" for _, code in held)
    return rules.second_factor_state(required=required, staff=staff, has_totp=has_totp(account_id))


def open_recoveries(actor: Actor) -> QuerySet[RecoveryRequest]:
    """Requests that wait for a second committee member."""
    seen = access.visible(actor, Can.RECOVER, RecoveryRequest.objects)
    return (
        seen.filter(state=states.Recovery.STARTED, expires_at__gt=actor.now)
        .exclude(account=actor.account_id)
        .select_related("account", "organisation", "started_by")
    )


def work_items(actor: Actor) -> list[WorkItem]:
    """Recoveries that this person could confirm as the second one."""
    if not actor.can_anywhere(Can.RECOVER):
        return []
    return [
        WorkItem(
            title=f"Xác nhận mở lại tài khoản cho {request.account.display_name}",
            url=reverse("identity:recovery", kwargs={"id": request.public_id}),
            icon="life-buoy",
            due_on=request.expires_at.astimezone(access.VIETNAM).date(),
            tone="wait",
            note=f"{request.started_by.display_name} đề nghị",
        )
        for request in open_recoveries(actor).exclude(started_by=actor.account_id)
    ]
