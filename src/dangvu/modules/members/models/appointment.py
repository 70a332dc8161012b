"""Who holds which post, and who follows which cell for the higher committee."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models

from dangvu.kernel.models import Record
from dangvu.modules.members.models import period
from dangvu.modules.members.models.member import Member


class Appointment(Record):
    """A member in a post of an organisation, from one day to another."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="appointments")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey("organisations.Post", to_field="code", on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField("từ ngày")
    valid_until = models.DateField("đến trước ngày", null=True, blank=True)
    decision = models.CharField("quyết định", max_length=120, blank=True)

    class Meta:
        ordering = ["organisation", "post__rank", "-valid_from"]
        constraints = [
            ExclusionConstraint(
                name="appointment_once_a_day",
                expressions=[
                    ("member", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    ("post", RangeOperators.EQUAL),
                    (period.period(), RangeOperators.OVERLAPS),
                ],
            ),
            period.ends_after_start("appointment_ends_after_start"),
        ]


class Following(Record):
    """A member of the higher committee who follows a cell: attends it, reads its minutes, answers for it."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="followings")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField("từ ngày")
    valid_until = models.DateField("đến trước ngày", null=True, blank=True)
    decision = models.CharField("quyết định", max_length=120, blank=True)

    class Meta:
        ordering = ["organisation", "-valid_from"]
        constraints = [
            ExclusionConstraint(
                name="following_one_a_day",
                expressions=[("organisation", RangeOperators.EQUAL), (period.period(), RangeOperators.OVERLAPS)],
            ),
            period.ends_after_start("following_ends_after_start"),
        ]
