"""The terminal's way to the first administrator, and back in when nobody is left."""

import argparse
import sys

from dangvu.kernel.access import Actor
from dangvu.kernel.cli import Command
from dangvu.kernel.errors import Refused
from dangvu.modules.identity import api, commands, rules
from dangvu.modules.identity.models import Account, Role
from dangvu.modules.organisations import api as organisations


class CreateAccount(Command):
    name = "create-account"
    help = "Tạo tài khoản có vai trò và mã kích hoạt, ví dụ quản trị đầu tiên"

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("login", help="số điện thoại hoặc tên đăng nhập")
        parser.add_argument("--name", required=True, metavar="HỌ TÊN")
        parser.add_argument("--role", default="administrator", metavar="VAI TRÒ", help="mã vai trò")
        parser.add_argument("--organisation", default="", metavar="MÃ", help="mã tổ chức; bỏ trống là tổ chức cao nhất")

    def run(self, options: argparse.Namespace, actor: Actor) -> int:
        try:
            account = commands.create_account(actor=actor, login=options.login, display_name=options.name)
            place = rules.Place(_organisation(options.organisation), subtree=True, valid_from=actor.today)
            commands.grant_role(
                actor=actor, account=account, role=_role(options.role), place=place, reason="Lập từ dòng lệnh"
            )
        except Refused as refused:
            return _fail(refused)
        return _issue(actor, account)


class ActivationCode(Command):
    name = "activation-code"
    help = "Cấp mã mới cho một tài khoản, kể cả đã kích hoạt: khi không còn ai mở lại được"

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("login", help="số điện thoại hoặc tên đăng nhập")

    def run(self, options: argparse.Namespace, actor: Actor) -> int:
        account = Account.objects.filter(login=rules.clean_login(options.login)).first()
        if account is None:
            return _fail(Refused(f"Không có tài khoản “{options.login}”."))
        return _issue(actor, account)


def _organisation(code: str) -> int:
    if code:
        found = organisations.by_code(code)
        if found is None:
            raise Refused(f"Không có tổ chức đảng nào mang mã “{code}”.")
        return found.id
    roots = organisations.roots()
    if not roots:
        raise Refused("Chưa có tổ chức nào. Nhập danh sách tổ chức trước: ./dangvu import-organisations TỆP")
    return roots[0].id


def _role(code: str) -> Role:
    role = Role.objects.filter(code=code).first()
    if role is None:
        known = ", ".join(Role.objects.values_list("code", flat=True))
        raise Refused(f"Không có vai trò “{code}”. Các vai trò: {known}.")
    return role


def _issue(actor: Actor, account: Account) -> int:
    try:
        code = commands.issue_from_terminal(actor=actor, account=account)
    except Refused as refused:
        return _fail(refused)
    _say(f"Tài khoản {account.login} ({account.display_name})")
    _say(f"Mã dùng một lần: {rules.printed_code(code)}")
    _say(f"Mở địa chỉ này trên máy chủ: {api.activation_path(code)}")
    return 0


def _say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")


def _fail(refused: Refused) -> int:
    sys.stderr.write(f"{refused.sentence}\n")
    return 1
