"""Roles, and where they are granted."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q

from dangvu.kernel.access import Actor, Reach, rule
from dangvu.kernel.models import Record
from dangvu.modules.identity.access import Can
from dangvu.modules.identity.models.account import Account
from dangvu.modules.organisations import api as organisations


class Role(Record):
    """A title, what it means in sentences, and the permissions it collects."""

    code = models.CharField("mã", max_length=40, unique=True)
    label = models.CharField("vai trò", max_length=80)
    description = models.TextField("mô tả", blank=True)
    permissions = ArrayField(models.CharField(max_length=80), default=list, blank=True, verbose_name="quyền")
    standard = models.BooleanField("vai trò chuẩn", default=False)
    needs_second_factor = models.BooleanField("bắt buộc xác thực hai lớp", default=False)

    class Meta:
        ordering = ["-standard", "pk"]

    def __str__(self) -> str:
        return self.label


class Validity(Func):
    """From the first day to the day before `valid_until`, as one range that the constraint can compare."""

    function = "daterange"
    output_field = DateRangeField()


class Source(models.TextChoices):
    EXPLICIT = "explicit", "Giao trực tiếp"
    APPOINTMENT = "appointment", "Theo chức vụ"
    MEMBERSHIP = "membership", "Theo sinh hoạt đảng"


class Grant(Record):
    """A role at one organisation, or at it and all below, from one day to another."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="grants", verbose_name="tài khoản")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="grants", verbose_name="vai trò")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", verbose_name="tổ chức"
    )
    subtree = models.BooleanField("cả tổ chức trực thuộc", default=False)
    valid_from = models.DateField("từ ngày")
    valid_until = models.DateField("thôi từ ngày", null=True, blank=True)
    reason = models.CharField("lý do, căn cứ", max_length=300, blank=True)
    source = models.CharField("nguồn", max_length=20, choices=Source.choices, default=Source.EXPLICIT)
    source_ref = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="identity_grant_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(source=Source.EXPLICIT) | ~Q(reason=""), name="identity_grant_by_hand_has_reason"
            ),
            ExclusionConstraint(
                name="identity_grant_not_twice",
                expressions=[
                    ("account", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    ("source", RangeOperators.EQUAL),
                    ("source_ref", RangeOperators.EQUAL),
                    (Validity(F("valid_from"), F("valid_until"), RangeBoundary()), RangeOperators.OVERLAPS),
                ],
            ),
        ]


def _reached(actor: Actor, reach: Reach) -> Q:
    """Accounts with a present grant within reach; accounts without any belong to whoever reaches the root."""
    if reach.everywhere:
        return Q()
    grants = Grant.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=actor.today),
        account=OuterRef("pk"),
        valid_from__lte=actor.today,
    )
    roots = organisations.Organisation.objects.filter(reach.q(""), parent__isnull=True)
    return Exists(grants.filter(reach.q())) | (~Exists(grants) & Exists(roots))


@rule(Can.VIEW, "identity.Account")
def accounts_seen(actor: Actor) -> Q:
    return _reached(actor, actor.reach(Can.VIEW))


@rule(Can.MANAGE, "identity.Account")
def accounts_managed(actor: Actor) -> Q:
    return _reached(actor, actor.reach(Can.MANAGE))


@rule(Can.ACTIVATE, "identity.Account")
def accounts_activated(actor: Actor) -> Q:
    return _reached(actor, actor.reach(Can.ACTIVATE))


@rule(Can.RECOVER, "identity.Account")
def accounts_recovered(actor: Actor) -> Q:
    """Nobody opens their own lock."""
    return _reached(actor, actor.reach(Can.RECOVER)) & ~Q(pk=actor.account_id)
