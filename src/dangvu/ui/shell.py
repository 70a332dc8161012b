"""What every page shows around its content: who is here, where, and the ways on. Filled by a context processor."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from dangvu.lib import words

PRODUCT = "Đảng vụ"
THEMES = (("", "Theo máy"), ("dangvu", "Sáng"), ("dangvu-dark", "Tối"), ("elder", "Chữ lớn"))


@dataclass(frozen=True)
class Entry:
    """One way on, in the side bar or the dock. `key` is its URL name, compared with `active` of the page."""

    label: str
    url: str
    icon: str
    key: str = ""
    count: int | None = None
    letter: str = ""


@dataclass(frozen=True)
class Group:
    """Entries under one heading of the side bar; the first group has no heading."""

    label: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Links:
    """Addresses of the things every page offers; an empty one hides its button."""

    home: str = "/"
    search: str = ""
    notices: str = ""
    account: str = ""
    help: str = ""
    theme: str = ""
    sign_out: str = ""


@dataclass(frozen=True)
class Shell:
    """The frame of one page for one person."""

    product: str = PRODUCT
    unit: str = ""
    place: str = ""
    person: str = ""
    role: str = ""
    initials: str = ""
    unread: int = 0
    menu: tuple[Group, ...] = ()
    dock: tuple[Entry, ...] = ()
    demo: bool = False
    theme: str = ""
    signed_in: bool = False
    who: str = ""  # an opaque mark of the account: what waits in a shared machine is sent only by its owner
    links: Links = field(default_factory=Links)

    def __post_init__(self) -> None:
        object.__setattr__(self, "menu", lettered(self.menu))
        object.__setattr__(self, "initials", self.initials or words.initials(self.person))

    @property
    def themes(self) -> tuple[tuple[str, str], ...]:
        return THEMES


def lettered(groups: Iterable[Group]) -> tuple[Group, ...]:
    """Give every entry the letter that follows `g` on the keyboard: the first one of its label not taken yet."""
    taken = {entry.letter for group in groups for entry in group.entries if entry.letter}
    return tuple(replace(group, entries=_with_letters(group.entries, taken)) for group in groups)


def _with_letters(entries: Iterable[Entry], taken: set[str]) -> tuple[Entry, ...]:
    found = []
    for entry in entries:
        letter = entry.letter or next((one for one in words.letters(entry.label) if one not in taken), "")
        taken.add(letter)
        found.append(replace(entry, letter=letter))
    return tuple(found)
