"""allauth's own screens, under our addresses, with our templates, and only those that are meant to be reached.

Mounted without a namespace, because allauth looks them up by their plain names.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions import views as usersessions
from django.urls import URLPattern, path

from dangvu.modules.identity import forms, views


def _screen(address: str, view: type, template: str, name: str, **more: object) -> URLPattern:
    return path(address, view.as_view(template_name=template, **more), name=name)  # type: ignore[attr-defined]


urlpatterns = [
    _screen("dang-nhap/", account.LoginView, "identity/entrance/login.html", "account_login"),
    path("dang-nhap/van-tay/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    _screen(
        "dang-nhap/hai-lop/",
        mfa.AuthenticateView,
        "identity/entrance/second_factor.html",
        "mfa_authenticate",
        form_class=forms.SecondFactor,
    ),
    _screen("dang-xuat/", account.LogoutView, "identity/entrance/logout.html", "account_logout"),
    _screen("bi-khoa/", account.AccountInactiveView, "identity/entrance/inactive.html", "account_inactive"),
    _screen("xac-nhan/", account.ReauthenticateView, "identity/entrance/reauthenticate.html", "account_reauthenticate"),
    _screen(
        "xac-nhan/hai-lop/",
        mfa.ReauthenticateView,
        "identity/entrance/second_factor_again.html",
        "mfa_reauthenticate",
        form_class=forms.SecondFactorAgain,
    ),
    _screen(
        "xac-nhan/van-tay/",
        webauthn.ReauthenticateWebAuthnView,
        "identity/entrance/passkey_again.html",
        "mfa_reauthenticate_webauthn",
    ),
    path("ca-nhan/", views.Me.as_view(), name="mfa_index"),
    path("ca-nhan/", views.Me.as_view(), name="mfa_list_webauthn"),
    _screen(
        "ca-nhan/cac-may/", usersessions.ListUserSessionsView, "identity/entrance/sessions.html", "usersessions_list"
    ),
    _screen(
        "mat-khau/", account.PasswordChangeView, "identity/entrance/password_change.html", "account_change_password"
    ),
    _screen("mat-khau/dat/", account.PasswordSetView, "identity/entrance/password_set.html", "account_set_password"),
    _screen("hai-lop/bat/", totp.ActivateTOTPView, "identity/entrance/totp_on.html", "mfa_activate_totp"),
    _screen("hai-lop/tat/", totp.DeactivateTOTPView, "identity/entrance/totp_off.html", "mfa_deactivate_totp"),
    _screen(
        "ma-du-phong/",
        recovery_codes.ViewRecoveryCodesView,
        "identity/entrance/spare_codes.html",
        "mfa_view_recovery_codes",
    ),
    _screen(
        "ma-du-phong/tao/",
        recovery_codes.GenerateRecoveryCodesView,
        "identity/entrance/spare_codes_new.html",
        "mfa_generate_recovery_codes",
    ),
    path("ma-du-phong/tai/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("van-tay/them/", views.AddPasskey.as_view(), name="mfa_add_webauthn"),
    _screen(
        "van-tay/<int:pk>/go/",
        webauthn.RemoveWebAuthnView,
        "identity/entrance/passkey_remove.html",
        "mfa_remove_webauthn",
    ),
    _screen(
        "van-tay/<int:pk>/ten/", webauthn.EditWebAuthnView, "identity/entrance/passkey_name.html", "mfa_edit_webauthn"
    ),
]
