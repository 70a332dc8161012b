"""Sheets and reports made of an import."""

import tempfile
from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

from dangvu.kernel import files
from dangvu.lib import spreadsheets
from dangvu.modules.members import queries
from dangvu.modules.members.imports import STATUS_LABELS, Status
from dangvu.modules.members.models import ImportBatch, ImportRow, sealed

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADINGS = ("Kết quả nhập", "Lý do")
COLOURS = {"accepted": "#e6f4ea", "warning": "#fff3d6", "rejected": "#fde3df", "duplicate": "#e3edf7"}


def annotated(batch: ImportBatch) -> bytes:
    """The office's own list, every cell as it was, with the verdict of each row beside it."""
    book = spreadsheets.read(files.open_bytes(batch.file), batch.file_name)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ket-qua.xlsx"
        with xlsxwriter.Workbook(str(path), {"constant_memory": True, "default_date_format": "dd/mm/yyyy"}) as out:
            formats = {code: out.add_format({"bg_color": colour}) for code, colour in COLOURS.items()}
            for sheet in book.sheets:
                _write_sheet(out.add_worksheet(sheet.name[:31]), sheet, _verdicts(batch, sheet.name), formats)
        return path.read_bytes()


def _verdicts(batch: ImportBatch, sheet: str) -> dict[int, tuple[str, list[str]]]:
    rows = ImportRow.objects.filter(batch=batch, sheet=sheet).values_list("row", "verdict", "reasons")
    return {row: (verdict, reasons) for row, verdict, reasons in rows}


def _write_sheet(
    page: Any, sheet: spreadsheets.Sheet, found: Mapping[int, tuple[str, list[str]]], formats: Mapping[str, Any]
) -> None:
    heading = min(found, default=0) - 1
    for number, values in sheet.raw_rows():
        for column, value in enumerate(values):
            if value != "":
                _write_cell(page, number - 1, column, value)
        verdict, reasons = found.get(number, ("", []))
        width = len(values)
        if number == heading:
            page.write_row(number - 1, width, HEADINGS)
        if verdict:
            page.write_string(number - 1, width, STATUS_LABELS[Status(verdict)], formats[verdict])
            page.write_string(number - 1, width + 1, " ".join(queries.sentences_of(reasons)))


def _write_cell(page: Any, row: int, column: int, value: Any) -> None:
    """What a stranger typed stays text: nothing in it may become a formula or a link in somebody's Excel."""
    if isinstance(value, int | float | date | time | timedelta):
        page.write(row, column, value)
    else:
        page.write_string(row, column, str(value)[:32_000])


def report(batch: ImportBatch) -> Iterator[dict[str, Any]]:
    """Every row as the report file has it, private numbers included: for whoever brought the list."""
    rows = ImportRow.objects.filter(batch=batch).order_by("pk")
    for row in rows.iterator(chunk_size=5_000):
        sheet, _, number = row.duplicate_of.rpartition("!")
        yield {
            "file": batch.file_name,
            "sheet": row.sheet,
            "row": row.row,
            "status": row.verdict,
            "reason": row.reasons,
            "duplicate_of": {"sheet": sheet, "row": int(number)} if number else None,
            "values": {**row.values, **_numbers(row)},
        }


def _numbers(row: ImportRow) -> dict[str, str]:
    opened = {name: sealed.read(row, name) for name in sealed.PREFIX}
    return {name: value for name, value in opened.items() if value}
