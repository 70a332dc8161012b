"""Four people of the demonstration, signed in: a member and the secretary of one cell, an officer, an administrator."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bench import crowd, scenes

ROLES = ("member", "cell-secretary", "officer", "administrator")


@dataclass
class Cast:
    """Who plays, and what the pages are about."""

    cell: Any
    commune: Any
    member: Any
    accounts: dict[str, Any]
    keys: dict[str, str]
    addresses: dict[str, str] = field(default_factory=dict)

    def browser(self, role: str) -> Client:
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = self.keys[role]
        return client


def call() -> Cast:
    from dangvu.modules.organisations.models import Organisation

    cell, secretary, member = _people()
    commune = Organisation.objects.get(pk=int(cell.path.split(".")[-2]))
    root = Organisation.objects.get(parent=None)
    accounts = {
        "member": _account_of(cell, member),
        "cell-secretary": _account_of(cell, secretary),
        "officer": _official("do-canbo", "organisation_officer", commune),
        "administrator": _official("do-quantri", "administrator", root),
    }
    scenes.notices([account.pk for account in accounts.values()])
    keys = dict(zip(ROLES, crowd.sign_in([accounts[role] for role in ROLES]), strict=True))
    cast = Cast(cell, commune, member, accounts, keys)
    cast.addresses = _addresses(cast)
    return cast


def _people() -> tuple[Any, Any, Any]:
    """The largest cell of all that has a secretary, with a member who holds no post."""
    from django.db.models import Count

    from dangvu.modules.members.models import Appointment, Member
    from dangvu.modules.organisations.models import Organisation

    led = Appointment.objects.filter(post="cell_secretary").values("organisation")
    rows = Member.objects.filter(organisation__in=led, organisation__name__startswith="Chi bộ thôn")
    largest = rows.values("organisation").annotate(n=Count("pk")).order_by("-n", "organisation").first()
    cell = Organisation.objects.get(pk=largest["organisation"])
    secretary = Appointment.objects.filter(organisation=cell, post="cell_secretary").first().member
    others = Member.objects.filter(organisation=cell, current_status="official", appointments=None)
    return cell, secretary, others.order_by("pk").first()


def _account_of(cell: Any, member: Any) -> Any:
    from dangvu.kernel.access import system_actor
    from dangvu.modules.members import commands

    if member.account_id is None:
        commands.open_accounts(actor=system_actor(timezone.now()), organisation=cell, members=[member.pk])
        member.refresh_from_db()
    return _ready(member.account)


def _official(login: str, role: str, place: Any) -> Any:
    from dangvu.kernel.access import system_actor
    from dangvu.modules.identity import commands, rules
    from dangvu.modules.identity.models import Account, Role

    known = Account.objects.filter(login=login).first()
    if known:
        return known
    actor = system_actor(timezone.now())
    account = commands.create_account(actor=actor, login=login, display_name="Người Đo")
    where = rules.Place(place.pk, subtree=True, valid_from=actor.today)
    commands.grant_role(actor=actor, account=account, role=Role.objects.get(code=role), place=where, reason="Đo tốc độ")
    return _ready(account)


def _ready(account: Any) -> Any:
    """Nothing stands between this person and the pages: password set, second factor set up."""
    from allauth.mfa.models import Authenticator

    account.activated_at, account.must_change_password = timezone.now(), False
    account.save()
    Authenticator.objects.get_or_create(user=account, type=Authenticator.Type.TOTP, defaults={"data": {"secret": "00"}})
    return account


def _addresses(cast: Cast) -> dict[str, str]:
    from dangvu.modules.cell_meetings.models import CellMonth
    from dangvu.modules.meetings.models import Meeting

    months = CellMonth.objects.filter(organisation=cast.cell, meeting__isnull=False).order_by("-month")
    month = months.filter(meeting__state="called").first() or months.first()
    meetings = Meeting.objects.filter(organisation=cast.cell)
    coming = meetings.filter(state="called").order_by("starts_at").first()
    over = meetings.filter(state="locked").order_by("-starts_at").first()
    last_month = (timezone.now().date().replace(day=1) - datetime.timedelta(days=1)).strftime("%Y-%m")
    return {
        "home": reverse("tasks:home"),
        "meetings": reverse("meetings:list"),
        "meeting": reverse("meetings:detail", kwargs={"id": coming.public_id}),
        "meeting-over": reverse("meetings:detail", kwargs={"id": over.public_id}),
        "month": reverse("cell_meetings:meeting", kwargs={"id": month.meeting.public_id}),
        "overview": f"{reverse('cell_meetings:overview')}?thang={last_month}",
        "members": reverse("members:list"),
        "member": reverse("members:detail", kwargs={"id": cast.member.public_id}),
        "tasks": reverse("tasks:list"),
        "notices": reverse("notifications:list"),
        "organisations": reverse("organisations:tree"),
        "organisation": reverse("organisations:detail", kwargs={"id": cast.commune.public_id}),
    }
