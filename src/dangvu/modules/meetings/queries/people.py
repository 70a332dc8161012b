"""Who this person is in a meeting."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from dangvu.kernel.access import Actor
from dangvu.modules.meetings import states
from dangvu.modules.meetings.models import Invitation, Meeting


def invitation_of(actor: Actor, meeting: Meeting) -> Invitation | None:
    """The invitation of the acting person to this meeting."""
    if actor.account_id is None:
        return None
    return Invitation.objects.select_related("member").filter(
        meeting=meeting, member__account_id=actor.account_id
    ).first()  # fmt: skip


def who_may_follow(object_id: int, account_ids: Sequence[int], now: datetime) -> set[int]:  # noqa: ARG001  an invitation holds whenever the meeting lives
    """Of these accounts, those invited to the meeting, running it, or sent to watch it."""
    wanted = list(account_ids)
    invited = Invitation.objects.filter(
        ~Q(meeting__state=states.State.DRAFT), meeting_id=object_id, member__account_id__in=wanted
    ).values_list("member__account_id", flat=True)
    officers = Meeting.objects.filter(pk=object_id).values_list("chair__account_id", "minute_taker__account_id")
    chosen = {account for pair in officers for account in pair if account in set(wanted)}
    return set(invited) | chosen
