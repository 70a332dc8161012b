"""Before signing in: the code on a slip, the first password or passkey, and what to do when all is lost."""

from typing import Any

from allauth.account.internal import flows as account_flows
from allauth.account.models import Login
from allauth.mfa.webauthn.forms import SignupWebAuthnForm
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.internal import flows as webauthn_flows
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import timezone

from dangvu.kernel.errors import Conflict, Invalid, NotFound
from dangvu.modules.identity import commands, forms, queries, rules
from dangvu.modules.identity.api import entrance
from dangvu.modules.identity.models import Account, ActivationCode
from dangvu.modules.identity.views.form import FormPage

OPEN_DOOR = "whoever holds the slip is not signed in yet"


class Forgotten(FormPage):
    """Who helps when the password or the phone is lost."""

    public = OPEN_DOOR
    anonymous = True

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        return self.page("identity/forgotten.html")


class Code(FormPage):
    """The code typed by hand, where the QR cannot be scanned."""

    public = OPEN_DOOR
    anonymous = True
    template = "identity/code.html"

    def form(self, data: Any = None) -> forms.Code:
        return forms.Code(data)

    def act(self, form: forms.Code) -> HttpResponse:
        find_code(self.request, form.cleaned_data["code"])
        return self.done("identity:activate", code=rules.clean_code(form.cleaned_data["code"]))


class Activate(FormPage):
    """Choose a password; the code is spent only when that has worked."""

    public = OPEN_DOOR
    anonymous = True
    template = "identity/activate.html"
    row: ActivationCode

    def load(self) -> None:
        self.row = find_code(self.request, self.kwargs["code"])

    def form(self, data: Any = None) -> forms.Activate:
        account = self.row.account
        return forms.Activate(data, login=account.login, name=account.display_name)

    def act(self, form: forms.Activate) -> HttpResponse:
        account = commands.activate_account(
            actor=entrance.as_actor(self.row.account),
            code=self.kwargs["code"],
            password=form.cleaned_data["password"],
        )
        return let_in(self.request, account)

    def facts(self) -> dict[str, Any]:
        return {
            "account": self.row.account,
            "row": self.row,
            "row_code": self.kwargs["code"],
            "js_data": {"creation_options": auth.begin_registration(self.row.account, passwordless=True)},
            "passkey_url": resolve_url("identity:activate_passkey", code=self.kwargs["code"]),
        }


class ActivateWithPasskey(Activate):
    """The same with the phone's fingerprint or face in place of a password."""

    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        form = SignupWebAuthnForm(request.POST, user=self.row.account)
        if not form.is_valid():
            shown = self.form({"password": ""})
            shown.is_valid()
            shown.errors.clear()
            shown.add_error(None, "Máy chưa tạo được khóa. Thử lại, hoặc đặt mật khẩu.")
            return self.show(shown, 400)
        with transaction.atomic():
            account = commands.activate_account(
                actor=entrance.as_actor(self.row.account), code=self.kwargs["code"], password=None
            )
            webauthn_flows.signup_authenticator(
                request, user=account, name=form.cleaned_data["name"], credential=form.cleaned_data["credential"]
            )
        return let_in(request, account)


def find_code(request: HttpRequest, code: str) -> ActivationCode:
    """The live code, or a refusal; guessing from one address is stopped like guessing passwords."""
    now = timezone.now()
    counter = f"mã:{request.META.get('REMOTE_ADDR', '')}"
    if until := queries.locked_until(counter, now):
        raise Conflict(rules.locked_sentence(until, now))
    row = queries.live_code(code, now)
    if row is None:
        commands.record_failed_sign_in(actor=entrance.guest(request), login=counter)
        raise NotFound(commands.CODE_SPENT, hint=commands.CODE_HINT)
    return row


def let_in(request: HttpRequest, account: Account) -> HttpResponse:
    """Signed in through allauth, so that a second factor kept from before is still asked for."""
    if not account.is_active:
        raise Invalid("Tài khoản này đang bị khóa.")
    account_flows.login.record_authentication(request, account, method="activation")
    response: HttpResponse = account_flows.login.perform_login(request, Login(user=account, redirect_url="/"))
    return response
