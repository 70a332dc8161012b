"""The papers of my organisations: list, one paper, its files, the signed scan."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from dangvu.kernel import files, lifecycle, views
from dangvu.kernel.errors import Invalid, NotFound
from dangvu.modules.documents import forms, queries, states
from dangvu.modules.documents.access import Can
from dangvu.modules.documents.commands import paper as commands
from dangvu.modules.documents.models import RegisteredPaper
from dangvu.modules.documents.rules import layout, references, types

PAGE_ROWS = 30


class Listing(views.Page):
    permission = Can.VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        words, state = request.GET.get("q", "").strip(), request.GET.get("tinh-trang", "")
        state = state if state in list(states.Paper) else ""
        kind = request.GET.get("loai", "")
        rows = queries.papers(
            self.actor, words=words, document_type=kind if kind in types.catalogue() else "", state=state
        )
        found = Paginator(rows, PAGE_ROWS).get_page(request.GET.get("trang"))
        shown = (states.Paper.ISSUED, states.Paper.SIGNED, states.Paper.DRAFT)
        tabs = [("", "Tất cả"), *[(each, states.PAPER_LABELS[each]) for each in shown]]
        return self.page(
            "documents/list.html",
            papers=found,
            tabs=[{"value": value, "label": label, "current": value == state} for value, label in tabs],
            words=words,
            state=state,
            may_number=self.actor.can_anywhere(Can.SERIES),
        )


class Detail(views.Page):
    """One paper and what may be done with it."""

    permission = Can.VIEW

    def load(self) -> None:
        rows = RegisteredPaper.objects.select_related("organisation", "file")
        self.paper: RegisteredPaper = views.get_visible(self.actor, Can.VIEW, rows, public_id=self.kwargs["id"])

    @property
    def target(self) -> RegisteredPaper:
        return self.paper

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        return self.show()

    def show(self, form: forms.Attach | None = None, status: int = 200) -> HttpResponse:
        return self.page(
            "documents/detail.html",
            status=status,
            paper=self.paper,
            scans=self.paper.scans.select_related("file"),
            offers={offer.name: offer for offer in lifecycle.available(self.paper, self.actor)},
            profile=layout.profile_called(self.paper.profile) if self.paper.profile else None,
            code=queries.reference_code(self.paper),
            form=form or forms.Attach(),
            withdraw_form=forms.Withdraw(),
        )


class Reference(Detail):
    """Where the QR in the foot leads: the paper itself, with the camera one tap away."""

    def load(self) -> None:
        paper_id = references.paper_id(self.kwargs["code"], queries.reference_key())
        if paper_id is None:
            raise NotFound("Mã này không phải mã văn bản của hệ thống. Quét lại mã QR ở chân trang giấy.")
        rows = RegisteredPaper.objects.select_related("organisation", "file")
        self.paper = views.get_visible(self.actor, Can.VIEW, rows, pk=paper_id)

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        offers = {offer.name: offer for offer in lifecycle.available(self.paper, self.actor)}
        scans = self.paper.scans.select_related("file")
        return self.page("documents/scan.html", paper=self.paper, offers=offers, scans=scans, form=forms.Attach())


class Printed(Detail):
    """The paper as it was issued."""

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        if self.paper.file is None:
            raise NotFound("Văn bản này chưa ban hành nên chưa có bản in.")
        return files.download_response(request, self.paper.file, inline="tai-ve" not in request.GET)


class Scan(Detail):
    """One signed scan."""

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        scan = self.paper.scans.filter(public_id=self.kwargs["scan"]).select_related("file").first()
        if scan is None:
            raise NotFound("Không tìm thấy bản ký này.")
        return files.download_response(request, scan.file, inline="tai-ve" not in request.GET)


class Attach(Detail):
    permission = Can.ATTACH

    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        form = forms.Attach(request.POST)
        upload = next((each for each in request.FILES.getlist("file") if each), None)
        if not form.is_valid():
            return self.show(form, status=400)
        if upload is None:
            raise Invalid("Chưa có tệp: chụp tờ giấy đã ký hoặc chọn bản quét.", field="file")
        stored = files.receive(upload, actor=self.actor, kinds=("pdf", "image"))
        commands.attach_signed_scan(actor=self.actor, paper=self.paper, file=stored, **form.cleaned_data)
        self.say("Đã gắn bản đã ký. Bản in ban đầu vẫn được giữ.")
        return self.done("documents:detail", id=self.paper.public_id)


class Withdraw(Detail):
    permission = Can.ISSUE

    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        commands.withdraw_paper(actor=self.actor, paper=self.paper, reason=request.POST.get("reason", ""))
        self.say("Đã thu hồi văn bản. Số của văn bản không dùng lại.")
        return self.done("documents:detail", id=self.paper.public_id)
