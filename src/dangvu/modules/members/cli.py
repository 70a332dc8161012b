"""`./dangvu import-members FILE`: the whole way of a list, from the terminal."""

import argparse
import dataclasses
import json
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from django.utils import timezone

from dangvu.kernel import files
from dangvu.kernel.access import Actor
from dangvu.kernel.cli import Command
from dangvu.kernel.errors import Refused
from dangvu.lib.spreadsheets import SpreadsheetRefused
from dangvu.modules.members import commands, exports, jobs, queries
from dangvu.modules.members.imports import STATUS_LABELS
from dangvu.modules.members.states import State
from dangvu.modules.organisations import api as organisations

MEDIA_TYPES = {".csv": "text/csv", ".xls": "application/vnd.ms-excel"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ImportMembers(Command):
    name = "import-members"
    help = "Nhập danh sách đảng viên từ Excel, CSV"

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="tệp .xlsx, .xls hoặc .csv")
        parser.add_argument("--under", default="", metavar="MÃ", help="mã tổ chức đảng của danh sách")
        parser.add_argument("--as-of", type=date.fromisoformat, default=None, metavar="YYYY-MM-DD", help="ngày lập")
        parser.add_argument("--dry-run", action="store_true", help="chỉ xét, không ghi vào sổ")
        parser.add_argument(
            "--report", type=Path, default=None, metavar="OUT.json", help="ghi kết quả từng dòng ra tệp"
        )

    def run(self, options: argparse.Namespace, actor: Actor) -> int:
        try:
            place = _place(options.under)
            as_of = options.as_of or actor.today
            if options.dry_run:
                return _dry_run(options, place, as_of)
            return _import(options, actor, place, as_of)
        except (Refused, SpreadsheetRefused) as refused:
            _say(refused.sentence, error=True)
            return 1
        except OSError as missing:
            _say(f"Không mở được tệp {options.file}: {missing.strerror}.", error=True)
            return 1


def _place(code: str) -> organisations.OrganisationInfo:
    if code:
        found = organisations.by_code(code)
        if found is None:
            raise Refused(f"Không có tổ chức đảng nào mang mã “{code}”.")
        return found
    roots = organisations.roots()
    if len(roots) != 1:
        raise Refused("Cần --under MÃ: cho biết danh sách thuộc tổ chức đảng nào.")
    return roots[0]


def _dry_run(options: argparse.Namespace, place: organisations.OrganisationInfo, as_of: date) -> int:
    found = queries.judge_file(options.file.read_bytes(), options.file.name, under=place.id, as_of=as_of)
    judged = list(found.rows)
    counts: dict[str, Any] = Counter(str(row.status) for row in judged)
    counts["reasons"] = Counter(str(reason) for row in judged for reason in row.deciding_reasons)
    _summary(len(judged), counts)
    if options.report:
        _write_report(options.report, (row.report() for row in judged))
    return 0


def _import(options: argparse.Namespace, actor: Actor, place: organisations.OrganisationInfo, as_of: date) -> int:
    content = options.file.read_bytes()
    stored = files.keep(content, name=options.file.name, media_type=MEDIA_TYPES.get(options.file.suffix.lower(), XLSX))
    organisation = organisations.Organisation.objects.get(pk=place.id)
    batch = commands.upload_import(actor=actor, organisation=organisation, file=stored, as_of=as_of)

    def clock() -> Actor:
        return dataclasses.replace(actor, now=timezone.now())

    batch = jobs.judge(batch.pk, clock)
    if batch.state == State.FAILED:
        _say(batch.failure, error=True)
        return 1
    _summary(batch.total, batch.counts)
    commands.confirm_import(actor=clock(), batch=batch)
    batch = jobs.write(batch.pk, clock)
    _say(f"Ghi mới {batch.created} người, {batch.known} người đã có trong sổ.")
    if options.report:
        _write_report(options.report, exports.report(batch))
    return 0


def _summary(total: int, counts: dict[str, Any]) -> None:
    _say(f"Đã xét {total} dòng.")
    for code, label in STATUS_LABELS.items():
        _say(f"  {label}: {counts.get(code, 0)}")
    for reason, number in sorted(counts.get("reasons", {}).items(), key=lambda pair: -pair[1]):
        _say(f"    {reason}: {number}  {queries.sentences_of([reason])[0]}")


def _write_report(path: Path, lines: Iterable[dict[str, Any]]) -> None:
    """A JSON list, one line a row, without holding it all."""
    with path.open("w", encoding="utf-8") as out:
        out.write("[")
        for number, line in enumerate(lines):
            out.write((",\n" if number else "\n") + json.dumps(line, ensure_ascii=False))
        out.write("\n]\n")
    _say(f"Kết quả từng dòng: {path}")


def _say(sentence: str, *, error: bool = False) -> None:
    (sys.stderr if error else sys.stdout).write(f"{sentence}\n")
