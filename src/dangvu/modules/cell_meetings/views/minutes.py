"""Writing up: the minutes as a sheet, versions, adoption, number, ink, lock; resolutions likewise."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from dangvu.kernel import files
from dangvu.kernel.access import VIETNAM
from dangvu.kernel.errors import Conflict, Invalid, NotFound
from dangvu.kernel.views import Page, get_visible
from dangvu.modules.cell_meetings import commands, forms
from dangvu.modules.cell_meetings.access import Can
from dangvu.modules.cell_meetings.exports import papers
from dangvu.modules.cell_meetings.models import MinutesPaper, Resolution
from dangvu.modules.cell_meetings.queries import minutes as queries
from dangvu.modules.cell_meetings.views.base import MeetingPage
from dangvu.modules.documents import api as documents
from dangvu.modules.meetings import api as meetings

SCANS = ("pdf", "image")


class WriteUp(MeetingPage):
    """Biên bản: the paper, the way to the signatures, its versions."""

    def get(self, request: HttpRequest, **_: Any) -> HttpResponse:
        number = request.GET.get("ban", "")
        sheet = queries.sheet(self.place, int(number) if number.isdecimal() else None)
        if sheet is None:
            return self.page("cell_meetings/no_minutes.html", **self.facts())
        return self.page("cell_meetings/minutes.html", **self.facts(sheet=sheet, step=self.place.step))


class EditMinutes(MeetingPage):
    """Sửa biên bản."""

    def get(self, request: HttpRequest, **_: Any) -> HttpResponse:
        version = self.latest()
        return self.page("cell_meetings/edit_minutes.html", **self.facts(version=version, text=version.text))

    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        based = request.POST.get("based_on", "")
        written = meetings.write_minutes(
            actor=self.actor, meeting=self.meeting, text=request.POST.get("text", ""),
            based_on=int(based) if based.isdecimal() else 0,
        )  # fmt: skip
        self.say(written.sentence)
        return self.to("minutes")

    def latest(self) -> Any:
        found = getattr(self.meeting, "minutes", None)
        version = found.versions.first() if found else None
        if version is None:
            raise NotFound("Chưa có bản biên bản nào. Quay lại và bấm “Máy soạn biên bản”.")
        return version


class MinutesAct(MeetingPage):
    """Soạn, đã đọc, thông qua, lấy số, khóa, đính chính."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        acts = {
            "soan": self.compose, "da-doc": self.read, "thong-qua": self.adopt, "lay-so": self.issue, "khoa": self.lock,
            "dinh-chinh": self.correct, "ket-thuc": self.finish,
        }  # fmt: skip
        act = acts.get(kwargs["act"])
        if act is None:
            raise Invalid("Không có việc này với biên bản.")
        act(request)
        return self.to("minutes")

    def compose(self, request: HttpRequest) -> None:
        meetings.compose_minutes(actor=self.actor, meeting=self.meeting)
        self.say("Máy đã soạn lại biên bản thành một bản mới; bản cũ vẫn giữ.")

    def read(self, request: HttpRequest) -> None:
        meetings.read_minutes(actor=self.actor, minutes=self.minutes())

    def adopt(self, request: HttpRequest) -> None:
        """With the number at once: nothing stands between the two, and one press less."""
        adopted = meetings.adopt_minutes(
            actor=self.actor, meeting=self.meeting, how=request.POST.get("cach", "Giơ tay")
        )
        if adopted.is_over:
            self.place.meeting.refresh_from_db()
            commands.issue_minutes(actor=self.actor, month=self.month, meeting=self.place.meeting)
            self.say("Biên bản đã thông qua và lấy số. In ra, ký rồi chụp lại gắn vào đây.")

    def issue(self, request: HttpRequest) -> None:
        commands.issue_minutes(actor=self.actor, month=self.month, meeting=self.meeting)

    def lock(self, request: HttpRequest) -> None:
        commands.keep_signed_minutes(actor=self.actor, month=self.month, meeting=self.meeting)
        self.say("Đã ghi nhận bản giấy đủ chữ ký và khóa hồ sơ.")

    def correct(self, request: HttpRequest) -> None:
        meetings.add_correction(actor=self.actor, minutes=self.minutes(), text=request.POST.get("text", ""))
        self.say("Đã lập bản đính chính kèm theo biên bản.")

    def finish(self, request: HttpRequest) -> None:
        commands.close_and_propose(actor=self.actor, month=self.month, meeting=self.meeting)

    def minutes(self) -> Any:
        found = getattr(self.meeting, "minutes", None)
        if found is None:
            raise Conflict("Chưa có bản biên bản nào. Bấm “Máy soạn biên bản” trước.")
        return found


class SignedMinutes(MeetingPage):
    """Gắn ảnh chụp bản có chữ ký: signs and locks in one go."""

    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        stored, signed_on = scan_of(request, self)
        commands.attach_signed_minutes(
            actor=self.actor, month=self.month, meeting=self.meeting, scan=stored, signed_on=signed_on
        )
        self.say("Đã gắn bản có chữ ký và khóa hồ sơ cuộc họp.")
        return self.to("minutes")


def scan_of(request: HttpRequest, page: Page) -> tuple[Any, Any]:
    form = forms.ScanForm(request.POST, request.FILES)
    if not form.is_valid():
        raise Invalid("Chưa chọn ảnh chụp hoặc bản quét. Chọn tệp rồi gửi.", field="file")
    stored = files.receive(form.cleaned_data["file"], actor=page.actor, kinds=SCANS)
    return stored, form.cleaned_data["signed_on"]


class MinutesFile(MeetingPage):
    """Bản PDF có số, hoặc bản quét có chữ ký."""

    permission = Can.VIEW
    needs = Can.VIEW

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        kept = MinutesPaper.objects.filter(meeting=self.meeting).select_related("paper__file").first()
        if kept is None:
            raise NotFound("Biên bản chưa lấy số nên chưa có bản in.")
        return paper_file(request, kept.paper, kwargs["which"])


def paper_file(request: HttpRequest, paper: Any, which: str) -> HttpResponse:
    if which == "da-ky":
        scan = paper.scans.select_related("file").order_by("-pk").first()
        if scan is None:
            raise NotFound("Chưa gắn bản có chữ ký.")
        return files.download_response(request, scan.file, inline=True)
    return files.download_response(request, paper.file, inline=True)


class NewResolution(MeetingPage):
    """Soạn dự thảo nghị quyết, điền sẵn từ chương trình."""

    def get(self, request: HttpRequest, **_: Any) -> HttpResponse:
        return self.shown(forms.ResolutionForm(initial=queries.proposed_resolution(self.place)))

    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        form = forms.ResolutionForm(request.POST)
        if not form.is_valid():
            return self.shown(form, status=422)
        commands.draft_resolution(actor=self.actor, month=self.month, meeting=self.meeting, **form.cleaned_data)
        self.say("Đã lưu dự thảo nghị quyết.")
        return self.to("minutes" if self.meeting.is_over else "meeting")

    def shown(self, form: Any, status: int = 200) -> HttpResponse:
        return self.page("cell_meetings/resolution_form.html", status=status, **self.facts(form=form))


class ResolutionPage(Page):
    """About one resolution of the cell."""

    permission = Can.VIEW
    needs = Can.VIEW

    def load(self) -> None:
        rows = Resolution.objects.select_related("month__organisation", "meeting__chair", "paper__file")
        self.resolution: Resolution = get_visible(self.actor, self.needs, rows, public_id=self.kwargs["id"])

    @property
    def target(self) -> Resolution:
        return self.resolution


class EditResolution(ResolutionPage):
    """The resolution as a sheet; while a draft, with its text to write."""

    def get(self, request: HttpRequest, **_: Any) -> HttpResponse:
        resolution = self.resolution
        kept = {"kind": resolution.kind, "subject": resolution.subject, "text": resolution.text}
        return self.shown(forms.ResolutionForm(initial=kept))

    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        form = forms.ResolutionForm({**request.POST.dict(), "kind": self.resolution.kind})
        if not form.is_valid():
            return self.shown(form, status=422)
        revision = request.POST.get("revision", "")
        written = commands.write_resolution(
            actor=self.actor, resolution=self.resolution, subject=form.cleaned_data["subject"],
            text=form.cleaned_data["text"], revision=int(revision) if revision.isdecimal() else 0,
        )  # fmt: skip
        other = "Có người vừa sửa ở máy khác. Cả hai bản đều được giữ; đồng chí xem và chọn một bản."
        self.say(other if written.other_text else "Đã lưu dự thảo.")
        return self.done("cell_meetings:resolution", id=self.resolution.public_id)

    def shown(self, form: Any, status: int = 200) -> HttpResponse:
        sheet = queries.resolution_sheet(self.resolution)
        may_write = self.actor.can_anywhere(Can.PREPARE)
        return self.page(
            "cell_meetings/resolution.html", status=status, form=form, resolution=self.resolution, sheet=sheet,
            meeting=self.resolution.meeting, may_write=may_write,
        )  # fmt: skip


class ResolutionAct(ResolutionPage):
    """Thông qua, lấy số, gắn bản đã ký."""

    permission = Can.PREPARE
    needs = Can.PREPARE

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if kwargs["act"] == "thong-qua":
            adopted = commands.adopt_resolution(actor=self.actor, resolution=self.resolution)
            commands.issue_resolution(actor=self.actor, resolution=adopted)
            self.say("Nghị quyết đã thông qua và lấy số. In ra, ký rồi chụp lại gắn vào đây.")
        elif kwargs["act"] == "ban-da-ky":
            stored, signed_on = scan_of(request, self)
            commands.attach_signed_resolution(
                actor=self.actor, resolution=self.resolution, scan=stored, signed_on=signed_on
            )
            self.say("Đã gắn bản có chữ ký.")
        else:
            raise Invalid("Không có việc này với nghị quyết.")
        return self.done("cell_meetings:resolution", id=self.resolution.public_id)


class ResolutionFile(ResolutionPage):
    """Bản PDF: có số, dự thảo, hoặc bản quét có chữ ký."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.resolution.paper is not None:
            return paper_file(request, self.resolution.paper, kwargs["which"])
        made = documents.compose(papers.resolution(self.resolution))
        return pdf(made, f"nghi-quyet-{self.resolution.meeting.starts_at.astimezone(VIETNAM):%Y-%m}.pdf")


def pdf(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )
