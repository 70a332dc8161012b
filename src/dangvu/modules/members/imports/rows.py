"""The values of one row, repaired where there is no doubt. Compiled once for each table, as most of the time goes here."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from dangvu.lib import encodings, identity_numbers, text
from dangvu.lib.dates import DateReader, PartialDate, Reading
from dangvu.lib.identity_numbers import Problem
from dangvu.modules.members.imports import names, wording
from dangvu.modules.members.imports.tables import Table
from dangvu.modules.members.imports.verdicts import Reason

_MANY = 60_000  # a memory of spellings larger than this is forgotten


class OldEncoding(Exception):
    def __init__(self, encoding: str) -> None:
        self.encoding = encoding


@dataclass(slots=True)
class Person:
    """What one row says about a person."""

    values: dict[str, str] = field(default_factory=dict)
    problems: list[Reason] = field(default_factory=list)
    birth: PartialDate | None = None
    decision: PartialDate | None = None
    admission: PartialDate | None = None
    official: PartialDate | None = None
    has_birth: bool = False
    has_admission: bool = False
    note: str = ""
    gone: str = ""


Extract = Callable[[list, Person], None]


def clean(raw: object) -> str:
    """Any cell as one line of Unicode text."""
    if isinstance(raw, str):
        if raw.isascii():
            line = " ".join(raw.split())
            return "" if line.startswith("#") and line.rstrip("!?").isupper() else line.lstrip("'")
        if encodings.is_suspicious(raw):
            encoding = encodings.detect(raw)
            if encoding:
                raise OldEncoding(encoding)
        return text.nfc(raw)
    return identity_numbers.as_digits(raw)


class RowReader:
    """Turns the rows of one table into persons."""

    def __init__(self, table: Table, reader: DateReader) -> None:
        self._reader = reader
        self._plan: list[Extract] = []
        self._met: Counter[str | None] = Counter()  # old encodings met in this table: neighbours decide doubtful cells
        fields = table.fields
        self._add_name(fields)
        self._add_birth(fields)
        self._add_sex(fields)
        self._add_admission(fields)
        self._add_texts(fields)
        self._add_numbers(fields)
        self._add_moves(fields)

    def read(self, values: list) -> Person:
        try:
            return self._run(values)
        except OldEncoding as old:
            self._met[old.encoding] += 1
        self._met.update(encodings.detect(value) for value in values if isinstance(value, str))
        del self._met[None]
        encoding = self._met.most_common(1)[0][0] or encodings.TCVN3
        decoded = [encodings.decode_as(value, encoding) if isinstance(value, str) else value for value in values]
        return self._run_decoded(decoded)

    def _run(self, values: list) -> Person:
        person = Person()
        for extract in self._plan:
            extract(values, person)
        return person

    def _run_decoded(self, values: list) -> Person:
        """A cell that still looks odd after decoding is taken as it is."""
        for _ in range(len(values)):
            try:
                return self._run(values)
            except OldEncoding as old:
                values = [
                    encodings.DECODERS[old.encoding](value)
                    if isinstance(value, str) and encodings.detect(value) == old.encoding
                    else value
                    for value in values
                ]
        return self._run([value if not isinstance(value, str) or value.isascii() else "" for value in values])

    # names ------------------------------------------------------------------------------------------------------------

    def _add_name(self, fields: dict[str, int]) -> None:
        if "full_name" in fields:
            self._plan.append(_name_extract(fields["full_name"]))
        elif "family_name" in fields and "given_name" in fields:
            self._plan.append(_two_part_name_extract(fields["family_name"], fields["given_name"]))
        if "birth_name" in fields:
            self._plan.append(_birth_name_extract(fields["birth_name"]))

    # dates ------------------------------------------------------------------------------------------------------------

    def _add_birth(self, fields: dict[str, int]) -> None:
        year = fields.get("birth_year", fields.get("birth_date"))
        if "birth_month" in fields and year is not None:
            self._plan.append(self._split_birth_extract((fields.get("birth_day"), fields["birth_month"], year)))
        elif year is not None:
            self._plan.append(self._birth_extract(year))
        for name, sex in (("birth_male", "male"), ("birth_female", "female")):
            if name in fields:
                self._plan.append(self._sexed_birth_extract(fields[name], sex))

    def _birth_extract(self, index: int) -> Extract:
        read = self._reader.read

        def extract(values: list, person: Person) -> None:
            raw = values[index]
            if raw != "":
                _set_birth(person, read(raw))

        return extract

    def _sexed_birth_extract(self, index: int, sex: str) -> Extract:
        read = self._reader.read

        def extract(values: list, person: Person) -> None:
            if values[index] != "":
                person.values["sex"] = sex
                if str(values[index]).strip().lower() not in wording.MARKS:
                    _set_birth(person, read(values[index]))

        return extract

    def _split_birth_extract(self, parts: tuple[int | None, ...]) -> Extract:
        read = self._reader.read

        def extract(values: list, person: Person) -> None:
            pieces = [clean(values[index]) for index in parts if index is not None and values[index] != ""]
            if pieces:
                _set_birth(person, read("/".join(pieces)))

        return extract

    def _add_admission(self, fields: dict[str, int]) -> None:
        decision = fields.get("admission_decision_date")
        ceremony = fields.get("admission_ceremony_date")
        official = fields.get("official_date")
        if decision is not None:
            self._plan.append(self._decision_extract(decision, alone=ceremony is None))
        if ceremony is not None:
            self._plan.append(self._ceremony_extract(ceremony))
        if official is not None:
            self._plan.append(self._official_extract(official))

    def _decision_extract(self, index: int, *, alone: bool) -> Extract:
        read = self._reader.read

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

    def _ceremony_extract(self, index: int) -> Extract:
        read = self._reader.read

        def extract(values: list, person: Person) -> None:
            raw = values[index]
            if raw != "":
                _set_admission(person, read(raw))

        return extract

    def _official_extract(self, index: int) -> Extract:
        read = self._reader.read

        def extract(values: list, person: Person) -> None:
            raw = values[index]
            if raw != "":
                _set_official(person, read(raw))

        return extract

    # sex and texts ----------------------------------------------------------------------------------------------------

    def _add_sex(self, fields: dict[str, int]) -> None:
        male, female = fields.get("male_mark"), fields.get("female_mark")
        if male is not None or female is not None:
            self._plan.append(_marks_extract(male, female))
        if "sex" in fields:
            self._plan.append(_texts_extract([(fields["sex"], "sex", wording.sex)]))
        if "persona" in fields:
            self._plan.append(_several_extract(fields["persona"], wording.persona))

    def _add_texts(self, fields: dict[str, int]) -> None:
        texts = [(fields[name], name, tidy) for name, tidy in wording.TIDY.items() if name in fields]
        if texts:
            self._plan.append(_texts_extract(texts))
        if "note" in fields:
            self._plan.append(_note_extract(fields["note"]))

    # numbers ----------------------------------------------------------------------------------------------------------

    def _add_numbers(self, fields: dict[str, int]) -> None:
        if "national_id" in fields:
            self._plan.append(_national_id_extract(fields["national_id"]))
        if "phone" in fields:
            self._plan.append(_number_extract(fields["phone"], "phone", identity_numbers.phone, Reason.PHONE_INVALID))
        if "card_number" in fields:
            self._plan.append(_card_extract(fields["card_number"]))
        if "cv_number" in fields:
            self._plan.append(
                _number_extract(fields["cv_number"], "cv_number", identity_numbers.cv_number, Reason.CV_FORMAT)
            )
        if "badge_number" in fields:
            self._plan.append(_number_extract(fields["badge_number"], "badge_number", identity_numbers.badge, None))
        if "numbers" in fields:
            self._plan.append(_numbers_extract(fields["numbers"]))

    def _add_moves(self, fields: dict[str, int]) -> None:
        for name, move in wording.MOVES.items():
            for column in (name, move.day):
                if column in fields:
                    self._plan.append(self._move_extract(fields[column], move))

    def _move_extract(self, index: int, move: wording.Move) -> Extract:
        read = self._reader.read

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
    if len(unlabelled) == 3:
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


def _name_extract(index: int) -> Extract:
    def extract(values: list, person: Person) -> None:
        raw = values[index]
        if raw == "":
            return
        if isinstance(raw, str) and raw.isascii() is False and encodings.is_suspicious(raw):
            clean(raw)  # raises when the row has to be decoded
        name, birth_name = names.split(str(raw))
        if name:
            person.values["full_name"] = name
        if birth_name:
            person.values["birth_name"] = birth_name

    return extract


def _two_part_name_extract(family: int, given: int) -> Extract:
    def extract(values: list, person: Person) -> None:
        whole = f"{clean(values[family])} {clean(values[given])}".strip()
        name, birth_name = names.split(whole)
        if name:
            person.values["full_name"] = name
        if birth_name:
            person.values["birth_name"] = birth_name

    return extract


def _birth_name_extract(index: int) -> Extract:
    def extract(values: list, person: Person) -> None:
        if values[index] != "":
            name = names.split(clean(values[index]))[0]
            if name:
                person.values["birth_name"] = name

    return extract


def _marks_extract(male: int | None, female: int | None) -> Extract:
    only = "female" if male is None else "male" if female is None else ""
    pairs = [(index, sex) for index, sex in ((male, "male"), (female, "female")) if index is not None]
    other = {"female": "male", "male": "female"}

    def extract(values: list, person: Person) -> None:
        found = set()
        for index, sex in pairs:
            raw = values[index]
            if raw == "":
                continue
            if raw in ("x", "X", 1.0):
                found.add(sex)
            else:
                meant = wording.marked_sex(clean(raw), sex)
                if meant:
                    found.add(meant)
        if not found and only:
            found.add(other[only])
        if len(found) == 1:
            person.values["sex"] = found.pop()

    return extract


def _texts_extract(columns: list[tuple[int, str, Callable[[str], str]]]) -> Extract:
    """All columns of plain text in one go: each spelling is tidied once and remembered."""
    plan: list[tuple[int, str, Callable[[str], str], dict[object, str]]] = [(*column, {}) for column in columns]

    def extract(values: list, person: Person) -> None:
        found = person.values
        for index, name, tidy, known in plan:
            raw = values[index]
            if raw == "":
                continue
            value = known.get(raw)
            if value is None:
                value = _remember(
                    known, raw, tidy(wording.fraction(raw) if name == "general_education" else clean(raw))
                )
            if value:
                found[name] = value

    return extract


def _remember(known: dict[object, str], raw: object, value: str) -> str:
    if len(known) > _MANY:
        known.clear()
    known[raw] = value
    return value


def _several_extract(index: int, split: Callable[[str], dict[str, str]]) -> Extract:
    known: dict[object, dict[str, str]] = {}

    def extract(values: list, person: Person) -> None:
        raw = values[index]
        if raw == "":
            return
        found = known.get(raw)
        if found is None:
            lines = str(raw).replace("\n", ";")
            found = known[raw] = split(clean(lines))
        person.values.update(found)

    return extract


def _note_extract(index: int) -> Extract:
    def extract(values: list, person: Person) -> None:
        raw = values[index]
        if raw != "":
            person.note = clean(raw)

    return extract


_ID_REASONS = {Problem.LOST_DIGITS: Reason.CCCD_LOST_DIGITS, Problem.OLD_NUMBER: Reason.CCCD_OLD_NUMBER}


def _national_id_extract(index: int) -> Extract:
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


def _number_extract(
    index: int, name: str, read: Callable[[object], identity_numbers.Number], reason: Reason | None
) -> Extract:
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


def _card_extract(index: int) -> Extract:
    plain = _number_extract(index, "card_number", identity_numbers.card, Reason.CARD_FORMAT)

    def extract(values: list, person: Person) -> None:
        raw = values[index]
        if isinstance(raw, str) and not raw.isdigit() and any(char.isalpha() for char in raw):
            _keep_numbers(raw, person)
        elif raw != "":
            plain(values, person)

    return extract


def _numbers_extract(index: int) -> Extract:
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
