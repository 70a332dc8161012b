import argparse
import json
from pathlib import Path

import pytest
from tests.modules.members import factories, register

from dangvu.modules.members.cli import ImportMembers
from dangvu.modules.members.models import ImportRow, Member

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(capsys):
    place = register.commune()

    def typed(*words: str) -> tuple[int, str]:
        parser = argparse.ArgumentParser()
        command = ImportMembers()
        command.arguments(parser)
        code = command.run(parser.parse_args(["--as-of", "2026-10-31", *words]), factories.system())
        said = capsys.readouterr()
        return code, said.out + said.err

    typed.place = place
    return typed


def test_dry_run_writes_the_report_and_nothing_else(run, tmp_path):
    report = tmp_path / "out.json"

    code, said = run(str(register.REGISTER), "--dry-run", "--report", str(report))

    lines = json.loads(report.read_text())
    assert code == 0
    assert "Đã xét 1339 dòng" in said
    assert len(lines) == 1339
    assert {"file", "sheet", "row", "status", "reason", "duplicate_of", "values"} == set(lines[0])
    assert not Member.objects.exists()
    assert not ImportRow.objects.exists()


def test_import_writes_the_register_and_the_same_report(run, tmp_path):
    dry, real = tmp_path / "dry.json", tmp_path / "real.json"
    run(str(register.REGISTER), "--dry-run", "--report", str(dry))

    code, said = run(str(register.REGISTER), "--under", run.place.code, "--report", str(real))

    assert code == 0
    assert f"Ghi mới {Member.objects.count()} người" in said
    key = lambda line: (line["sheet"], line["row"])  # noqa: E731
    assert sorted(json.loads(real.read_text()), key=key) == sorted(json.loads(dry.read_text()), key=key)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["khong-co.xlsx"], "Không mở được tệp"),
        ([str(Path(__file__))], "không phải bảng tính"),
        ([str(register.REGISTER), "--under", "KHONG-CO"], "Không có tổ chức đảng nào mang mã"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(run, words, sentence):
    code, said = run(*words)

    assert code == 1
    assert sentence in said
