"""Papers for tests, made by the commands themselves."""

import datetime
import itertools

from dangvu.kernel.access import Actor, Reach, system_actor
from dangvu.modules.documents import api
from dangvu.modules.documents.exports import meeting_papers, paper
from dangvu.modules.identity.models import Account
from dangvu.modules.organisations.models import Organisation

NOW = datetime.datetime(2026, 11, 23, 2, 0, tzinfo=datetime.UTC)
DAY = datetime.date(2026, 11, 23)
_numbers = itertools.count(1)


def account(name: str = "Đỗ Quang Vinh") -> Account:
    return Account.objects.create(login=f"docs{next(_numbers)}", display_name=name)


def actor(*permissions: str, at: Organisation | None = None, now: datetime.datetime = NOW) -> Actor:
    """Somebody who holds the permissions at one organisation and nowhere else."""
    person = account()
    made = Actor(account_id=person.pk, name=person.display_name, now=now)
    reach = Reach(organisation_ids=frozenset({at.pk})) if at else Reach()
    made.__dict__["_reaches"] = {str(permission): reach for permission in permissions}
    return made


def registration(**given: object) -> api.Registration:
    facts = {"document_type": "minutes", "title": "Sinh hoạt chi bộ tháng 11", "paper_date": DAY} | given
    return api.Registration(**facts)


def draft(organisation: Organisation, **given: object):
    return api.register_paper(actor=system_actor(NOW), organisation=organisation, registration=registration(**given))


def plain(issued: api.Issued) -> bytes:
    """The quickest thing that can be kept as a paper."""
    return f"%PDF-1.4 {issued.number}".encode()


def issued(organisation: Organisation, **given: object):
    return api.issue_paper(actor=system_actor(NOW), paper=draft(organisation, **given), make=plain)


def head(**given: object) -> meeting_papers.Head:
    facts = {"letterhead": paper.Letterhead("Đảng bộ xã Minh Hòa", "Chi bộ khu 5", "Minh Hòa"), "on": DAY}
    return meeting_papers.Head(**(facts | given))
