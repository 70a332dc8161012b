"""The agenda of a meeting of the cell, and templates."""

import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from dangvu.kernel.access import Actor
from dangvu.kernel.command import command
from dangvu.kernel.errors import Conflict, Invalid
from dangvu.lib import text as vietnamese
from dangvu.modules.cell_meetings.access import Can
from dangvu.modules.cell_meetings.models import AgendaTemplate, CellMonth
from dangvu.modules.cell_meetings.queries import drafting, templates
from dangvu.modules.cell_meetings.queries import month as queries
from dangvu.modules.cell_meetings.rules import agendas
from dangvu.modules.cell_meetings.rules import drafting as rules
from dangvu.modules.meetings import api as meetings
from dangvu.modules.organisations import api as organisations


@command(Can.PREPARE, on="month")
def change_minutes(*, actor: Actor, month: CellMonth, meeting: Any, minutes: Mapping[int, int]) -> Any:
    """Sửa số phút của các mục."""
    queries.require_of_month(month, meeting)
    for item in meeting.items.all():
        wanted = minutes.get(item.pk)
        if wanted is not None and wanted != item.minutes:
            meetings.edit_item(actor=actor, item=item, change=_changed(item, minutes=wanted))
    return meeting


def _changed(item: Any, **changes: Any) -> meetings.Item:
    now = meetings.Item(item.title, item.minutes, item.code, item.presenter_id, item.presenter_name, item.note)
    return meetings.Item(**{**asdict(now), **changes})


@command(Can.PREPARE, on="month")
def move_item(*, actor: Actor, month: CellMonth, item: Any, up: bool) -> Any:
    """Đổi thứ tự một mục."""
    queries.require_of_month(month, item.meeting)
    order = list(item.meeting.items.values_list("pk", flat=True))
    at = order.index(item.pk)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(order):
        return item.meeting
    order[at], order[to] = order[to], order[at]
    return meetings.reorder_items(actor=actor, meeting=item.meeting, item_ids=order)


@command(Can.PREPARE, on="month")
def add_theme(*, actor: Actor, month: CellMonth, meeting: Any, theme: str) -> Any:
    """Thêm phần chuyên đề vào buổi sinh hoạt thường kỳ."""
    queries.require_of_month(month, meeting)
    if meeting.with_theme:
        raise Conflict("Buổi sinh hoạt đã có phần chuyên đề.")
    before = list(meeting.items.all())
    last = [item.pk for item in before if item.code in {"answers", "assign", "conclude", "score", "minutes", "close"}]
    people = drafting.people(month.organisation_id, actor.today)
    for item in agendas.THEME_ITEMS:
        title = f"{item.title}: {theme.strip()}" if item.code == agendas.THEME_CODE and theme.strip() else item.title
        plan = meetings.Item(title[:300], item.minutes, item.code, people.get(item.who))
        meetings.add_item(actor=actor, meeting=meeting, item=plan)
    first = [item.pk for item in before if item.pk not in last]
    added = [pk for pk in meeting.items.values_list("pk", flat=True) if pk not in {item.pk for item in before}]
    meetings.reorder_items(actor=actor, meeting=meeting, item_ids=[*first, *added, *last])
    return meetings.edit_meeting(actor=actor, meeting=meeting, plan=plan_of(meeting, with_theme=True))


def plan_of(meeting: Any, **changes: Any) -> meetings.Plan:
    """The meeting as it is planned now, with some of it changed."""
    kept = (
        "title", "starts_at", "kind", "with_theme", "mode", "place", "online_link", "approval_reference",
        "chair_id", "minute_taker_id",
    )  # fmt: skip
    return meetings.Plan(**{**{name: getattr(meeting, name) for name in kept}, **changes})


@command(Can.PREPARE, on="month")
def use_template(*, actor: Actor, month: CellMonth, meeting: Any, code: str) -> CellMonth:
    """Lấy chương trình từ mẫu khác."""
    queries.require_of_month(month, meeting)
    found = {each.code: each for each in templates.choices(month.organisation_id, meeting.kind, month.month)}
    if code not in found:
        raise Conflict("Mẫu này không còn dùng. Tải lại trang rồi chọn mẫu khác.")
    for item in meeting.items.all():
        meetings.remove_item(actor=actor, item=item)
    people = drafting.people(month.organisation_id, actor.today)
    findings = drafting.findings(meeting, month.month, actor.today, people)
    for item in rules.compose(found[code].items, findings):
        plan = meetings.Item(item.title[:300], item.minutes, item.code, item.presenter_id, note=item.note[:300])
        meetings.add_item(actor=actor, meeting=meeting, item=plan)
    if month.meeting_id == meeting.pk:
        month.template = code
        month.save()
    return month


@command(Can.TEMPLATES, on="organisation")
def keep_template(
    *, actor: Actor, organisation: "organisations.Organisation", name: str, kind: str, lines: str, code: str = ""
) -> AgendaTemplate:
    """Lưu mẫu chương trình."""
    before = {each.code: each for each in templates.choices(organisation.pk, kind, actor.today)}.get(code)
    items = agendas.keep_codes(agendas.items_from_lines(lines), before.items if before else ())
    if problem := agendas.template_problem(name, items):
        raise Invalid(problem, field="lines" if name.strip() else "name")
    if kind not in agendas.KIND_LABELS:
        raise Invalid("Chọn loại sinh hoạt.", field="kind")
    return _edition(organisation, code or _code(name), name.strip(), kind, items, actor.today)


def _edition(
    organisation: Any, code: str, name: str, kind: str, items: tuple[agendas.TemplateItem, ...], on: date
) -> AgendaTemplate:
    """A second change on the same day replaces the first; older editions stay."""
    same_day = AgendaTemplate.objects.filter(
        organisation=organisation, code=code, effective_from=on, withdrawn_at=None
    ).first()
    template = same_day or AgendaTemplate(organisation=organisation, code=code, effective_from=on)
    template.name, template.kind, template.items = name, kind, agendas.as_rows(items)
    template.save()
    return template


def _code(name: str) -> str:
    return "own_" + re.sub(r"\W+", "_", vietnamese.fold(name)).strip("_")[:50]


@command(Can.TEMPLATES, on="template")
def withdraw_template(*, actor: Actor, template: AgendaTemplate) -> None:
    """Bỏ mẫu chương trình."""
    for edition in AgendaTemplate.objects.filter(
        organisation=template.organisation, code=template.code, withdrawn_at=None
    ):
        edition.withdrawn_at = actor.now
        edition.save()
