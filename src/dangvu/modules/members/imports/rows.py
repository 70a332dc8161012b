"""The values of one row, repaired where there is no doubt. Compiled once for each table: most of the time goes here."""

from collections import Counter

from dangvu.lib import encodings, identity_numbers
from dangvu.lib.dates import DateReader
from dangvu.modules.members.imports import row_dates, row_numbers, row_texts, wording
from dangvu.modules.members.imports.person import Extract, OldEncoding, Person
from dangvu.modules.members.imports.tables import Table
from dangvu.modules.members.imports.verdicts import Reason


class RowReader:
    """Turns the rows of one table into persons."""

    def __init__(self, table: Table, reader: DateReader) -> None:
        self._read = reader.read
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

    def _add_name(self, fields: dict[str, int]) -> None:
        if "full_name" in fields:
            self._plan.append(row_texts.name(fields["full_name"]))
        elif "family_name" in fields and "given_name" in fields:
            self._plan.append(row_texts.two_part_name(fields["family_name"], fields["given_name"]))
        if "birth_name" in fields:
            self._plan.append(row_texts.birth_name(fields["birth_name"]))

    def _add_birth(self, fields: dict[str, int]) -> None:
        year = fields.get("birth_year", fields.get("birth_date"))
        if "birth_month" in fields and year is not None:
            self._plan.append(row_dates.split_birth(self._read, (fields.get("birth_day"), fields["birth_month"], year)))
        elif year is not None:
            self._plan.append(row_dates.birth(self._read, year))
        for name, sex in (("birth_male", "male"), ("birth_female", "female")):
            if name in fields:
                self._plan.append(row_dates.sexed_birth(self._read, fields[name], sex))

    def _add_admission(self, fields: dict[str, int]) -> None:
        decision = fields.get("admission_decision_date")
        ceremony = fields.get("admission_ceremony_date")
        official = fields.get("official_date")
        if decision is not None:
            self._plan.append(row_dates.decision(self._read, decision, alone=ceremony is None))
        if ceremony is not None:
            self._plan.append(row_dates.ceremony(self._read, ceremony))
        if official is not None:
            self._plan.append(row_dates.official(self._read, official))

    def _add_sex(self, fields: dict[str, int]) -> None:
        male, female = fields.get("male_mark"), fields.get("female_mark")
        if male is not None or female is not None:
            self._plan.append(row_texts.marks(male, female))
        if "sex" in fields:
            self._plan.append(row_texts.texts([(fields["sex"], "sex", wording.sex)]))
        if "persona" in fields:
            self._plan.append(row_texts.several(fields["persona"], wording.persona))

    def _add_texts(self, fields: dict[str, int]) -> None:
        texts = [(fields[name], name, tidy) for name, tidy in wording.TIDY.items() if name in fields]
        if texts:
            self._plan.append(row_texts.texts(texts))
        if "note" in fields:
            self._plan.append(row_texts.note(fields["note"]))

    def _add_numbers(self, fields: dict[str, int]) -> None:
        if "national_id" in fields:
            self._plan.append(row_numbers.national_id(fields["national_id"]))
        if "phone" in fields:
            self._plan.append(
                row_numbers.number(fields["phone"], "phone", identity_numbers.phone, Reason.PHONE_INVALID)
            )
        if "card_number" in fields:
            self._plan.append(row_numbers.card(fields["card_number"]))
        if "cv_number" in fields:
            self._plan.append(
                row_numbers.number(fields["cv_number"], "cv_number", identity_numbers.cv_number, Reason.CV_FORMAT)
            )
        if "badge_number" in fields:
            self._plan.append(row_numbers.number(fields["badge_number"], "badge_number", identity_numbers.badge, None))
        if "numbers" in fields:
            self._plan.append(row_numbers.numbers(fields["numbers"]))

    def _add_moves(self, fields: dict[str, int]) -> None:
        for name, move in wording.MOVES.items():
            for column in (name, move.day):
                if column in fields:
                    self._plan.append(row_dates.move(self._read, fields[column], move))
