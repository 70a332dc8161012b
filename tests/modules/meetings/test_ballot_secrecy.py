"""Trying to join a voter with a choice, as somebody would who can read every table of the database."""

import itertools
import random

import pytest
from django.db import connection
from tests.modules.meetings import factories as make
from tests.modules.meetings.factories import STARTS

from dangvu.kernel.audit.models import Entry
from dangvu.modules.meetings import api
from dangvu.modules.meetings.commands import ballot as ballots
from dangvu.modules.meetings.commands import urn
from dangvu.modules.meetings.models import Ballot, BallotPaper, BallotUrn, BallotVoter

OPTIONS = ("Một", "Hai", "Ba", "Bốn", "Năm")
ROUNDS = 40


def rows(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def vote(place: make.World, ballot: Ballot) -> list[tuple[int, int]]:
    """Everybody votes for something else, in a random order: (member, option) as it happened."""
    order = random.sample(range(5), 5)
    choices = random.sample(range(5), 5)
    for number, option in zip(order, choices, strict=True):
        ballots.cast_vote(actor=place.actor(number, STARTS), ballot=ballot, option=option)
    return [(place.members[number].pk, option) for number, option in zip(order, choices, strict=True)]


@pytest.fixture
def place(transactional_db: None) -> make.World:
    """Every command commits by itself, so that transaction numbers are as they are in real life."""
    home = make.world()
    make.running(home)
    return home


def test_while_open_the_urn_is_one_sealed_row_of_constant_length(place: make.World) -> None:
    ballot = make.ballot(place, "secret", options=OPTIONS)
    lengths, contents = set(), set()
    for number in range(5):
        sealed = bytes(BallotUrn.objects.get().sealed)
        lengths.add(len(sealed))
        contents.add(sealed)
        ballots.cast_vote(actor=place.actor(number, STARTS), ballot=ballot, option=0)

    assert (len(lengths), len(contents)) == (1, 5)
    assert not BallotPaper.objects.exists()
    assert Ballot.objects.get().counts is None
    assert not BallotVoter.objects.exclude(choice=None).exists()


def test_running_counts_of_a_secret_ballot_are_shown_to_nobody(place: make.World) -> None:
    ballot = make.ballot(place, "secret", options=OPTIONS)
    vote(place, ballot)

    view = api.ballot_view(Ballot.objects.get(), running_counts=True)

    assert (view.counts, view.voted) == ((), 5)


def test_papers_are_stirred_in_the_urn(place: make.World) -> None:
    """Opened with the key, too, the urn does not tell in which order the papers fell in."""
    first_is_first = 0
    for _ in range(ROUNDS):
        ballot = make.ballot(place, "secret", options=OPTIONS)
        done = vote(place, ballot)
        inside = [ord(paper) - urn.FIRST for paper in urn._papers(ballot)]
        first_is_first += sum(option == cast for option, (_, cast) in zip(inside, done, strict=True))
        api.close_ballot(actor=place.secretary(STARTS), ballot=ballot)

    assert first_is_first < ROUNDS * 2, "about one in five by chance: a mean of 40, so 80 would be six deviations off"


def test_after_closing_neither_time_nor_order_nor_transaction_nor_place_joins(place: make.World) -> None:
    by_place = by_number = by_turn = 0
    for _ in range(ROUNDS):
        ballot = make.ballot(place, "secret", options=OPTIONS)
        done = vote(place, ballot)
        api.close_ballot(actor=place.secretary(STARTS), ballot=ballot)
        where = f"WHERE ballot_id = {ballot.pk}"
        papers = rows(f"SELECT option, xmin::text FROM meetings_ballotpaper {where} ORDER BY ctid")  # noqa: S608
        voters = rows(f"SELECT member_id, xmin::text, has_voted FROM meetings_ballotvoter {where} ORDER BY ctid")  # noqa: S608
        numbered = rows(f"SELECT option FROM meetings_ballotpaper {where} ORDER BY id")  # noqa: S608

        assert len({xmin for _, xmin in papers} | {xmin for _, xmin, _ in voters}) == 1, (
            "one transaction wrote them all"
        )
        truth = dict(done)
        by_place += sum(truth[m] == option for (m, _, _), (option, _) in zip(voters, papers, strict=True))
        by_turn += sum(m == member for (m, _, _), (member, _) in zip(voters, done, strict=True))
        by_number += sum(cast == option for (_, cast), (option,) in zip(done, numbered, strict=True))

    assert by_place < ROUNDS * 2
    assert by_number < ROUNDS * 2
    assert by_turn < ROUNDS * 2, "the rows of the list do not lie in the order of voting"


def test_tables_of_a_secret_ballot_have_no_column_that_could_join(place: make.World) -> None:
    columns = rows(
        "SELECT table_name, column_name, data_type FROM information_schema.columns "
        "WHERE table_name IN ('meetings_ballotpaper', 'meetings_ballotvoter', 'meetings_balloturn') ORDER BY 1, 2"
    )

    assert [(t.removeprefix("meetings_ballot"), c) for t, c, _ in columns] == [
        ("paper", "ballot_id"),
        ("paper", "id"),
        ("paper", "option"),
        ("urn", "ballot_id"),
        ("urn", "sealed"),
        ("voter", "assisted_by_name"),
        ("voter", "ballot_id"),
        ("voter", "choice"),
        ("voter", "has_voted"),
        ("voter", "id"),
        ("voter", "member_id"),
        ("voter", "secret"),
    ]
    assert not [data for _, _, data in columns if "time" in data]


def test_audit_and_jobs_say_that_somebody_voted_never_what(place: make.World) -> None:
    ballot = make.ballot(place, "secret", options=OPTIONS)
    vote(place, ballot)

    entries = Entry.objects.filter(command="meetings.cast_vote")
    jobs = rows("SELECT args::text FROM procrastinate_jobs")
    assert entries.count() == 5
    assert all((entry.changes, entry.facts) == ([], {}) for entry in entries)
    assert not [args for (args,) in jobs if any(word in args for word in ("option", "choice"))]


def test_database_refuses_a_choice_beside_the_name_of_a_secret_voter(place: make.World) -> None:
    from django.db import IntegrityError

    make.ballot(place, "secret")

    with pytest.raises(IntegrityError):
        BallotVoter.objects.update(choice=0)


def test_second_paper_is_refused_and_the_first_stays(place: make.World) -> None:
    from dangvu.kernel.errors import Conflict

    ballot = make.ballot(place, "secret")
    ballots.cast_vote(actor=place.actor(1, STARTS), ballot=ballot, option=1)
    with pytest.raises(Conflict, match="Mỗi người bỏ một lần"):
        ballots.cast_vote(actor=place.actor(1, STARTS), ballot=ballot, option=0)
    api.close_ballot(actor=place.secretary(STARTS), ballot=ballot)

    assert Ballot.objects.get().counts == [0, 1, 0]


def test_result_is_the_papers_and_can_be_counted_again(place: make.World) -> None:
    ballot = make.ballot(place, "secret")
    for number, option in zip(range(4), (0, 0, 1, 2), strict=True):
        ballots.cast_vote(actor=place.actor(number, STARTS), ballot=ballot, option=option)
    closed = api.close_ballot(actor=place.secretary(STARTS), ballot=ballot)

    again = [len(list(same)) for _, same in itertools.groupby(sorted(p.option for p in BallotPaper.objects.all()))]
    assert closed.counts == again == [2, 1, 1]
    assert (closed.tally.issued, closed.tally.base, closed.tally.passed) == (4, 5, False)
    assert not BallotUrn.objects.exists()


def test_urn_that_does_not_match_the_list_is_not_counted(place: make.World) -> None:
    from dangvu.kernel.errors import Conflict

    ballot = make.ballot(place, "secret")
    ballots.cast_vote(actor=place.actor(1, STARTS), ballot=ballot, option=0)
    BallotVoter.objects.filter(member=place.members[2]).update(has_voted=True)

    with pytest.raises(Conflict, match="không khớp số người đã bỏ phiếu"):
        api.close_ballot(actor=place.secretary(STARTS), ballot=ballot)
    api.void_ballot(actor=place.secretary(STARTS), ballot=ballot, reason="Số phiếu không khớp")
    assert not BallotUrn.objects.exists()
