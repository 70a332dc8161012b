"""A cell on the evening of its meeting: invited, everybody answered, the hour has come."""

import json
from dataclasses import dataclass, field

from people import PASSWORD, activate
from product import Product

from dangvu.lib import sealing
from dangvu.modules.meetings.rules import tokens

CALLED = """SELECT g.id, g.public_id, o.id FROM meetings_meeting g JOIN organisations_organisation o
    ON o.id = g.organisation_id WHERE o.name = %s AND g.state = 'called' ORDER BY g.starts_at DESC LIMIT 1"""
SECRETARY = """SELECT a.login FROM members_appointment p JOIN members_member m ON m.id = p.member_id
    JOIN identity_account a ON a.id = m.account_id WHERE p.organisation_id = %s AND p.post_id = 'cell_secretary'"""
ANSWER = "UPDATE meetings_invitation SET response = 'coming', responded_at = now(), leave = '' WHERE meeting_id = %s"
HOUR = "UPDATE meetings_meeting SET starts_at = now() + interval '5 min' WHERE id = %s"
MEMBERS = """SELECT a.login, m.full_name, m.current_status FROM members_member m JOIN identity_account a
    ON a.id = m.account_id JOIN meetings_invitation i ON i.member_id = m.id WHERE i.meeting_id = %s ORDER BY m.id"""
SESSIONS = """
import datetime, json
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from dangvu.kernel.access import system_actor
from dangvu.modules.identity.models import Account
from dangvu.modules.members import commands
from dangvu.modules.members.models import Member
from dangvu.modules.organisations.models import Organisation
actor = system_actor(datetime.datetime.now(datetime.UTC))
place = Organisation.objects.get(name={place!r})
if Member.objects.filter(organisation=place, account=None).exists():
    commands.open_accounts(actor=actor, organisation=place)
keys = {{}}
for account in Account.objects.filter(member__organisation=place):
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(account.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = account.get_session_auth_hash()
    store.create()
    keys[account.login] = store.session_key
print("KEYS" + json.dumps(keys))
"""


@dataclass
class Hall:
    """One meeting about to begin."""

    product: Product
    place: str
    pk: int
    meeting: str
    secretary: str
    official: list[tuple[str, str]] = field(default_factory=list)
    probationary: list[tuple[str, str]] = field(default_factory=list)

    def token(self, windows_ago: int = 0) -> str:
        """The code that the screen shows, or showed so many half minutes ago."""
        now = self.product.value("SELECT extract(epoch FROM now())::float8")
        return tokens.token(self._key(), self.pk, int(now) // tokens.WINDOW_SECONDS - windows_ago)

    def sessions(self) -> dict[str, str]:
        """A signed-in session of every member of the cell, by login."""
        said = self.product.cli("manage", "shell", "-c", SESSIONS.format(place=self.place))
        line = next(line for line in said.splitlines() if line.startswith("KEYS"))
        return json.loads(line.removeprefix("KEYS"))

    def present(self) -> list[int]:
        """Members on the sheet, one entry per row."""
        rows = self.product.sql("SELECT member_id FROM meetings_attendance WHERE meeting_id = %s", [self.pk])
        return [member for (member,) in rows]

    def _key(self) -> bytes:
        secret = (self.product.home / "keys" / "django").read_bytes().hex()
        return sealing.derive_key(secret, "meetings.code")


def ready(product: Product, place: str) -> Hall:
    pk, public_id, organisation = product.sql(CALLED, [place])[0]
    product.sql(ANSWER, [pk])
    product.sql(HOUR, [pk])
    secretary = product.value(SECRETARY, [organisation])
    hall = Hall(product, place, pk, str(public_id), secretary)
    for login, name, status in product.sql(MEMBERS, [pk]):
        if login != secretary:
            {"official": hall.official, "probationary": hall.probationary}.get(status, []).append((login, name))
    known = [secretary, *(login for login, _ in hall.official[:3]), *(login for login, _ in hall.probationary[:1])]
    activate(product, *known)
    return hall


__all__ = ["PASSWORD", "Hall", "ready"]
