"""One-time codes: the first key, and a lost key given back by two members of the committee."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator

from dangvu.kernel import access, rulebook
from dangvu.kernel.access import Actor
from dangvu.kernel.audit import note
from dangvu.kernel.command import command, public
from dangvu.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from dangvu.kernel.events import publish
from dangvu.lib import text
from dangvu.modules.identity import events, queries, rules
from dangvu.modules.identity.access import Can
from dangvu.modules.identity.commands.accounts import set_password
from dangvu.modules.identity.models import Account, ActivationCode, Grant, RecoveryRequest, SignInGuard

CODE_SPENT = "Mã này không dùng được nữa: đã dùng, đã hết hạn hoặc đã thay bằng mã mới."
CODE_HINT = "Xem lại từng chữ trên phiếu, hoặc nhờ chi ủy cấp mã mới."


@command(Can.ACTIVATE)
def issue_activation(*, actor: Actor, accounts: Sequence[Account]) -> list[tuple[Account, str]]:
    """Cấp mã kích hoạt."""
    _refuse_out_of_reach(actor, accounts)
    days = int(rulebook.value("identity.activation_days", on=actor.today).value)
    expires_at = actor.now + timedelta(days=days)
    note("số mã", len(accounts))
    return [(account, _issue(actor, account, expires_at, ActivationCode.Purpose.FIRST)) for account in accounts]


@command(Can.MANAGE, on="account")
def issue_from_terminal(*, actor: Actor, account: Account) -> str:
    """Cấp mã mới từ dòng lệnh của máy chủ."""
    if not actor.is_system:
        raise NotAllowed("Việc này chỉ làm được trên máy chủ.", hint="Trên trang web: mở lại qua hai chi ủy viên.")
    hours = int(rulebook.value("identity.recovery_hours", on=actor.today).value)
    purpose = ActivationCode.Purpose.RECOVERY if account.activated_at else ActivationCode.Purpose.FIRST
    return _issue(actor, account, actor.now + timedelta(hours=hours), purpose)


@command(Can.ACTIVATE, on="account")
def withdraw_code(*, actor: Actor, account: Account) -> Account:
    """Thu hồi mã chưa dùng."""
    _withdraw(account, actor.now)
    return account


@command(public("người cầm mã một lần do chi ủy hoặc văn phòng trao tay"))
def activate_account(*, actor: Actor, code: str, password: str | None) -> Account:
    """Kích hoạt tài khoản."""
    row = ActivationCode.objects.select_for_update().filter(code_hash=queries.code_hash(code)).first()
    if row is None or row.used_at or row.withdrawn_at or row.expires_at <= actor.now:
        raise NotFound(CODE_SPENT, hint=CODE_HINT)
    account = Account.objects.select_for_update(no_key=True).get(pk=row.account_id)
    if not account.is_active:
        raise Conflict("Tài khoản này đang bị khóa.", hint="Hỏi quản trị của đảng ủy.")
    row.used_at = actor.now
    row.save()
    _let_in(account, password, actor.now)
    if row.purpose == ActivationCode.Purpose.RECOVERY:
        _drop_old_keys(actor, account)
    publish(events.AccountActivated(account.pk))
    return account


@command(Can.RECOVER, on="account")
def start_recovery(*, actor: Actor, account: Account, reason: str) -> RecoveryRequest:
    """Đề nghị mở lại tài khoản."""
    starter = _person(actor)
    if not text.nfc(reason):
        raise Invalid("Ghi lý do: quên mật khẩu, mất máy, đổi số điện thoại.", field="reason")
    _close_expired(account, actor.now)
    if RecoveryRequest.objects.filter(account=account, state="started").exists():
        raise Conflict("Đã có đề nghị đang chờ cho người này.", hint="Mở đề nghị đó để xác nhận.")
    hours = int(rulebook.value("identity.recovery_hours", on=actor.today).value)
    request = RecoveryRequest.objects.create(
        account=account,
        organisation_id=_place_of(actor, account),
        reason=text.nfc(reason),
        started_by_id=starter,
        started_at=actor.now,
        expires_at=actor.now + timedelta(hours=hours),
    )
    publish(events.RecoveryStarted(request.pk))
    return request


@command(Can.RECOVER, on="request", transition="confirm")
def confirm_recovery(*, actor: Actor, request: RecoveryRequest) -> tuple[RecoveryRequest, str]:
    """Xác nhận mở lại tài khoản, cấp mã mới."""
    second = _person(actor)
    if second in (request.started_by_id, request.account_id):
        raise NotAllowed(
            "Cần một người thứ hai xác nhận.", hint="Người đề nghị và chính đảng viên không tự xác nhận được."
        )
    if request.expires_at <= actor.now:
        raise Conflict("Đề nghị này đã hết hạn.", hint="Hủy đề nghị cũ và lập đề nghị mới.")
    access.require(actor, Can.RECOVER, request.account)
    request.confirmed_by_id, request.confirmed_at = second, actor.now
    request.save()
    hours = int(rulebook.value("identity.recovery_hours", on=actor.today).value)
    purpose = ActivationCode.Purpose.RECOVERY
    return request, _issue(actor, request.account, actor.now + timedelta(hours=hours), purpose)


@command(Can.RECOVER, on="request", transition="cancel")
def cancel_recovery(*, actor: Actor, request: RecoveryRequest) -> RecoveryRequest:
    """Hủy đề nghị mở lại tài khoản."""
    return request


def _refuse_out_of_reach(actor: Actor, accounts: Sequence[Account]) -> None:
    """One query for all of them; who is activated already goes the way of two people."""
    ids = {account.pk for account in accounts}
    fresh = access.visible(actor, Can.ACTIVATE, Account.objects).filter(pk__in=ids, activated_at=None, is_active=True)
    refused = ids - set(fresh.values_list("pk", flat=True))
    if not actor.can_anywhere(Can.MANAGE):
        guarded = Grant.objects.filter(queries.current(actor.today), account__in=ids, role__needs_second_factor=True)
        refused |= set(guarded.values_list("account_id", flat=True))
    if refused:
        names = ", ".join(sorted(account.display_name for account in accounts if account.pk in refused))
        raise Conflict(
            f"Không cấp mã kích hoạt được cho: {names}.",
            hint="Người đã kích hoạt thì mở lại tài khoản qua hai chi ủy viên; người ngoài phạm vi thì nhờ cấp trên.",
        )


def _issue(actor: Actor, account: Account, expires_at: datetime, purpose: ActivationCode.Purpose) -> str:
    _withdraw(account, actor.now)
    code = rules.new_code()
    ActivationCode.objects.create(
        account=account,
        code_hash=queries.code_hash(code),
        purpose=purpose,
        issued_by_id=actor.account_id,
        issued_at=actor.now,
        expires_at=expires_at,
    )
    return code


def _withdraw(account: Account, now: datetime) -> None:
    ActivationCode.objects.filter(account=account, used_at=None, withdrawn_at=None).update(withdrawn_at=now)


def _let_in(account: Account, password: str | None, now: datetime) -> None:
    """With a new password, or (None) with the passkey that was registered in the same breath."""
    if password is None:
        account.set_unusable_password()
    else:
        set_password(account, password, now)
    account.activated_at = account.activated_at or now
    account.save()
    SignInGuard.objects.filter(login_hash=queries.login_hash(account.login)).delete()


def _drop_old_keys(actor: Actor, account: Account) -> None:
    """Who lost the phone lost its keys; a second factor that the role demands stays."""
    keys = Authenticator.objects.filter(user=account)
    grants = Grant.objects.filter(queries.current(actor.today), account=account, role__needs_second_factor=True)
    if grants.exists():
        keys = keys.filter(type=Authenticator.Type.WEBAUTHN)
    keys.delete()


def _person(actor: Actor) -> int:
    if actor.account_id is None:
        raise NotAllowed("Việc này phải do một người có tên làm.")
    return actor.account_id


def _close_expired(account: Account, now: datetime) -> None:
    RecoveryRequest.objects.filter(account=account, state="started", expires_at__lte=now).update(state="cancelled")


def _place_of(actor: Actor, account: Account) -> int:
    """The organisation where the starter vouches for the member: the member's own one within the starter's reach."""
    grants = Grant.objects.filter(queries.current(actor.today), actor.reach(Can.RECOVER).q(), account=account)
    rows = sorted(grants.values_list("source", "organisation_id"), key=lambda row: row[0] != "membership")
    if not rows:
        raise Conflict("Người này chưa thuộc tổ chức nào.", hint="Nhờ quản trị giao vai trò trước.")
    return rows[0][1]
