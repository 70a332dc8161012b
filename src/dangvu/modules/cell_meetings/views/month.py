"""The month of a cell: where it stands, what it was like before."""

import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from dangvu.kernel import rulebook
from dangvu.kernel.access import VIETNAM
from dangvu.kernel.errors import NotFound
from dangvu.kernel.views import Page
from dangvu.modules.cell_meetings import commands, forms
from dangvu.modules.cell_meetings.access import Can
from dangvu.modules.cell_meetings.models import CellMonth
from dangvu.modules.cell_meetings.queries import month as queries
from dangvu.modules.cell_meetings.queries import prepare, templates
from dangvu.modules.cell_meetings.rules import months
from dangvu.modules.cell_meetings.views.base import MeetingPage, MonthPage
from dangvu.modules.organisations import api as organisations

ROWS = 12


class Now(Page):
    """Tháng này: opens the meeting that waits; drafts it when nobody has yet."""

    permission = Can.PREPARE

    def get(self, request: HttpRequest) -> HttpResponse:
        cells = queries.cells_of(self.actor)
        wanted = request.GET.get("chi-bo", "")
        chosen = next((cell for cell in cells if cell.public_id == wanted), cells[0] if len(cells) == 1 else None)
        if chosen is None:
            return self.page("cell_meetings/choose_cell.html", cells=cells)
        prepare_from = int(rulebook.value("cell_meetings.prepare_from", on=self.actor.today).value)
        waiting = queries.waiting_month(chosen.id, self.actor.today, prepare_from)
        month = self.drafted(chosen, waiting)
        return self.done("cell_meetings:meeting", id=month.meeting.public_id)  # type: ignore[union-attr]

    def drafted(self, cell: organisations.OrganisationInfo, month: datetime.date) -> CellMonth:
        known = CellMonth.objects.filter(organisation_id=cell.id, month=month, meeting__isnull=False)
        found = known.select_related("meeting").first()
        if found is not None:
            return found
        organisation = organisations.Organisation.objects.get(pk=cell.id)
        return commands.draft_month(actor=self.actor, organisation=organisation, month=month)


class History(Page):
    """Các tháng trước."""

    permission = Can.VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        cells = organisations.within_reach(self.actor, Can.VIEW, cells_only=True)
        wanted = request.GET.get("chi-bo", "")
        cell = next((each for each in cells if each.public_id == wanted), cells[0] if cells else None)
        if cell is None:
            raise NotFound("Đồng chí chưa được phân công ở chi bộ nào.")
        page = Paginator(queries.history(self.actor, cell.id), ROWS).get_page(request.GET.get("trang"))
        return self.page("cell_meetings/history.html", page=page, cell=cell, cells=cells if len(cells) <= ROWS else [])


class Meeting(MeetingPage):
    """One meeting: prepared while a draft, then what was answered, then the way on."""

    permission = Can.VIEW
    needs = Can.VIEW

    def get(self, request: HttpRequest, **_: Any) -> HttpResponse:
        state = self.meeting.state
        extras = queries.extras_of(self.month)
        if state == "draft":
            facts = self.facts(prep=prepare.preparation(self.place, self.actor.now), extras=extras)
            return self.page("cell_meetings/prepare.html", **facts, choices=self.choices())
        if state == "called":
            return self.page("cell_meetings/called.html", **self.facts(extras=extras), **called_facts(self))
        return self.page("cell_meetings/over.html", **self.facts(extras=extras, step=self.place.step))

    def choices(self) -> list[Any]:
        return templates.choices(self.month.organisation_id, self.meeting.kind, self.month.month)


def called_facts(page: MeetingPage) -> dict[str, Any]:
    """After the invitations went out: answers, requests for leave, what is still missing."""
    waiting = page.meeting.invitations.filter(response="leave_asked", leave="").select_related("member")
    prep = prepare.preparation(page.place, page.actor.now)
    summary = prep.summary
    return {
        "prep": prep,
        "answers": [(summary.coming, "success"), (summary.asked_leave, "accent"), (summary.silent, "edge")],
        "waiting": list(waiting),
        "opinions": list(page.meeting.opinions.select_related("member", "item")),
        "is_today": page.meeting.starts_at.astimezone(VIETNAM).date() <= page.actor.today,
    }


class Extra(MonthPage):
    """Thêm buổi chuyên đề hoặc họp bất thường."""

    permission = Can.PREPARE
    needs = Can.PREPARE

    def get(self, request: HttpRequest, **_: Any) -> HttpResponse:
        start = max(self.actor.today + datetime.timedelta(days=3), self.month.month)
        hour = months.DEFAULT_HOUR
        if self.month.meeting:
            hour = self.month.meeting.starts_at.astimezone(VIETNAM).time()
        return self.shown(forms.ExtraForm(initial={"day": start, "hour": hour, "kind": "thematic"}))

    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        form = forms.ExtraForm(request.POST)
        if not form.is_valid():
            return self.shown(form, status=422)
        data = form.cleaned_data
        meeting = commands.add_extra_meeting(
            actor=self.actor, month=self.month, kind=data["kind"], theme=data["theme"], starts_at=form.moment
        )
        self.say(f"Đã lập “{meeting.title}”. Xem lại chương trình rồi gửi giấy mời.")
        return self.done("cell_meetings:meeting", id=meeting.public_id)

    def shown(self, form: Any, status: int = 200) -> HttpResponse:
        return self.page("cell_meetings/extra.html", form=form, month=self.month, status=status)
