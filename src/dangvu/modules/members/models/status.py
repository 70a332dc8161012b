"""What a member was on which day and in which cell, and what each status means on which day."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from dangvu.modules.members.models import period
from dangvu.modules.members.models.member import STATUSES, Member


class FormerStatus(models.Model):
    """A status in a cell that has ended. The present one stands on the member itself, so that it is written once.

    The periods of a member follow each other without a gap: one ends on the day on which the next begins, the last on
    the day of the present status.
    """

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="former_statuses", db_index=False)
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    status = models.CharField("tình trạng", max_length=20, choices=STATUSES)
    valid_from = models.DateField("từ ngày")
    valid_until = models.DateField("đến trước ngày")
    reason = models.CharField("lý do", max_length=300, blank=True)
    decision = models.CharField("quyết định", max_length=120, blank=True)

    class Meta:
        ordering = ["member", "-valid_from"]
        constraints = [
            # Its GiST index also answers "the statuses of this member", so the foreign key needs none of its own.
            ExclusionConstraint(
                name="member_one_status_a_day",
                expressions=[("member", RangeOperators.EQUAL), (period.period(), RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(condition=Q(valid_until__gt=F("valid_from")), name="member_status_ends_after_start"),
            models.CheckConstraint(
                condition=Q(status__in=[code for code, _ in STATUSES]), name="member_status_row_known"
            ),
        ]


class StatusTraits(models.Model):
    """What a status means for voting, strength, dues and the handbook, from a day on."""

    status = models.CharField("tình trạng", max_length=20, choices=STATUSES)
    effective_from = models.DateField("có hiệu lực từ")
    can_vote = models.BooleanField("được biểu quyết")
    counts_in_base = models.BooleanField("tính vào số được triệu tập")
    counts_in_strength = models.BooleanField("tính vào đảng số")
    pays = models.BooleanField("đóng đảng phí")
    is_graded = models.BooleanField("được đánh giá, xếp loại")
    uses_handbook = models.BooleanField("dùng sổ tay đảng viên")
    regulation = models.CharField("căn cứ", max_length=200, blank=True)
    verified = models.BooleanField("đã đối chiếu văn bản", default=False)

    class Meta:
        ordering = ["status", "-effective_from"]
        constraints = [models.UniqueConstraint(fields=["status", "effective_from"], name="member_traits_once_a_day")]
