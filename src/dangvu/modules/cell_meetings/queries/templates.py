"""Which agenda templates a cell may choose from."""

from datetime import date

from dangvu.modules.cell_meetings.models import AgendaTemplate
from dangvu.modules.cell_meetings.rules import agendas
from dangvu.modules.organisations import api as organisations


def choices(organisation_id: int, kind: str, on: date) -> list[agendas.Template]:
    """Own templates of the cell and of what stands above it, then the shipped ones."""
    return agendas.in_force([*agendas.SHIPPED, *(each.as_template for each in own(organisation_id))], kind, on)


def own(organisation_id: int) -> list[AgendaTemplate]:
    """Editions kept at the organisation or above it."""
    line = [above.id for above in organisations.ancestors(organisation_id)]
    rows = AgendaTemplate.objects.filter(organisation_id__in=[*line, organisation_id], withdrawn_at=None)
    return list(rows.select_related("organisation"))


def usual(organisation_id: int, kind: str, on: date) -> agendas.Template:
    """The nearest own one, else the national order; a date before everything takes the first."""
    found = choices(organisation_id, kind, on)
    fallback = {agendas.REGULAR: agendas.NATIONAL, agendas.THEMATIC: agendas.THEMATIC_2025}
    standard = fallback.get(kind, agendas.EXTRAORDINARY_1)
    mine = next((each for each in found if each.own), None)
    return mine or next((each for each in found if each.code == standard.code), standard)
