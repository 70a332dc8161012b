"""What is wrong with one row on its own: the table of reasons, as the register's rules give them."""

import re
from dataclasses import dataclass
from datetime import date

from dangvu.lib import dates, identity_numbers, text
from dangvu.lib.dates import PartialDate
from dangvu.modules.members.imports import tables
from dangvu.modules.members.imports.person import Person
from dangvu.modules.members.imports.verdicts import Reason

ADULT_YEARS = 18
PROBATION_MONTHS = 12
PATIENCE_MONTHS = 14
_EXEMPT = re.compile(r"\bmien\b(?! (nhiem|dang phi|dp|thi|nam|bac|trung|nui|giam|phi|hoc phi|tru))")
_ON_PROBATION = re.compile(r"\bdu bi\b|\bdvdb\b|\bdb\b")
_SHEET_STATUS = {tables.MOVED_OUT: "moved_out", tables.DECEASED: "deceased", tables.LEFT: "struck_off"}


@dataclass(frozen=True, slots=True)
class Today:
    """The date of the list and what follows from it."""

    as_of: date
    adult_born_until: date
    official_due_before: date

    @classmethod
    def at(cls, as_of: date) -> "Today":
        return cls(as_of, dates.add_months(as_of, -12 * ADULT_YEARS), dates.add_months(as_of, -PATIENCE_MONTHS))


def judge(person: Person, kind: str, today: Today) -> list[Reason]:
    """Reasons of one row; a row that cannot be imported is not searched for lesser faults."""
    found = person.problems
    if "full_name" not in person.values:
        found.append(Reason.NAME_MISSING)
    if not person.has_birth or not person.has_admission:
        found.append(Reason.DATE_MISSING)
    _judge_dates(person, today, found)
    _judge_warnings(person, kind, today, found)
    return found


def _judge_dates(person: Person, today: Today, found: list[Reason]) -> None:
    birth, admission, official = person.birth, person.admission, person.official
    as_of = today.as_of
    if (
        (birth is not None and birth.earliest > as_of)
        or (admission is not None and admission.earliest > as_of)
        or (official is not None and official.earliest > as_of)
    ):
        found.append(Reason.DATE_FUTURE)
    if birth is not None:
        born = birth.earliest
        if born > today.adult_born_until or (admission is not None and born > admission.latest):
            found.append(Reason.BIRTH_IMPOSSIBLE)
        elif admission is not None and _years_later(born, ADULT_YEARS) > admission.latest:
            found.append(Reason.ADMITTED_UNDER_18)
    if admission is not None and official is not None and official.latest < admission.earliest:
        found.append(Reason.OFFICIAL_BEFORE_ADMISSION)


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # born on 29 February
        return date(day.year + years, 3, 1)


def _judge_warnings(person: Person, kind: str, today: Today, found: list[Reason]) -> None:
    birth, admission, official, decision = person.birth, person.admission, person.official, person.decision
    if (
        (birth is not None and birth.day is None)
        or (admission is not None and admission.day is None)
        or (official is not None and official.day is None)
    ):
        found.append(Reason.DATE_PARTIAL)
    if admission is not None:
        if official is None:
            if admission.latest < today.official_due_before and Reason.DATE_INVALID not in found:
                found.append(Reason.OFFICIAL_MISSING)
        elif not _is_twelve_months(admission, official):
            found.append(Reason.OFFICIAL_NOT_12_MONTHS)
        if decision is not None and decision.earliest > admission.latest:
            found.append(Reason.DECISION_AFTER_CEREMONY)
    _judge_numbers(person, kind, found)


def _is_twelve_months(admission: PartialDate, official: PartialDate) -> bool:
    if admission.day is None or official.day is None:
        return True
    if official.day == admission.day and official.month == admission.month:
        return official.year == admission.year + 1
    leap_day = (admission.month, admission.day) == (2, 29)
    return leap_day and official.earliest in (date(admission.year + 1, 2, 28), date(admission.year + 1, 3, 1))


def _judge_numbers(person: Person, kind: str, found: list[Reason]) -> None:
    values = person.values
    number, sex = values.get("national_id"), values.get("sex")
    if kind == tables.ACTIVE:
        if person.official is not None and "card_number" not in values and Reason.CARD_FORMAT not in found:
            found.append(Reason.CARD_MISSING)
        if number is None and Reason.CCCD_LOST_DIGITS not in found and Reason.CCCD_OLD_NUMBER not in found:
            found.append(Reason.CCCD_MISSING)
    birth_year = person.birth.year if person.birth is not None else None
    if number is not None and identity_numbers.contradicts(number, sex=sex, birth_year=birth_year):
        found.append(Reason.CCCD_MISMATCH)
    if sex is None:
        found.append(Reason.SEX_MISSING)


def membership(person: Person, kind: str, today: Today) -> str:
    """official, probationary, exempt, moved_out, deceased, struck_off; "" when the row does not say."""
    if kind in _SHEET_STATUS or person.gone:
        return _SHEET_STATUS.get(kind) or person.gone
    note = text.fold(person.note) if person.note else ""
    if note and _EXEMPT.search(note):
        return "exempt"
    if person.official is not None:
        return "official"
    if person.admission is not None and person.admission.latest >= today.official_due_before:
        return "probationary"
    return _membership_by_papers(person, note)


def _membership_by_papers(person: Person, note: str) -> str:
    """Only official members get a card."""
    if "card_number" in person.values:
        return "official"
    return "probationary" if person.admission is None and _ON_PROBATION.search(note) else ""
