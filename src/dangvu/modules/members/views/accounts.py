"""Opening accounts for the members of a cell."""

from django.http import HttpRequest, HttpResponse

from dangvu.kernel import views
from dangvu.modules.members import commands, queries
from dangvu.modules.members.access import Can
from dangvu.modules.organisations import api as organisations


class Accounts(views.Page):
    """Who of a cell has an account, and one button for those who have none."""

    permission = Can.OPEN_ACCOUNTS

    def load(self) -> None:
        self.cells = organisations.within_reach(self.actor, Can.OPEN_ACCOUNTS, cells_only=True)
        asked = self.request.GET.get("chi-bo") or self.request.POST.get("organisation") or ""
        known = {cell.public_id: cell for cell in self.cells}
        self.cell = known.get(asked) or next(iter(self.cells), None)

    def get(self, request: HttpRequest) -> HttpResponse:
        people = queries.account_states(self.actor, self.cell.id) if self.cell else []
        return self.page(
            "members/accounts.html",
            cells=self.cells,
            cell=self.cell,
            people=people,
            waiting=sum(person.state == "none" for person in people),
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        rows = organisations.Organisation.objects
        organisation = views.get_visible(
            self.actor, Can.OPEN_ACCOUNTS, rows, public_id=self.cell.public_id if self.cell else None
        )
        opened = commands.open_accounts(actor=self.actor, organisation=organisation)
        self.say(f"Đã mở {opened} tài khoản. In phiếu kích hoạt để trao tận tay từng người.")
        return self.done(f"{request.path}?chi-bo={organisation.public_id}")
