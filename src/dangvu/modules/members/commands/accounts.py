"""Accounts of members: linked one by one, or opened for a whole cell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dangvu.kernel.access import Actor
from dangvu.kernel.audit import note
from dangvu.kernel.command import command
from dangvu.kernel.errors import Conflict
from dangvu.kernel.events import publish
from dangvu.modules.identity import api as identity
from dangvu.modules.members import events
from dangvu.modules.members.access import Can
from dangvu.modules.members.commands import grants
from dangvu.modules.members.models import Member, sealed
from dangvu.modules.members.queries import cell
from dangvu.modules.members.rules import logins
from dangvu.modules.organisations import api as organisations


@dataclass(frozen=True, slots=True)
class Slip:
    """What a member is handed on paper to open the account; the code is shown once and kept nowhere."""

    member_id: int
    name: str
    login: str
    code: str
    url: str


@command(Can.OPEN_ACCOUNTS, on="member")
def link_account(*, actor: Actor, member: Member, account: identity.Account) -> Member:
    """Gắn tài khoản với hồ sơ đảng viên."""
    if member.account_id is not None:
        raise Conflict("Đảng viên này đã có tài khoản.")
    if Member.objects.filter(account=account).exists():
        raise Conflict("Tài khoản này đã gắn với người khác. Chọn tài khoản khác.")
    member.account = account
    member.save()
    grants.sync(actor, member.pk)
    return member


@command(Can.OPEN_ACCOUNTS, on="organisation")
def open_accounts(
    *, actor: Actor, organisation: organisations.Organisation, members: Iterable[int] | None = None
) -> int:
    """Mở tài khoản cho đảng viên của chi bộ."""
    traits = cell.traits_on(actor.today)
    users = [status for status, trait in traits.items() if trait.uses_handbook]
    rows = Member.objects.select_for_update(no_key=True).filter(
        organisation=organisation, account__isnull=True, current_status__in=users
    )
    found = list(rows if members is None else rows.filter(pk__in=list(members)))
    if not found:
        raise Conflict("Mọi đảng viên dùng sổ tay ở đây đã có tài khoản.")
    logins_of = _logins(found)
    made = identity.create_accounts(
        actor=actor,
        people=[identity.Person(str(m.pk), m.full_name, logins_of[m.pk]) for m in found],
    )
    for member in found:
        member.account_id = made[str(member.pk)]
        member.save()
        grants.sync(actor, member.pk)
    note("opened", len(found))
    publish(events.AccountsOpened(organisation.pk))
    return len(found)


@command(Can.OPEN_ACCOUNTS, on="organisation")
def issue_slips(
    *, actor: Actor, organisation: organisations.Organisation, members: Iterable[int] | None = None
) -> list[Slip]:
    """In phiếu kích hoạt tài khoản cho chi bộ."""
    rows = Member.objects.filter(organisation=organisation, account__isnull=False, account__activated_at__isnull=True)
    rows = rows if members is None else rows.filter(pk__in=list(members))
    waiting = {member.account_id: member for member in rows.select_related("account").order_by("sort_key")}
    if not waiting:
        raise Conflict("Không còn ai chờ kích hoạt. Mở tài khoản trước, hoặc dùng mục Mở lại tài khoản.")
    issued = identity.issue_activation(
        actor=actor, accounts=[member.account for member in waiting.values() if member.account]
    )
    note("issued", len(issued))
    return [_slip(waiting[account.pk], account.login, code) for account, code in issued]


def _slip(member: Member, login: str, code: str) -> Slip:
    return Slip(member.pk, member.full_name, login, identity.printed_code(code), identity.activation_path(code))


def _logins(found: Sequence[Member]) -> dict[int, str]:
    """The phone number where it is known and free, else a short name that nobody has."""
    phones = {member.pk: logins.from_phone(sealed.read(member, "phone")) for member in found}
    taken = identity.taken_logins(phone for phone in phones.values() if phone)
    chosen: dict[int, str] = {}
    for member in found:
        phone = phones[member.pk]
        free = phone and phone not in taken
        chosen[member.pk] = phone if free else logins.from_name(member.search_key, member.pk)
        taken.add(chosen[member.pk])
    return chosen
