"""Roles and grants."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Max, Q

from dangvu.kernel.access import Actor
from dangvu.kernel.audit import note
from dangvu.kernel.command import command, public
from dangvu.kernel.errors import Conflict, Invalid, NotAllowed
from dangvu.kernel.registry import STANDARD_ROLES, registry
from dangvu.lib import text
from dangvu.modules.identity import queries, rules
from dangvu.modules.identity.access import Can
from dangvu.modules.identity.commands.accounts import refuse_last_administrator
from dangvu.modules.identity.models import Account, Grant, Role
from dangvu.modules.organisations import api as organisations


@command(Can.GRANT)
def grant_role(*, actor: Actor, account: Account, role: Role, place: rules.Place, reason: str) -> Grant:
    """Giao vai trò."""
    organisation = organisations.require_open(actor, Can.GRANT, place.organisation_id)
    if account.pk == actor.account_id:
        raise NotAllowed("Không tự giao vai trò cho mình.", hint="Nhờ một quản trị khác giao.")
    reason = text.nfc(reason)
    if not reason:
        raise Invalid("Ghi lý do hoặc số văn bản phân công.", field="reason")
    if place.valid_until is not None and place.valid_until <= place.valid_from:
        raise Invalid("Ngày thôi phải sau ngày bắt đầu.", field="valid_until")
    _refuse_escalation(actor, role, organisation.path)
    _refuse_twice(account, role, place)
    return _insert(account, role, place, reason)


@command(Can.GRANT, on="grant")
def end_grant(*, actor: Actor, grant: Grant, on: date, reason: str) -> Grant:
    """Thôi giao vai trò."""
    if grant.source != "explicit":
        raise Conflict(
            f"Vai trò này đi {grant.get_source_display().lower()}.",
            hint="Sửa ở chức vụ hoặc nơi sinh hoạt của người này.",
        )
    if grant.valid_until is not None and grant.valid_until <= on:
        raise Conflict("Vai trò này đã thôi từ trước.")
    if str(Can.MANAGE) in grant.role.permissions:
        refuse_last_administrator(actor, grant.account_id)
    grant.valid_until = max(on, grant.valid_from)
    grant.save()
    note("lý do", text.nfc(reason))
    return grant


@command(public("quyền đi theo chức vụ và nơi sinh hoạt được tính lại từ hồ sơ đã kiểm quyền"))
def sync_source_grants(
    *, actor: Actor, account: Account, source: str, wanted: Iterable[rules.WantedGrant]
) -> list[Grant]:
    """Cập nhật vai trò theo hồ sơ."""
    if source not in {"appointment", "membership"}:
        raise Invalid("Chỉ đồng bộ vai trò theo chức vụ hoặc theo sinh hoạt đảng.")
    present = {_key(grant): grant for grant in _running(account, source, actor.today)}
    roles = {role.code: role for role in Role.objects.all()}
    keys = {
        _wanted_key(each): each
        for each in wanted
        if each.role_code in roles and (each.valid_until is None or each.valid_until > actor.today)
    }
    for key in present.keys() - keys.keys():
        present[key].valid_until = max(actor.today, present[key].valid_from)
        present[key].save()
    for key in keys.keys() & present.keys():
        _follow(present[key], keys[key])
    return [_insert_wanted(account, roles, keys[key], source) for key in keys.keys() - present.keys()]


@command(Can.DEFINE)
def define_role(
    *, actor: Actor, role: Role | None, label: str, description: str, permissions: Iterable[str], code: str = ""
) -> Role:
    """Đặt vai trò và quyền của vai trò."""
    if role is not None and role.standard:
        raise Conflict("Vai trò chuẩn đi theo phần mềm.", hint="Lập một vai trò riêng nếu cần quyền khác.")
    label = text.nfc(label)
    if not label:
        raise Invalid("Đặt tên cho vai trò.", field="label")
    role = role or Role(code=_free_code(code or label))
    role.label, role.description = label, text.nfc(description)
    role.permissions = sorted(set(permissions) & {str(permission) for permission in registry.permissions()})
    role.save()
    return role


@command(public("phần mềm cập nhật vai trò chuẩn của chính nó khi nâng cấp"))
def sync_standard_roles(*, actor: Actor) -> list[str]:
    """Cập nhật vai trò chuẩn theo phần mềm."""
    present = {role.code: role for role in Role.objects.filter(code__in=STANDARD_ROLES)}
    changed = []
    for code, permissions in registry.role_permissions().items():
        role = present.get(code) or Role(code=code)
        facts = queries.standard_facts(code, permissions)
        if role.pk is None or any(getattr(role, name) != value for name, value in facts.items()):
            for name, value in facts.items():
                setattr(role, name, value)
            role.save()
            changed.append(code)
    return changed


def _insert(account: Account, role: Role, place: rules.Place, reason: str) -> Grant:
    return Grant.objects.create(
        account=account,
        role=role,
        organisation_id=place.organisation_id,
        subtree=place.subtree,
        valid_from=place.valid_from,
        valid_until=place.valid_until,
        reason=reason,
    )


def _refuse_escalation(actor: Actor, role: Role, path: str) -> None:
    """An administrator hands out every role; whoever else delegates passes on only what they hold there."""
    if actor.is_system or actor.account_id is None:
        return
    held = queries.permissions_at(actor.account_id, path, actor.today)
    if str(Can.MANAGE) in held:
        return
    if problem := rules.delegation_problem(role.permissions, held):
        raise NotAllowed(problem)


def _refuse_twice(account: Account, role: Role, place: rules.Place) -> None:
    same = Grant.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=place.valid_from),
        account=account,
        role=role,
        organisation_id=place.organisation_id,
        source="explicit",
    )
    if place.valid_until is not None:
        same = same.filter(valid_from__lt=place.valid_until)
    if same.exists():
        raise Conflict(
            "Người này đang giữ đúng vai trò này ở tổ chức này.", hint="Thôi vai trò cũ trước nếu cần đổi ngày."
        )


def _running(account: Account, source: str, today: date) -> Iterable[Grant]:
    rows = Grant.objects.select_for_update(of=("self",)).select_related("role").filter(account=account, source=source)
    return rows.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=today))


def _key(grant: Grant) -> tuple[str, int, str]:
    return grant.role.code, grant.organisation_id, grant.source_ref


def _wanted_key(wanted: rules.WantedGrant) -> tuple[str, int, str]:
    return wanted.role_code, wanted.organisation_id, wanted.source_ref


def _follow(grant: Grant, wanted: rules.WantedGrant) -> None:
    if (grant.subtree, grant.valid_until) != (wanted.subtree, wanted.valid_until):
        grant.subtree, grant.valid_until = wanted.subtree, wanted.valid_until
        grant.save()


def _insert_wanted(account: Account, roles: dict[str, Role], wanted: rules.WantedGrant, source: str) -> Grant:
    role = roles[wanted.role_code]
    return Grant.objects.create(
        account=account,
        role=role,
        organisation_id=wanted.organisation_id,
        subtree=wanted.subtree,
        valid_from=max(wanted.valid_from, _ended_on(account, role, wanted, source) or wanted.valid_from),
        valid_until=wanted.valid_until,
        reason=wanted.reason,
        source=source,
        source_ref=wanted.source_ref,
    )


def _ended_on(account: Account, role: Role, wanted: rules.WantedGrant, source: str) -> date | None:
    """Whoever comes back gets the role again from the day on which it had ended, never twice for one day."""
    ended = Grant.objects.filter(
        account=account,
        role=role,
        organisation_id=wanted.organisation_id,
        source=source,
        source_ref=wanted.source_ref,
    )
    return ended.aggregate(last=Max("valid_until"))["last"]


def _free_code(wish: str) -> str:
    base = text.search_key(wish).replace(" ", "_")[:30] or "vai_tro"
    taken = set(Role.objects.filter(code__startswith=base).values_list("code", flat=True))
    return next(code for code in (base, *(f"{base}_{n}" for n in range(2, 1000))) if code not in taken)
