"""The roll: by list, corrected with a reason, by the code on the screen."""

from typing import Any

import segno
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from dangvu.kernel.errors import Invalid, NotFound
from dangvu.modules.cell_meetings.views.base import MeetingPage
from dangvu.modules.meetings import api as meetings


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
