"""Ballots: prepared, opened with a frozen list, voted in, counted, closed.

Nothing that reaches the audit, an event or a log carries a choice of a secret ballot: the choice is no field of an
audited record, and lives only in the sealed urn until closing.
"""

from dangvu.kernel import live
from dangvu.kernel.access import Actor
from dangvu.kernel.audit import note
from dangvu.kernel.command import command
from dangvu.kernel.errors import Conflict, Invalid
from dangvu.modules.meetings import states
from dangvu.modules.meetings.access import Can
from dangvu.modules.meetings.commands import urn
from dangvu.modules.meetings.models import Attendance, Ballot, BallotVoter, Invitation, Meeting, ReservedOpinion
from dangvu.modules.meetings.queries import people, sheet
from dangvu.modules.meetings.rules import attendance, voting
from dangvu.modules.meetings.rules.plans import Count, Question
from dangvu.modules.meetings.states import BallotState

OPEN_FOR_BALLOTS = (*states.GOING_ON,)


@command(Can.RUN, on="meeting")
def prepare_ballot(*, actor: Actor, meeting: Meeting, question: Question) -> Ballot:
    """Chuẩn bị một biểu quyết."""
    if meeting.is_over or meeting.state in states.OFF:
        raise Conflict(f"Cuộc họp đang ở trạng thái “{meeting.label}” nên không lập biểu quyết được nữa.")
    options = [option.strip() for option in question.options if option.strip()]
    if problem := voting.options_problem(options):
        raise Invalid(problem, field="options")
    if not question.text.strip():
        raise Invalid("Ghi nội dung biểu quyết.", field="question")
    if question.kind not in set(voting.Kind) or voting.threshold(question.threshold) is None:
        raise Invalid("Chọn hình thức và tỷ lệ thông qua trong danh sách.", field="threshold")
    if question.item_id and not meeting.items.filter(pk=question.item_id).exists():
        raise Conflict("Mục này không còn trong chương trình. Tải lại trang.")
    ballot = Ballot(
        meeting=meeting, item_id=question.item_id, kind=question.kind, question=question.text.strip(), options=options,
        on_paper=question.on_paper and question.kind == voting.Kind.SECRET, threshold=question.threshold,
        threshold_regulation=question.threshold_regulation,
    )  # fmt: skip
    ballot.save()
    return ballot


@command(Can.RUN, on="ballot", transition="open")
def open_ballot(*, actor: Actor, ballot: Ballot) -> Ballot:
    """Mở biểu quyết và chốt danh sách."""
    meeting = ballot.meeting
    if meeting.state != states.State.RUNNING:
        raise Conflict(f"Cuộc họp đang ở trạng thái “{meeting.label}” nên chưa mở biểu quyết được.")
    if meeting.ballots.filter(state=BallotState.OPEN).exists():
        raise Conflict("Đang có một biểu quyết mở. Đóng biểu quyết đó rồi mở biểu quyết mới.")
    counted = sheet.standing(meeting.pk, on=actor.today)
    base = [row for row in counted.rows if attendance.in_base(row.seat)]
    if not base:
        raise Conflict("Chưa có đảng viên chính thức nào trong danh sách mời nên chưa biểu quyết được.")
    _freeze(ballot, base, counted)
    ballot.opened_at = actor.now
    ballot.save()
    if ballot.is_electronic:
        _list_voters(ballot, base)
    note("quorum", counted.quorum.sentence)
    live.announce(f"meeting:{meeting.pk}")
    return ballot


def _freeze(ballot: Ballot, base: list[sheet.Row], counted: sheet.Standing) -> None:
    asked = voting.threshold(ballot.threshold)
    if asked is None:
        raise Invalid("Tỷ lệ thông qua không đọc được. Sửa lại biểu quyết.", field="threshold")
    ballot.base, ballot.needed = len(base), asked.needed(len(base))
    ballot.excluded = _left_out(counted)


def _left_out(counted: sheet.Standing) -> list[dict[str, object]]:
    """Groups outside the base, by name: whoever contests the figure finds the people here."""
    groups: dict[str, list[str]] = {}
    for row in counted.rows:
        if not attendance.in_base(row.seat):
            group = row.category_label if row.category in attendance.LEFT_OUT else row.role_label
            groups.setdefault(group, []).append(row.name)
    return [{"group": group, "count": len(names), "names": names} for group, names in groups.items()]


def _list_voters(ballot: Ballot, base: list[sheet.Row]) -> None:
    BallotVoter.objects.bulk_create(
        BallotVoter(ballot=ballot, member_id=row.member_id, secret=ballot.is_secret) for row in base if row.member_id
    )
    if ballot.is_secret:
        urn.place(ballot, len(base))


@command(Can.TAKE_PART, on="ballot")
def cast_vote(*, actor: Actor, ballot: Ballot, option: int) -> None:
    """Gửi phiếu biểu quyết."""
    invitation = people.invitation_of(actor, ballot.meeting)
    _vote(ballot, invitation, option, helper="")


@command(Can.RUN, on="ballot")
def cast_assisted_vote(*, actor: Actor, ballot: Ballot, member_id: int, option: int) -> None:
    """Ghi giúp phiếu biểu quyết."""
    invitation = Invitation.objects.filter(meeting_id=ballot.meeting_id, member_id=member_id).first()
    _vote(ballot, invitation, option, helper=actor.name)
    note("for_member", member_id)


def _vote(ballot: Ballot, invitation: Invitation | None, option: int, *, helper: str) -> None:
    """The ballot's row is locked: votes follow one another, and none slips in beside the closing."""
    _require_open(ballot)
    if not 0 <= option < len(ballot.options):
        raise Invalid("Chọn một phương án rồi gửi phiếu.", field="option")
    voter = _voter(ballot, invitation)
    choice = None if ballot.is_secret else option
    if ballot.is_secret:
        urn.drop(ballot, option)
    ballot.voters.filter(pk=voter.pk).update(has_voted=True, choice=choice, assisted_by_name=helper)
    live.announce(f"meeting:{ballot.meeting_id}")


def _voter(ballot: Ballot, invitation: Invitation | None) -> BallotVoter:
    """The person's line on the frozen list, or the refusal."""
    member_id = (invitation.member_id if invitation else None) or 0
    voter = ballot.voters.filter(member_id=member_id).first()
    here = Attendance.objects.filter(
        meeting_id=ballot.meeting_id, member_id=member_id, category__in=attendance.HERE
    ).exists()
    done = voter is not None and voter.has_voted and ballot.is_secret
    problem = voting.vote_problem(listed=voter is not None, here=here, voted_secretly=done)
    if problem or voter is None:
        raise Conflict(problem or "")
    return voter


def _require_open(ballot: Ballot) -> None:
    if ballot.state == BallotState.PREPARED:
        raise Conflict("Biểu quyết chưa mở. Chờ chủ trì mở rồi gửi phiếu.")
    if ballot.state != BallotState.OPEN:
        raise Conflict(
            "Chủ trì đã đóng biểu quyết trước khi phiếu này đến nên phiếu không được tính.",
            hint="Nếu đồng chí đã gửi lúc mất mạng, nói với chủ trì để ghi vào biên bản.",
        )
    if not ballot.is_electronic:
        raise Conflict("Lần này biểu quyết bằng giơ tay hoặc phiếu giấy, không gửi phiếu trên máy.")


@command(Can.RUN, on="ballot")
def record_count(*, actor: Actor, ballot: Ballot, count: Count) -> Ballot:
    """Ghi kết quả đếm."""
    if ballot.state != BallotState.OPEN:
        raise Conflict("Chỉ ghi kết quả đếm khi biểu quyết đang mở. Tải lại trang.")
    if ballot.is_electronic:
        raise Conflict("Lần này mọi người bỏ phiếu trên máy, kết quả do máy đếm.")
    if len(count.votes) != len(ballot.options):
        raise Invalid("Ghi số phiếu cho từng phương án, không có thì ghi 0.", field="votes")
    base = ballot.base or 0
    present = sheet.standing(ballot.meeting_id, on=actor.today).quorum.present
    issued = count.issued if count.issued is not None else min(present, base)
    if problem := voting.tally_problem(dict(enumerate(count.votes)), count.invalid, issued, base):  # type: ignore[arg-type]
        raise Invalid(problem, field="votes")
    ballot.counts, ballot.invalid, ballot.issued = list(count.votes), count.invalid, issued
    ballot.save()
    live.announce(f"meeting:{ballot.meeting_id}")
    return ballot


@command(Can.RUN, on="ballot", transition="close")
def close_ballot(*, actor: Actor, ballot: Ballot) -> Ballot:
    """Đóng biểu quyết."""
    if not ballot.is_electronic and ballot.counts is None:
        raise Conflict("Chưa ghi kết quả đếm. Ghi số phiếu của từng phương án rồi đóng.")
    if ballot.is_electronic:
        ballot.issued = ballot.voters.filter(has_voted=True).count()
        ballot.counts = urn.open_and_count(ballot) if ballot.is_secret else _named_counts(ballot)
    ballot.closed_at = actor.now
    ballot.save()
    live.announce(f"meeting:{ballot.meeting_id}")
    return ballot


def _named_counts(ballot: Ballot) -> list[int]:
    counts = [0] * len(ballot.options)
    for choice in ballot.voters.filter(has_voted=True).values_list("choice", flat=True):
        counts[choice or 0] += 1
    return counts


@command(Can.RUN, on="ballot", transition="void")
def void_ballot(*, actor: Actor, ballot: Ballot, reason: str) -> Ballot:
    """Hủy kết quả biểu quyết."""
    if ballot.meeting.state in states.ADOPTED:
        raise Conflict("Biên bản đã thông qua nên không hủy kết quả được. Lập bản đính chính kèm theo biên bản.")
    if not reason.strip():
        raise Invalid("Ghi lý do hủy kết quả biểu quyết.", field="reason")
    ballot.void_reason = reason.strip()
    ballot.save()
    if ballot.is_secret and ballot.is_electronic and ballot.closed_at is None:
        urn.destroy(ballot)
    live.announce(f"meeting:{ballot.meeting_id}")
    return ballot


@command(Can.TAKE_PART, on="ballot")
def reserve_opinion(*, actor: Actor, ballot: Ballot, text: str = "") -> ReservedOpinion:
    """Bảo lưu ý kiến."""
    invitation = people.invitation_of(actor, ballot.meeting)
    return _reserve(ballot, invitation, actor, text, recorded_by="")


@command(Can.RUN, on="ballot")
def record_reserved_opinion(*, actor: Actor, ballot: Ballot, member_id: int, text: str = "") -> ReservedOpinion:
    """Ghi giúp ý kiến bảo lưu."""
    invitation = Invitation.objects.filter(meeting_id=ballot.meeting_id, member_id=member_id).first()
    return _reserve(ballot, invitation, actor, text, recorded_by=actor.name)


def _reserve(
    ballot: Ballot, invitation: Invitation | None, actor: Actor, text: str, *, recorded_by: str
) -> ReservedOpinion:
    if invitation is None or not invitation.may_vote or invitation.member_id is None:
        raise Conflict("Chỉ đảng viên được biểu quyết mới bảo lưu ý kiến ở đây. Gửi ý kiến ở mục “Gửi ý kiến”.")
    if ballot.meeting.state in states.ADOPTED:
        raise Conflict("Biên bản đã thông qua. Gửi ý kiến bảo lưu bằng văn bản lên chi ủy hoặc cấp trên.")
    if ballot.state == BallotState.PREPARED or (ballot.is_secret and ballot.state == BallotState.OPEN):
        raise Conflict("Bảo lưu ý kiến được ghi sau khi chủ trì công bố kết quả.")
    kept = ballot.reserved_opinions.filter(member_id=invitation.member_id).first()
    kept = kept or ReservedOpinion(ballot=ballot, member_id=invitation.member_id, at=actor.now)
    kept.text, kept.recorded_by_name = text.strip(), recorded_by
    kept.save()
    live.announce(f"meeting:{ballot.meeting_id}")
    return kept
