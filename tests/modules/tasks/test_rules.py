import datetime

import pytest

from dangvu.modules.tasks import rules

TODAY = datetime.date(2026, 11, 30)


@pytest.mark.parametrize(
    ("due", "tone", "words"),
    [
        (datetime.date(2026, 11, 28), "late", "Quá hạn 2 ngày"),
        (datetime.date(2026, 11, 30), "wait", "Đến hạn hôm nay"),
        (datetime.date(2026, 12, 2), "wait", "Còn 2 ngày, hạn 02/12"),
        (datetime.date(2026, 12, 20), "", "Hạn 20/12/2026"),
        (None, "", "Không định hạn"),
    ],
)
def test_a_date_is_spoken_of_as_people_do(due, tone, words):
    assert (rules.tone(due, TODAY), rules.due_words(due, TODAY)) == (tone, words)
