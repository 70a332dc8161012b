"""Roll call: by code, by list, assisted, and corrections with their reason."""

from collections.abc import Sequence

from dangvu.kernel import live, rulebook
from dangvu.kernel.access import Actor
from dangvu.kernel.audit import note
from dangvu.kernel.command import command, public
from dangvu.kernel.errors import Conflict, Invalid
from dangvu.modules.meetings import states
from dangvu.modules.meetings.access import Can
from dangvu.modules.meetings.commands import arrivals
from dangvu.modules.meetings.models import Attendance, Invitation, Meeting
from dangvu.modules.meetings.queries import code
from dangvu.modules.meetings.rules import attendance, timing, tokens
from dangvu.modules.meetings.rules.plans import CheckIn, Outcome


@command(Can.TAKE_PART, on="meeting")
def check_in(*, actor: Actor, meeting: Meeting, entry: CheckIn) -> Outcome:
    """Điểm danh bằng mã."""
    if entry.account_id != actor.account_id or entry.meeting_id != meeting.pk:
        raise Conflict("Mã này là của cuộc họp khác. Quét mã đang hiện trên màn hình của chủ trì.")
    (outcome,) = _take(actor, [entry])
    if not outcome.is_here:
        raise Conflict(outcome.sentence)
    return outcome


@command(public("mỗi dòng chỉ nhận người có giấy mời và mã đang hiện trên màn hình"))
def record_check_ins(*, actor: Actor, batch: Sequence[CheckIn]) -> list[Outcome]:
    """Điểm danh bằng mã nhiều người một lúc."""
    return _take(actor, batch)


def _take(actor: Actor, batch: Sequence[CheckIn]) -> list[Outcome]:
    """One answer per entry, in order; a code is judged at the instant the post arrived."""
    key = code.key()
    outcomes: list[Outcome | None] = [_refused_code(key, entry, actor) for entry in batch]
    good = [index for index, outcome in enumerate(outcomes) if outcome is None]
    opens_before = int(rulebook.value("meetings.check_in_opens", on=actor.today).value)
    for index, outcome in zip(good, arrivals.record([batch[i] for i in good], opens_before), strict=True):
        outcomes[index] = outcome
    for meeting_id in {batch[i].meeting_id for i in good}:
        live.announce(f"meeting:{meeting_id}")
    return [outcome for outcome in outcomes if outcome is not None]


def _refused_code(key: bytes, entry: CheckIn, actor: Actor) -> Outcome | None:
    if not timing.seen_in_time(entry.at, actor.now):
        return Outcome("refused", tokens.STALE)
    if entry.token:
        reading = tokens.read_token(key, entry.token, entry.at)
        problem = reading.problem or ("" if reading.meeting_id == entry.meeting_id else tokens.FORGED)
    else:
        valid = tokens.code_is_valid(key, entry.meeting_id, entry.figures, entry.at)
        problem = "" if valid else tokens.WRONG_CODE
    return Outcome("refused", problem) if problem else None


@command(Can.RUN, on="meeting")
def record_attendance(
    *,
    actor: Actor,
    meeting: Meeting,
    invitation_ids: Sequence[int],
    category: str,
    reason: str = "",
    assisted: bool = False,
) -> list[Attendance]:
    """Điểm danh theo danh sách."""
    _require_open_sheet(meeting)
    if category not in set(attendance.Category):
        raise Invalid("Chọn một mức điểm danh trong danh sách.", field="category")
    if category in attendance.NEEDS_REASON and not reason.strip():
        raise Invalid("Ghi lý do vắng.", field="reason")
    how = attendance.How.ASSISTED if assisted else attendance.How.LIST
    people = list(meeting.invitations.filter(pk__in=invitation_ids).select_related("member").order_by("pk"))
    if len(people) != len(set(invitation_ids)):
        raise Conflict("Có người không còn trong danh sách mời. Tải lại trang rồi điểm danh lại.")
    known = _sheet_of(meeting)
    marks = [_repeated(known[who], each, category) if (who := _key(each)) in known else _new(meeting, each, category)
             for each in people]  # fmt: skip
    for mark in marks:
        if mark.pk is None:
            mark.how, mark.reason = how, reason.strip()
            _write(mark, actor)
    return marks


def _key(person: "Invitation | Attendance") -> tuple[int | None, str]:
    return person.member_id, person.guest_name


def _sheet_of(meeting: Meeting) -> dict[tuple[int | None, str], Attendance]:
    return {_key(mark): mark for mark in meeting.attendances.all()}


def _repeated(mark: Attendance, invitation: Invitation, category: str) -> Attendance:
    """Writing the same again changes nothing; writing something else is a correction, which needs a reason."""
    if mark.category == category or (mark.category == attendance.Category.GUEST and category in attendance.HERE):
        return mark
    raise Conflict(f"{invitation.name} đã ghi là “{mark.get_category_display()}”. Muốn sửa thì bấm “Sửa” và ghi lý do.")


def _new(meeting: Meeting, invitation: Invitation, category: str) -> Attendance:
    visits = category in attendance.HERE and invitation.role in _VISITORS
    return Attendance(
        meeting=meeting, member_id=invitation.member_id, guest_name=invitation.guest_name,
        category=attendance.Category.GUEST if visits else category,
    )  # fmt: skip


def _write(mark: Attendance, actor: Actor) -> None:
    mark.recorded_by_id, mark.recorded_by_name, mark.at = actor.account_id, actor.name, actor.now
    mark.save()
    live.announce(f"meeting:{mark.meeting_id}")


_VISITORS = frozenset({attendance.Role.GUEST, attendance.Role.FOLLOWER})


@command(Can.RUN, on="meeting")
def correct_attendance(*, actor: Actor, meeting: Meeting, invitation_id: int, category: str, reason: str) -> Attendance:
    """Sửa điểm danh, có lý do."""
    if meeting.state in states.ADOPTED:
        raise Conflict("Biên bản đã thông qua. Muốn sửa điểm danh thì lập bản đính chính kèm theo biên bản.")
    _require_open_sheet(meeting, also_over=True)
    invitation = meeting.invitations.filter(pk=invitation_id).first()
    if invitation is None:
        raise Conflict("Người này không còn trong danh sách mời. Tải lại trang.")
    mark = _sheet_of(meeting).get(_key(invitation))
    if problem := attendance.correction_problem(mark.category if mark else None, category, reason):
        raise Invalid(problem, field="reason")
    if mark is not None:
        return _change(actor, mark, category, reason.strip())
    mark = _new(meeting, invitation, category)
    mark.how, mark.reason = attendance.How.LIST, reason.strip()
    _write(mark, actor)
    return mark


def _change(actor: Actor, mark: Attendance, category: str, reason: str) -> Attendance:
    before = {"from": mark.category, "how": mark.how, "by": mark.recorded_by_name, "at": mark.at.isoformat()}
    mark.changes = [*mark.changes, {**before, "to": category, "changed_by": actor.name, "reason": reason,
                                    "changed_at": actor.now.isoformat()}]  # fmt: skip
    mark.category, mark.how, mark.reason = category, attendance.How.LIST, reason
    mark.recorded_by_id, mark.recorded_by_name = actor.account_id, actor.name
    mark.save()
    note("corrected", {"category": category, "reason": reason})
    live.announce(f"meeting:{mark.meeting_id}")
    return mark


def _require_open_sheet(meeting: Meeting, *, also_over: bool = False) -> None:
    allowed = (*states.AHEAD, states.State.CLOSED, states.State.WRITTEN_UP) if also_over else states.AHEAD
    if meeting.state in allowed:
        return
    if meeting.is_over:
        raise Conflict("Cuộc họp đã kết thúc. Bấm “Sửa điểm danh” và ghi lý do.")
    raise Conflict(f"Cuộc họp đang ở trạng thái “{meeting.label}” nên chưa điểm danh được.")
