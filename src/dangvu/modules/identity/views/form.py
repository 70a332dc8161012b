"""A screen that is one form and one command."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from dangvu.kernel import views
from dangvu.kernel.errors import Refused


class FormPage(views.Page):
    """A refusal of the command comes back beside the field it names."""

    template = "identity/form.html"
    heading = ""
    advice = ""
    button = "Ghi lại"

    def form(self, data: Any = None) -> Any:
        raise NotImplementedError

    def act(self, form: Any) -> HttpResponse:
        raise NotImplementedError

    def facts(self) -> dict[str, Any]:
        return {}

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        return self.show(self.form())

    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form, 400)
        try:
            return self.act(form)
        except Refused as refused:
            named = refused.field if refused.field in form.fields else None
            form.add_error(named, f"{refused.sentence} {refused.hint}".strip())
            return self.show(form, int(refused.status))

    def show(self, form: forms.Form, status: int = 200) -> HttpResponse:
        shown = {"form": form, "heading": self.heading, "advice": self.advice, "button": self.button}
        return self.page(self.template, status=status, **shown, **self.facts())
