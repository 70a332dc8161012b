"""A cell with its people, and a meeting at each stage of its life."""

import datetime
import itertools
import uuid
from dataclasses import dataclass, field

from tests.modules.organisations import factories as organisations

from dangvu.kernel.access import Actor, system_actor
from dangvu.kernel.registry import registry
from dangvu.lib import text
from dangvu.modules.identity.models import Account, Grant, Role
from dangvu.modules.meetings import api
from dangvu.modules.meetings.commands import attendance as doors
from dangvu.modules.meetings.models import Ballot, Invitation, Meeting
from dangvu.modules.meetings.queries.code import key
from dangvu.modules.meetings.rules import tokens
from dangvu.modules.meetings.rules.plans import CheckIn
from dangvu.modules.members.models import Member
from dangvu.modules.organisations.models import Organisation

NOW = datetime.datetime(2026, 11, 23, 2, 0, tzinfo=datetime.UTC)
STARTS = datetime.datetime(2026, 12, 3, 12, 30, tzinfo=datetime.UTC)
SYSTEM = system_actor(NOW)
_numbers = itertools.count(1)


def account(name: str = "") -> Account:
    number = next(_numbers)
    name = name or f"Người Thử {number}"
    made = Account(
        login=f"thu.{number}", display_name=name, search_key=text.search_key(name), sort_key=text.sort_key(name)
    )
    made.set_unusable_password()
    made.save()
    return made


def grant(holder: Account, role: str, organisation: Organisation, *, subtree: bool = False) -> None:
    permissions = sorted(registry.role_permissions()[role])
    row, _ = Role.objects.get_or_create(
        code=role, defaults={"label": role, "permissions": permissions, "standard": True}
    )
    Grant.objects.create(
        account=holder,
        role=row,
        organisation=organisation,
        subtree=subtree,
        valid_from=datetime.date(2025, 7, 1),
        reason="thử",
    )


def member(cell: Organisation, status: str = "official", *, name: str = "", with_account: bool = True) -> Member:
    number = next(_numbers)
    name = name or f"Đảng Viên {number}"
    made = Member(
        organisation=cell, full_name=name, search_key=text.search_key(name), sort_key=text.sort_key(name),
        current_status=status, status_since=datetime.date(2020, 1, 1), account=account(name) if with_account else None,
    )  # fmt: skip
    made.save()
    if made.account:
        grant(made.account, "member", cell)
    return made


def actor_of(holder: Account, at: datetime.datetime = NOW) -> Actor:
    return Actor(account_id=holder.pk, name=holder.display_name, now=at)


@dataclass
class World:
    """A cell of official members, one probationary, one exempt; the first one is the secretary."""

    cell: Organisation
    members: list[Member]
    probationary: Member
    exempt: Member
    stranger: Account
    meeting: Meeting | None = None
    extra: dict[str, object] = field(default_factory=dict)

    def secretary(self, at: datetime.datetime = NOW) -> Actor:
        return actor_of(self.members[0].account, at)

    def actor(self, number: int, at: datetime.datetime = NOW) -> Actor:
        return actor_of(self.members[number].account, at)

    def invitation(self, person: Member) -> Invitation:
        return Invitation.objects.get(meeting=self.meeting, member=person)


def world(officials: int = 5) -> World:
    _, (cell, *_) = organisations.commune(1)
    members = [member(cell) for _ in range(officials)]
    grant(members[0].account, "cell_secretary", cell)
    return World(
        cell=cell, members=members, probationary=member(cell, "probationary"), exempt=member(cell, "exempt"),
        stranger=account("Người Lạ"),
    )  # fmt: skip


def plan(**changes: object) -> api.Plan:
    fields = {"title": "Sinh hoạt chi bộ tháng 12", "starts_at": STARTS, "place": "Nhà văn hóa khu 5", **changes}
    return api.Plan(**fields)


def drafted(home: World, **changes: object) -> Meeting:
    """With two agenda items and the whole cell on the list."""
    actor = home.secretary()
    people = {"chair_id": home.members[0].pk, "minute_taker_id": home.members[1].pk}
    made = api.create_meeting(actor=actor, organisation=home.cell, plan=plan(**{**people, **changes}))
    api.add_item(actor=actor, meeting=made, item=api.Item("Mở đầu", minutes=10))
    api.add_item(actor=actor, meeting=made, item=api.Item("Thảo luận nghị quyết", minutes=80))
    api.invite_cell(actor=actor, meeting=made)
    home.meeting = Meeting.objects.get(pk=made.pk)
    return home.meeting


def called(home: World, **changes: object) -> Meeting:
    home.meeting = api.call_meeting(actor=home.secretary(), meeting=drafted(home, **changes))
    return home.meeting


def running(home: World, here: int | None = None, **changes: object) -> Meeting:
    """Opened, with the first `here` members (all of them unless told) on the sheet."""
    meeting = called(home, **changes)
    present = home.members[: len(home.members) if here is None else here]
    ids = list(Invitation.objects.filter(meeting=meeting, member__in=present).values_list("pk", flat=True))
    actor = home.secretary(meeting.starts_at)
    api.record_attendance(actor=actor, meeting=meeting, invitation_ids=ids, category="present")
    home.meeting = api.open_meeting(actor=actor, meeting=meeting)
    return home.meeting


def ballot(place: World, kind: str = "named", *, opened: bool = True, **changes: object) -> Ballot:
    actor = place.secretary(STARTS)
    question = api.Question(**{"text": "Thông qua nghị quyết tháng 12?", "kind": kind, **changes})
    made = api.prepare_ballot(actor=actor, meeting=place.meeting, question=question)
    return api.open_ballot(actor=actor, ballot=made) if opened else made


def entry(meeting: Meeting, holder: Account, at: datetime.datetime, **changes: object) -> CheckIn:
    """A check-in with the code that the chair's screen shows at that instant."""
    token = tokens.token(key(), meeting.pk, tokens.window_of(at))
    return CheckIn(**{"account_id": holder.pk, "meeting_id": meeting.pk, "at": at, "token": token, **changes})


def take(batch: list[CheckIn], at: datetime.datetime) -> list[str]:
    return [outcome.status for outcome in doors.record_check_ins(actor=system_actor(at), batch=batch)]


def fresh() -> uuid.UUID:
    return uuid.uuid4()
