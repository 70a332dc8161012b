"""How many members there are, and what changed since the year began."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from dangvu.kernel import access
from dangvu.kernel.access import Actor
from dangvu.modules.members.access import Can
from dangvu.modules.members.models import Member
from dangvu.modules.members.rules import statuses
from dangvu.modules.members.rules.statuses import Status


@dataclass(frozen=True, slots=True)
class Strength:
    """The members that count today, by what they are, and this year's comings and goings."""

    total: int
    official: int
    probationary: int
    exempt: int
    admitted: int
    moved_out: int
    died: int
    left: int

    @property
    def other(self) -> int:
        return self.total - self.official - self.probationary - self.exempt


def strength_now(actor: Actor) -> Strength:
    """Of everybody whose status this person may know; one query."""
    rows = access.visible(actor, Can.VIEW_LIMITED, Member.objects).order_by()
    year = date(actor.today.year, 1, 1)
    this_year = Q(status_since__gte=year)
    return Strength(
        **rows.aggregate(
            total=Count("pk", filter=Q(current_status__in=sorted(statuses.IN_STRENGTH))),
            official=Count("pk", filter=Q(current_status=Status.OFFICIAL)),
            probationary=Count("pk", filter=Q(current_status=Status.PROBATIONARY)),
            exempt=Count("pk", filter=Q(current_status__in=[Status.EXEMPT, Status.TEMPORARILY_EXEMPT])),
            admitted=Count("pk", filter=Q(admission_ceremony_date__startswith=str(year.year))),
            moved_out=Count("pk", filter=this_year & Q(current_status=Status.MOVED_OUT)),
            died=Count("pk", filter=this_year & Q(current_status=Status.DECEASED)),
            left=Count(
                "pk",
                filter=this_year & Q(current_status__in=[Status.RESIGNED, Status.STRUCK_OFF, Status.EXPELLED]),
            ),
        )
    )


def counts_by_cell(organisation_ids: Iterable[int]) -> dict[int, int]:
    """Members in strength of each cell."""
    rows = Member.objects.filter(
        organisation__in=list(organisation_ids), current_status__in=sorted(statuses.IN_STRENGTH)
    )
    return dict(rows.order_by().values_list("organisation_id").annotate(Count("pk")))
