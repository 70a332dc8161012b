"""The commune of the sample lists, with its organisations, and ways to bring a list in."""

import datetime
from pathlib import Path

import python_calamine as calamine
from tests.modules.members import factories
from tests.modules.organisations.factories import organisation

from dangvu.kernel import files
from dangvu.kernel.access import Actor
from dangvu.modules.members import commands, jobs
from dangvu.modules.members.models import ImportBatch
from dangvu.modules.organisations.models import Organisation

DATA = Path(__file__).parents[2] / "data" / "members"
REGISTER = DATA / "danh-sach-dang-vien.xlsx"
AS_OF = datetime.date(2026, 10, 31)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def commune() -> Organisation:
    """Every organisation of `to-chuc.xlsx` under its commune."""
    sheet = calamine.CalamineWorkbook.from_path(DATA / "to-chuc.xlsx").get_sheet_by_index(0)
    rows = [row for row in sheet.to_python() if isinstance(row[0], float)]
    top = organisation(name="Đảng bộ xã Mường Ngà")
    by_word: dict[str, Organisation] = {}
    for row in rows[1:]:
        name, kind, parent = (" ".join(str(cell).split()) for cell in row[1:4])
        above = next((org for word, org in by_word.items() if word in parent.lower()), top)
        is_org = "cơ sở" in kind.lower() and name.lower().startswith("đảng bộ")
        made = organisation(above, kind="grassroots_org" if is_org else "cell", name=name)
        if is_org:
            by_word["thpt" if "thpt" in name.lower() else "nhân dân"] = made
            by_word["ubnd"] = by_word.get("nhân dân", made)
    return top


def batch_of(place: Organisation, path: Path = REGISTER, *, actor: Actor | None = None) -> ImportBatch:
    stored = files.keep(path.read_bytes(), name=path.name, media_type=XLSX)
    return commands.upload_import(actor=actor or factories.system(), organisation=place, file=stored, as_of=AS_OF)


def imported(place: Organisation, path: Path = REGISTER) -> ImportBatch:
    """A list brought all the way into the register."""
    batch = jobs.judge(batch_of(place, path).pk, factories.system)
    commands.confirm_import(actor=factories.system(), batch=batch)
    return jobs.write(batch.pk, factories.system)
