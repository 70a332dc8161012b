"""Members for tests, made by the commands themselves."""

import datetime
import itertools

from dangvu.kernel.access import Actor, system_actor
from dangvu.modules.identity import commands as identity
from dangvu.modules.identity import rules
from dangvu.modules.identity.models import Account, Role
from dangvu.modules.members import commands
from dangvu.modules.members.models import Member
from dangvu.modules.organisations.models import Organisation

NOW = datetime.datetime(2026, 11, 23, 2, 0, tzinfo=datetime.UTC)
TODAY = datetime.date(2026, 11, 23)
_numbers = itertools.count(1)
NAMES = ("Hùng", "Lan", "Mai", "Sơn", "Hòa", "Dũng", "Ánh", "Đạt", "Yến", "Quân")


def system() -> Actor:
    return system_actor(NOW)


def facts(name: str = "", **changes: str) -> dict[str, str]:
    number = next(_numbers)
    return {
        "full_name": name or f"Nguyễn Văn {NAMES[number % len(NAMES)]}",
        "sex": "male",
        "birth_date": "14/07/1974",
        "admission_decision_date": "20/01/1997",
        "admission_ceremony_date": "03/02/1997",
        "official_date": "03/02/1998",
        "national_id": f"099074{number:06}",
        "phone": f"052{number:07}",
        "card_number": f"{70_000_000 + number}",
        "religion": "Không",
        **changes,
    }


def member(
    cell: Organisation, name: str = "", *, status: str = "official", since: datetime.date | None = None, **changes: str
) -> Member:
    return commands.register_member(
        actor=system(),
        organisation=cell,
        values=facts(name, **changes),
        status=status,
        since=since or datetime.date(1998, 2, 3),
    )


def account(login: str = "", name: str = "Người dùng") -> Account:
    return identity.create_account(actor=system(), login=login or f"nguoi.{next(_numbers)}", display_name=name)


def granted(role: str, organisation: Organisation, *, subtree: bool = True, login: str = "") -> Account:
    """An account that holds one standard role here."""
    made = account(login)
    identity.sync_standard_roles(actor=system())
    place = rules.Place(organisation.pk, subtree=subtree, valid_from=datetime.date(2026, 1, 1))
    identity.grant_role(
        actor=system(), account=made, role=Role.objects.get(code=role), place=place, reason="Quyết định 01-QĐ/ĐU"
    )
    return made


def with_account(person: Member, login: str = "") -> Account:
    identity.sync_standard_roles(actor=system())
    made = account(login, name=person.full_name)
    commands.link_account(actor=system(), member=person, account=made)
    return made


def actor_of(account_row: Account) -> Actor:
    return Actor(account_id=account_row.pk, name=str(account_row), now=NOW)


def with_role(role: str, organisation: Organisation, *, subtree: bool = True) -> Actor:
    return actor_of(granted(role, organisation, subtree=subtree))
