"""Changes to the organisation tree."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date

from django.db import connection

from dangvu.kernel import access
from dangvu.kernel.access import Actor
from dangvu.kernel.audit import note
from dangvu.kernel.command import command
from dangvu.kernel.errors import Conflict, Invalid, NotAllowed
from dangvu.kernel.events import publish
from dangvu.lib import text
from dangvu.modules.organisations import events, rules
from dangvu.modules.organisations.access import Can
from dangvu.modules.organisations.models import Organisation, OrganisationPeriod, OrganisationSymbol, Succession

TREE_LOCK = 7_140_001


@command(Can.MANAGE, on="parent")
def establish_organisation(
    *,
    actor: Actor,
    parent: Organisation | None,
    name: str,
    kind: str,
    on: date,
    particulars: rules.Particulars | None = None,
    symbol: str = "",
) -> Organisation:
    """Lập tổ chức đảng."""
    if parent is None and not actor.is_system:
        raise NotAllowed("Tổ chức cao nhất được lập khi cài đặt. Chọn cấp trên trực tiếp cho tổ chức mới.", hint="")
    _lock_tree()
    name = _clean_name(name)
    _refuse(rules.placement_problem(kind, parent.kind if parent else None), "parent")
    _refuse_twin(parent, name)
    organisation = _insert(parent, name, kind, on, _clean_particulars(particulars or rules.Particulars()))
    _open_period(organisation, rules.Change(on, organisation.established_decision, organisation.established_on))
    if symbol:
        _open_symbol(organisation, symbol, on)
    publish(events.OrganisationEstablished(organisation.pk))
    return organisation


@command(Can.MANAGE, on="organisation")
def correct_organisation(*, actor: Actor, organisation: Organisation, particulars: rules.Particulars) -> Organisation:
    """Sửa thông tin của tổ chức đảng."""
    for field, value in asdict(_clean_particulars(particulars, organisation)).items():
        setattr(organisation, field, value)
    organisation.save()
    return organisation


@command(Can.MANAGE, on="organisation")
def rename_organisation(
    *, actor: Actor, organisation: Organisation, name: str, kind: str, change: rules.Change
) -> Organisation:
    """Đổi tên, loại hình tổ chức đảng."""
    _refuse_closed(organisation)
    _refuse_future(actor, change.on)
    name = _clean_name(name)
    parent = organisation.parent
    _refuse(rules.placement_problem(kind, parent.kind if parent else None), "kind")
    for child_kind in organisation.children.filter(valid_until__isnull=True).values_list("kind", flat=True).distinct():
        _refuse(rules.placement_problem(child_kind, kind), "kind")
    _refuse_twin(parent, name, organisation)
    _set_name(organisation, name)
    organisation.kind = kind
    organisation.save()
    _turn_period(organisation, change)
    publish(events.OrganisationRenamed(organisation.pk))
    return organisation


@command(Can.MANAGE, on="organisation")
def move_organisation(
    *, actor: Actor, organisation: Organisation, new_parent: Organisation, change: rules.Change
) -> Organisation:
    """Chuyển tổ chức đảng về cấp trên khác."""
    access.require(actor, Can.MANAGE, new_parent)
    _lock_tree()
    organisation.refresh_from_db()
    new_parent.refresh_from_db()
    _refuse_closed(organisation)
    _refuse_closed(new_parent)
    _refuse_future(actor, change.on)
    _refuse(rules.move_problem(organisation.path, organisation.kind, new_parent.path, new_parent.kind), "new_parent")
    _refuse_twin(new_parent, organisation.name, organisation)
    _move_branch(organisation.path, new_parent.path)
    organisation.refresh_from_db()
    organisation.parent = new_parent
    organisation.save()
    _turn_period(organisation, change)
    publish(events.OrganisationMoved(organisation.pk))
    return organisation


@command(Can.MANAGE, on="new_parent")
def move_organisations(
    *, actor: Actor, new_parent: Organisation, organisations: Sequence[Organisation], change: rules.Change
) -> int:
    """Chuyển nhiều tổ chức đảng về một cấp trên."""
    for organisation in organisations:
        move_organisation(actor=actor, organisation=organisation, new_parent=new_parent, change=change)
    note("số tổ chức", len(organisations))
    return len(organisations)


@command(Can.MANAGE, on="organisation")
def close_organisation(
    *, actor: Actor, organisation: Organisation, change: rules.Change, successors: Iterable[Organisation] = ()
) -> Organisation:
    """Kết thúc hoạt động của tổ chức đảng."""
    _refuse_closed(organisation)
    _refuse_future(actor, change.on)
    if organisation.children.filter(valid_until__isnull=True).exists():
        raise Conflict(
            "Còn tổ chức trực thuộc đang hoạt động.", hint="Chuyển hoặc kết thúc các tổ chức trực thuộc trước."
        )
    if change.on < organisation.valid_from:
        raise Invalid("Ngày kết thúc phải sau ngày bắt đầu hoạt động.", field="on")
    organisation.valid_until, organisation.closed_decision = change.on, change.decision
    organisation.save()
    for row in (_current_period(organisation), _current_symbol(organisation)):
        if row is not None:
            row.valid_until = max(change.on, row.valid_from)
            row.save()
    for successor in successors:
        Succession.objects.create(predecessor=organisation, successor=successor, on_date=change.on)
    publish(events.OrganisationClosed(organisation.pk))
    return organisation


@command(Can.MANAGE, on="organisation")
def set_symbol(*, actor: Actor, organisation: Organisation, symbol: str, on: date) -> Organisation:
    """Đặt ký hiệu văn bản của tổ chức đảng."""
    current = _current_symbol(organisation)
    if current is not None and current.valid_from >= on:
        _refuse("Ngày áp dụng phải sau ngày của ký hiệu đang dùng." if current.valid_from > on else None, "on")
        current.symbol = _clean_symbol(symbol)
        current.save()
        return organisation
    if current is not None:
        current.valid_until = on
        current.save()
    _open_symbol(organisation, symbol, on)
    return organisation


def _lock_tree() -> None:
    """Two moves at once could close a circle that neither of them sees."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TREE_LOCK])


def _insert(
    parent: Organisation | None, name: str, kind: str, on: date, particulars: rules.Particulars
) -> Organisation:
    own_id = _next_id()
    organisation = Organisation(id=own_id, parent=parent, kind=kind, valid_from=on, **asdict(particulars))
    organisation.code = organisation.code or rules.own_code(own_id)
    organisation.path = rules.child_path(_path_now(parent), own_id)
    _set_name(organisation, name)
    organisation.save(force_insert=True)
    return organisation


def _next_id() -> int:
    """The path contains the id, so the id is drawn before the row is written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [Organisation._meta.db_table])
        return int(cursor.fetchone()[0])


def _path_now(parent: Organisation | None) -> str:
    """The parent may have been moved by somebody who held the tree's lock before us."""
    return Organisation.objects.values_list("path", flat=True).get(pk=parent.pk) if parent else ""


def _move_branch(path: str, parent_path: str) -> None:
    table = connection.ops.quote_name(Organisation._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET path = %s::ltree || subpath(path, nlevel(%s::ltree) - 1) WHERE path <@ %s::ltree",  # noqa: S608  the table's name is our own
            [parent_path, path, path],
        )


def _set_name(organisation: Organisation, name: str) -> None:
    organisation.name = name
    organisation.search_key = text.search_key(name)
    organisation.sort_key = rules.sort_key(name)


def _clean_name(name: str) -> str:
    name = text.nfc(name)
    _refuse("Nhập tên tổ chức đảng." if not name else None, "name")
    return name


def _clean_particulars(given: rules.Particulars, present: Organisation | None = None) -> rules.Particulars:
    others = Organisation.objects.exclude(pk=present.pk) if present else Organisation.objects.all()
    code = text.nfc(given.code) or (present.code if present else "")
    _refuse(rules.short_code_problem(code) if code else None, "code")
    if code and others.filter(code__iexact=code).exists():
        raise Invalid("Mã ngắn này đã dùng cho tổ chức khác: chọn mã khác.", field="code")
    party_org_code = _party_org_code(given.party_org_code)
    if party_org_code and others.filter(party_org_code=party_org_code).exists():
        raise Invalid("Mã tổ chức đảng này đã ghi cho tổ chức khác: xem lại văn bản cấp mã.", field="party_org_code")
    return rules.Particulars(
        code=code,
        party_org_code=party_org_code,
        place_name=text.nfc(given.place_name),
        established_decision=text.nfc(given.established_decision),
        established_on=given.established_on,
    )


def _party_org_code(typed: str) -> str:
    try:
        return rules.clean_party_org_code(typed)
    except ValueError as problem:
        raise Invalid(str(problem), field="party_org_code") from problem


def _clean_symbol(symbol: str) -> str:
    symbol = text.nfc(symbol).upper()
    _refuse(rules.symbol_problem(symbol), "symbol")
    return symbol


def _open_symbol(organisation: Organisation, symbol: str, on: date) -> None:
    OrganisationSymbol.objects.create(organisation=organisation, symbol=_clean_symbol(symbol), valid_from=on)


def _open_period(organisation: Organisation, change: rules.Change) -> None:
    _write_period(OrganisationPeriod(organisation=organisation, valid_from=change.on), organisation, change)


def _write_period(period: OrganisationPeriod, organisation: Organisation, change: rules.Change) -> None:
    period.name, period.kind, period.parent = organisation.name, organisation.kind, organisation.parent
    period.decision, period.decided_on = text.nfc(change.decision), change.decided_on
    period.save()


def _turn_period(organisation: Organisation, change: rules.Change) -> None:
    """Close what held until now and open what holds from the day of the change."""
    current = _current_period(organisation)
    if current is not None and change.on <= current.valid_from:
        _refuse("Ngày thay đổi phải sau lần thay đổi gần nhất." if change.on < current.valid_from else None, "on")
        _write_period(current, organisation, change)
        return
    if current is not None:
        current.valid_until = change.on
        current.save()
    _open_period(organisation, change)


def _current_period(organisation: Organisation) -> OrganisationPeriod | None:
    return organisation.periods.filter(valid_until__isnull=True).first()


def _current_symbol(organisation: Organisation) -> OrganisationSymbol | None:
    return organisation.symbols.filter(valid_until__isnull=True).first()


def _refuse(problem: str | None, field: str) -> None:
    if problem:
        raise Invalid(problem, field=field)


def _refuse_closed(organisation: Organisation) -> None:
    if not organisation.is_open:
        raise Conflict(f"“{organisation.name}” đã kết thúc hoạt động.", hint="Chọn một tổ chức đang hoạt động.")


def _refuse_future(actor: Actor, on: date) -> None:
    _refuse("Ngày này chưa đến: ghi vào đúng ngày quyết định có hiệu lực." if on > actor.today else None, "on")


def _refuse_twin(parent: Organisation | None, name: str, itself: Organisation | None = None) -> None:
    """Two open organisations of one name under one parent cannot be told apart on any list."""
    siblings = Organisation.objects.filter(parent=parent, valid_until__isnull=True)
    if itself is not None:
        siblings = siblings.exclude(pk=itself.pk)
    if text.match_key(name) in map(text.match_key, siblings.values_list("name", flat=True)):
        raise Invalid("Cấp trên này đã có tổ chức trùng tên đang hoạt động: thêm tên xóm, khu, cơ quan.", field="name")
