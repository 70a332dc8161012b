"""Everybody's own page: theme, password, second factor, passkeys, sessions."""

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.internal import flows as webauthn_flows
from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from dangvu.kernel import views
from dangvu.kernel.errors import NotAllowed
from dangvu.modules.identity import commands, queries, rules
from dangvu.modules.identity.models import THEMES, Account

YEAR = 365 * 24 * 3600


class Me(views.Page):
    public = "everybody's own account"

    def get(self, request: HttpRequest) -> HttpResponse:
        account = self._account()
        keys = list(Authenticator.objects.filter(user=account))
        return self.page(
            "identity/me.html",
            account=account,
            themes=THEMES,
            grants=queries.grants_of(account.pk).filter(queries.current(self.actor.today)),
            factor=queries.second_factor_state(account.pk, self.actor.today),
            totp=next((key for key in keys if key.type == Authenticator.Type.TOTP), None),
            spare=next((key for key in keys if key.type == Authenticator.Type.RECOVERY_CODES), None),
            passkeys=[key for key in keys if key.type == Authenticator.Type.WEBAUTHN],
            sessions=[
                (session, rules.device_name(session.user_agent))
                for session in UserSession.objects.purge_and_list(request.user)
            ],
        )

    def _account(self) -> Account:
        if self.actor.account_id is None:
            raise NotAllowed("Đăng nhập để xem tài khoản của mình.")
        return Account.objects.get(pk=self.actor.account_id)


class AddPasskey(views.Page):
    """The fingerprint or face of this device; no spare codes, because the password still works."""

    public = "everybody's own keys"

    def get(self, request: HttpRequest) -> HttpResponse:
        raise_if_reauthentication_required(request, app="allauth.mfa")
        return self.show(AddWebAuthnForm(user=request.user))

    def post(self, request: HttpRequest) -> HttpResponse:
        raise_if_reauthentication_required(request, app="allauth.mfa")
        form = AddWebAuthnForm(request.POST, user=request.user)
        if not form.is_valid():
            return self.show(form, 400)
        given = form.cleaned_data
        webauthn_flows.signup_authenticator(
            request, user=request.user, name=given["name"], credential=given["credential"]
        )
        return self.done("identity:me")

    def show(self, form: AddWebAuthnForm, status: int = 200) -> HttpResponse:
        options = auth.begin_registration(self.request.user, passwordless=True)
        return self.page("identity/passkey.html", status=status, form=form, js_data={"creation_options": options})


class Theme(views.Page):
    """Light, dark, large type: kept with the account, or in the browser of somebody at the door."""

    public = "how one's own screen looks"
    anonymous = True

    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponseRedirect(reverse("identity:me") if self.actor.account_id else reverse("account_login"))

    def post(self, request: HttpRequest) -> HttpResponse:
        theme = request.POST.get("theme", "")
        if self.actor.account_id is not None:
            account = Account.objects.get(pk=self.actor.account_id)
            commands.set_theme(actor=self.actor, account=account, theme=theme)
        came_from = request.headers.get("Referer", "")
        local = url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()})
        response = HttpResponseRedirect(came_from if local else reverse("root"))
        if theme in {"", "dangvu", "dangvu-dark", "elder"}:
            response.set_cookie(rules.THEME_COOKIE, theme, max_age=YEAR, samesite="Lax", httponly=True)
        return response
