"""What the meeting decides: ballots with their counts, tasks with their dates."""

import datetime
import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse

from dangvu.kernel import rulebook
from dangvu.kernel.errors import Conflict, Invalid
from dangvu.modules.cell_meetings import commands, forms
from dangvu.modules.cell_meetings.queries import prepare
from dangvu.modules.cell_meetings.queries import run as queries
from dangvu.modules.cell_meetings.views.base import MeetingPage
from dangvu.modules.meetings import api as meetings

THRESHOLDS = ("meetings.threshold_resolution", "meetings.threshold_admission")


def thresholds(on: datetime.date) -> dict[str, rulebook.RuleValue]:
    return {key: rulebook.value(key, on=on) for key in THRESHOLDS}


class NewBallot(MeetingPage):
    """Mở biểu quyết."""

    def get(self, request: HttpRequest, **_: Any) -> HttpResponse:
        current = self.meeting.items.filter(started_at__isnull=False, ended_at=None).first()
        case = current is not None and current.code == "case"
        text = current.title if case else f"Thông qua nghị quyết, kết luận của {self.meeting.title.lower()}"
        initial = {"text": text, "threshold": THRESHOLDS[1 if case else 0], "kind": "hands"}
        return self.shown(self.form(initial=initial))

    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.shown(form, status=422)
        values = {key: (str(rule.value), rule.regulation) for key, rule in thresholds(self.actor.today).items()}
        current = self.meeting.items.filter(started_at__isnull=False, ended_at=None).first()
        question = form.question(values, current.pk if current else None)
        commands.put_to_vote(actor=self.actor, month=self.month, meeting=self.meeting, question=question)
        return self.to("run")

    def form(self, *args: Any, **kwargs: Any) -> forms.QuestionForm:
        rules = thresholds(self.actor.today)
        labels = {"more_than_half": "Quá nửa", "two_thirds": "Từ hai phần ba"}
        choices = [
            (key, f"{labels.get(str(r.value), r.value)}: {r.label} ({r.regulation})") for key, r in rules.items()
        ]
        return forms.QuestionForm(*args, thresholds=choices, **kwargs)

    def shown(self, form: Any, status: int = 200) -> HttpResponse:
        standing = meetings.standing(self.meeting.pk, on=self.actor.today)
        return self.page("cell_meetings/ballot.html", status=status, **self.facts(form=form, standing=standing))


class BallotStep(MeetingPage):
    """Ghi kết quả đếm, đóng, hủy, ghi giúp phiếu, ghi bảo lưu."""

    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        ballot = self.one(self.meeting.ballots.select_related("meeting"), self.kwargs["ballot"])
        act = request.POST.get("viec", "")
        steps = {
            "dem": self.count,
            "dong": self.close,
            "huy": self.void,
            "ghi-giup": self.assist,
            "bao-luu": self.reserve,
        }
        if act not in steps:
            raise Invalid("Chọn việc cần làm với biểu quyết này.")
        steps[act](request, ballot)
        return self.to("run" if self.meeting.is_going_on else "minutes")

    def count(self, request: HttpRequest, ballot: Any) -> None:
        everybody = request.POST.get("tat-ca", "")
        votes = forms.votes_from(request.POST, len(ballot.options))
        if everybody.isdecimal():
            votes = (int(everybody), *[0] * (len(ballot.options) - 1))
        elif not request.POST.get("v-0", "").strip():
            raise Invalid(f"Ghi số người chọn “{ballot.options[0]}”, không có thì ghi 0.", field="v-0")
        issued, invalid = request.POST.get("issued", ""), request.POST.get("invalid", "")
        count = meetings.Count(
            votes, int(invalid) if invalid.isdecimal() else 0, int(issued) if issued.isdecimal() else None
        )
        commands.decide_by_hands(actor=self.actor, month=self.month, ballot=ballot, count=count)

    def close(self, request: HttpRequest, ballot: Any) -> None:
        meetings.close_ballot(actor=self.actor, ballot=ballot)

    def void(self, request: HttpRequest, ballot: Any) -> None:
        meetings.void_ballot(actor=self.actor, ballot=ballot, reason=request.POST.get("ly-do", ""))

    def assist(self, request: HttpRequest, ballot: Any) -> None:
        member, option = request.POST.get("nguoi", ""), request.POST.get("phuong-an", "")
        if not (member.isdecimal() and option.isdecimal()):
            raise Invalid("Chọn người và phương án rồi ghi.")
        meetings.cast_assisted_vote(actor=self.actor, ballot=ballot, member_id=int(member), option=int(option))

    def reserve(self, request: HttpRequest, ballot: Any) -> None:
        member = request.POST.get("nguoi", "")
        if not member.isdecimal():
            raise Conflict("Chọn đồng chí bảo lưu ý kiến.")
        meetings.record_reserved_opinion(
            actor=self.actor, ballot=ballot, member_id=int(member), text=request.POST.get("text", "")
        )


class GiveTask(MeetingPage):
    """Giao nhiệm vụ tại cuộc họp."""

    def get(self, request: HttpRequest, **_: Any) -> HttpResponse:
        due = (self.month.month + datetime.timedelta(days=62)).replace(day=1) - datetime.timedelta(days=1)
        return self.shown(self.form(initial={"due_on": min(due, self.actor.today + datetime.timedelta(days=27))}))

    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.shown(form, status=422)
        key = request.POST.get("client_key", "")
        meetings.give_task(
            actor=self.actor, meeting=self.meeting, errand=form.errand(), public_id=uuid.UUID(key) if key else None
        )
        self.say("Đã giao nhiệm vụ.")
        return self.to("give_task" if request.POST.get("tiep") else ("run" if self.meeting.is_going_on else "minutes"))

    def form(self, *args: Any, **kwargs: Any) -> forms.TaskForm:
        return forms.TaskForm(*args, people=prepare.people_to_choose(self.meeting), **kwargs)

    def shown(self, form: Any, status: int = 200) -> HttpResponse:
        given = queries.tasks.of_source(f"meeting:{self.meeting.pk}")
        return self.page(
            "cell_meetings/give_task.html", status=status,
            **self.facts(form=form, given=given, client_key=uuid.uuid4()),
        )  # fmt: skip
