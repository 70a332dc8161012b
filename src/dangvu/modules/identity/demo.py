"""One account for each kind of person, in the invented commune. For demonstration only: the password is public."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from dangvu.kernel.access import Actor
from dangvu.modules.identity import commands, rules
from dangvu.modules.identity.models import Account, Role
from dangvu.modules.organisations import api as organisations

PASSWORD = "minh hoa xin chao"  # noqa: S105  public on purpose: it opens nothing but invented data
REASON = "Tài khoản trình diễn"


@dataclass(frozen=True)
class Demonstrator:
    login: str
    name: str
    role: str
    in_cell: bool = False
    subtree: bool = True


PEOPLE = (
    Demonstrator("dangvien", "Trần Thị Lụa", "member", in_cell=True),
    Demonstrator("bithu", "Nguyễn Văn Khang", "cell_secretary", in_cell=True),
    Demonstrator("chiuy", "Phạm Thị Nhài", "cell_committee", in_cell=True),
    Demonstrator("vanthu", "Lê Thị Thu Trà", "clerk", subtree=False),
    Demonstrator("lanhdao", "Hoàng Đức Thịnh", "leader"),
    Demonstrator("canboto", "Đỗ Quang Minh", "organisation_officer"),
    Demonstrator("kiemtra", "Vũ Hải Đăng", "inspector"),
    Demonstrator("quantri", "Bùi Thanh Tùng", "administrator"),
)


def fill(actor: Actor, scale: str) -> None:  # noqa: ARG001  the same few people in a commune and in a province
    """Accounts by role, at the top and in the first cell; the members' demo gives them their files."""
    if Account.objects.exists():
        return
    root, cell = _places()
    roles = {role.code: role for role in Role.objects.filter(standard=True)}
    password = make_password(PASSWORD)  # once: hashing is slow by design
    for person in PEOPLE:
        account = commands.create_account(actor=actor, login=person.login, display_name=person.name)
        account.password, account.activated_at = password, actor.now
        account.save()
        place = rules.Place(cell if person.in_cell else root, person.subtree and not person.in_cell, actor.today)
        commands.grant_role(actor=actor, account=account, role=roles[person.role], place=place, reason=REASON)


def _places() -> tuple[int, int]:
    """The top, and the first residential cell: that is where the daily work is shown."""
    root = organisations.roots()[0].id
    cells = organisations.cells_below(root)
    return root, next((cell.id for cell in cells if " khu " in cell.name), cells[0].id)


def announce() -> list[str]:
    """What the person at the terminal needs to sign in."""
    labels = dict(Role.objects.values_list("code", "label"))
    known = set(Account.objects.values_list("login", flat=True))
    lines = [f"  {p.login:<10} {labels.get(p.role, p.role)}, {p.name}" for p in PEOPLE if p.login in known]
    if not lines:
        return []
    return [f"Đăng nhập trình diễn, mật khẩu chung “{PASSWORD}”:", *lines, "  (quantri phải đặt xác thực hai lớp)"]
