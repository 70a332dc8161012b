"""Names, sex and plain texts of a row."""

from collections.abc import Callable

from dangvu.lib import encodings
from dangvu.modules.members.imports import names, wording
from dangvu.modules.members.imports.person import Extract, Person, clean

_MANY = 60_000  # a memory of spellings larger than this is forgotten


def name(index: int) -> Extract:
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


def two_part_name(family: int, given: int) -> Extract:
    def extract(values: list, person: Person) -> None:
        whole = f"{clean(values[family])} {clean(values[given])}".strip()
        name, birth_name = names.split(whole)
        if name:
            person.values["full_name"] = name
        if birth_name:
            person.values["birth_name"] = birth_name

    return extract


def birth_name(index: int) -> Extract:
    def extract(values: list, person: Person) -> None:
        if values[index] != "":
            name = names.split(clean(values[index]))[0]
            if name:
                person.values["birth_name"] = name

    return extract


def marks(male: int | None, female: int | None) -> Extract:
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


def texts(columns: list[tuple[int, str, Callable[[str], str]]]) -> Extract:
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


def several(index: int, split: Callable[[str], dict[str, str]]) -> Extract:
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


def note(index: int) -> Extract:
    def extract(values: list, person: Person) -> None:
        raw = values[index]
        if raw != "":
            person.note = clean(raw)

    return extract
