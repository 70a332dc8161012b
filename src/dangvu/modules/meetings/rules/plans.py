"""What is handed to the commands: plans of a meeting, of an item, of an invitation; check-ins and their outcomes."""

import datetime
from dataclasses import dataclass

from dangvu.modules.meetings.rules import voting
from dangvu.modules.meetings.rules.attendance import Role


@dataclass(frozen=True)
class Plan:
    """A meeting as it is set up or changed. `minimum_minutes` only where the committee has set its own."""

    title: str
    starts_at: datetime.datetime
    kind: str = "regular"
    with_theme: bool = False
    mode: str = "in_person"
    place: str = ""
    online_link: str = ""
    approval_reference: str = ""
    chair_id: int | None = None
    minute_taker_id: int | None = None
    minimum_minutes: int | None = None
    minimum_regulation: str = ""


@dataclass(frozen=True)
class Item:
    """An agenda item as it is added or changed."""

    title: str
    minutes: int = 10
    code: str = ""
    presenter_id: int | None = None
    presenter_name: str = ""
    note: str = ""


@dataclass(frozen=True)
class Invitee:
    """A member to invite."""

    member_id: int
    role: str = Role.OFFICIAL
    may_vote: bool = False
    status: str = ""
    special_duty: bool = False
    channel: str = "app"


@dataclass(frozen=True)
class Question:
    """A question as it is prepared for the vote. `threshold` is a code of the rulebook, or "2/3", or ">1/2"."""

    text: str
    kind: str = voting.Kind.NAMED
    options: tuple[str, ...] = voting.DEFAULT_OPTIONS
    threshold: str = voting.MORE_THAN_HALF
    threshold_regulation: str = ""
    on_paper: bool = False
    item_id: int | None = None


@dataclass(frozen=True)
class CheckIn:
    """One person at the door: the code as it was read, or the figures as typed; `at` is the server's clock."""

    account_id: int
    meeting_id: int
    at: datetime.datetime
    token: str = ""
    figures: str = ""
    online: bool = False


@dataclass(frozen=True)
class Outcome:
    """accepted | already | refused, with the sentence for the person."""

    status: str
    sentence: str

    @property
    def is_here(self) -> bool:
        return self.status != "refused"


@dataclass(frozen=True)
class Speech:
    """One line to write: who said what, when, by what means."""

    text: str
    at: datetime.datetime
    item_id: int | None = None
    speaker_id: int | None = None
    speaker_name: str = ""
    source: str = "typed"


@dataclass(frozen=True)
class Count:
    """What tellers counted: votes per option in the ballot's order; papers handed out only for papers."""

    votes: tuple[int, ...]
    invalid: int = 0
    issued: int | None = None


@dataclass(frozen=True)
class Errand:
    """A task given in the meeting: the first of the members leads."""

    title: str
    member_ids: tuple[int, ...] = ()
    due_on: datetime.date | None = None
    group: str = ""
    detail: str = ""
