from dangvu.modules.identity.views.accounts import Change, Correct, Detail, Listing, New, NewGrant
from dangvu.modules.identity.views.door import Activate, ActivateWithPasskey, Code, Forgotten
from dangvu.modules.identity.views.me import AddPasskey, Me, Theme
from dangvu.modules.identity.views.recovery import Recoveries, Recovery, StartRecovery
from dangvu.modules.identity.views.roles import EditRole, Roles

__all__ = [
    "Activate",
    "ActivateWithPasskey",
    "AddPasskey",
    "Change",
    "Code",
    "Correct",
    "Detail",
    "EditRole",
    "Forgotten",
    "Listing",
    "Me",
    "New",
    "NewGrant",
    "Recoveries",
    "Recovery",
    "Roles",
    "StartRecovery",
    "Theme",
]
