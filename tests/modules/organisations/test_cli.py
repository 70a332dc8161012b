import argparse
import json

import pytest

from dangvu.modules.organisations.cli import ImportOrganisations
from dangvu.modules.organisations.models import Organisation

pytestmark = pytest.mark.django_db

LIST = "\n".join(
    [
        "TT;Tên tổ chức đảng;Loại hình;Trực thuộc;Quyết định thành lập;Họ và tên bí thư",
        "1;Đảng bộ xã Mường Ngà;Đảng bộ xã;Đảng bộ tỉnh Phú Thọ;Số 118-QĐ/TU, ngày 16/6/2025;Bùi Công Minh",
        "2;Chi bộ xóm Ải;CB trực thuộc;Đảng bộ xã Mường Ngà;Số 29-QĐ/ĐU, ngày 12/8/2025;Bùi Thị Chữ",
    ]
)


def run(system, tmp_path, *words):
    command = ImportOrganisations()
    parser = argparse.ArgumentParser()
    command.arguments(parser)
    source = tmp_path / "to-chuc.csv"
    source.write_text(LIST, encoding="utf-8")
    return command.run(parser.parse_args([str(source), *words]), system)


def test_a_list_becomes_a_tree_and_a_report(system, tmp_path, capsys):
    report = tmp_path / "out.json"

    assert run(system, tmp_path, "--as-of", "2026-10-31", "--report", str(report)) == 0

    cell = Organisation.objects.get(name="Chi bộ xóm Ải")
    assert cell.parent.name == "Đảng bộ xã Mường Ngà"
    assert cell.parent.parent is None
    assert [row["status"] for row in json.loads(report.read_text())] == ["accepted", "accepted"]
    assert "Đã lập 2 tổ chức" in capsys.readouterr().out


def test_a_dry_run_writes_nothing(system, tmp_path, capsys):
    assert run(system, tmp_path, "--dry-run") == 0

    assert not Organisation.objects.exists()
    assert "Sẽ lập 2 tổ chức" in capsys.readouterr().out


def test_an_unknown_code_is_refused_with_a_sentence(system, tmp_path, capsys):
    assert run(system, tmp_path, "--under", "KHONG-CO") == 1

    assert "KHONG-CO" in capsys.readouterr().err
