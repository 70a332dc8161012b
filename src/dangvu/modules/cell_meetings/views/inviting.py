"""Inviting: sending, who answers what, putting off, calling off."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from dangvu.kernel.access import VIETNAM
from dangvu.kernel.errors import Invalid
from dangvu.modules.cell_meetings import commands, forms
from dangvu.modules.cell_meetings.queries import prepare
from dangvu.modules.cell_meetings.views.base import MeetingPage
from dangvu.modules.meetings import api as meetings


class SendInvitations(MeetingPage):
    """Gửi giấy mời cho mọi người trong danh sách."""

    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        commands.send_invitations(actor=self.actor, month=self.month, meeting=self.meeting)
        summary = prepare.invitation_summary(self.meeting)
        printed = next((count for label, count, _ in summary.channels if label == "In giấy mời"), 0)
        paper = f" {printed} người nhận giấy in." if printed else ""
        self.say(f"Đã gửi giấy mời cho {summary.everybody} người.{paper}")
        return self.to("meeting")


class Invited(MeetingPage):
    """Danh sách mời: answers, leave, ways of sending, guests."""

    def get(self, request: HttpRequest, **_: Any) -> HttpResponse:
        return self.shown(forms.GuestForm())

    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        form = forms.GuestForm(request.POST)
        if not form.is_valid():
            return self.shown(form, status=422)
        data = form.cleaned_data
        meetings.invite_guest(actor=self.actor, meeting=self.meeting, name=data["name"], title=data["title"])
        self.say(f"Đã thêm khách mời {data['name']}.")
        return self.to("invited")

    def shown(self, form: Any, status: int = 200) -> HttpResponse:
        rows = self.meeting.invitations.select_related("member").order_by("role", "member__sort_key", "pk")
        return self.page(
            "cell_meetings/invited.html", status=status,
            **self.facts(form=form, rows=rows, summary=prepare.invitation_summary(self.meeting)),
        )  # fmt: skip


class ChangeInvitation(MeetingPage):
    """One invited person: way of sending, answer written down, leave decided, taken off the list."""

    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        row = self.one(self.meeting.invitations.select_related("member", "meeting"), self.kwargs["invitation"])
        act, reason = request.POST.get("viec", ""), request.POST.get("ly-do", "")
        doing = {
            "se-du": lambda: meetings.record_answer(actor=self.actor, invitation=row, coming=True),
            "vang": lambda: meetings.record_answer(actor=self.actor, invitation=row, coming=False, reason=reason),
            "dong-y": lambda: meetings.decide_leave(actor=self.actor, invitation=row, granted=True),
            "de-nghi-du": lambda: meetings.decide_leave(actor=self.actor, invitation=row, granted=False, answer=reason),
            "bo": lambda: meetings.withdraw_invitation(actor=self.actor, invitation=row),
            "cach-gui": lambda: meetings.change_channel(
                actor=self.actor, invitation=row, channel=request.POST.get("cach", "")
            ),
        }
        if act not in doing:
            raise Invalid("Chọn việc cần làm với giấy mời này.")
        doing[act]()
        return self.to("meeting" if request.POST.get("ve") == "thang" else "invited")


class Move(MeetingPage):
    """Hoãn, chuyển ngày."""

    def get(self, request: HttpRequest, **_: Any) -> HttpResponse:
        at = self.meeting.starts_at.astimezone(VIETNAM)
        return self.shown(forms.MoveForm(initial={"day": at.date(), "hour": at.time()}))

    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        form = forms.MoveForm(request.POST)
        if not form.is_valid():
            return self.shown(form, status=422)
        told = self.meeting.invitations.count()
        moved = commands.put_off(
            actor=self.actor, month=self.month, meeting=self.meeting, starts_at=form.moment,
            reason=form.cleaned_data["reason"],
        )  # fmt: skip
        self.say(f"Đã chuyển ngày và báo {told} người.")
        return self.done("cell_meetings:meeting", id=moved.public_id)

    def shown(self, form: Any, status: int = 200) -> HttpResponse:
        told = self.meeting.invitations.count()
        return self.page("cell_meetings/move.html", status=status, **self.facts(form=form, told=told))


class Cancel(MeetingPage):
    """Hủy và báo mọi người."""

    def get(self, request: HttpRequest, **_: Any) -> HttpResponse:
        return self.shown(forms.CancelForm())

    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        form = forms.CancelForm(request.POST)
        if not form.is_valid():
            return self.shown(form, status=422)
        told = self.meeting.invitations.count() if self.meeting.state == "called" else 0
        commands.call_off(actor=self.actor, month=self.month, meeting=self.meeting, reason=form.cleaned_data["reason"])
        self.say(f"Đã hủy và báo {told} người." if told else "Đã bỏ buổi họp này.")
        return self.done("cell_meetings:now")

    def shown(self, form: Any, status: int = 200) -> HttpResponse:
        told = self.meeting.invitations.count() if self.meeting.state == "called" else 0
        return self.page("cell_meetings/cancel.html", status=status, **self.facts(form=form, told=told))
