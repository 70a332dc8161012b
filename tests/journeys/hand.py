"""The hand of a person at work: every tap is counted, and how long it takes is reckoned by a simple model.

A tap is a click, a press of Enter or of a chord, or a file picked in the system's dialogue (with the tap that
opened it). Typing itself is no tap, but it takes time. The meeting itself and waiting for others are not counted.
"""

from dataclasses import dataclass
from typing import Any

SECONDS_PER_TAP = 4.0  # find the button, move, press, see that it worked
SECONDS_PER_CHARACTER = 0.5  # a slow typist with two fingers and the marks of Vietnamese
SECONDS_PER_PAGE = 25.0  # look a new page over before doing anything on it


@dataclass
class Hand:
    """Counts for one person on one page."""

    page: Any
    taps: int = 0
    characters: int = 0
    pages: int = 0

    def tap(self, what: Any) -> None:
        self._found(what).click()
        self.taps += 1

    def type(self, what: Any, text: str) -> None:
        """One tap into the field, then the keys."""
        self.tap(what)
        self._found(what).fill(text)
        self.characters += len(text)

    def write(self, what: Any, text: str) -> None:
        """Into the field that has the focus already."""
        self._found(what).fill(text)
        self.characters += len(text)

    def press(self, what: Any, chord: str) -> None:
        self._found(what).press(chord)
        self.taps += 1

    def choose(self, what: Any, value: str) -> None:
        """Open the list, take one."""
        self._found(what).select_option(value)
        self.taps += 2

    def attach(self, what: Any, files: Any) -> None:
        """Open the dialogue, take the file."""
        self._found(what).set_input_files(files)
        self.taps += 2

    def read(self, pages: int = 1) -> None:
        self.pages += pages

    @property
    def minutes(self) -> float:
        seconds = self.taps * SECONDS_PER_TAP + self.characters * SECONDS_PER_CHARACTER + self.pages * SECONDS_PER_PAGE
        return seconds / 60

    def since(self, earlier: "Hand") -> "Hand":
        return Hand(
            self.page, self.taps - earlier.taps, self.characters - earlier.characters, self.pages - earlier.pages
        )

    def _found(self, what: Any) -> Any:
        return self.page.locator(what).first if isinstance(what, str) else what
