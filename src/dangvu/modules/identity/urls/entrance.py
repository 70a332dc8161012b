"""allauth's own screens, under our addresses and only those that are meant to be reached.

Mounted without a namespace, because allauth looks them up by their plain names.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions import views as usersessions
from django.urls import path

from dangvu.modules.identity import views

urlpatterns = [
    path("dang-nhap/", account.login, name="account_login"),
    path("dang-nhap/van-tay/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("dang-nhap/hai-lop/", mfa.authenticate, name="mfa_authenticate"),
    path("dang-xuat/", account.logout, name="account_logout"),
    path("bi-khoa/", account.account_inactive, name="account_inactive"),
    path("xac-nhan/", account.reauthenticate, name="account_reauthenticate"),
    path("xac-nhan/hai-lop/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("xac-nhan/van-tay/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("ca-nhan/", views.Me.as_view(), name="mfa_index"),
    path("ca-nhan/", views.Me.as_view(), name="mfa_list_webauthn"),
    path("ca-nhan/cac-may/", usersessions.list_usersessions, name="usersessions_list"),
    path("mat-khau/", account.password_change, name="account_change_password"),
    path("mat-khau/dat/", account.password_set, name="account_set_password"),
    path("hai-lop/bat/", totp.activate_totp, name="mfa_activate_totp"),
    path("hai-lop/tat/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("ma-du-phong/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("ma-du-phong/tao/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("ma-du-phong/tai/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("van-tay/them/", views.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("van-tay/<int:pk>/go/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("van-tay/<int:pk>/ten/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
]
