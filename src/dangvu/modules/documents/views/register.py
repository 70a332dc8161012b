"""The clerk's books: number series, and the stubs of refused secret matter."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from dangvu.kernel import access, lifecycle, views
from dangvu.modules.documents import forms, queries, states
from dangvu.modules.documents.access import Can
from dangvu.modules.documents.commands import numbering, stub
from dangvu.modules.documents.models import SecretStub
from dangvu.modules.documents.rules import types
from dangvu.modules.organisations import api as organisations

PAGE_ROWS = 30


class Stubs(views.Page):
    permission = Can.STUBS

    def get(self, request: HttpRequest) -> HttpResponse:
        state = request.GET.get("tinh-trang", states.Stub.OPEN)
        state = state if state in list(states.Stub) else states.Stub.OPEN
        found = Paginator(queries.stubs(self.actor, state=state), PAGE_ROWS).get_page(request.GET.get("trang"))
        tabs = [{"value": k, "label": label, "current": k == state} for k, label in states.STUB_LABELS.items()]
        return self.page("documents/stubs.html", stubs=found, tabs=tabs, state=state)


class SettleStub(views.Page):
    permission = Can.STUBS

    def load(self) -> None:
        self.stub: SecretStub = views.get_visible(
            self.actor, Can.STUBS, SecretStub.objects.select_related("organisation"), public_id=self.kwargs["id"]
        )

    @property
    def target(self) -> SecretStub:
        return self.stub

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        offers = {offer.name: offer for offer in lifecycle.available(self.stub, self.actor)}
        return self.page("documents/stub.html", stub=self.stub, offers=offers, form=forms.Settle())

    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        act = stub.dismiss_stub if request.POST.get("act") == "dismiss" else stub.hand_over_stub
        act(actor=self.actor, stub=self.stub, remark=request.POST.get("remark", "")[:300])
        self.say(f"Đã ghi kết quả xử lý {self.stub.label}.")
        return self.done("documents:stubs")


class Series(views.Page):
    """Number series of one organisation, with its terms."""

    permission = Can.SERIES

    def load(self) -> None:
        rows = organisations.Organisation.objects.all()
        if chosen := self.request.GET.get("to-chuc") or self.request.POST.get("organisation"):
            self.organisation = views.get_visible(self.actor, Can.SERIES, rows, public_id=chosen)
        else:
            self.organisation = access.visible(self.actor, Can.SERIES, rows).order_by("path").first()

    @property
    def target(self) -> organisations.Organisation | None:
        return self.organisation

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show()

    def show(self, status: int = 200, **given: object) -> HttpResponse:
        facts = {
            "organisation": self.organisation,
            "series": queries.series(self.actor).filter(organisation=self.organisation),
            "terms": queries.terms(self.actor).filter(organisation=self.organisation),
            "choices": organisations.within_reach(self.actor, Can.SERIES)[:200],
            "term_form": forms.BeginTerm(),
            "continue_form": forms.ContinueFromPaper(kinds=self._kinds()),
        }
        return self.page("documents/series.html", status=status, **(facts | given))

    def _kinds(self) -> list[types.DocumentType]:
        return types.issued_by(types.body_of(self.organisation.kind), self.actor.today)

    def post(self, request: HttpRequest) -> HttpResponse:
        return self._term(request) if request.POST.get("act") == "term" else self._continue(request)

    def _term(self, request: HttpRequest) -> HttpResponse:
        form = forms.BeginTerm(request.POST)
        if not form.is_valid():
            return self.show(400, term_form=form)
        numbering.begin_term(actor=self.actor, organisation=self.organisation, **form.cleaned_data)
        self.say("Đã mở nhiệm kỳ mới: các sổ số bắt đầu lại từ 01.")
        return self._again()

    def _continue(self, request: HttpRequest) -> HttpResponse:
        form = forms.ContinueFromPaper(request.POST, kinds=self._kinds())
        if not form.is_valid():
            return self.show(400, continue_form=form)
        numbering.continue_from_paper(
            actor=self.actor, organisation=self.organisation, on=self.actor.today, **form.cleaned_data
        )
        self.say("Đã ghi số cuối của sổ giấy.")
        return self._again()

    def _again(self) -> HttpResponse:
        return self.done(f"{reverse('documents:series')}?to-chuc={self.organisation.public_id}")
