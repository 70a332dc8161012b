from dangvu.modules.organisations.views.change import Close, Correct, Establish, Move, MoveMany, Rename, Symbol
from dangvu.modules.organisations.views.importing import Confirm, Upload
from dangvu.modules.organisations.views.look import Branch, Detail, Tree

__all__ = [
    "Branch",
    "Close",
    "Confirm",
    "Correct",
    "Detail",
    "Establish",
    "Move",
    "MoveMany",
    "Rename",
    "Symbol",
    "Tree",
    "Upload",
]
