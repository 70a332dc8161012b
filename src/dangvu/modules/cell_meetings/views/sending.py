"""Score, report, sending up; what the committee does with them."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from dangvu.kernel import lifecycle
from dangvu.kernel.access import allowed
from dangvu.kernel.errors import Invalid
from dangvu.modules.cell_meetings import commands, forms, states
from dangvu.modules.cell_meetings.access import Can
from dangvu.modules.cell_meetings.exports import papers
from dangvu.modules.cell_meetings.queries import report as reports
from dangvu.modules.cell_meetings.queries import score as scoring
from dangvu.modules.cell_meetings.views.base import MonthPage
from dangvu.modules.cell_meetings.views.minutes import pdf
from dangvu.modules.documents import api as documents


class Score(MonthPage):
    """Chấm điểm: prefilled from facts, a person presses."""

    permission = Can.SCORE

    def get(self, request: HttpRequest, **_: Any) -> HttpResponse:
        return self.shown()

    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        view = scoring.sheet_view(self.month, self.actor.now)
        codes = [part["code"] for row in view.rows for part in row["parts"]]
        try:
            score = commands.score_month(
                actor=self.actor, month=self.month, points=forms.points_from(request.POST, codes)
            )
        except Invalid as refused:
            return self.shown(refused, status=422)
        self.say(f"Đã lưu: {score.self_total} điểm, {score.self_grade}.")
        return self.done("cell_meetings:send", id=self.month.public_id)

    def shown(self, refused: Invalid | None = None, status: int = 200) -> HttpResponse:
        view = scoring.sheet_view(self.month, self.actor.now)
        return self.page("cell_meetings/score.html", status=status, month=self.month, view=view, refused=refused)


class Send(MonthPage):
    """Gửi lên đảng ủy: what goes, one button."""

    permission = Can.SEND

    def get(self, request: HttpRequest, **_: Any) -> HttpResponse:
        report = reports.report(self.month)
        return self.shown(report, forms.ReportForm(initial=vars(report.drafted)))

    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        form = forms.ReportForm(request.POST)
        form.is_valid()
        if not self.month.is_up and request.POST.get("results") is not None:
            self.month = commands.write_report(actor=self.actor, month=self.month, **form.cleaned_data)
        if request.POST.get("viec") == "luu":
            self.say("Đã lưu báo cáo.")
            return self.done("cell_meetings:send", id=self.month.public_id)
        commands.send_month(actor=self.actor, month=self.month)
        self.say("Đã gửi biên bản, báo cáo và điểm tự chấm lên đảng ủy.")
        return self.done("cell_meetings:send", id=self.month.public_id)

    def shown(self, report: reports.Report, form: Any) -> HttpResponse:
        why = lifecycle.obstacle(states.MONTH["send"], self.month)
        return self.page(
            "cell_meetings/send.html", month=self.month, meeting=self.month.meeting, report=report, form=form, why=why
        )


class Report(MonthPage):
    """Báo cáo của tháng, for the cell and for those above."""

    def get(self, request: HttpRequest, **_: Any) -> HttpResponse:
        verifies = self.month.is_up and allowed(self.actor, Can.VERIFY, self.month)
        view = scoring.sheet_view(self.month, self.actor.now, verifying=verifies) if self.month.scored_at else None
        return self.page(
            "cell_meetings/report.html", month=self.month, meeting=self.month.meeting, view=view, verifies=verifies,
            report=reports.report(self.month), today=self.actor.today,
        )  # fmt: skip


class ReportPdf(MonthPage):
    """Báo cáo tháng, bản in."""

    def get(self, request: HttpRequest, **_: Any) -> HttpResponse:
        if self.month.meeting is None:
            raise Invalid("Tháng này chi bộ chưa có buổi sinh hoạt nên chưa có báo cáo.")
        made = documents.compose(papers.report(self.month, reports.drafted(self.month)))
        return pdf(made, f"bao-cao-{self.month.month:%Y-%m}.pdf")


class Verify(MonthPage):
    """Nhận, xác nhận điểm, đề nghị bổ sung."""

    permission = Can.VERIFY
    needs = Can.VERIFY

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        act = kwargs["act"]
        if act == "nhan":
            commands.receive_month(actor=self.actor, month=self.month)
            self.say("Đã ghi nhận hồ sơ tháng.")
        elif act == "bo-sung":
            commands.give_month_back(actor=self.actor, month=self.month, reason=request.POST.get("reason", ""))
            self.say("Đã đề nghị chi bộ bổ sung.")
        elif act == "diem":
            self.verify(request)
        else:
            raise Invalid("Chọn việc cần làm với hồ sơ tháng.")
        return self.after()

    def verify(self, request: HttpRequest) -> None:
        view = scoring.sheet_view(self.month, self.actor.now, verifying=True)
        codes = [part["code"] for row in view.rows for part in row["parts"]]
        points = forms.points_from(request.POST, codes)
        if request.POST.get("giu-nguyen") and view.score:
            points = view.score.self_points
        score = commands.verify_score(
            actor=self.actor, month=self.month, points=points, remark=request.POST.get("remark", "")
        )
        if self.month.state == states.State.SENT:
            commands.receive_month(actor=self.actor, month=self.month)
        self.say(f"Đã xác nhận {score.verified_total} điểm, {score.grade}.")

    def after(self) -> HttpResponse:
        if self.request.POST.get("ve") == "toan-xa":
            response = self.done("cell_meetings:overview")
            for header in ("Location", "HX-Redirect"):
                if header in response:
                    response[header] = f"{response[header]}?thang={self.month.month:%Y-%m}"
            return response
        return self.done("cell_meetings:report", id=self.month.public_id)
