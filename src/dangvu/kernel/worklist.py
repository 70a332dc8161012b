"""One list of everything that waits for a person, fed by every module."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class WorkItem:
    """One line of "Việc của tôi"."""

    title: str
    url: str
    icon: str = "list-checks"
    due_on: datetime.date | None = None
    tone: str = ""
    note: str = ""
    done: bool = False

    @property
    def urgency(self) -> tuple[bool, datetime.date, str]:
        """What is due first stands first; what has no date stands last."""
        return self.due_on is None, self.due_on or datetime.date.max, self.title
