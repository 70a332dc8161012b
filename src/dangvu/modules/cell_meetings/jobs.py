"""Work at a time: the months are drafted before anybody opens them."""

from dangvu.kernel import rulebook
from dangvu.kernel.access import Actor
from dangvu.modules.cell_meetings import commands
from dangvu.modules.cell_meetings.models import CellMonth
from dangvu.modules.cell_meetings.rules import months
from dangvu.modules.organisations import api as organisations


def draft_months(actor: Actor) -> None:
    """From its day of the month on: the next month of every cell that has none yet. Running again does nothing more."""
    if actor.today.day < int(rulebook.value("cell_meetings.prepare_from", on=actor.today).value):
        return
    month = months.next_month(actor.today)
    cells = [cell.id for root in organisations.roots() for cell in organisations.cells_below(root.id)]
    drafted = set(
        CellMonth.objects.filter(month=month, meeting__isnull=False).values_list("organisation_id", flat=True)
    )
    for organisation in organisations.Organisation.objects.filter(pk__in=set(cells) - drafted):
        commands.draft_month(actor=actor, organisation=organisation, month=month)
