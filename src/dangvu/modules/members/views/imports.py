"""Importing a list in the browser: upload, progress, columns, verdicts, confirm."""

from typing import Any
from urllib.parse import quote

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from dangvu.kernel import files, views
from dangvu.kernel.errors import Invalid, Refused
from dangvu.lib import workbook_safety
from dangvu.modules.members import commands, exports, forms, queries, states
from dangvu.modules.members.access import Can
from dangvu.modules.members.imports import FIELD_LABELS, STATUS_LABELS
from dangvu.modules.members.models import ImportBatch
from dangvu.modules.members.states import State
from dangvu.modules.organisations import api as organisations

PAGE_ROWS = 30
MAX_BYTES = 80_000_000


class Imports(views.Page):
    """Earlier imports, and the form that begins a new one."""

    permission = Can.IMPORT

    def _form(self, data: Any = None, uploaded: Any = None) -> forms.Upload:
        places = [(place.public_id, place.name) for place in queries.places(self.actor)]
        return forms.Upload(data, uploaded, places=places, initial={"as_of": self.actor.today})

    def _page(self, form: forms.Upload, status: int = 200) -> HttpResponse:
        page = Paginator(queries.batches(self.actor), PAGE_ROWS).get_page(self.request.GET.get("trang"))
        return self.page("members/imports.html", form=form, page=page, tones=states.TONES, status=status)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(self._form())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self._form(request.POST, request.FILES)
        if form.is_valid():
            try:
                batch = self._uploaded(form.cleaned_data)
            except Refused as refused:
                form.add_error("file" if refused.field != "as_of" else "as_of", f"{refused.sentence} {refused.hint}")
            else:
                return self.done("members:import", id=batch.public_id)
        return self._page(form, status=400)

    def _uploaded(self, data: dict[str, Any]) -> ImportBatch:
        rows = organisations.Organisation.objects
        organisation = views.get_visible(self.actor, Can.IMPORT, rows, public_id=data["organisation"])
        _inspect(data["file"])
        stored = files.receive(data["file"], actor=self.actor, kinds=("sheet",), max_bytes=MAX_BYTES)
        return commands.upload_import(actor=self.actor, organisation=organisation, file=stored, as_of=data["as_of"])


def _inspect(upload: Any) -> None:
    """Our own sentences for wrong files come before the general ones."""
    try:
        workbook_safety.inspect(upload.read(), upload.name, workbook_safety.Limits())
    except workbook_safety.SpreadsheetRefused as refused:
        raise Invalid(refused.sentence, field="file") from refused
    finally:
        upload.seek(0)


class Import(views.Page):
    """One import: its progress, or its verdicts."""

    permission = Can.IMPORT

    def load(self) -> None:
        self.batch: ImportBatch = queries.get_batch(self.actor, self.kwargs["id"])

    @property
    def target(self) -> ImportBatch:
        return self.batch

    def get(self, request: HttpRequest, **_: Any) -> HttpResponse:
        verdict = request.GET.get("ket-qua", "")
        reason = request.GET.get("ly-do", "")
        page = Paginator(queries.rows(self.batch, verdict, reason), PAGE_ROWS).get_page(request.GET.get("trang"))
        return self.page(
            "members/import.html",
            **self.standing(),
            page=page,
            rows=queries.shown(page.object_list),
            tabs=self._tabs(verdict),
            reasons=self._reasons(reason),
            verdict=verdict,
        )

    def standing(self) -> dict[str, Any]:
        batch = self.batch
        writing = batch.state in {State.CONFIRMED, State.RUNNING, State.DONE}
        taken = sum(int(batch.counts.get(code, 0)) for code in ("accepted", "warning"))
        return {
            "batch": batch,
            "label": states.LABELS[State(batch.state)],
            "tone": states.TONES[State(batch.state)],
            "working": batch.state in states.WORKING,
            "value": batch.written if writing else batch.judged,
            "taken": taken,
            "left_out": batch.judged - taken,
        }

    def _tabs(self, verdict: str) -> list[dict[str, Any]]:
        counts = self.batch.counts
        every = {"url": "?", "label": "Tất cả", "count": self.batch.judged, "current": not verdict}
        return [every] + [
            {"url": f"?ket-qua={code}", "label": label, "count": counts.get(code, 0), "current": code == verdict}
            for code, label in STATUS_LABELS.items()
        ]

    def _reasons(self, chosen: str) -> list[dict[str, Any]]:
        found = sorted(self.batch.counts.get("reasons", {}).items(), key=lambda pair: -pair[1])
        return [
            {"url": f"?ly-do={code}", "sentence": queries.sentences_of([code])[0], "count": number,
             "current": code == chosen}
            for code, number in found
        ]  # fmt: skip


class Progress(Import):
    """The moving part alone; when the work is over, the whole page is asked for."""

    def get(self, request: HttpRequest, **_: Any) -> HttpResponse:
        if self.batch.state not in states.WORKING:
            return self.done("members:import", id=self.batch.public_id)
        return self.part("members/import.html#progress", **self.standing())


class Mapping(Import):
    """Which column holds what, as it was understood, and a person's corrections."""

    def get(self, request: HttpRequest, **_: Any) -> HttpResponse:
        sheets = [{**sheet, "columns": self._columns(number, sheet)} for number, sheet in enumerate(self.batch.sheets)]
        return self.page("members/mapping.html", **self.standing(), sheets=sheets, fields=FIELD_LABELS)

    def _columns(self, number: int, sheet: dict[str, Any]) -> list[dict[str, Any]]:
        return [{**column, "input": f"s{number}-c{column['index']}"} for column in sheet["columns"]]

    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        mapping: dict[str, dict[str, str]] = {}
        for number, sheet in enumerate(self.batch.sheets):
            for column in self._columns(number, sheet):
                chosen = request.POST.get(column["input"], column["field"])
                if chosen != column["field"] and (chosen in FIELD_LABELS or not chosen):
                    mapping.setdefault(sheet["name"], {})[str(column["index"])] = chosen
        merged = {**self.batch.mapping}
        for name, columns in mapping.items():
            merged[name] = {**merged.get(name, {}), **columns}
        commands.judge_again(actor=self.actor, batch=self.batch, mapping=merged)
        self.say("Đang xét lại theo cột đã chọn.")
        return self.done("members:import", id=self.batch.public_id)


class Confirm(Import):
    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        commands.confirm_import(actor=self.actor, batch=self.batch)
        return self.done("members:import", id=self.batch.public_id)

    def get(self, request: HttpRequest, **_: Any) -> HttpResponse:
        return self.done("members:import", id=self.batch.public_id)


class Cancel(Confirm):
    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        commands.cancel_import(actor=self.actor, batch=self.batch)
        self.say("Đã bỏ lần nhập này. Sổ đảng viên không thay đổi.")
        return self.done("members:imports")


class Annotated(Import):
    def get(self, request: HttpRequest, **_: Any) -> HttpResponse:
        name = f"{self.batch.file_name.rsplit('.', 1)[0]} - kết quả.xlsx"
        response = HttpResponse(exports.annotated(self.batch), content_type=exports.XLSX)
        response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
        return response
