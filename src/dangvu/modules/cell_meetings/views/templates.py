"""Agenda templates of an office or a cell; activation slips of a cell."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from dangvu.kernel.errors import Invalid, NotFound
from dangvu.kernel.views import Page
from dangvu.modules.cell_meetings import commands, forms
from dangvu.modules.cell_meetings.access import Can
from dangvu.modules.cell_meetings.exports import papers
from dangvu.modules.cell_meetings.queries import templates as queries
from dangvu.modules.cell_meetings.rules import agendas
from dangvu.modules.cell_meetings.views.minutes import pdf
from dangvu.modules.documents import api as documents
from dangvu.modules.members import api as members
from dangvu.modules.organisations import api as organisations


class TemplatesPage(Page):
    """At one organisation of those where this person may change templates."""

    permission = Can.TEMPLATES

    def load(self) -> None:
        self.places = organisations.within_reach(self.actor, Can.TEMPLATES)
        wanted = self.request.GET.get("to-chuc", "") or self.request.POST.get("to-chuc", "")
        chosen = next((each for each in self.places if each.public_id == wanted), None)
        self.organisation = chosen or next(iter(self.places), None)

    def templates(self) -> list[agendas.Template]:
        if self.organisation is None:
            return []
        kinds = agendas.KIND_LABELS
        return [each for kind in kinds for each in queries.choices(self.organisation.id, kind, self.actor.today)]


class Templates(TemplatesPage):
    """Mẫu chương trình."""

    def get(self, request: HttpRequest) -> HttpResponse:
        kinds = agendas.KIND_LABELS
        rows = [(each, kinds[each.kind]) for each in self.templates()]
        return self.page("cell_meetings/templates.html", rows=rows, organisation=self.organisation)


class EditTemplate(TemplatesPage):
    """A new edition of a template; "moi" makes one."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        found = {each.code: each for each in self.templates()}
        template = found.get(kwargs["code"])
        if template is None and kwargs["code"] != "moi":
            raise NotFound("Mẫu này không còn dùng.")
        source = template or agendas.NATIONAL
        lines = agendas.as_lines(source.items)
        initial = {"name": template.name if template else "", "kind": source.kind, "lines": lines}
        return self.shown(forms.TemplateForm(initial=initial), template)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = forms.TemplateForm(request.POST)
        if not form.is_valid():
            return self.shown(form, None, status=422)
        if self.organisation is None:
            raise NotFound("Đồng chí chưa được phân quyền sửa mẫu ở tổ chức nào.")
        place = organisations.Organisation.objects.get(pk=self.organisation.id)
        known = {each.code for each in self.templates()}
        code = kwargs["code"] if kwargs["code"] in known else ""
        commands.keep_template(actor=self.actor, organisation=place, code=code, **form.cleaned_data)
        self.say("Đã lưu mẫu. Từ nay chương trình mới lấy theo mẫu này.")
        return self.done("cell_meetings:templates")

    def shown(self, form: Any, template: Any, status: int = 200) -> HttpResponse:
        facts = {"form": form, "known": template, "organisation": self.organisation, "places": self.places}
        return self.page("cell_meetings/template_form.html", status=status, **facts)


class Slips(Page):
    """Phiếu kích hoạt: choose a cell, print the cards."""

    permission = Can.SLIPS

    def get(self, request: HttpRequest) -> HttpResponse:
        cells = organisations.within_reach(self.actor, Can.SLIPS, cells_only=True)
        return self.page("cell_meetings/slips.html", cells=cells)

    def post(self, request: HttpRequest) -> HttpResponse:
        cells = organisations.within_reach(self.actor, Can.SLIPS, cells_only=True)
        wanted = request.POST.get("chi-bo", "")
        cell = next((each for each in cells if each.public_id == wanted), None)
        if cell is None:
            raise Invalid("Chọn chi bộ cần in phiếu.")
        organisation = organisations.Organisation.objects.get(pk=cell.id)
        slips = members.activation_slips(actor=self.actor, organisation=organisation)
        made = documents.compose(papers.activation_slips(slips, cell.name, self.actor.today))
        return pdf(made, f"phieu-kich-hoat-{cell.code}.pdf")
