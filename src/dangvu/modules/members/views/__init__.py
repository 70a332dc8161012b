from dangvu.modules.members.views.accounts import Accounts
from dangvu.modules.members.views.changes import Appoint, ChangeStatus, EndAppointment, Move
from dangvu.modules.members.views.imports import Annotated, Cancel, Confirm, Import, Imports, Mapping, Progress
from dangvu.modules.members.views.register import Correct, Detail, Listing, Own, Register, Reveal

__all__ = [
    "Accounts",
    "Annotated",
    "Appoint",
    "Cancel",
    "ChangeStatus",
    "Confirm",
    "Correct",
    "Detail",
    "EndAppointment",
    "Import",
    "Imports",
    "Listing",
    "Mapping",
    "Move",
    "Own",
    "Progress",
    "Register",
    "Reveal",
]
