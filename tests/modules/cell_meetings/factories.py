"""A cell with a committee and a follower, and its month at each step."""

import datetime
from dataclasses import dataclass

from django.test import Client
from tests.modules.meetings import factories as engine
from tests.modules.organisations import factories as organisations

from dangvu.kernel.access import Actor
from dangvu.modules.cell_meetings import commands
from dangvu.modules.cell_meetings.models import CellMonth
from dangvu.modules.cell_meetings.rules import scores
from dangvu.modules.identity.models import Account
from dangvu.modules.meetings import api as meetings
from dangvu.modules.members.models import Appointment, Following, Member
from dangvu.modules.organisations.models import Organisation

NOW = engine.NOW
DECEMBER = datetime.date(2026, 12, 1)
MINUTE = datetime.timedelta(minutes=1)
SINCE = datetime.date(2025, 7, 1)


@dataclass
class Cell:
    """The first member is the secretary, the second the deputy, the third a committee member."""

    place: Organisation
    commune: Organisation
    members: list[Member]
    probationary: Member
    stranger: Account
    officer: Account
    follower: Member

    @property
    def secretary(self) -> Account:
        return self.members[0].account

    def actor(self, at: datetime.datetime = NOW) -> Actor:
        return engine.actor_of(self.secretary, at)

    def officer_actor(self, at: datetime.datetime = NOW) -> Actor:
        return engine.actor_of(self.officer, at)


POSTS = ("cell_secretary", "cell_deputy_secretary", "cell_committee_member")


def cell(officials: int = 7) -> Cell:
    commune, (place, other) = organisations.commune(2)
    members = [engine.member(place, name=f"Đảng Viên Số {number}") for number in range(1, officials + 1)]
    for member, post in zip(members, POSTS, strict=False):
        Appointment.objects.create(member=member, organisation=place, post_id=post, valid_from=SINCE)
    engine.grant(members[0].account, "cell_secretary", place)
    officer = engine.account("Cán Bộ Tổ Chức")
    engine.grant(officer, "organisation_officer", commune, subtree=True)
    follower = engine.member(other, name="Phạm Đức Toàn")
    Following.objects.create(member=follower, organisation=place, valid_from=SINCE)
    probationary = engine.member(place, "probationary", name="Lê Minh Quân")
    Member.objects.filter(pk=probationary.pk).update(admission_ceremony_date="2025-12-05")
    return Cell(place, commune, members, probationary, engine.account("Người Lạ"), officer, follower)


def drafted(home: Cell, month: datetime.date = DECEMBER) -> CellMonth:
    made = commands.draft_month(actor=home.actor(), organisation=home.place, month=month)
    made.meeting = meetings.edit_meeting(
        actor=home.actor(), meeting=made.meeting, plan=commands.plan_of(made.meeting, place="Nhà văn hóa khu 5")
    )
    return CellMonth.objects.select_related("meeting", "organisation").get(pk=made.pk)


def called(home: Cell) -> CellMonth:
    month = drafted(home)
    commands.send_invitations(actor=home.actor(), month=month, meeting=month.meeting)
    return fresh(month)


def running(home: Cell) -> CellMonth:
    month = called(home)
    actor = home.actor(month.meeting.starts_at)
    ids = list(month.meeting.invitations.filter(role="official").values_list("pk", flat=True))
    meetings.record_attendance(actor=actor, meeting=month.meeting, invitation_ids=ids, category="present")
    meetings.open_meeting(actor=actor, meeting=month.meeting)
    for item in month.meeting.items.all():
        meetings.start_item(actor=actor, item=item)
    return fresh(month)


def held(home: Cell) -> CellMonth:
    month = running(home)
    at = month.meeting.starts_at + 95 * MINUTE
    commands.close_and_propose(actor=home.actor(at), month=month, meeting=month.meeting)
    return fresh(month)


def adopted(home: Cell) -> CellMonth:
    month = held(home)
    at = home.actor(month.meeting.starts_at + 100 * MINUTE)
    meetings.adopt_minutes(actor=at, meeting=month.meeting, how="Giơ tay")
    commands.issue_minutes(actor=at, month=fresh(month), meeting=fresh(month).meeting)
    return fresh(month)


def sent(home: Cell) -> CellMonth:
    month = adopted(home)
    at = home.actor(month.meeting.starts_at + 110 * MINUTE)
    commands.score_month(actor=at, month=month, points=full_points(month))
    commands.send_month(actor=at, month=fresh(month))
    return fresh(month)


def full_points(month: CellMonth, **changes: int) -> dict[str, int]:
    points = {part["code"]: part["max"] for part in scores.parts(scores.SHEET_100)}
    return {**points, **changes}


def fresh(month: CellMonth) -> CellMonth:
    return CellMonth.objects.select_related("meeting", "organisation", "score").get(pk=month.pk)


def browser(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
