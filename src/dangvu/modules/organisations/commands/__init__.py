from dangvu.modules.organisations.commands.importing import import_organisations, rows_of
from dangvu.modules.organisations.commands.tree import (
    close_organisation,
    correct_organisation,
    establish_organisation,
    move_organisation,
    move_organisations,
    rename_organisation,
    set_symbol,
)

__all__ = [
    "close_organisation",
    "correct_organisation",
    "establish_organisation",
    "import_organisations",
    "move_organisation",
    "move_organisations",
    "rename_organisation",
    "rows_of",
    "set_symbol",
]
