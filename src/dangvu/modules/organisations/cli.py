"""`./dangvu import-organisations FILE`: a list of organisations, from the terminal."""

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from django.db import transaction

from dangvu.kernel.access import Actor
from dangvu.kernel.cli import Command
from dangvu.kernel.errors import Refused
from dangvu.lib import spreadsheets
from dangvu.modules.organisations import commands, queries, rules
from dangvu.modules.organisations.imports import Judgement, judge_organisations
from dangvu.modules.organisations.models import Organisation


class ImportOrganisations(Command):
    name = "import-organisations"
    help = "Nhập danh sách tổ chức đảng từ Excel, CSV"

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="tệp .xlsx, .xls hoặc .csv")
        parser.add_argument("--under", default="", metavar="MÃ", help="đặt danh sách dưới tổ chức mang mã này")
        parser.add_argument("--as-of", type=date.fromisoformat, default=None, metavar="YYYY-MM-DD", help="ngày lập")
        parser.add_argument("--dry-run", action="store_true", help="chỉ xét, không ghi")
        parser.add_argument("--report", type=Path, default=None, metavar="OUT.json", help="ghi kết quả từng dòng")

    def run(self, options: argparse.Namespace, actor: Actor) -> int:
        try:
            return _import(options, actor)
        except (Refused, spreadsheets.SpreadsheetRefused) as refused:
            return _fail(refused.sentence)
        except OSError as missing:
            return _fail(f"Không mở được tệp {options.file}: {missing.strerror}.")


def _import(options: argparse.Namespace, actor: Actor) -> int:
    under = _under(options.under)
    as_of = options.as_of or actor.today
    judgement = judge_organisations(spreadsheets.read(options.file.read_bytes(), options.file.name), as_of=as_of)
    with transaction.atomic():
        rows = commands.rows_of(judgement)
        result = commands.import_organisations(actor=actor, under=under, rows=rows, as_of=as_of)
        transaction.set_rollback(options.dry_run)
    if options.report:
        options.report.write_text(json.dumps(judgement.report(), ensure_ascii=False, indent=1), encoding="utf-8")
    _summary(judgement, result, dry_run=options.dry_run)
    return 0


def _under(code: str) -> Organisation | None:
    if not code:
        return None
    found = queries.find_by_code(code)
    if found is None:
        raise Refused(f"Không có tổ chức đảng nào mang mã “{code}”.")
    return found


def _summary(judgement: Judgement, result: rules.ImportResult, *, dry_run: bool) -> None:
    counts = judgement.counts
    _say(f"{len(judgement.rows)} dòng: " + ", ".join(f"{count} {status}" for status, count in counts.items()))
    made = "Sẽ lập" if dry_run else "Đã lập"
    _say(f"{made} {len(result.created)} tổ chức, {len(result.present)} đã có, {len(result.left_out)} không nhập được.")
    for line, why in sorted(result.left_out.items()):
        _say(f"  dòng {line}: {why}")
    for message in judgement.messages:
        _say(f"  {message}")


def _say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")


def _fail(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 1
