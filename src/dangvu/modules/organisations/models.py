"""The Party organisation tree with its history."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeBoundary, RangeOperators
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.db import models
from django.db.models import F, Func, Q

from dangvu.kernel.access import Actor, rule
from dangvu.kernel.models import PathField, Record
from dangvu.modules.organisations import rules
from dangvu.modules.organisations.access import Can

KINDS = [(str(kind), label) for kind, label in rules.KIND_LABELS.items()]


class Validity(Func):
    """From the first day to the day before `valid_until`, as one range that constraints can compare."""

    function = "daterange"
    output_field = DateRangeField()


def _period() -> Validity:
    return Validity(F("valid_from"), F("valid_until"), RangeBoundary())


def _ends_after_start(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")), name=name
    )


class Organisation(Record):
    """Any unit of the Party: from the province to a group inside a cell."""

    code = models.CharField("mã ngắn", max_length=32, unique=True)
    party_org_code = models.CharField("mã tổ chức đảng", max_length=18, blank=True)
    name = models.CharField("tên tổ chức", max_length=200)
    search_key = models.CharField(max_length=200, editable=False)
    sort_key = models.CharField(max_length=600, editable=False, db_collation="C")
    kind = models.CharField("loại hình", max_length=20, choices=KINDS)
    parent = models.ForeignKey(
        "self",
        verbose_name="cấp trên trực tiếp",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    path = PathField(unique=True, editable=False)
    place_name = models.CharField("địa danh ghi trên văn bản", max_length=100, blank=True)
    established_decision = models.CharField("số quyết định thành lập", max_length=60, blank=True)
    established_on = models.DateField("ngày quyết định thành lập", null=True, blank=True)
    closed_decision = models.CharField("số quyết định kết thúc", max_length=60, blank=True)
    valid_from = models.DateField("hoạt động từ ngày")
    valid_until = models.DateField("không còn hoạt động từ ngày", null=True, blank=True)

    class Meta:
        ordering = ["sort_key"]
        indexes = [
            GistIndex(fields=["path"], name="organisation_path_gist"),
            GinIndex(fields=["search_key"], name="organisation_search_trigrams", opclasses=["gin_trgm_ops"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["party_org_code"], condition=~Q(party_org_code=""), name="organisation_party_org_code_once"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="organisation_named"),
            models.CheckConstraint(condition=Q(kind__in=[kind for kind, _ in KINDS]), name="organisation_kind_known"),
            _ends_after_start("organisation_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kind_label(self) -> str:
        return rules.kind_label(self.kind)

    @property
    def is_cell(self) -> bool:
        return self.kind in rules.CELLS

    @property
    def is_open(self) -> bool:
        return self.valid_until is None


class OrganisationPeriod(Record):
    """What an organisation was called and where it stood, from one day to another: old papers keep the old name."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="periods")
    name = models.CharField("tên tổ chức", max_length=200)
    kind = models.CharField("loại hình", max_length=20, choices=KINDS)
    parent = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField("số quyết định", max_length=60, blank=True)
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)
    valid_from = models.DateField("từ ngày")
    valid_until = models.DateField("đến trước ngày", null=True)

    class Meta:
        ordering = ["organisation", "-valid_from"]
        constraints = [
            ExclusionConstraint(
                name="organisation_one_period_a_day",
                expressions=[("organisation", RangeOperators.EQUAL), (_period(), RangeOperators.OVERLAPS)],
            ),
            _ends_after_start("organisation_period_ends_after_start"),
        ]


class OrganisationSymbol(Record):
    """The letters after the number on a paper of this organisation: CB, ĐU …"""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="symbols")
    symbol = models.CharField("ký hiệu", max_length=20)
    valid_from = models.DateField("từ ngày")
    valid_until = models.DateField("đến trước ngày", null=True)

    class Meta:
        ordering = ["organisation", "-valid_from"]
        constraints = [
            ExclusionConstraint(
                name="organisation_one_symbol_a_day",
                expressions=[("organisation", RangeOperators.EQUAL), (_period(), RangeOperators.OVERLAPS)],
            ),
            _ends_after_start("organisation_symbol_ends_after_start"),
        ]


class Succession(Record):
    """Who carries on for a closed organisation: one into several (split), several into one (merger)."""

    predecessor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="inheritances")
    on_date = models.DateField("từ ngày")

    class Meta:
        ordering = ["on_date", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="organisation_succession_once"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="organisation_succession_of_another"),
        ]


class Post(models.Model):
    """A post (chức vụ) of the catalogue: in which kinds of organisation it exists and which role it brings."""

    code = models.CharField("mã", max_length=40, unique=True)
    label = models.CharField("chức vụ", max_length=80)
    kinds = ArrayField(models.CharField(max_length=20), verbose_name="loại hình tổ chức")
    role_code = models.CharField("vai trò đi kèm", max_length=40, blank=True)
    rank = models.PositiveSmallIntegerField("thứ tự", default=100)
    valid_from = models.DateField("từ ngày")
    valid_until = models.DateField("đến trước ngày", null=True, blank=True)

    class Meta:
        ordering = ["rank", "code"]
        constraints = [_ends_after_start("organisation_post_ends_after_start")]

    def __str__(self) -> str:
        return self.label


@rule(Can.VIEW, "organisations.Organisation")
def organisations_seen(actor: Actor) -> Q:
    return actor.reach(Can.VIEW).q("")
