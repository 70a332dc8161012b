"""Numbers of a row: citizen ID, phone, card, CV and badge."""

from collections.abc import Callable

from dangvu.lib import identity_numbers
from dangvu.lib.identity_numbers import Problem
from dangvu.modules.members.imports import wording
from dangvu.modules.members.imports.person import Extract, Person, clean
from dangvu.modules.members.imports.verdicts import Reason

_ID_REASONS = {Problem.LOST_DIGITS: Reason.CCCD_LOST_DIGITS, Problem.OLD_NUMBER: Reason.CCCD_OLD_NUMBER}


def national_id(index: int) -> Extract:
    def extract(values: list, person: Person) -> None:
        raw = values[index]
        if raw == "":
            return
        number = identity_numbers.national_id(raw)
        if number.value:
            person.values["national_id"] = number.value
        elif number.problem in _ID_REASONS:
            person.problems.append(_ID_REASONS[number.problem])

    return extract


def number(index: int, name: str, read: Callable[[object], identity_numbers.Number], reason: Reason | None) -> Extract:
    def extract(values: list, person: Person) -> None:
        raw = values[index]
        if raw == "":
            return
        number = read(raw)
        if number.value:
            person.values[name] = number.value
        elif reason and number.problem is Problem.INVALID:
            person.problems.append(reason)

    return extract


def card(index: int) -> Extract:
    plain = number(index, "card_number", identity_numbers.card, Reason.CARD_FORMAT)

    def extract(values: list, person: Person) -> None:
        raw = values[index]
        if isinstance(raw, str) and not raw.isdigit() and any(char.isalpha() for char in raw):
            _keep_numbers(raw, person)
        elif raw != "":
            plain(values, person)

    return extract


def numbers(index: int) -> Extract:
    def extract(values: list, person: Person) -> None:
        raw = values[index]
        if raw == "":
            return
        _keep_numbers(raw if isinstance(raw, str) else identity_numbers.as_digits(raw), person)

    return extract


def _keep_numbers(raw: str, person: Person) -> None:
    """`Thẻ: 41619011; LL: 308929HB; HH: 201081` in one cell."""
    for name, number in wording.labelled_numbers(clean(raw.replace("\n", ";"))):
        if number.value:
            person.values[name] = number.value
        elif number.problem is Problem.INVALID and name in wording.NUMBER_REASONS:
            person.problems.append(wording.NUMBER_REASONS[name])
