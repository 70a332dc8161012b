"""What allauth asks of us at the door: lock-out in the database, our sentences, sealed secrets."""

import time
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone

from dangvu.kernel.access import Actor
from dangvu.lib import sealing
from dangvu.modules.identity import commands, queries, rules
from dangvu.modules.identity.models import Account

SAID = {
    "account/messages/password_changed.txt": "Đã đổi mật khẩu. Các máy khác phải đăng nhập lại.",
    "account/messages/password_set.txt": "Đã đặt mật khẩu.",
    "mfa/messages/totp_activated.txt": "Đã bật xác thực hai lớp.",
    "mfa/messages/totp_deactivated.txt": "Đã tắt xác thực hai lớp.",
    "mfa/messages/recovery_codes_generated.txt": "Đã tạo mã dự phòng mới. Mã cũ không dùng được nữa.",
    "mfa/messages/webauthn_added.txt": "Đã thêm khóa vân tay, khuôn mặt.",
    "mfa/messages/webauthn_removed.txt": "Đã gỡ khóa vân tay, khuôn mặt.",
    "usersessions/messages/sessions_logged_out.txt": "Đã đăng xuất ở các máy khác.",
}
"""allauth's messages in our words; the others (signed in, signed out) say what the person sees anyway."""

FRESH_SECONDS = 300
WAYS = {"password": "mật khẩu", "mfa": "xác thực hai lớp", "activation": "mã kích hoạt"}


class AccountAdapter(DefaultAccountAdapter):
    """Password sign-in: no sign-up, no e-mail, and a wait after too many wrong passwords."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_password": "Mật khẩu hiện nay chưa đúng.",
        "enter_current_password": "Nhập mật khẩu hiện nay.",
        "account_inactive": "Tài khoản này đang bị khóa. Hỏi quản trị của đảng ủy.",
        "incorrect_code": "Mã chưa đúng hoặc đã hết hạn. Đợi mã mới rồi nhập lại.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  allauth's signature
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ARG002
        now = timezone.now()
        if until := queries.locked_until(credentials.get("username", ""), now):
            raise ValidationError(rules.locked_sentence(until, now), code="locked")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        credentials["username"] = rules.clean_login(credentials.get("username", ""))
        return super().authenticate(request, **credentials)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Counted for every name that is typed, so that the answer does not tell which ones exist."""
        actor = guest(request)
        login = credentials.get("username", "")
        left = commands.record_failed_sign_in(actor=actor, login=login)
        if left:
            raise ValidationError(rules.failure_sentence(left), code="wrong_password")
        until = queries.locked_until(login, actor.now)
        raise ValidationError(rules.locked_sentence(until or actor.now, actor.now), code="locked")

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> Any:
        response = super().post_login(request, user, **kwargs)
        account = Account.objects.get(pk=user.pk)
        commands.record_sign_in(actor=as_actor(account), account=account, way=_way(request))
        return response

    def set_password(self, user: Any, password: str) -> None:
        account = Account.objects.get(pk=user.pk)  # allauth hands over a lazy wrapper
        commands.change_password(actor=as_actor(account), account=account, password=password)
        user.refresh_from_db()

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:  # noqa: ARG002
        """Whoever signed in a moment ago is not asked again."""
        records = self.request.session.get("account_authentication_methods") or []
        return not records or time.time() - records[-1]["at"] > FRESH_SECONDS

    def clean_password(self, password: str, user: Any = None) -> str:
        login, name = (user.login, user.display_name) if isinstance(user, Account) else ("", "")
        if problem := rules.password_problem(password, login, name):
            raise ValidationError(problem, code="weak_password")
        return password

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        return str(settings.LOGIN_REDIRECT_URL)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: Any = None,  # noqa: ARG002  our sentences have no gaps to fill
        **kwargs: Any,
    ) -> None:
        sentence = kwargs.get("message") or SAID.get(message_template or "")
        if sentence:
            messages.add_message(request, level, sentence)

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Accounts need no e-mail; what happened stands in the audit and on the person's own page."""


class MFAAdapter(DefaultMFAAdapter):
    """The second factor: secrets sealed at rest, and a passkey alone does not demand itself on another device."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "Mã chưa đúng hoặc đã hết hạn. Đợi mã mới rồi nhập lại.",
        "cannot_delete_authenticator": "Vai trò của đồng chí bắt buộc xác thực hai lớp, không tắt được.",
        "cannot_generate_recovery_codes": "Bật xác thực hai lớp trước khi tạo mã dự phòng.",
    }

    def encrypt(self, text: str) -> str:
        return sealing.seal(text, settings.FIELD_KEY).hex()

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.unseal(bytes.fromhex(encrypted_text), settings.FIELD_KEY)

    def is_mfa_enabled(self, user: Any, types: Any = None) -> bool:
        """A key kept in one phone must not lock its owner out of every other device: only the app's code is asked."""
        if types is not None and Authenticator.Type.TOTP in types:
            types = [Authenticator.Type.TOTP]
        return bool(super().is_mfa_enabled(user, types))

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        if authenticator.type != Authenticator.Type.TOTP:
            return True
        actor = as_actor(authenticator.user)
        return not queries.needs_second_factor(authenticator.user_id, actor.today)

    def build_totp_svg(self, url: str) -> str:
        return str(segno.make(url, error="m").svg_inline(scale=5, border=3, light="white", omitsize=True))

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002  allauth's signature
        kept = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"Máy thứ {kept + 1}" if kept else "Máy này"


def guest(request: HttpRequest) -> Actor:
    """Somebody at the door, not known yet."""
    return Actor(account_id=None, name=f"Khách ở {request.META.get('REMOTE_ADDR', '?')}", now=timezone.now())


def as_actor(account: Any) -> Actor:
    return Actor(account_id=account.pk, name=account.display_name, now=timezone.now())


def _way(request: HttpRequest) -> str:
    records = request.session.get("account_authentication_methods") or []
    used = {str(record.get("type") or record.get("method")) for record in records}
    if "webauthn" in used:
        return "khóa vân tay, khuôn mặt"
    return WAYS["mfa"] if used & {"totp", "recovery_codes"} else WAYS.get(next(iter(used), ""), "mật khẩu")
