"""Accounts: made, corrected, closed, and what happens at the door."""

from collections.abc import Sequence
from datetime import datetime

from dangvu.kernel import access
from dangvu.kernel.access import Actor
from dangvu.kernel.audit import note
from dangvu.kernel.command import command, public
from dangvu.kernel.errors import Conflict, Invalid, NotAllowed
from dangvu.kernel.events import publish
from dangvu.lib import text
from dangvu.modules.identity import events, queries, rules
from dangvu.modules.identity.access import Can
from dangvu.modules.identity.models import Account, Grant, SignInGuard

OWNER = public("chủ tài khoản tự đặt cho mình")
DOOR = public("ghi việc ở cửa đăng nhập, khi chưa biết là ai")


@command(Can.MANAGE)
def create_account(*, actor: Actor, login: str, display_name: str, email: str = "") -> Account:
    """Tạo tài khoản."""
    return _insert(login, display_name, email)


@command(Can.ACTIVATE)
def create_accounts(*, actor: Actor, people: Sequence[rules.Person]) -> dict[str, int]:
    """Tạo tài khoản cho nhiều người."""
    made = {person.reference: _insert(person.login, person.display_name, "").pk for person in people}
    note("số tài khoản", len(made))
    return made


@command(Can.MANAGE, on="account")
def correct_account(*, actor: Actor, account: Account, login: str, display_name: str, email: str = "") -> Account:
    """Sửa tên, số điện thoại của tài khoản."""
    _fill(account, login, display_name, email)
    account.save()
    return account


@command(Can.MANAGE, on="account")
def deactivate_account(*, actor: Actor, account: Account, reason: str) -> Account:
    """Khóa tài khoản."""
    if account.pk == actor.account_id:
        raise NotAllowed("Đồng chí không thể tự khóa tài khoản của mình.", hint="Nhờ một quản trị khác.")
    refuse_last_administrator(actor, account.pk)
    note("lý do", text.nfc(reason))
    account.is_active = False
    account.save()
    publish(events.AccountDeactivated(account.pk))
    return account


@command(Can.MANAGE, on="account")
def reactivate_account(*, actor: Actor, account: Account) -> Account:
    """Mở lại tài khoản đã khóa."""
    account.is_active = True
    account.save()
    return account


@command(Can.MANAGE, on="account")
def unlock_account(*, actor: Actor, account: Account) -> Account:
    """Bỏ thời gian chờ do nhập sai mật khẩu."""
    SignInGuard.objects.filter(login_hash=queries.login_hash(account.login)).delete()
    return account


@command(OWNER, on="account")
def set_theme(*, actor: Actor, account: Account, theme: str) -> Account:
    """Đổi giao diện."""
    _refuse_stranger(actor, account)
    if theme not in {"", "dangvu", "dangvu-dark", "elder"}:
        raise Invalid("Chọn một trong các giao diện có sẵn.", field="theme")
    account.theme = theme
    account.save()
    return account


@command(OWNER, on="account")
def change_password(*, actor: Actor, account: Account, password: str) -> Account:
    """Đổi mật khẩu."""
    _refuse_stranger(actor, account)
    set_password(account, password, actor.now)
    account.save()
    return account


@command(DOOR)
def record_failed_sign_in(*, actor: Actor, login: str) -> int:
    """Ghi một lần nhập sai mật khẩu."""
    rule = queries.lock_rule(actor.today)
    SignInGuard.objects.get_or_create(
        login_hash=queries.login_hash(login), defaults={"failures": 0, "last_failed_at": actor.now}
    )
    guard = SignInGuard.objects.select_for_update().get(login_hash=queries.login_hash(login))
    if rule.forgotten(guard.last_failed_at, actor.now):
        guard.failures = 0
    guard.failures, guard.last_failed_at = guard.failures + 1, actor.now
    guard.locked_until = rule.locked_until(guard.failures, actor.now)
    guard.save()
    note("số lần sai liên tiếp", guard.failures)
    return max(0, rule.tries - guard.failures)


@command(OWNER, on="account")
def record_sign_in(*, actor: Actor, account: Account, way: str) -> Account:
    """Đăng nhập."""
    SignInGuard.objects.filter(login_hash=queries.login_hash(account.login)).delete()
    note("cách", way)
    return account


def set_password(account: Account, password: str, now: datetime) -> None:
    """Check and set; the caller saves."""
    if problem := rules.password_problem(password, account.login, account.display_name):
        raise Invalid(problem, field="password")
    account.set_password(password)
    account.must_change_password, account.password_changed_at = False, now


def refuse_last_administrator(actor: Actor, account_id: int) -> None:
    """An installation without anybody who can hand out roles could not be repaired from its own screens."""
    holders = Grant.objects.filter(
        queries.current(actor.today), role__permissions__contains=[str(Can.MANAGE)], account__is_active=True
    ).values_list("account_id", flat=True)
    if set(holders) == {account_id}:
        raise Conflict("Đây là quản trị cuối cùng.", hint="Giao vai trò quản trị cho một người khác trước.")


def _insert(login: str, display_name: str, email: str) -> Account:
    account = Account()
    account.set_unusable_password()
    _fill(account, login, display_name, email)
    account.save(force_insert=True)
    return account


def _fill(account: Account, login: str, display_name: str, email: str) -> None:
    login, display_name = rules.clean_login(login), text.nfc(display_name)
    if problem := rules.login_problem(login):
        raise Invalid(problem, field="login")
    if not display_name:
        raise Invalid("Nhập họ và tên.", field="display_name")
    if Account.objects.exclude(pk=account.pk).filter(login=login).exists():
        raise Invalid("Đã có tài khoản dùng số điện thoại hoặc tên đăng nhập này.", field="login")
    account.login, account.display_name, account.email = login, display_name, email.strip()
    account.search_key, account.sort_key = text.search_key(display_name), text.sort_key(display_name)


def _refuse_stranger(actor: Actor, account: Account) -> None:
    if not actor.is_system and actor.account_id != account.pk:
        raise access.denied(Can.MANAGE)
