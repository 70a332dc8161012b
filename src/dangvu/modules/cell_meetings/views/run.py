"""Running a meeting: the board, its parts as they change, one press per step."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse

from dangvu.kernel.errors import Invalid
from dangvu.modules.cell_meetings import commands
from dangvu.modules.cell_meetings.queries import run as queries
from dangvu.modules.cell_meetings.views.base import MeetingPage
from dangvu.modules.meetings import api as meetings

PARTS = ("agenda", "record", "side", "bar")


class Run(MeetingPage):
    """Điều hành."""

    def get(self, request: HttpRequest, **_: Any) -> HttpResponse:
        if self.meeting.state == "draft":
            return self.to("meeting")
        if self.meeting.is_over:
            return self.to("minutes")
        return self.page("cell_meetings/run.html", **run_facts(self), typed=self.invited_to_speak())

    def invited_to_speak(self) -> str:
        """Whoever was just invited to speak stands in the box already."""
        wanted = self.request.GET.get("noi", "")
        known = self.meeting.invitations.filter(member_id=wanted) if wanted.isdecimal() else None
        person = known.select_related("member").first() if known is not None else None
        return f"@{person.name}: " if person else ""


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
        elif request.POST.get("viec") == "moi":
            return speaking(self, opinion.member_id)
        else:
            meetings.take_opinion(actor=self.actor, opinion=opinion)
        return self.to("run" if self.meeting.is_going_on else "meeting")


class Hand(MeetingPage):
    """Đăng ký phát biểu: invited first, done afterwards."""

    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        asked = self.one(self.meeting.speak_requests.select_related("meeting"), self.kwargs["hand"])
        if request.POST.get("viec") == "xong":
            meetings.finish_speaker(actor=self.actor, request=asked)
            return self.to("run")
        meetings.call_speaker(actor=self.actor, request=asked)
        return speaking(self, asked.member_id)


def speaking(page: MeetingPage, member_id: int) -> HttpResponse:
    """Back to the board, with the speaker's name in the box."""
    response = page.to("run")
    for header in ("Location", "HX-Redirect"):
        if header in response:
            response[header] = f"{response[header]}?noi={member_id}"
    return response
