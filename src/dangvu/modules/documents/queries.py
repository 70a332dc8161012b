"""Reading papers, series, layout settings and stubs."""

import functools
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse

from dangvu.kernel import rulebook
from dangvu.kernel.access import Actor, visible
from dangvu.lib import sealing
from dangvu.modules.documents.access import Can
from dangvu.modules.documents.models import IssuingTerm, NumberSeries, RegisteredPaper, SecretStub
from dangvu.modules.documents.rules import layout, numbers, references, types
from dangvu.modules.organisations import api as organisations


def papers(actor: Actor, *, words: str = "", document_type: str = "", state: str = "") -> QuerySet[RegisteredPaper]:
    """The papers this person may see; `words` look into number, symbol and abstract."""
    rows = visible(actor, Can.VIEW, RegisteredPaper.objects).select_related("organisation")
    if document_type:
        rows = rows.filter(document_type=document_type)
    if state:
        rows = rows.filter(state=state)
    return rows.filter(Q(symbol__icontains=words) | Q(title__icontains=words)) if words else rows


def paper_of_subject(kind: str, subject_id: int, document_type: str) -> RegisteredPaper | None:
    """The living paper of another module's object, newest first."""
    rows = RegisteredPaper.objects.filter(subject_kind=kind, subject_id=subject_id, document_type=document_type)
    return rows.exclude(state__in=("discarded", "withdrawn")).order_by("-id").first()


def stubs(actor: Actor, *, state: str = "") -> QuerySet[SecretStub]:
    rows = visible(actor, Can.STUBS, SecretStub.objects).select_related("organisation")
    return rows.filter(state=state) if state else rows


def series(actor: Actor) -> QuerySet[NumberSeries]:
    rows = visible(actor, Can.SERIES, NumberSeries.objects).select_related("organisation")
    return rows.exclude(document_type=types.STUB)


def terms(actor: Actor) -> QuerySet[IssuingTerm]:
    return visible(actor, Can.SERIES, IssuingTerm.objects).select_related("organisation")


def span_of(organisation_id: int, on: date, *, congress: bool) -> numbers.Span | None:
    """The recorded term (or congress) that holds the date."""
    kind = IssuingTerm.CONGRESS if congress else IssuingTerm.TERM
    rows = IssuingTerm.objects.filter(organisation_id=organisation_id, kind=kind, begins_on__lte=on)
    term = rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on)).order_by("-begins_on").first()
    return numbers.Span(term.begins_on, term.ends_on) if term else None


def next_number(organisation_id: int, document_type: str, on: date, *, congress: bool = False) -> str:
    """What the next paper would be numbered, for a preview: only issuing takes a number."""
    reset = numbers.Reset.CONGRESS if congress else numbers.Reset.TERM
    period = numbers.period(reset, on, span_of(organisation_id, on, congress=congress))
    rows = NumberSeries.objects.filter(organisation_id=organisation_id, reset=reset, period=period.key)
    last = rows.filter(document_type=numbers.series_type(reset, document_type)).values_list("last_number", flat=True)
    return numbers.symbol((last.first() or 0) + 1, type_symbol(document_type, on), issuer_symbol(organisation_id, on))


def type_symbol(document_type: str, on: date) -> str:
    """The letters of the type; where no regulation was found, as the office has set them."""
    known = types.catalogue()[document_type]
    return str(rulebook.value(known.rule_key, on=on).value) if known.is_setting else known.symbol


def issuer_symbol(organisation_id: int, on: date) -> str:
    found = organisations.symbol_on(organisation_id, on)
    if found:
        return found
    info = organisations.get(organisation_id)
    return types.default_issuer_symbol(info.kind if info else "")


def layout_choices(on: date) -> dict[str, Any]:
    """What the office has set where sources differ, for the profile valid on the date."""
    profile = layout.profile_on(on)
    held = rulebook.values(layout.rule_key(""), on=on)
    return {name: held[layout.rule_key(name)].value for name, value in profile.values.items() if value.is_setting}


@functools.cache
def reference_key() -> bytes:
    return sealing.derive_key(settings.HASH_KEY.hex(), "paper-reference")


def reference_code(paper: RegisteredPaper) -> str:
    return references.code(paper.pk, reference_key())


def reference_url(paper: RegisteredPaper) -> str:
    """What the QR in the foot opens on a phone."""
    return settings.DANGVU_URL + reverse("documents:reference", args=[reference_code(paper)])


def home_of(actor: Actor) -> int | None:
    """The organisation on whose account something this person did is counted; the topmost one when nothing is known."""
    for permission in (Can.ATTACH, Can.VIEW, "tasks.work", "organisations.view"):
        reach = actor.reach(permission)
        if reach.organisation_ids:
            return min(reach.organisation_ids)
        if reach.subtrees:
            return int(min(reach.subtrees, key=lambda path: path.count(".")).rpartition(".")[2])
    top = organisations.roots()
    return top[0].id if top else None
