"""Running a meeting: the board, its parts as they change, one press per step."""

import datetime
import uuid
from typing import Any

import segno
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from dangvu.kernel import rulebook
from dangvu.kernel.errors import Conflict, Invalid, NotFound
from dangvu.modules.cell_meetings import commands, forms
from dangvu.modules.cell_meetings.queries import prepare
from dangvu.modules.cell_meetings.queries import run as queries
from dangvu.modules.cell_meetings.views.base import MeetingPage
from dangvu.modules.meetings import api as meetings

PARTS = ("agenda", "record", "side", "bar")
THRESHOLDS = ("meetings.threshold_resolution", "meetings.threshold_admission")


class Run(MeetingPage):
    """Điều hành."""

    def get(self, request: HttpRequest, **_: Any) -> HttpResponse:
        if self.meeting.state == "draft":
            return self.to("meeting")
        if self.meeting.is_over:
            return self.to("minutes")
        return self.page("cell_meetings/run.html", **run_facts(self))


class RunPart(MeetingPage):
    """One column again, when something changed."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.meeting.is_over:
            return HttpResponse(status=204, headers={"HX-Refresh": "true"})
        part = kwargs["part"] if kwargs["part"] in PARTS else "agenda"
        return self.part(f"cell_meetings/run_{part}.html", **run_facts(self))


def run_facts(page: MeetingPage) -> dict[str, Any]:
    view = queries.run_view(page.place, page.actor.now)
    return page.facts(run=view, client_key=uuid.uuid4(), soon=page.meeting.state == "called")


class Act(MeetingPage):
    """Khai mạc, mục tiếp theo, tạm nghỉ, họp tiếp, kết thúc."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        acts = {
            "khai-mac": self.open,
            "muc-sau": self.next,
            "tam-nghi": self.interrupt,
            "hop-tiep": self.resume,
            "ket-thuc": self.close,
        }
        act = acts.get(kwargs["act"])
        if act is None:
            raise Invalid("Không có việc này trên màn hình điều hành.")
        return act(request)

    def open(self, request: HttpRequest) -> HttpResponse:
        opened = meetings.open_meeting(actor=self.actor, meeting=self.meeting)
        if first := opened.items.order_by("order").first():
            meetings.start_item(actor=self.actor, item=first)
        return self.to("run")

    def next(self, request: HttpRequest) -> HttpResponse:
        """`muc` is the item the screen saw as next: a second press of the same button does nothing twice."""
        wanted = request.POST.get("muc", "")
        item = self.meeting.items.filter(public_id=wanted).first() if wanted else None
        if item is not None:
            meetings.start_item(actor=self.actor, item=item)
        elif current := self.meeting.items.filter(started_at__isnull=False, ended_at=None).first():
            meetings.finish_item(actor=self.actor, item=current)
        return self.to("run")

    def interrupt(self, request: HttpRequest) -> HttpResponse:
        meetings.interrupt_meeting(actor=self.actor, meeting=self.meeting, reason=request.POST.get("ly-do", ""))
        return self.to("run")

    def resume(self, request: HttpRequest) -> HttpResponse:
        meetings.resume_meeting(actor=self.actor, meeting=self.meeting)
        return self.to("run")

    def close(self, request: HttpRequest) -> HttpResponse:
        commands.close_and_propose(actor=self.actor, month=self.month, meeting=self.meeting)
        self.say("Đã kết thúc họp. Máy đã soạn biên bản, đồng chí xem lại.")
        return self.to("minutes")


class Say(MeetingPage):
    """Ghi một dòng."""

    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        key, speaker = request.POST.get("client_key", ""), request.POST.get("speaker", "")
        try:
            commands.write_said(
                actor=self.actor, month=self.month, meeting=self.meeting, typed=request.POST.get("typed", ""),
                client_key=uuid.UUID(key) if key else uuid.uuid4(),
                speaker_id=int(speaker) if speaker.isdecimal() else None,
            )  # fmt: skip
        except Invalid as refused:
            return self.again(request, refused)
        if not self.is_htmx:
            return self.to("run")
        return self.part("cell_meetings/run_entry.html", **self.facts(client_key=uuid.uuid4()))

    def again(self, request: HttpRequest, refused: Invalid) -> HttpResponse:
        """What was typed stays in the box, with the sentence above it."""
        facts = {"client_key": uuid.uuid4(), "problem": refused.sentence, "typed": request.POST.get("typed", "")}
        if self.is_htmx:
            return self.part("cell_meetings/run_entry.html", **self.facts(**facts))
        return self.page("cell_meetings/run.html", status=422, **{**run_facts(self), **facts})


class EditLine(MeetingPage):
    """Sửa hoặc bỏ một dòng ghi."""

    def load(self) -> None:
        super().load()
        self.line = self.one(self.meeting.lines.select_related("speaker"), self.kwargs["line"])

    def get(self, request: HttpRequest, **_: Any) -> HttpResponse:
        kept = self.meeting.kept_texts.filter(where="line", target_id=self.line.pk, settled_at=None).first()
        return self.page("cell_meetings/line.html", **self.facts(line=self.line, kept=kept))

    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        if request.POST.get("viec") == "bo":
            meetings.strike_line(actor=self.actor, line=self.line)
            return self.back()
        revision = int(request.POST.get("revision", "0") or 0)
        written = meetings.edit_line(
            actor=self.actor, line=self.line, text=request.POST.get("text", ""), revision=revision
        )
        self.say(written.sentence)
        return self.back()

    def back(self) -> HttpResponse:
        return self.to("run" if self.meeting.is_going_on else "minutes")


class Conclude(MeetingPage):
    """Ghi kết luận của chủ trì cho một mục."""

    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        item = self.one(self.meeting.items, self.kwargs["item"])
        revision = int(request.POST.get("revision", "0") or 0)
        written = meetings.conclude_item(
            actor=self.actor, item=item, text=request.POST.get("text", "").strip(), revision=revision
        )
        if written.conflict:
            self.say(written.sentence)
        return self.to("run")


class Settle(MeetingPage):
    """Chọn giữa hai bản viết cùng lúc: the one in place stays, or the other takes it."""

    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        kept = self.one(self.meeting.kept_texts, self.kwargs["kept"])
        if request.POST.get("chon") == "kia":
            self.replace(kept)
        meetings.settle_kept_text(actor=self.actor, kept=kept)
        return self.to("run" if self.meeting.is_going_on else "minutes")

    def replace(self, kept: Any) -> None:
        if kept.where == "line":
            line = self.meeting.lines.get(pk=kept.target_id)
            meetings.edit_line(actor=self.actor, line=line, text=kept.text, revision=line.revision)
        elif kept.where == "conclusion":
            item = self.meeting.items.get(pk=kept.target_id)
            meetings.conclude_item(actor=self.actor, item=item, text=kept.text, revision=item.revision)
        else:
            version = self.meeting.minutes.versions.first()
            meetings.write_minutes(
                actor=self.actor, meeting=self.meeting, text=kept.text, based_on=version.number, chosen=True
            )


class TakeOpinion(MeetingPage):
    """Ý kiến gửi đến: vào biên bản, mời phát biểu, hoặc trả lời."""

    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        opinion = self.one(self.meeting.opinions.select_related("meeting"), self.kwargs["opinion"])
        if request.POST.get("viec") == "tra-loi":
            meetings.answer_opinion(actor=self.actor, opinion=opinion, answer=request.POST.get("answer", ""))
        else:
            meetings.take_opinion(actor=self.actor, opinion=opinion)
        return self.to("run" if self.meeting.is_going_on else "meeting")


class RollCall(MeetingPage):
    """Điểm danh theo danh sách, nút lớn; ghi giúp."""

    def get(self, request: HttpRequest, **_: Any) -> HttpResponse:
        standing = meetings.standing(self.meeting.pk, on=self.actor.today)
        return self.page("cell_meetings/roll.html", **self.facts(standing=standing))

    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        wanted = [int(each) for each in request.POST.getlist("moi") if each.isdecimal()]
        if request.POST.get("tat-ca"):
            standing = meetings.standing(self.meeting.pk, on=self.actor.today)
            wanted = [row.invitation_id for row in standing.rows if row.category is None and row.response == "coming"]
        if not wanted:
            raise Invalid("Chưa chọn ai để điểm danh.")
        meetings.record_attendance(
            actor=self.actor, meeting=self.meeting, invitation_ids=wanted,
            category=request.POST.get("muc", "present"), reason=request.POST.get("ly-do", ""),
            assisted=bool(request.POST.get("ghi-giup")),
        )  # fmt: skip
        if self.is_htmx:
            return self.part(
                "cell_meetings/roll.html#rows",
                **self.facts(standing=meetings.standing(self.meeting.pk, on=self.actor.today)),
            )
        return self.to("roll")


class CorrectMark(MeetingPage):
    """Sửa điểm danh, có lý do."""

    def load(self) -> None:
        super().load()
        found = self.meeting.invitations.select_related("member").filter(pk=self.kwargs["invitation"]).first()
        if found is None:
            raise NotFound("Người này không còn trong danh sách mời.")
        self.invitation = found

    def get(self, request: HttpRequest, **_: Any) -> HttpResponse:
        rows = meetings.sheet(self.meeting.pk)
        row = next((each for each in rows if each.invitation_id == self.invitation.pk), None)
        return self.page("cell_meetings/correct_mark.html", **self.facts(row=row, invitation=self.invitation))

    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        meetings.correct_attendance(
            actor=self.actor, meeting=self.meeting, invitation_id=self.invitation.pk,
            category=request.POST.get("muc", ""), reason=request.POST.get("ly-do", ""),
        )  # fmt: skip
        self.say("Đã sửa điểm danh.")
        return self.to("minutes" if self.meeting.is_over else "roll")


class Projector(MeetingPage):
    """Mã QR chiếu lên màn hình, đổi mỗi 30 giây."""

    def get(self, request: HttpRequest, **_: Any) -> HttpResponse:
        if self.meeting.is_over:
            return self.to("minutes")
        code = meetings.shown_code(self.meeting.pk, self.actor.now)
        facts = self.facts(code=code, svg=self.qr(code.token),
                           standing=meetings.standing(self.meeting.pk, on=self.actor.today))  # fmt: skip
        if self.is_htmx:
            return self.part("cell_meetings/projector.html#code", **facts)
        return self.page("cell_meetings/projector.html", **facts)

    def qr(self, token: str) -> str:
        """What the phone's camera opens; dark on white in every theme."""
        address = self.request.build_absolute_uri(reverse("meetings:arrive", kwargs={"token": token}))
        return segno.make(address, error="m").svg_inline(border=2, light="#fff", omitsize=True)


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
