"""Terms of issuers and their number series."""

from datetime import date, timedelta

from dangvu.kernel.access import Actor
from dangvu.kernel.command import command
from dangvu.kernel.errors import Conflict, Invalid
from dangvu.modules.documents import queries
from dangvu.modules.documents.access import Can
from dangvu.modules.documents.models import IssuingTerm, NumberSeries
from dangvu.modules.documents.rules import numbers
from dangvu.modules.organisations import api as organisations


@command(Can.SERIES, on="organisation")
def begin_term(*, actor: Actor, organisation: organisations.Organisation, name: str, begins_on: date) -> IssuingTerm:
    """Mở nhiệm kỳ mới để đánh số văn bản từ 01.

    The term before it ends the day before.
    """
    terms = IssuingTerm.objects.filter(organisation=organisation, kind=IssuingTerm.TERM)
    if why := numbers.span_problem(begins_on, [numbers.Span(term.begins_on, term.ends_on) for term in terms]):
        raise Invalid(why, field="begins_on")
    for term in terms.filter(ends_on__isnull=True):
        term.ends_on = begins_on - timedelta(days=1)
        term.save()
        _close_series(organisation.pk, term)
    made = IssuingTerm(
        organisation=organisation, kind=IssuingTerm.TERM, name=name.strip() or "Nhiệm kỳ", begins_on=begins_on
    )
    made.save()
    return made


def _close_series(organisation_id: int, term: IssuingTerm) -> None:
    period = numbers.period(numbers.Reset.TERM, term.begins_on, numbers.Span(term.begins_on, None))
    rows = NumberSeries.objects.filter(organisation_id=organisation_id, reset=numbers.Reset.TERM, period=period.key)
    for row in rows:
        row.ends_on = term.ends_on
        row.save()


@command(Can.SERIES, on="organisation")
def record_congress(
    *,
    actor: Actor,
    organisation: organisations.Organisation,
    name: str,
    begins_on: date,
    ends_on: date,
) -> IssuingTerm:
    """Ghi đại hội để đánh số chung một sổ từ phiên trù bị đến bế mạc."""
    if ends_on < begins_on:
        raise Invalid("Ngày bế mạc đang ở trước ngày khai mạc: kiểm tra lại.", field="ends_on")
    made = IssuingTerm(
        organisation=organisation, kind=IssuingTerm.CONGRESS, name=name, begins_on=begins_on, ends_on=ends_on
    )
    made.save()
    return made


@command(Can.SERIES, on="organisation")
def continue_from_paper(
    *,
    actor: Actor,
    organisation: organisations.Organisation,
    document_type: str,
    on: date,
    last_number: int,
) -> NumberSeries:
    """Ghi số cuối đã cấp trên sổ giấy, để số tiếp theo nối đúng.

    Only upwards: a number that was given here cannot be given again.
    """
    series = locked_series(organisation.pk, document_type, numbers.Reset.TERM, period_of(organisation.pk, on))
    if last_number < series.last_number:
        raise Conflict(f"Sổ này đã cấp đến số {numbers.digits(series.last_number)}: số ghi lại phải lớn hơn.")
    series.last_number = last_number
    series.save()
    return series


def period_of(organisation_id: int, on: date, *, congress: bool = False) -> numbers.Period:
    """The period that a paper of this date is counted in."""
    reset = numbers.Reset.CONGRESS if congress else numbers.Reset.TERM
    return numbers.period(reset, on, queries.span_of(organisation_id, on, congress=congress))


def locked_series(
    organisation_id: int | None, series_type: str, reset: numbers.Reset, period: numbers.Period
) -> NumberSeries:
    """The series, made when it is the first time, locked until the transaction ends: whoever comes next waits."""
    made, _ = NumberSeries.objects.get_or_create(
        organisation_id=organisation_id,
        document_type=series_type,
        reset=reset,
        period=period.key,
        defaults={"begins_on": period.begins_on, "ends_on": period.ends_on},
    )
    return NumberSeries.objects.select_for_update(no_key=True).get(pk=made.pk)


def take(series: NumberSeries) -> int:
    """The next number of a locked series. If the transaction fails, the number was never taken."""
    series.last_number += 1
    series.save()
    return series.last_number
