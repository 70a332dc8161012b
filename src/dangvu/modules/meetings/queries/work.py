"""What a meeting asks of this person, for "Việc của tôi"."""

from typing import Any

from django.urls import reverse

from dangvu.kernel.access import VIETNAM, Actor
from dangvu.kernel.worklist import WorkItem
from dangvu.modules.meetings.models import Invitation
from dangvu.modules.meetings.queries.meeting import waiting_for


def work_items(actor: Actor) -> list[WorkItem]:
    """Vote, answer the invitation, give an opinion: whatever the meeting waits for."""
    return [item for invitation in waiting_for(actor) for item in _items(invitation, actor)]


def _items(invitation: Any, actor: Actor) -> list[WorkItem]:
    meeting = invitation.meeting
    url = reverse("meetings:detail", kwargs={"id": meeting.public_id})
    day = meeting.starts_at.astimezone(VIETNAM).date()
    if meeting.is_going_on:
        if invitation.must_vote and invitation.is_marked:
            return [WorkItem(f"Biểu quyết: {meeting.title}", url, icon="vote", due_on=actor.today, tone="key")]
        if not invitation.is_marked:
            return [WorkItem(f"Đang họp: {meeting.title}", url, icon="radio", due_on=actor.today, tone="key")]
        return []
    items = []
    if invitation.response == Invitation.Response.NONE:
        items.append(WorkItem(f"Trả lời giấy mời: {meeting.title}", url, icon="calendar-check", due_on=day))
    elif invitation.has_unread and not invitation.has_given and invitation.response == Invitation.Response.COMING:
        items.append(
            WorkItem(
                f"Đọc và góp ý tài liệu: {meeting.title}", f"{url}#tai-lieu", icon="message-square-text", due_on=day
            )
        )
    return items
