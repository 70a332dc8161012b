"""Looking at meetings: the list, one meeting before, during and after, papers, minutes."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from dangvu.kernel import files
from dangvu.kernel.access import VIETNAM
from dangvu.kernel.errors import NotFound
from dangvu.kernel.views import Page, get_visible
from dangvu.modules.meetings import forms, states
from dangvu.modules.meetings.access import Can
from dangvu.modules.meetings.commands.agenda import mark_paper_read
from dangvu.modules.meetings.commands.invitation import mark_seen
from dangvu.modules.meetings.exports import papers as printed
from dangvu.modules.meetings.models import Invitation, Meeting, Minutes, Paper, PaperRead
from dangvu.modules.meetings.queries import board, people
from dangvu.modules.meetings.queries import meeting as queries
from dangvu.modules.meetings.rules import live_marks, script, timing

PAGE_ROWS = 12


class Listing(Page):
    """Sinh hoạt."""

    permission = Can.VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        ahead, past = queries.split_list(self.actor)
        page = Paginator(past, PAGE_ROWS).get_page(request.GET.get("trang"))
        return self.page("meetings/list.html", ahead=ahead, page=page, today=self.actor.today)


class MeetingPage(Page):
    """Base of the screens about one meeting that this person may see."""

    public = "chỉ mở được cuộc họp mình được mời, được điều hành hoặc được theo dõi"
    meeting: Meeting
    invitation: Invitation | None

    def load(self) -> None:
        self.meeting = queries.meeting_for(self.actor, self.kwargs["id"])
        self.invitation = people.invitation_of(self.actor, self.meeting)

    def back(self, anchor: str = "") -> HttpResponse:
        """To the meeting, at the place where something was just done."""
        response = self.done("meetings:detail", id=self.meeting.public_id)
        for header in ("Location", "HX-Redirect"):
            if anchor and header in response:
                response[header] = f"{response[header]}#{anchor}"
        return response


class Detail(MeetingPage):
    """One meeting as it stands now: before, during or after."""

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        if self.invitation is not None and self.invitation.seen_at is None and self.meeting.called_at is not None:
            mark_seen(actor=self.actor, invitation=self.invitation)
        return self.page(template_for(self.meeting), **facts_of(self))


class Updates(MeetingPage):
    """Only the parts of the running meeting that changed since this page was drawn; nothing when nothing did."""

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        if not self.meeting.is_going_on:
            return HttpResponse(status=204, headers={"HX-Refresh": "true"})
        facts = facts_of(self)
        changed = live_marks.changed(request.GET.get("dau", ""), facts["marks"])
        if not changed:
            return HttpResponse(status=204)
        return self.page("meetings/updates.html", changed=changed, oob=True, **facts)


def template_for(meeting: Meeting) -> str:
    if meeting.state in states.OFF:
        return "meetings/off.html"
    if meeting.is_going_on:
        return "meetings/during.html"
    return "meetings/after.html" if meeting.is_over else "meetings/before.html"


def facts_of(page: MeetingPage) -> dict[str, Any]:
    """What the three faces of a meeting show."""
    meeting, invitation, actor = page.meeting, page.invitation, page.actor
    items = list(board.agenda(meeting))
    part = queries.part_of(meeting, invitation)
    current = next((item for item in items if item.status == "now"), None)
    facts: dict[str, Any] = {
        "meeting": meeting,
        "invitation": invitation,
        "part": part,
        "items": items,
        "current": current,
        "papers": readable(page, items),
        "read": read_ids(invitation, meeting),
        "clock": board.clock(meeting, actor.now),
        "opinion_form": forms.OpinionForm(initial={"item": current.pk if current else None}),
        "today": actor.today,
        "day": meeting.starts_at.astimezone(VIETNAM).date(),
    }
    facts["marks"] = live_marks.marks(meeting, part, current, items)
    if meeting.is_over:
        facts |= after(page)
    return facts


def readable(page: MeetingPage, items: list[Any]) -> list[Paper]:
    """The papers that this person may open: guests have those of their items."""
    rows = page.meeting.papers.filter(withdrawn_at=None).select_related("file", "item").order_by("item__order", "pk")
    if page.invitation is None or page.invitation.role != "guest":
        return list(rows)
    own = set(page.invitation.items.values_list("pk", flat=True)) & {item.pk for item in items}
    return list(rows.filter(item__in=own))


def read_ids(invitation: Invitation | None, meeting: Meeting) -> set[int]:
    if invitation is None or invitation.member_id is None:
        return set()
    reads = PaperRead.objects.filter(member_id=invitation.member_id, paper__meeting=meeting)
    return set(reads.values_list("paper_id", flat=True))


def after(page: MeetingPage) -> dict[str, Any]:
    """Results, minutes and tasks of a meeting that is over."""
    ballots = page.meeting.ballots.filter(state=states.BallotState.CLOSED).prefetch_related("reserved_opinions__member")
    return {
        "ballots": [board.ballot_view(ballot) for ballot in ballots],
        "minutes": Minutes.objects.filter(meeting=page.meeting, state__in=("adopted", "signed", "locked")).first(),
        "tasks": queries.tasks_of(page.meeting, page.invitation),
    }


class OpenPaper(MeetingPage):
    """Opens a paper and remembers that this person has it."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        rows = Paper.objects.filter(meeting=self.meeting).select_related("file")
        paper: Paper = get_visible(self.actor, Can.VIEW, rows, public_id=kwargs["paper"])
        if self.invitation is not None and paper.pk not in read_ids(self.invitation, self.meeting):
            mark_paper_read(actor=self.actor, paper=paper)
        return files.download_response(request, paper.file, inline=True)


class ReadMinutes(MeetingPage):
    """The adopted minutes; those who write them see the draft as well."""

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        minutes: Minutes = get_visible(self.actor, Can.VIEW, Minutes.objects, meeting=self.meeting)
        version = minutes.versions.first()
        if version is None:
            raise NotFound("Chưa có bản biên bản nào.")
        first, parts = script.split(version.text)
        last = ""
        if self.meeting.closed_at and self.meeting.opened_at:
            last = script.closing(
                self.meeting.closed_at.astimezone(VIETNAM), self.meeting.opened_at.astimezone(VIETNAM)
            )
        return self.page(
            "meetings/minutes.html", meeting=self.meeting, minutes=minutes, version=version, first=first, parts=parts,
            last=last, notes=minutes.notes.all(),
        )  # fmt: skip


class Print(MeetingPage):
    """A paper of the meeting as PDF, for those who prepare or run it."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        queries.meeting_for(self.actor, self.kwargs["id"], Can.WRITE)
        made = printed.printed(self.meeting, kwargs["what"], self.actor.now)
        name = f"{kwargs['what']}-{timing.stamp(self.meeting.starts_at)}.pdf"
        return HttpResponse(
            made, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
        )  # fmt: skip
