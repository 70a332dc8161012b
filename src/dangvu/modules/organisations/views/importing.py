"""A list of organisations through the browser: every row judged and shown before anything is written."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from dangvu.kernel import files, views
from dangvu.kernel.errors import Invalid, NotFound, Refused
from dangvu.kernel.filing.models import StoredFile
from dangvu.lib import spreadsheets
from dangvu.modules.organisations import commands, forms, queries
from dangvu.modules.organisations.access import Can
from dangvu.modules.organisations.imports import Judgement, judge_organisations
from dangvu.modules.organisations.models import Organisation

LABELS = {
    "accepted": ("ok", "circle-check", "Nhập được"),
    "warning": ("wait", "triangle-alert", "Nhập được, cần xem lại"),
    "rejected": ("late", "circle-x", "Không nhập"),
    "duplicate": ("mute", "copy", "Trùng"),
}


class Upload(views.Page):
    permission = Can.MANAGE

    def form(self, *data: Any) -> forms.Upload:
        return forms.Upload(*data, tops=queries.places_for(self.actor, "cell"), initial={"as_of": self.actor.today})

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page("organisations/upload.html", form=self.form())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.form(request.POST, request.FILES)
        if not form.is_valid():
            return self.page("organisations/upload.html", form=form, status=400)
        given = form.cleaned_data
        try:
            stored = files.receive(given["file"], actor=self.actor, kinds=("sheet",))
            judge(stored, given["as_of"])
        except Refused as refused:
            form.add_error("file", f"{refused.sentence} {refused.hint}".strip())
            return self.page("organisations/upload.html", form=form, status=400)
        place = f"?under={given['under'].public_id}&as_of={given['as_of']:%Y-%m-%d}"
        response = self.done("organisations:confirm", file=stored.public_id)
        response["HX-Redirect" if self.is_htmx else "Location"] += place
        return response


class Confirm(views.Page):
    """The verdict of every row, then one button."""

    permission = Can.MANAGE

    def load(self) -> None:
        own = StoredFile.objects.filter(public_id=self.kwargs["file"], account_id=self.actor.account_id).first()
        if own is None:
            raise NotFound("Không tìm thấy tệp này. Tải danh sách lên lại.")
        self.file = own
        asked = self.request.GET
        self.under = views.get_visible(
            self.actor, Can.MANAGE, Organisation.objects, public_id=_uuid(asked.get("under", ""))
        )
        self.as_of = _day(asked.get("as_of", ""))
        self.judgement = judge(own, self.as_of)

    @property
    def target(self) -> Organisation:
        return self.under

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        verdicts = [(row, *LABELS[str(row.status)]) for row in self.judgement.rows]
        counts = [(*LABELS[status], count) for status, count in self.judgement.counts.items() if count]
        return self.page(
            "organisations/confirm.html",
            file=self.file,
            under=self.under,
            verdicts=verdicts,
            counts=counts,
            messages_of_file=self.judgement.messages,
            ready=sum(row.is_imported for row in self.judgement.rows),
        )

    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        result = commands.import_organisations(
            actor=self.actor, under=self.under, rows=commands.rows_of(self.judgement), as_of=self.as_of
        )
        left = f", {len(result.left_out)} không đặt được vào cây" if result.left_out else ""
        self.say(f"Đã lập {len(result.created)} tổ chức, {len(result.present)} đã có từ trước{left}.")
        return self.done("organisations:detail", id=self.under.public_id)


def judge(stored: StoredFile, as_of: date) -> Judgement:
    try:
        return judge_organisations(spreadsheets.read(files.open_bytes(stored), stored.name), as_of=as_of)
    except spreadsheets.SpreadsheetRefused as refused:
        raise Invalid(refused.sentence, field="file") from refused


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as wrong:
        raise NotFound("Địa chỉ này thiếu ngày của danh sách. Tải danh sách lên lại.") from wrong


def _uuid(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError as wrong:
        raise NotFound("Địa chỉ này thiếu tổ chức. Tải danh sách lên lại.") from wrong
