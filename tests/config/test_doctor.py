from pathlib import Path

import psycopg
import pytest

from dangvu.config import doctor, home, postgres


def marks(findings: list[doctor.Finding]) -> str:
    return "".join(finding.mark for finding in findings)


def test_marks_tell_needs_from_wishes():
    findings = [
        doctor.Finding(well=True, sentence="", needed=True),
        doctor.Finding(well=False, sentence=""),
        doctor.Finding(well=False, sentence="", needed=True),
    ]

    assert marks(findings) == "✓–✗"


def test_key_that_others_can_read_is_found(own_home: Path):
    home.secret("fields")
    assert doctor.keys().well

    (own_home / "keys" / "fields").chmod(0o644)

    assert doctor.keys().mark == "✗"
    assert "chmod 600" in doctor.keys().sentence


def test_absent_programs_are_wishes_that_say_what_is_off(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(doctor, "CLAMD_SOCKETS", ())

    findings = [doctor.libreoffice(), doctor.tesseract(), doctor.antivirus()]

    assert marks(findings) == "–––"
    assert ["chỉ tải về" in findings[0].sentence, "chưa quét" in findings[2].sentence] == [True, True]


def test_database_that_does_not_answer_is_an_illness(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://127.0.0.1:1/none")

    assert doctor.database().mark == "✗"


@pytest.mark.slow
def test_running_database_is_well(own_home: Path):
    with postgres.running():
        assert marks([doctor.database(), doctor.extensions(), doctor.clock(), doctor.time_zones()]) == "✓✓✓✓"
        assert "migrate" in doctor.worker().sentence


@pytest.mark.slow
def test_silent_worker_is_told_from_a_living_one(own_home: Path):
    with postgres.running() as parameters:
        with psycopg.connect(**parameters) as connection:
            connection.execute("CREATE TABLE procrastinate_workers (last_heartbeat timestamptz)")
            connection.execute("CREATE TABLE procrastinate_jobs (status text, scheduled_at timestamptz)")
            connection.execute("INSERT INTO procrastinate_workers VALUES (now() - interval '2 minutes')")
        silent = doctor.worker()
        with psycopg.connect(**parameters) as connection:
            connection.execute("INSERT INTO procrastinate_workers VALUES (now())")

        assert [silent.mark, doctor.worker().mark] == ["–", "✓"]
