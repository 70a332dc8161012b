"""What a member does in a meeting: answer, ask leave, give an opinion, raise a hand, vote."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters

from dangvu.kernel.errors import Conflict, Invalid
from dangvu.kernel.views import get_visible
from dangvu.modules.meetings import forms
from dangvu.modules.meetings.access import Can
from dangvu.modules.meetings.commands import ballot as ballots
from dangvu.modules.meetings.commands import talk
from dangvu.modules.meetings.commands.invitation import ask_leave, confirm_coming
from dangvu.modules.meetings.models import Ballot, Invitation
from dangvu.modules.meetings.views.meeting import MeetingPage


class Part(MeetingPage):
    """Base of what only an invited person does."""

    http_method_names = ["post"]

    def own_invitation(self) -> Invitation:
        if self.invitation is None:
            raise Conflict("Đồng chí không có tên trong danh sách mời của cuộc họp này.")
        return self.invitation


class Confirm(Part):
    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        confirm_coming(actor=self.actor, invitation=self.own_invitation())
        self.say("Đã báo chi bộ: đồng chí sẽ dự.")
        return self.done("tasks:home") if request.POST.get("tu") == "home" else self.back()


class AskLeave(Part):
    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        form = forms.Leave(initial={"reason": self.own_invitation().reason})
        return self.page("meetings/leave.html", meeting=self.meeting, form=form)

    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        form = forms.Leave(request.POST)
        if not form.is_valid():
            return self.page("meetings/leave.html", meeting=self.meeting, form=form, status=400)
        ask_leave(actor=self.actor, invitation=self.own_invitation(), reason=form.cleaned_data["reason"])
        self.say("Đã gửi đơn xin vắng. Bí thư sẽ trả lời.")
        return self.back()


class SendOpinion(Part):
    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        form = forms.OpinionForm(request.POST)
        if not form.is_valid():
            raise Invalid("Chưa có nội dung ý kiến, hoặc ý kiến dài quá 8.000 chữ. Viết lại rồi gửi.", field="text")
        data = form.cleaned_data
        item = self.meeting.items.filter(pk=data["item"]).first() if data["item"] else None
        talk.send_opinion(
            actor=self.actor, meeting=self.meeting, text=data["text"], client_key=data["client_key"], item=item
        )
        self.say("Đã gửi ý kiến.")
        return self.back("gop-y")


class RaiseHand(Part):
    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        talk.ask_to_speak(actor=self.actor, meeting=self.meeting)
        self.say("Đã đăng ký phát biểu. Chủ trì sẽ mời.")
        return self.back("gop-y")


class LowerHand(Part):
    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        waiting = self.meeting.speak_requests.filter(member=self.own_invitation().member, done_at=None).first()
        if waiting is not None:
            talk.withdraw_speak_request(actor=self.actor, request=waiting)
        return self.back("gop-y")


class BallotPart(Part):
    """Something about one ballot of the meeting."""

    def ballot(self) -> Ballot:
        rows = Ballot.objects.filter(meeting=self.meeting)
        found: Ballot = get_visible(self.actor, Can.TAKE_PART, rows, public_id=self.kwargs["ballot"])
        return found


@method_decorator(sensitive_post_parameters("option"), name="dispatch")
class CastVote(BallotPart):
    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        form, ballot = forms.Vote(request.POST), self.ballot()
        if not form.is_valid():
            raise Invalid("Chọn một phương án rồi gửi phiếu.", field="option")
        ballots.cast_vote(actor=self.actor, ballot=ballot, option=form.cleaned_data["option"])
        if form.cleaned_data["reserve"] and not ballot.is_secret:
            ballots.reserve_opinion(actor=self.actor, ballot=ballot)
        self.say("Phiếu của đồng chí đã được ghi.")
        return self.back("phieu")


class ReserveOpinion(BallotPart):
    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest, **_: Any) -> HttpResponse:
        return self.page("meetings/reserve.html", meeting=self.meeting, ballot=self.ballot(), form=forms.Reserve())

    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        form, ballot = forms.Reserve(request.POST), self.ballot()
        if not form.is_valid():
            return self.page("meetings/reserve.html", meeting=self.meeting, ballot=ballot, form=form, status=400)
        ballots.reserve_opinion(actor=self.actor, ballot=ballot, text=form.cleaned_data["text"])
        self.say("Đã ghi ý kiến bảo lưu của đồng chí.")
        return self.back()
