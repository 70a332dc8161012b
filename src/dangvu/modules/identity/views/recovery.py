"""A lost key given back by two members of the committee."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

from dangvu.kernel import access, lifecycle, views
from dangvu.modules.identity import commands, forms, queries
from dangvu.modules.identity.access import Can
from dangvu.modules.identity.models import Account, RecoveryRequest
from dangvu.modules.identity.views import slip
from dangvu.modules.identity.views.form import FormPage

LIMIT = 30


class Recoveries(views.Page):
    """Whom this person could help, and what waits for a second signature."""

    permission = Can.RECOVER

    def get(self, request: HttpRequest) -> HttpResponse:
        typed = request.GET.get("q", "").strip()
        people = list(queries.recoverable(self.actor, typed)[: LIMIT + 1])
        return self.page(
            "identity/recoveries.html",
            typed=typed,
            people=people[:LIMIT],
            more=len(people) > LIMIT,
            limit=LIMIT,
            waiting=queries.open_recoveries(self.actor),
        )


class StartRecovery(FormPage):
    permission = Can.RECOVER
    heading = "Mở lại tài khoản"
    advice = "Gặp đúng người rồi mới đề nghị. Một chi ủy viên khác xác nhận thì máy mới cấp mã."
    button = "Đề nghị mở lại"
    account: Account

    def load(self) -> None:
        self.account = views.get_visible(self.actor, Can.RECOVER, Account.objects, public_id=self.kwargs["id"])

    @property
    def target(self) -> Account:
        return self.account

    def form(self, data: Any = None) -> forms.Recovery:
        return forms.Recovery(data)

    def act(self, form: forms.Recovery) -> HttpResponse:
        request = commands.start_recovery(actor=self.actor, account=self.account, reason=form.cleaned_data["reason"])
        self.say("Đã đề nghị. Nhờ một chi ủy viên khác xác nhận.")
        return self.done("identity:recovery", id=request.public_id)

    def facts(self) -> dict[str, Any]:
        return {"back": resolve_url("identity:recoveries"), "back_label": f"Mở lại cho {self.account.display_name}"}


class Recovery(views.Page):
    permission = Can.RECOVER
    request_: RecoveryRequest

    def load(self) -> None:
        rows = RecoveryRequest.objects.select_related("account", "organisation", "started_by", "confirmed_by")
        self.request_ = views.get_visible(self.actor, Can.RECOVER, rows, public_id=self.kwargs["id"])

    @property
    def target(self) -> RecoveryRequest:
        return self.request_

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        if request.POST.get("act") == "confirm":
            self.request_, code = commands.confirm_recovery(actor=self.actor, request=self.request_)
            return self.show(code)
        commands.cancel_recovery(actor=self.actor, request=self.request_)
        self.say("Đã hủy đề nghị.")
        return self.done("identity:recoveries")

    def show(self, code: str = "") -> HttpResponse:
        request = self.request_
        mine = self.actor.account_id in (request.started_by_id, request.account_id)
        return self.page(
            "identity/recovery.html",
            recovery=request,
            label=lifecycle.of(request).label_of(request.state),
            tone=lifecycle.of(request).tones[request.state],
            expired=request.expires_at <= self.actor.now,
            may_confirm=not mine and access.allowed(self.actor, Can.RECOVER, request.account),
            **slip.facts(self.request, code),
        )
