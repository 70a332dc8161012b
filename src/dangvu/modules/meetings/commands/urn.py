"""The urn of a secret ballot.

While the ballot is open, all papers lie in one sealed value: as many slots as there are voters, empty ones included,
stirred and sealed anew at every vote. Its length never changes and nobody without the key reads it. At closing the
papers come out all at once in random order, in one transaction, and the voters' rows are written anew in the order of
the list, so that neither time, nor order, nor transaction number (xmin), nor place (ctid) joins a voter with a paper.
"""

import secrets
import uuid

from django.conf import settings

from dangvu.kernel.errors import Conflict
from dangvu.lib import sealing
from dangvu.modules.meetings.models import Ballot, BallotPaper, BallotUrn, BallotVoter

EMPTY = "."
FIRST = ord("A")
_random = secrets.SystemRandom()


def place(ballot: Ballot, voters: int) -> None:
    """An empty urn with room for everybody on the list."""
    BallotUrn.objects.create(ballot=ballot, sealed=_sealed(ballot, [EMPTY] * voters))


def drop(ballot: Ballot, option: int) -> None:
    """Put one paper in, stir, seal. The ballot's row is locked by the caller."""
    papers = _papers(ballot)
    papers.remove(EMPTY)
    papers.append(chr(FIRST + option))
    BallotUrn.objects.filter(ballot=ballot).update(sealed=_sealed(ballot, papers))


def open_and_count(ballot: Ballot) -> list[int]:
    """Lay the papers on the table in random order, count them, and remove the urn."""
    options = [ord(paper) - FIRST for paper in _papers(ballot) if paper != EMPTY]
    if len(options) != ballot.voters.filter(has_voted=True).count():
        raise Conflict(
            "Số phiếu trong hòm không khớp số người đã bỏ phiếu nên không công bố được kết quả.",
            hint="Hủy kết quả, ghi lý do, rồi cho bỏ phiếu lại.",
        )
    papers = sorted((uuid.uuid4(), option) for option in options)  # a random number decides where a paper lies
    BallotPaper.objects.bulk_create(BallotPaper(id=number, ballot=ballot, option=option) for number, option in papers)
    destroy(ballot)
    return [options.count(option) for option in range(len(ballot.options))]


def destroy(ballot: Ballot) -> None:
    """Remove the urn, and write the list of voters anew: the old rows stood in the order of voting."""
    BallotUrn.objects.filter(ballot=ballot).delete()
    voters = list(ballot.voters.order_by("pk"))
    ballot.voters.all().delete()
    BallotVoter.objects.bulk_create(voters)


def _papers(ballot: Ballot) -> list[str]:
    sealed = BallotUrn.objects.values_list("sealed", flat=True).get(ballot=ballot)
    return list(sealing.unseal(bytes(sealed), _key(ballot)))


def _sealed(ballot: Ballot, papers: list[str]) -> bytes:
    _random.shuffle(papers)
    return sealing.seal("".join(papers), _key(ballot))


def _key(ballot: Ballot) -> bytes:
    """Its own key for every ballot, from the installation's key that is not in the database."""
    return sealing.derive_key(f"{settings.FIELD_KEY.hex()}:{ballot.public_id}", "meetings.urn")
