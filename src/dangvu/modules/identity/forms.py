"""What people type about accounts, roles and codes."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django import forms
from django.utils import timezone

from dangvu.modules.identity import commands, queries, rules
from dangvu.modules.identity.api import entrance
from dangvu.modules.identity.models import Role
from dangvu.ui.widgets import DateInput


class _Counted:
    """Wrong codes of the second factor are counted like wrong passwords."""

    user: Any

    def clean_code(self) -> str:
        counter = f"2:{self.user.pk}"
        now = timezone.now()
        if until := queries.locked_until(counter, now):
            raise forms.ValidationError(rules.locked_sentence(until, now), code="locked")
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except forms.ValidationError as wrong:
            left = commands.record_failed_sign_in(actor=entrance.guest(context.request), login=counter)
            raise forms.ValidationError(f"Mã chưa đúng. Còn thử được {left} lần.", code="wrong_code") from wrong
        return code


class SecondFactor(_Counted, AuthenticateForm):
    """The code of the app, or one from the list of spare codes, at sign-in."""


class SecondFactorAgain(_Counted, ReauthenticateForm):
    """The same before something that matters."""


class Code(forms.Form):
    code = forms.CharField(
        label="Mã trên phiếu",
        max_length=20,
        help_text="10 chữ và số, gõ liền hay có gạch nối đều được.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class Activate(forms.Form):
    """A new password, checked against what is easy to guess."""

    password = forms.CharField(label="Mật khẩu mới", strip=False, max_length=200)

    def __init__(self, *args: Any, login: str, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.login, self.name = login, name

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if problem := rules.password_problem(password, self.login, self.name):
            raise forms.ValidationError(problem, code="weak_password")
        return password


class Account(forms.Form):
    display_name = forms.CharField(label="Họ và tên", max_length=120)
    login = forms.CharField(
        label="Số điện thoại hoặc tên đăng nhập", max_length=60, help_text="Số di động 10 số, hoặc tên như minh.do"
    )
    email = forms.EmailField(label="Thư điện tử", required=False)


class Grant(forms.Form):
    role = forms.ModelChoiceField(label="Vai trò", queryset=Role.objects.none(), empty_label="Chọn vai trò")
    organisation = forms.TypedChoiceField(label="Ở tổ chức", coerce=int)
    subtree = forms.BooleanField(label="Cả các tổ chức trực thuộc", required=False)
    valid_from = forms.DateField(label="Từ ngày", widget=DateInput())
    last_day = forms.DateField(
        label="Đến hết ngày", required=False, widget=DateInput(), help_text="Để trống nếu chưa định ngày thôi."
    )
    reason = forms.CharField(label="Lý do, căn cứ", max_length=300, help_text="Ví dụ: Thông báo 15-TB/ĐU phân công")

    def __init__(self, *args: Any, organisations: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].queryset = Role.objects.all()  # type: ignore[attr-defined]
        self.fields["organisation"].choices = list(organisations)  # type: ignore[attr-defined]

    def place(self) -> rules.Place:
        given = self.cleaned_data
        until = given["last_day"] + timedelta(days=1) if given["last_day"] else None
        return rules.Place(given["organisation"], given["subtree"], given["valid_from"], until)


class Reason(forms.Form):
    reason = forms.CharField(label="Lý do", max_length=300)


class Recovery(forms.Form):
    reason = forms.CharField(
        label="Lý do",
        max_length=300,
        help_text="Ví dụ: quên mật khẩu; mất máy; đổi số điện thoại. Ghi cả cách đã nhận ra đúng người.",
    )


class RoleForm(forms.Form):
    label = forms.CharField(label="Tên vai trò", max_length=80)
    description = forms.CharField(
        label="Người giữ vai trò này làm gì", widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    permissions = forms.MultipleChoiceField(
        label="Được làm", widget=forms.CheckboxSelectMultiple, required=False, choices=[]
    )

    def __init__(self, *args: Any, permissions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["permissions"].choices = permissions  # type: ignore[attr-defined]
