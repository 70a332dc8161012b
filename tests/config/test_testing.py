import pytest

from dangvu.config import testing
from dangvu.config.testing import Result


@pytest.mark.parametrize(
    ("closing", "numbers"),
    [
        ("12 passed in 3.2s", (12, 0, 0)),
        ("1 failed, 11 passed, 2 skipped in 3.21s", (11, 1, 2)),
        ("3 passed, 1 warning, 2 errors in 70.01s (0:01:10)", (3, 2, 0)),
        ("1 passed, 1 error in 1.22s", (1, 1, 0)),
        ("7 deselected in 0.5s", (0, 0, 0)),
        ("INTERNALERROR", (0, 0, 0)),
    ],
)
def test_numbers_are_read_from_the_closing_line(closing: str, numbers: tuple[int, int, int]):
    found = testing.counted(f"5 passed somewhere\n{closing}\n")

    assert (found["passed"], found["failed"], found["skipped"]) == numbers


def test_totals_are_plain():
    results = [Result("lint", True, 1.0), Result("pytest", True, 2.0, 10, 0, 0), Result("browser", True, 2.0, 5, 0, 0)]

    assert testing.totals(results) == "15 passed, 0 failed"


def test_failed_check_without_tests_is_one_failure():
    results = [Result("lint", False, 1.0, failed=1), Result("pytest", True, 2.0, 10, 0, 3)]

    assert testing.totals(results) == "10 passed, 1 failed, 3 skipped"
