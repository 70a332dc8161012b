"""Reads about organisations for screens and for the modules above."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from dangvu.kernel import access
from dangvu.kernel.access import Actor
from dangvu.lib import text
from dangvu.modules.organisations import rules
from dangvu.modules.organisations.access import Can
from dangvu.modules.organisations.models import Organisation, OrganisationSymbol, Post

SEARCH_LIMIT = 50


@dataclass(frozen=True)
class History:
    """One line of what an organisation went through."""

    on: date
    title: str
    detail: str


def visible_organisations(actor: Actor) -> QuerySet[Organisation]:
    return access.visible(actor, Can.VIEW, Organisation.objects)


def tops(actor: Actor) -> QuerySet[Organisation]:
    """Where this person's part of the tree begins."""
    seen = visible_organisations(actor)
    return with_counts(seen.filter(Q(parent__isnull=True) | ~Q(parent__in=seen)).filter(valid_until__isnull=True))


def children(actor: Actor, organisation: Organisation) -> QuerySet[Organisation]:
    return with_counts(visible_organisations(actor).filter(parent=organisation, valid_until__isnull=True))


def closed_children(actor: Actor, organisation: Organisation) -> QuerySet[Organisation]:
    return visible_organisations(actor).filter(parent=organisation, valid_until__isnull=False)


def counts(actor: Actor) -> list[tuple[str, int]]:
    """How many open organisations of each kind this person sees."""
    rows = visible_organisations(actor).filter(valid_until__isnull=True).order_by().values_list("kind")
    found = dict(rows.annotate(n=Count("pk")))
    return [(label, found[kind]) for kind, label in rules.KIND_LABELS.items() if kind in found]


def search(actor: Actor, typed: str) -> QuerySet[Organisation]:
    """By a part of the name with or without accents, or by either code."""
    words = text.search_key(typed).split()
    by_name = Q(pk__isnull=False)
    for word in words:
        by_name &= Q(search_key__contains=word)
    code = typed.strip()
    by_code = Q(code__iexact=code) | (Q(party_org_code__startswith=code) if code else Q())
    return with_counts(visible_organisations(actor).filter(by_name | by_code)).select_related("parent")


def with_counts(rows: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """How many open organisations stand directly below, and how many cells anywhere below, in the same query."""
    below = Organisation.objects.filter(valid_until__isnull=True).order_by()
    direct = below.filter(parent=OuterRef("pk")).values("parent").annotate(n=Count("pk")).values("n")
    return rows.annotate(child_count=Coalesce(Subquery(direct, output_field=IntegerField()), 0))


def ancestors(organisation: Organisation) -> list[Organisation]:
    """From the top down to the direct superior."""
    ids = [int(label) for label in organisation.path.split(".")[:-1]]
    by_id = Organisation.objects.in_bulk(ids)
    return [by_id[own_id] for own_id in ids]


def descendants(organisation: Organisation, *, include_self: bool = True) -> QuerySet[Organisation]:
    below = Organisation.objects.filter(path__within=[organisation.path])
    return below if include_self else below.exclude(pk=organisation.pk)


def history(organisation: Organisation) -> list[History]:
    """Names, places in the tree and successions, newest first."""
    periods = list(organisation.periods.select_related("parent").order_by("valid_from"))
    lines = [_period_line(period, before) for before, period in zip([None, *periods], periods, strict=False)]
    links = organisation.inheritances.select_related("predecessor")
    lines += [History(link.on_date, f"Tiếp nhận từ {link.predecessor.name}", "") for link in links]
    if organisation.valid_until:
        lines.append(History(organisation.valid_until, "Kết thúc hoạt động", _closing_detail(organisation)))
    return sorted(lines, key=lambda line: line.on, reverse=True)


def _period_line(period: Any, before: Any) -> History:
    paper = f"Quyết định {period.decision}" if period.decision else ""
    if period.decided_on and paper:
        paper += f" ngày {period.decided_on:%d/%m/%Y}"
    if before is None:
        title = f"Hoạt động với tên {period.name}"
    elif before.parent_id != period.parent_id:
        title = f"Chuyển về {period.parent.name}" if period.parent else "Tách ra khỏi cấp trên"
    else:
        title = f"Đổi tên từ {before.name} thành {period.name}"
    return History(period.valid_from, title, paper)


def _closing_detail(organisation: Organisation) -> str:
    heirs = [link.successor.name for link in organisation.successions.select_related("successor")]
    parts = [f"Quyết định {organisation.closed_decision}"] if organisation.closed_decision else []
    return "; ".join([*parts, *([f"Kế thừa: {', '.join(heirs)}"] if heirs else [])])


def find_by_code(code: str) -> Organisation | None:
    """By the short code or by the Party's own code, with or without its dots."""
    found = Organisation.objects.filter(code__iexact=code.strip()).first()
    if found is not None:
        return found
    try:
        party_org_code = rules.clean_party_org_code(code)
    except ValueError:
        return None
    return Organisation.objects.filter(party_org_code=party_org_code).first() if party_org_code else None


def symbols_on(organisation_ids: Iterable[int], on: date) -> dict[int, str]:
    rows = OrganisationSymbol.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=on), organisation__in=list(organisation_ids), valid_from__lte=on
    )
    return dict(rows.values_list("organisation_id", "symbol"))


def posts_on(on: date, kind: str = "") -> QuerySet[Post]:
    posts = Post.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on), valid_from__lte=on)
    return posts.filter(kinds__contains=[kind]) if kind else posts


def places_for(actor: Actor, kind: str) -> QuerySet[Organisation]:
    """Open organisations under which this person may put one of that kind, from the top down."""
    rows = access.visible(actor, Can.MANAGE, Organisation.objects).filter(valid_until__isnull=True)
    rows = rows.filter(kind__in=rules.CELLS) if kind == rules.Kind.PARTY_GROUP else rows.exclude(kind__in=rules.LEAVES)
    return rows.order_by("path")


def heirs_of(actor: Actor, organisation: Organisation) -> QuerySet[Organisation]:
    """Open organisations that could carry on for a closed one."""
    rows = access.visible(actor, Can.MANAGE, Organisation.objects).filter(valid_until__isnull=True)
    return rows.exclude(path__within=[organisation.path])
