import datetime

from dangvu.kernel.rulebook.specs import Edition, RuleSpec, in_force

SPEC = RuleSpec(
    "toy.minutes",
    "Thời lượng",
    [
        Edition(datetime.date(2018, 7, 6), 60, "12-HD/BTCTW"),
        Edition(datetime.date(2025, 10, 28), 90, "42-HD/BTCTW", verified=True),
    ],
)


def test_the_latest_edition_that_has_begun_holds():
    assert in_force(SPEC, SPEC.editions, datetime.date(2025, 10, 27)).value == 60
    assert in_force(SPEC, SPEC.editions, datetime.date(2025, 10, 28)).regulation == "42-HD/BTCTW"


def test_before_the_first_edition_the_first_one_holds():
    assert in_force(SPEC, SPEC.editions, datetime.date(2000, 1, 1)).value == 60
