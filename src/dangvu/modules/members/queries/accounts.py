"""Who of a cell can sign in."""

from dataclasses import dataclass

from dangvu.kernel import access
from dangvu.kernel.access import Actor
from dangvu.modules.members.access import Can
from dangvu.modules.members.models import Member
from dangvu.modules.members.queries import cell
from dangvu.modules.members.rules import statuses

STATES = {
    "none": ("Chưa có tài khoản", "mute", "user"),
    "waiting": ("Chờ kích hoạt", "wait", "hourglass"),
    "active": ("Đang dùng", "ok", "circle-check"),
    "apart": ("Không dùng sổ tay", "mute", "minus"),
}


@dataclass(frozen=True, slots=True)
class AccountState:
    name: str
    login: str
    state: str

    @property
    def label(self) -> str:
        return STATES[self.state][0]

    @property
    def tone(self) -> str:
        return STATES[self.state][1]

    @property
    def icon(self) -> str:
        return STATES[self.state][2]


def account_states(actor: Actor, organisation_id: int) -> list[AccountState]:
    """Everybody present in the cell; two queries."""
    traits = cell.traits_on(actor.today)
    rows = access.visible(actor, Can.OPEN_ACCOUNTS, Member.objects).filter(
        organisation=organisation_id, current_status__in=sorted(statuses.PRESENT)
    )
    columns = rows.order_by("sort_key").values_list(
        "full_name", "current_status", "account_id", "account__login", "account__activated_at"
    )
    return [
        AccountState(name, login or "", _state(account_id, activated, uses=traits[status].uses_handbook))
        for name, status, account_id, login, activated in columns
    ]


def _state(account_id: int | None, activated: object, *, uses: bool) -> str:
    if account_id is not None:
        return "active" if activated else "waiting"
    return "none" if uses else "apart"
