"""The administrator's screens about accounts: never about what the accounts read."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

from dangvu.kernel import access, views
from dangvu.kernel.errors import Invalid, NotFound
from dangvu.modules.identity import commands, forms, queries
from dangvu.modules.identity.access import Can
from dangvu.modules.identity.models import Account
from dangvu.modules.identity.views import slip
from dangvu.modules.identity.views.form import FormPage
from dangvu.modules.organisations import api as organisations

PAGE_ROWS = 30
STATES = [("open", "Đang dùng"), ("waiting", "Chờ kích hoạt"), ("closed", "Đã khóa"), ("all", "Tất cả")]


class Listing(views.Page):
    permission = Can.VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        typed, state = request.GET.get("q", "").strip(), request.GET.get("tinh-trang", "open")
        rows = queries.with_roles(queries.find_accounts(self.actor, typed, state), self.actor.today)
        return self.page(
            "identity/list.html",
            accounts=Paginator(rows, PAGE_ROWS).get_page(request.GET.get("trang")),
            typed=typed,
            state=state,
            tabs=[{"value": value, "label": label, "current": value == state} for value, label in STATES],
            may_manage=self.actor.can_anywhere(Can.MANAGE),
        )


class One(views.Page):
    """One account within reach."""

    permission = Can.VIEW
    account: Account

    def load(self) -> None:
        self.account = views.get_visible(self.actor, Can.VIEW, Account.objects, public_id=self.kwargs["id"])

    @property
    def target(self) -> Account:
        return self.account


class Detail(One):
    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        return self.show()

    def show(self, *, code: str = "", problem: str = "") -> HttpResponse:
        account, actor = self.account, self.actor
        return self.page(
            "identity/detail.html",
            status=400 if problem else 200,
            account=account,
            grants=queries.grants_of(account.pk),
            today=actor.today,
            locked_until=queries.locked_until(account.login, actor.now),
            live_code=queries.code_of(account.pk, actor.now),
            factor=queries.second_factor_state(account.pk, actor.today),
            has_totp=queries.has_totp(account.pk),
            may_manage=access.allowed(actor, Can.MANAGE, account),
            may_activate=access.allowed(actor, Can.ACTIVATE, account),
            may_grant=actor.can_anywhere(Can.GRANT) and account.pk != actor.account_id,
            problem=problem,
            **slip.facts(self.request, code),
        )


class Change(Detail):
    """The buttons of the account's page."""

    def post(self, request: HttpRequest, id: Any, act: str) -> HttpResponse:  # noqa: A002
        if act == "ma-kich-hoat":
            ((_, code),) = commands.issue_activation(actor=self.actor, accounts=[self.account])
            return self.show(code=code)
        acts = {"khoa": self._close, "mo": self._open, "bo-cho": self._unlock, "thu-ma": self._withdraw}
        acts |= {"thoi-vai-tro": self._end_grant}
        if act not in acts:
            raise NotFound("Không có việc này.")
        try:
            self.say(acts[act]())
        except Invalid as wrong:
            return self.show(problem=wrong.sentence)
        return self.done("identity:detail", id=self.account.public_id)

    def _reason(self) -> str:
        reason = self.request.POST.get("reason", "").strip()
        if not reason:
            raise Invalid("Ghi lý do rồi bấm lại.", field="reason")
        return reason

    def _close(self) -> str:
        commands.deactivate_account(actor=self.actor, account=self.account, reason=self._reason())
        return f"Đã khóa tài khoản của {self.account.display_name}."

    def _open(self) -> str:
        commands.reactivate_account(actor=self.actor, account=self.account)
        return "Đã mở lại tài khoản."

    def _unlock(self) -> str:
        commands.unlock_account(actor=self.actor, account=self.account)
        return "Đã bỏ thời gian chờ, người này đăng nhập lại được ngay."

    def _withdraw(self) -> str:
        commands.withdraw_code(actor=self.actor, account=self.account)
        return "Đã thu hồi mã chưa dùng."

    def _end_grant(self) -> str:
        grant = queries.grants_of(self.account.pk).filter(public_id=_uuid(self.request.POST.get("grant", ""))).first()
        if grant is None:
            raise NotFound("Không tìm thấy vai trò này.")
        commands.end_grant(actor=self.actor, grant=grant, on=self.actor.today, reason=self._reason())
        return f"Đã thôi vai trò {grant.role.label}."


class New(FormPage):
    permission = Can.MANAGE
    heading = "Tạo tài khoản"
    advice = "Dùng cho cán bộ văn phòng, quản trị. Đảng viên được mở tài khoản hàng loạt từ danh sách chi bộ."
    button = "Tạo tài khoản"

    def form(self, data: Any = None) -> forms.Account:
        return forms.Account(data)

    def act(self, form: forms.Account) -> HttpResponse:
        account = commands.create_account(actor=self.actor, **form.cleaned_data)
        self.say("Đã tạo tài khoản. Giao vai trò rồi cấp mã kích hoạt.")
        return self.done("identity:detail", id=account.public_id)

    def facts(self) -> dict[str, Any]:
        return {"back": resolve_url("identity:list"), "back_label": "Tài khoản"}


class _About(FormPage, One):
    """A form about one account."""

    def facts(self) -> dict[str, Any]:
        back = resolve_url("identity:detail", id=self.account.public_id)
        return {"back": back, "back_label": self.account.display_name}


class Correct(_About):
    permission = Can.MANAGE
    heading = "Sửa tài khoản"
    advice = "Đổi số điện thoại ở đây là đổi tên đăng nhập. Mật khẩu giữ nguyên."

    def form(self, data: Any = None) -> forms.Account:
        names = ("display_name", "login", "email")
        return forms.Account(data, initial={name: getattr(self.account, name) for name in names})

    def act(self, form: forms.Account) -> HttpResponse:
        commands.correct_account(actor=self.actor, account=self.account, **form.cleaned_data)
        self.say("Đã ghi lại.")
        return self.done("identity:detail", id=self.account.public_id)


class NewGrant(_About):
    permission = Can.VIEW
    heading = "Giao vai trò"
    advice = "Vai trò luôn gắn với một tổ chức, có ngày bắt đầu và lý do; mỗi lần giao đều được ghi nhật ký."
    button = "Giao vai trò"

    def load(self) -> None:
        super().load()
        access.require(self.actor, Can.GRANT, None)

    def form(self, data: Any = None) -> forms.Grant:
        places = organisations.within_reach(self.actor, Can.GRANT)
        choices = [(place.id, place.name) for place in places]
        return forms.Grant(data, organisations=choices, initial={"valid_from": self.actor.today})

    def act(self, form: forms.Grant) -> HttpResponse:
        given = form.cleaned_data
        grant = commands.grant_role(
            actor=self.actor, account=self.account, role=given["role"], place=form.place(), reason=given["reason"]
        )
        self.say(f"Đã giao vai trò {grant.role.label}.")
        return self.done("identity:detail", id=self.account.public_id)


def _uuid(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError as wrong:
        raise NotFound("Không tìm thấy vai trò này.") from wrong
