"""What happens to a member: status, cell, posts."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from dangvu.kernel import views
from dangvu.kernel.errors import Conflict, Invalid
from dangvu.modules.members import commands, forms
from dangvu.modules.members.access import Can
from dangvu.modules.members.models import Appointment, Member
from dangvu.modules.members.views.register import Detail, add_refusal
from dangvu.modules.organisations import api as organisations


class _Change(Detail):
    """A form about one member; the subclass says which, and what is done with it."""

    title = ""
    button = ""
    told = ""

    @property
    def target(self) -> Member:
        return self.member

    def form(self, data: Any = None) -> Any:
        raise NotImplementedError

    def act(self, data: dict[str, Any]) -> None:
        raise NotImplementedError

    def show(self, revealed: dict[str, str] | None = None) -> HttpResponse:
        return self._page(self.form())

    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self._page(form, status=400)
        try:
            self.act(form.cleaned_data)
        except (Invalid, Conflict) as refused:
            add_refusal(form, refused)
            return self._page(form, status=int(refused.status))
        self.say(self.told)
        return self.done("members:detail", id=self.member.public_id)

    def _page(self, form: Any, status: int = 200) -> HttpResponse:
        return self.page(
            "members/change.html", form=form, member=self.member, title=self.title, button=self.button, status=status
        )


class ChangeStatus(_Change):
    permission = Can.CHANGE_STATUS
    title, button, told = "Đổi tình trạng", "Ghi tình trạng mới", "Đã ghi tình trạng mới."

    def form(self, data: Any = None) -> forms.ChangeStatus:
        return forms.ChangeStatus(data, current=self.member.current_status)

    def act(self, data: dict[str, Any]) -> None:
        commands.change_status(actor=self.actor, member=self.member, **data)


class Move(_Change):
    permission = Can.MOVE
    title, button, told = "Chuyển chi bộ", "Chuyển đảng viên", "Đã chuyển đảng viên sang chi bộ mới."

    def form(self, data: Any = None) -> forms.Move:
        cells = organisations.within_reach(self.actor, Can.MOVE, cells_only=True)
        return forms.Move(
            data, cells=[(cell.public_id, cell.name) for cell in cells if cell.id != self.member.organisation_id]
        )

    def act(self, data: dict[str, Any]) -> None:
        rows = organisations.Organisation.objects
        organisation = views.get_visible(self.actor, Can.MOVE, rows, public_id=data.pop("organisation"))
        commands.move_member(actor=self.actor, member=self.member, organisation=organisation, **data)


class Appoint(_Change):
    permission = Can.APPOINT
    title, button, told = "Ghi chức vụ", "Ghi chức vụ", "Đã ghi chức vụ."

    def form(self, data: Any = None) -> forms.Appoint:
        places = organisations.within_reach(self.actor, Can.APPOINT)
        own = [place for place in places if place.id == self.member.organisation_id]
        above = [place for place in places if not place.is_cell]
        return forms.Appoint(
            data,
            places=[(place.public_id, place.name) for place in [*own, *above]],
            posts=[(post.code, post.label) for post in organisations.posts(self.actor.today)],
        )

    def act(self, data: dict[str, Any]) -> None:
        rows = organisations.Organisation.objects
        organisation = views.get_visible(self.actor, Can.APPOINT, rows, public_id=data.pop("organisation"))
        commands.appoint_member(actor=self.actor, organisation=organisation, member=self.member, **data)


class EndAppointment(_Change):
    permission = Can.APPOINT
    title, button, told = "Thôi giữ chức vụ", "Ghi thôi giữ chức vụ", "Đã ghi thôi giữ chức vụ."

    def load(self) -> None:
        super().load()
        rows = Appointment.objects.filter(member=self.member)
        self.appointment = views.get_visible(self.actor, Can.APPOINT, rows, public_id=self.kwargs["appointment"])

    def form(self, data: Any = None) -> forms.EndAppointment:
        return forms.EndAppointment(data)

    def act(self, data: dict[str, Any]) -> None:
        commands.end_appointment(actor=self.actor, appointment=self.appointment, **data)
