"""Writing and correcting the record of one person."""

from collections.abc import Mapping
from datetime import date

from dangvu.kernel import access
from dangvu.kernel.access import Actor
from dangvu.kernel.audit import note
from dangvu.kernel.command import command
from dangvu.kernel.errors import Conflict, Invalid
from dangvu.kernel.events import publish
from dangvu.modules.members import events
from dangvu.modules.members.access import Can
from dangvu.modules.members.commands import grants
from dangvu.modules.members.models import FormerStatus, Member, sealed
from dangvu.modules.members.rules import facts, masking, posts, statuses
from dangvu.modules.organisations import api as organisations


@command(Can.REGISTER, on="organisation")
def register_member(
    *,
    actor: Actor,
    organisation: organisations.Organisation,
    values: Mapping[str, str],
    status: str,
    since: date,
    decision: str = "",
) -> Member:
    """Ghi tên đảng viên vào sổ."""
    _require_cell(organisation)
    clean = _checked(values, actor.today)
    member = Member(organisation=organisation, current_status=status, status_since=since, status_decision=decision)
    _write(member, clean)
    _refuse_known(member)
    member.save()
    publish(events.MemberRegistered(member.pk))
    return member


@command(Can.CORRECT, on="member")
def correct_member(*, actor: Actor, member: Member, values: Mapping[str, str], reason: str) -> Member:
    """Sửa thông tin đảng viên."""
    if not reason.strip():
        raise Invalid("Nêu căn cứ sửa: giấy tờ nào, ngày nào. Hồ sơ đảng viên chỉ sửa khi có căn cứ.", field="reason")
    present = {name: str(getattr(member, name)) for name in facts.EDITABLE if name not in facts.PRIVATE}
    private = {name: values.get(name) or sealed.read(member, name) for name in ("national_id",)}
    clean = _checked({**present, **private, **values}, actor.today)
    for name in facts.PRIVATE:
        if not values.get(name):
            clean.pop(name, None)  # an empty private field means "as it is": the form never shows it
    _write(member, clean)
    _refuse_known(member)
    member.save()
    note("reason", reason.strip())
    return member


@command(Can.CHANGE_STATUS, on="member")
def change_status(
    *, actor: Actor, member: Member, status: str, on: date, reason: str = "", decision: str = ""
) -> Member:
    """Đổi tình trạng đảng viên."""
    why = statuses.why_not_change(member.current_status, status, since=member.status_since, on=on, decision=decision)
    if why:
        raise Invalid(why, field="status")
    if on > actor.today:
        raise Invalid("Ngày đổi tình trạng chưa đến. Ghi lại vào đúng ngày đó.", field="on")
    _turn_period(member, on, reason=reason, decision=decision)
    member.current_status = status
    if status == statuses.Status.OFFICIAL and not member.official_date:
        member.official_date = on.isoformat()
    member.save()
    if status in statuses.GONE:
        grants.end_posts(member, on)
    grants.sync(actor, member.pk)
    publish(events.MemberStatusChanged(member.pk))
    return member


@command(Can.MOVE, on="member")
def move_member(
    *, actor: Actor, member: Member, organisation: organisations.Organisation, on: date, decision: str
) -> Member:
    """Chuyển đảng viên sang chi bộ khác."""
    _require_cell(organisation)
    access.require(actor, Can.MOVE, organisation)
    if organisation.pk == member.organisation_id:
        raise Invalid("Đảng viên đang ở chính chi bộ này. Chọn chi bộ khác.", field="organisation")
    if member.current_status in statuses.GONE:
        raise Conflict("Đảng viên đã ra khỏi danh sách. Đổi tình trạng trước khi chuyển chi bộ.")
    if on > actor.today or on <= member.status_since:
        raise Invalid("Ngày chuyển phải sau lần thay đổi gần nhất và không muộn hơn hôm nay.", field="on")
    left = member.organisation_id
    _turn_period(member, on, decision=decision)
    member.organisation = organisation
    member.save()
    grants.end_posts(member, on, organisation_id=left)
    grants.sync(actor, member.pk)
    note("decision", decision)
    publish(events.MemberMoved(member.pk, left, organisation.pk))
    return member


@command(Can.VIEW_FILE, on="member")
def read_record(*, actor: Actor, member: Member) -> None:
    """Mở hồ sơ đảng viên."""


@command(Can.REVEAL, on="member")
def reveal_national_id(*, actor: Actor, member: Member, reason: str) -> str:
    """Xem số căn cước của đảng viên."""
    return _revealed(actor, member, "national_id", reason)


@command(Can.REVEAL_PHONE, on="member")
def reveal_phone(*, actor: Actor, member: Member, reason: str) -> str:
    """Xem số điện thoại của đảng viên."""
    return masking.shown_phone(_revealed(actor, member, "phone", reason))


def _revealed(actor: Actor, member: Member, field: str, reason: str) -> str:
    """The owner needs no reason; everybody else's stands in the audit, where the owner sees it."""
    if member.account_id is None or member.account_id != actor.account_id:
        why = masking.why_not_reveal(reason)
        if why:
            raise Invalid(why, field="reason")
    note("reason", reason.strip())
    return sealed.read(member, field)


def _checked(values: Mapping[str, str], today: date) -> dict[str, str]:
    try:
        clean = facts.cleaned(values)
    except facts.FactError as wrong:
        raise Invalid(wrong.sentence, field=wrong.field) from wrong
    problem = facts.problem(clean, today)
    if problem:
        raise Invalid(problem.sentence, field=problem.field)
    return clean


def _write(member: Member, clean: Mapping[str, str]) -> None:
    for name, value in clean.items():
        if name in facts.PRIVATE:
            sealed.put(member, name, value)
        else:
            setattr(member, name, value)
    written = {name: getattr(member, name) for name in ("full_name", *facts.DATES)}
    for key, derived in facts.derived(written).items():
        setattr(member, key, derived)


def _turn_period(member: Member, on: date, *, reason: str = "", decision: str = "") -> None:
    """Put the present period among the former ones; the caller says what is different from now on, and saves."""
    FormerStatus.objects.create(
        member=member,
        organisation_id=member.organisation_id,
        status=member.current_status,
        valid_from=member.status_since,
        valid_until=on,
        reason=member.status_reason,
        decision=member.status_decision,
    )
    member.status_since, member.status_reason, member.status_decision = on, reason, decision


def _refuse_known(member: Member) -> None:
    if member.national_id_hash is None:
        return
    known = Member.objects.filter(national_id_hash=member.national_id_hash).exclude(pk=member.pk).first()
    if known is not None:
        raise Conflict(
            "Số căn cước này đã có trong sổ.",
            hint="Tìm người đó trong danh sách đảng viên; nếu ở đơn vị khác, làm thủ tục chuyển sinh hoạt.",
        )


def _require_cell(organisation: organisations.Organisation) -> None:
    if not posts.is_cell(organisation.kind):
        raise Invalid(f"“{organisation.name}” không phải chi bộ. Chọn chi bộ của đảng viên.", field="organisation")
