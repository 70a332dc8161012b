"""A whole list of organisations at once, after each of its rows was judged."""

from collections.abc import Sequence
from datetime import date

from dangvu.kernel.access import Actor
from dangvu.kernel.audit import note
from dangvu.kernel.command import command
from dangvu.kernel.errors import Refused
from dangvu.lib import text
from dangvu.modules.organisations import rules
from dangvu.modules.organisations.access import Can
from dangvu.modules.organisations.commands.tree import establish_organisation
from dangvu.modules.organisations.imports import Judgement, RowVerdict
from dangvu.modules.organisations.models import Organisation


@command(Can.MANAGE, on="under")
def import_organisations(
    *, actor: Actor, under: Organisation | None, rows: Sequence[rules.ImportRow], as_of: date
) -> rules.ImportResult:
    """Nhập danh sách tổ chức đảng.

    Repeating it changes nothing: a row that already stands under its parent by name is left as it is. Without `under`
    the top of the list becomes the root.
    """
    known = _Known(under)
    result = rules.ImportResult()
    for row in rules.parents_first(rows):
        _place(actor, known, row, as_of, result)
    note("lập mới", len(result.created))
    note("đã có", len(result.present))
    note("không nhập", len(result.left_out))
    return result


def rows_of(judgement: Judgement) -> list[rules.ImportRow]:
    """The rows that the judge lets in, as the command wants them."""
    return [_import_row(verdict) for verdict in judgement.rows if verdict.is_imported]


def _import_row(verdict: RowVerdict) -> rules.ImportRow:
    values = {name: str(value) for name, value in verdict.values.items()}
    written = values.get("established_date", "")
    whole = len(written) == len("2025-07-01")
    return rules.ImportRow(
        line=verdict.row,
        name=values["name"],
        kind=values.get("kind", str(rules.Kind.CELL)),
        parent=values.get("parent", ""),
        established_decision=values.get("established_decision", ""),
        established_on=date.fromisoformat(written) if whole else None,
    )


class _Known:
    """The organisations that rows may name as their parent: those below `under`, and those made on the way."""

    def __init__(self, under: Organisation | None) -> None:
        rows = Organisation.objects.filter(valid_until__isnull=True)
        if under is not None:
            rows = rows.filter(path__within=[under.path])
        self.under = under
        self.by_name: dict[str, list[Organisation]] = {}
        for organisation in rows:
            self.add(organisation)

    def add(self, organisation: Organisation) -> None:
        self.by_name.setdefault(text.match_key(organisation.name), []).append(organisation)

    def find(self, name: str) -> Organisation | None:
        found = self.by_name.get(text.match_key(name), [])
        return found[0] if len(found) == 1 else None

    def standing(self, name: str, parent: Organisation | None) -> Organisation | None:
        parent_id = parent.pk if parent else None
        found = self.by_name.get(text.match_key(name), [])
        return next((o for o in found if o.parent_id == parent_id), None)

    def itself(self, name: str) -> Organisation | None:
        """The top row of the list may be the very organisation under which the list is put."""
        same = self.under is not None and text.match_key(self.under.name) == text.match_key(name)
        return self.under if same else None


def _place(actor: Actor, known: _Known, row: rules.ImportRow, as_of: date, result: rules.ImportResult) -> None:
    parent = known.find(row.parent) if row.parent else None
    parent = parent or (known.under if row.is_top else None)
    present = (known.itself(row.name) if row.is_top else None) or known.standing(row.name, parent)
    if present is not None:
        result.present[row.line] = present.pk
    elif parent is None and not (row.is_top and known.under is None):
        result.left_out[row.line] = f"Chưa có tổ chức cấp trên “{row.parent}”."
    else:
        _make(actor, known, row, (parent, as_of), result)


def _make(
    actor: Actor,
    known: _Known,
    row: rules.ImportRow,
    where: tuple[Organisation | None, date],
    result: rules.ImportResult,
) -> None:
    parent, as_of = where
    try:
        made = establish_organisation(
            actor=actor,
            parent=parent,
            name=row.name,
            kind=row.kind,
            on=row.established_on or as_of,
            particulars=rules.Particulars(
                established_decision=row.established_decision, established_on=row.established_on
            ),
        )
    except Refused as refused:
        result.left_out[row.line] = refused.sentence
        return
    known.add(made)
    result.created[row.line] = made.pk
