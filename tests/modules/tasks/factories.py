"""A cell with its secretary, members who have accounts, and a task given to them."""

import datetime
from dataclasses import dataclass

from tests.modules.identity import factories as identity
from tests.modules.members import factories as members
from tests.modules.organisations.factories import commune

from dangvu.kernel.access import Actor
from dangvu.modules.identity.models import Account
from dangvu.modules.members.models import Member
from dangvu.modules.organisations.models import Organisation
from dangvu.modules.tasks import commands
from dangvu.modules.tasks.models import Task

DUE = datetime.date(2026, 12, 5)


@dataclass
class Cell:
    organisation: Organisation
    elsewhere: Organisation
    secretary: Account
    people: list[tuple[Member, Account]]

    def actor(self, number: int) -> Actor:
        return identity.actor(self.people[number][1])

    @property
    def chief(self) -> Actor:
        return identity.actor(self.secretary)


def cell(people: int = 2) -> Cell:
    _, (here, elsewhere) = commune(2)
    rows = []
    for _ in range(people):
        account = identity.person("member", here)
        member = members.member(here)
        Member.objects.filter(pk=member.pk).update(account=account)
        rows.append((member, account))
    return Cell(here, elsewhere, identity.person("cell_secretary", here), rows)


def task(place: Cell, title: str = "Rà soát hộ có nguy cơ tái nghèo", *, led: bool = True, to: int = 2) -> Task:
    return commands.give_task(
        actor=place.chief,
        organisation=place.organisation,
        title=title,
        assignment=commands.Assignment([member.pk for member, _ in place.people[:to]], led=led),
        due_on=DUE,
    )
