"""What people are told about meetings."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from dangvu.kernel.notify import Notification
from dangvu.modules.meetings import events
from dangvu.modules.meetings.models import Invitation, Meeting, Opinion


def _facts(meeting: Meeting, **more: Any) -> dict[str, Any]:
    url = reverse("meetings:detail", kwargs={"id": meeting.public_id})
    return {"title": meeting.title, "url": url, "meeting": meeting, **more}


def _meeting(meeting_id: int) -> Meeting:
    return Meeting.objects.select_related("organisation", "chair", "previous").get(pk=meeting_id)


def _invited(meeting_id: int) -> list[int]:
    accounts = Invitation.objects.filter(meeting_id=meeting_id, member__account_id__isnull=False)
    return list(accounts.order_by("pk").values_list("member__account_id", flat=True))


class Called(Notification):
    kind = "meetings.called"
    label = "Giấy mời họp"
    on = events.MeetingCalled
    can_be_disabled = False

    @staticmethod
    def audience(event: events.MeetingCalled) -> Iterable[int]:
        """A meeting that follows a moved one is told of by the message about the move."""
        moved = Meeting.objects.filter(pk=event.meeting_id, previous__isnull=False).exists()
        return [] if moved else _invited(event.meeting_id)

    @staticmethod
    def context(event: events.MeetingCalled) -> Mapping[str, Any]:
        meeting = _meeting(event.meeting_id)
        return _facts(meeting, papers=meeting.papers.filter(withdrawn_at=None).count())


class Moved(Notification):
    kind = "meetings.moved"
    label = "Hoãn họp, chuyển ngày"
    on = events.MeetingMoved
    can_be_disabled = False

    @staticmethod
    def audience(event: events.MeetingMoved) -> Iterable[int]:
        return _invited(event.meeting_id)

    @staticmethod
    def context(event: events.MeetingMoved) -> Mapping[str, Any]:
        successor = _meeting(Meeting.objects.values_list("pk", flat=True).get(previous_id=event.meeting_id))
        return _facts(successor, previous=successor.previous)


class Cancelled(Notification):
    kind = "meetings.cancelled"
    label = "Hủy họp"
    on = events.MeetingCancelled
    can_be_disabled = False

    @staticmethod
    def audience(event: events.MeetingCancelled) -> Iterable[int]:
        """A draft that nobody had seen is given up silently."""
        called = Meeting.objects.filter(pk=event.meeting_id, called_at__isnull=False).exists()
        return _invited(event.meeting_id) if called else []

    @staticmethod
    def context(event: events.MeetingCancelled) -> Mapping[str, Any]:
        return _facts(_meeting(event.meeting_id))


class LeaveDecided(Notification):
    kind = "meetings.leave_decided"
    label = "Trả lời đơn xin vắng"
    on = events.LeaveDecided

    @staticmethod
    def audience(event: events.LeaveDecided) -> Iterable[int]:
        invitation = Invitation.objects.filter(pk=event.invitation_id, member__account_id__isnull=False)
        return list(invitation.values_list("member__account_id", flat=True))

    @staticmethod
    def context(event: events.LeaveDecided) -> Mapping[str, Any]:
        invitation = Invitation.objects.select_related("meeting__organisation").get(pk=event.invitation_id)
        return _facts(invitation.meeting, invitation=invitation)


class Adopted(Notification):
    kind = "meetings.adopted"
    label = "Biên bản đã thông qua"
    on = events.MeetingAdopted

    @staticmethod
    def audience(event: events.MeetingAdopted) -> Iterable[int]:
        return _invited(event.meeting_id)

    @staticmethod
    def context(event: events.MeetingAdopted) -> Mapping[str, Any]:
        return _facts(_meeting(event.meeting_id))


class OpinionAnswered(Notification):
    kind = "meetings.opinion_answered"
    label = "Ý kiến được trả lời"
    on = events.OpinionAnswered

    @staticmethod
    def audience(event: events.OpinionAnswered) -> Iterable[int]:
        opinion = Opinion.objects.filter(pk=event.opinion_id, member__account_id__isnull=False)
        return list(opinion.values_list("member__account_id", flat=True))

    @staticmethod
    def context(event: events.OpinionAnswered) -> Mapping[str, Any]:
        opinion = Opinion.objects.select_related("meeting__organisation").get(pk=event.opinion_id)
        return _facts(opinion.meeting, opinion=opinion)
