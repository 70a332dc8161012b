"""From the first day to the day before `valid_until`, in the form that constraints can compare."""

from django.contrib.postgres.fields import DateRangeField, RangeBoundary
from django.db import models
from django.db.models import F, Func, Q


class Validity(Func):
    function = "daterange"
    output_field = DateRangeField()


def period() -> Validity:
    return Validity(F("valid_from"), F("valid_until"), RangeBoundary())


def ends_after_start(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")), name=name
    )


def in_force(on: object, prefix: str = "") -> Q:
    """Rows that hold on a day."""
    until = f"{prefix}valid_until"
    return Q(**{f"{prefix}valid_from__lte": on}) & (Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gt": on}))
