"""A meeting with many people who are signed in: accounts, sessions and invitations written in bulk."""

import datetime
import uuid
from dataclasses import dataclass
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone


@dataclass(frozen=True)
class Crowd:
    """The meeting and, for each of its people, account and session key."""

    meeting_id: int
    public_id: str
    people: list[tuple[int, str]]


def gather(count: int) -> Crowd:
    """`count` members of the demo with accounts, signed in, invited to one meeting that is being held."""
    from dangvu.modules.members.models import Member

    members = list(Member.objects.order_by("pk")[:count])
    _give_accounts([member for member in members if member.account_id is None])
    members = list(Member.objects.filter(pk__in=[m.pk for m in members]).select_related("account").order_by("pk"))
    meeting = _meeting(members)
    keys = sign_in([member.account for member in members])
    return Crowd(meeting.pk, str(meeting.public_id), [(m.account_id, k) for m, k in zip(members, keys, strict=True)])


def _give_accounts(members: list) -> None:
    from dangvu.modules.identity.models import Account
    from dangvu.modules.members.models import Member

    made = Account.objects.bulk_create(
        Account(login=f"do-{member.pk}", display_name=member.full_name, password="!") for member in members
    )
    for member, account in zip(members, made, strict=True):
        member.account = account
    Member.objects.bulk_update(members, ["account"], batch_size=2_000)


def _meeting(members: list):
    from dangvu.modules.meetings.models import Invitation, Meeting

    now = timezone.now()
    meeting = Meeting.objects.create(
        organisation=members[0].organisation, title="Cuộc họp để đo", starts_at=now, state="running", opened_at=now,
        called_at=now, place="Hội trường",
    )  # fmt: skip
    Invitation.objects.bulk_create(
        (Invitation(meeting=meeting, member=m, role="official", status="official", may_vote=True) for m in members),
        batch_size=2_000,
    )
    return meeting


def sign_in(accounts: list) -> list[str]:
    """A session for each account, as the sign-in makes them; their keys."""
    from django.contrib.sessions.models import Session

    store = import_module(settings.SESSION_ENGINE).SessionStore()
    until = timezone.now() + datetime.timedelta(days=1)
    rows = [
        Session(
            session_key=uuid.uuid4().hex,
            expire_date=until,
            session_data=store.encode(
                {
                    SESSION_KEY: str(account.pk),
                    BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
                    HASH_SESSION_KEY: account.get_session_auth_hash(),
                }
            ),
        )
        for account in accounts
    ]
    Session.objects.bulk_create(rows, batch_size=2_000)
    return [row.session_key for row in rows]
