"""Dates of a row: birth, admission, official recognition, and what moved a person in, out or away."""

import re
from collections.abc import Callable

from dangvu.lib.dates import PartialDate, Reading
from dangvu.modules.members.imports import wording
from dangvu.modules.members.imports.person import Extract, Person, clean
from dangvu.modules.members.imports.verdicts import Reason

Read = Callable[[object], Reading]


def birth(read: Read, index: int) -> Extract:
    def extract(values: list, person: Person) -> None:
        raw = values[index]
        if raw != "":
            _set_birth(person, read(raw))

    return extract


def sexed_birth(read: Read, index: int, sex: str) -> Extract:
    def extract(values: list, person: Person) -> None:
        if values[index] != "":
            person.values["sex"] = sex
            if str(values[index]).strip().lower() not in wording.MARKS:
                _set_birth(person, read(values[index]))

    return extract


def split_birth(read: Read, parts: tuple[int | None, ...]) -> Extract:
    def extract(values: list, person: Person) -> None:
        pieces = [clean(values[index]) for index in parts if index is not None and values[index] != ""]
        if pieces:
            _set_birth(person, read("/".join(pieces)))

    return extract


def decision(read: Read, index: int, *, alone: bool) -> Extract:
    def extract(values: list, person: Person) -> None:
        raw = values[index]
        if raw == "":
            return
        reading = read(raw)
        if reading.marks:
            person.decision = reading.marks[-1 if not alone else 0].date
            person.values["admission_decision_date"] = person.decision.iso
        if alone:
            _set_admission(person, reading)
            person.values.pop("admission_ceremony_date", None)

    return extract


def ceremony(read: Read, index: int) -> Extract:
    def extract(values: list, person: Person) -> None:
        raw = values[index]
        if raw != "":
            _set_admission(person, read(raw))

    return extract


def official(read: Read, index: int) -> Extract:
    def extract(values: list, person: Person) -> None:
        raw = values[index]
        if raw != "":
            _set_official(person, read(raw))

    return extract


def move(read: Read, index: int, move: wording.Move) -> Extract:
    def extract(values: list, person: Person) -> None:
        raw = values[index]
        if raw == "":
            return
        reading = read(raw if not isinstance(raw, str) else clean(raw))
        rest = wording.place(reading.rest)
        if reading.marks:
            person.values[move.day] = reading.marks[0].date.iso
        if rest and move.words and (reading.marks or not any(char.isdigit() for char in rest)):
            person.values.setdefault(move.words, rest)
        if reading.marks or rest:
            person.gone = move.status or person.gone

    return extract


def _set_birth(person: Person, reading: Reading) -> None:
    if reading.broken or len(reading.marks) > 1:
        person.has_birth = True
        person.problems.append(Reason.DATE_INVALID)
    elif reading.marks:
        person.has_birth = True
        person.birth = reading.marks[0].date
        person.values["birth_date"] = person.birth.iso


_OFFICIAL_LABEL = re.compile(r"\b(ct|chinh thuc|cn)\b")
_DECISION_LABEL = re.compile(r"\b(qd|quyet dinh)\b")


_ALL_DATES = 3  # decision, ceremony, official


def _set_admission(person: Person, reading: Reading) -> None:
    """One cell may hold the ceremony and the official date, sometimes the decision too."""
    if reading.broken:
        person.has_admission = True
        person.problems.append(Reason.DATE_INVALID)
        return
    unlabelled = []
    for mark in reading.marks:
        if _OFFICIAL_LABEL.search(mark.label):
            _keep_official(person, mark.date)
        elif _DECISION_LABEL.search(mark.label) and len(reading.marks) > 1:
            person.decision = mark.date
            person.values["admission_decision_date"] = mark.date.iso
        else:
            unlabelled.append(mark.date)
    if len(unlabelled) == _ALL_DATES:
        person.decision = unlabelled.pop(0)
        person.values["admission_decision_date"] = person.decision.iso
    if unlabelled:
        person.has_admission = True
        person.admission = unlabelled[0]
        person.values["admission_ceremony_date"] = person.admission.iso
    if len(unlabelled) > 1:
        _keep_official(person, unlabelled[1])


def _keep_official(person: Person, day: PartialDate) -> None:
    person.official = day
    person.values["official_date"] = day.iso


def _set_official(person: Person, reading: Reading) -> None:
    if reading.broken:
        person.problems.append(Reason.DATE_INVALID)
        return
    if not reading.marks:
        return
    if len(reading.marks) > 1 and not person.has_admission:
        _set_admission(person, reading)
    else:
        _keep_official(person, reading.marks[-1].date)
