"""The catalogue of roles: a title, sentences, and what the role may do."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

from dangvu.kernel import views
from dangvu.kernel.errors import NotFound
from dangvu.modules.identity import commands, forms, queries
from dangvu.modules.identity.access import Can
from dangvu.modules.identity.models import Role
from dangvu.modules.identity.views.form import FormPage


class Roles(views.Page):
    permission = Can.VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = [(role, queries.permission_groups(role.permissions)) for role in queries.roles(self.actor.today)]
        return self.page("identity/roles.html", rows=rows, may_define=self.actor.can_anywhere(Can.DEFINE))


class EditRole(FormPage):
    permission = Can.DEFINE
    heading = "Vai trò riêng của cơ quan"
    advice = "Chỉ đặt thêm khi các vai trò chuẩn không vừa. Người giữ vai trò thấy đúng những câu viết ở đây."

    def load(self) -> None:
        code = self.kwargs.get("code")
        self.role = Role.objects.filter(code=code, standard=False).first() if code else None
        if code and self.role is None:
            raise NotFound("Không có vai trò này, hoặc đây là vai trò chuẩn không sửa được.")

    def form(self, data: Any = None) -> forms.RoleForm:
        choices = [
            (str(permission), f"{group.label}: {permission.label}")
            for group in queries.permission_groups()
            for permission in group.permissions
        ]
        names = ("label", "description", "permissions")
        initial = {name: getattr(self.role, name) for name in names} if self.role else {}
        return forms.RoleForm(data, permissions=choices, initial=initial)

    def act(self, form: forms.RoleForm) -> HttpResponse:
        role = commands.define_role(actor=self.actor, role=self.role, **form.cleaned_data)
        self.say(f"Đã ghi vai trò {role.label}.")
        return self.done("identity:roles")

    def facts(self) -> dict[str, Any]:
        return {"back": resolve_url("identity:roles"), "back_label": "Vai trò"}
