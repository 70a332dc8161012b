"""Who is invited, what they answered, and who came."""

from django.db import models
from django.db.models import Q

from dangvu.kernel.access import Actor, rule
from dangvu.kernel.models import Record
from dangvu.modules.meetings import states
from dangvu.modules.meetings.access import Can
from dangvu.modules.meetings.models.meeting import AgendaItem, Meeting, me, run_by
from dangvu.modules.meetings.rules import attendance as rules

ONE_PERSON = Q(member__isnull=False, guest_name="") | (Q(member=None) & ~Q(guest_name=""))


class Invitation(Record):
    """One person called to one meeting; role and right to vote are as they were at the calling."""

    class Response(models.TextChoices):
        NONE = "none", "Chưa trả lời"
        COMING = "coming", "Sẽ dự"
        LEAVE_ASKED = "leave_asked", "Xin vắng"

    class Leave(models.TextChoices):
        UNDECIDED = "", "Chưa quyết định"
        GRANTED = "granted", "Đồng ý cho vắng"
        REFUSED = "refused", "Đề nghị dự họp"

    class Channel(models.TextChoices):
        APP = "app", "Qua sổ tay"
        EMAIL = "email", "Thư điện tử"
        PRINTED = "printed", "Giấy in"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="invitations")
    member = models.ForeignKey(
        "members.Member", models.PROTECT, null=True, blank=True, related_name="meeting_invitations"
    )
    guest_name = models.CharField(max_length=120, blank=True)
    guest_title = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=20, choices=[(r.value, rules.ROLE_LABELS[r]) for r in rules.Role])
    status = models.CharField(max_length=24, blank=True)
    """The member's status code at the calling."""
    may_vote = models.BooleanField(default=False)
    special_duty = models.BooleanField(default=False)
    items = models.ManyToManyField(AgendaItem, blank=True, related_name="guests")
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.APP)
    response = models.CharField(max_length=20, choices=Response, default=Response.NONE)
    reason = models.CharField("Lý do xin vắng", max_length=500, blank=True)
    responded_at = models.DateTimeField(null=True, blank=True)
    response_recorded_by = models.CharField(max_length=120, blank=True)
    leave = models.CharField(max_length=10, choices=Leave, default=Leave.UNDECIDED, blank=True)
    leave_note = models.CharField(max_length=500, blank=True)
    leave_decided_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="invitation_once_a_member"),
            models.CheckConstraint(name="invitation_one_person", condition=ONE_PERSON),
            models.CheckConstraint(
                name="invitation_answer_has_time", condition=Q(response="none") | Q(responded_at__isnull=False)
            ),
            models.CheckConstraint(
                name="invitation_leave_has_reason", condition=~Q(response="leave_asked") | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="invitation_leave_pair",
                condition=Q(leave="", leave_decided_at=None) | (~Q(leave="") & Q(leave_decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="invitation_guests_do_not_vote",
                condition=~Q(role__in=["guest", "follower", "probationary", "temporary"]) | Q(may_vote=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.member.full_name if self.member_id and self.member else self.guest_name

    @property
    def organisation_id(self) -> int:
        """For the audit: whose matter this is."""
        return self.meeting.organisation_id

    @property
    def leave_granted(self) -> bool:
        return self.response == self.Response.LEAVE_ASKED and self.leave == self.Leave.GRANTED


class Attendance(Record):
    """What the sheet says of one invited person; changes keep what was written before."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    member = models.ForeignKey(
        "members.Member", models.PROTECT, null=True, blank=True, related_name="meeting_attendances"
    )
    guest_name = models.CharField(max_length=120, blank=True)
    category = models.CharField(max_length=24, choices=[(c.value, rules.CATEGORY_LABELS[c]) for c in rules.Category])
    how = models.CharField(max_length=10, choices=[(h.value, rules.HOW_LABELS[h]) for h in rules.How])
    reason = models.CharField(max_length=500, blank=True)
    recorded_by = models.ForeignKey("identity.Account", models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by_name = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()
    changes = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="attendance_once_a_member"),
            models.UniqueConstraint(
                fields=["meeting", "guest_name"], name="attendance_once_a_guest", condition=Q(member=None)
            ),
            models.CheckConstraint(name="attendance_one_person", condition=ONE_PERSON),
        ]

    def __str__(self) -> str:
        return f"{self.get_category_display()}"

    @property
    def here(self) -> bool:
        return self.category in rules.HERE


@rule(Can.TAKE_PART, "meetings.Invitation")
def own_invitations(actor: Actor) -> Q:
    return Q(member__account_id=me(actor)) & ~Q(meeting__state=states.State.DRAFT)


@rule(Can.PREPARE, "meetings.Invitation")
def invitations_prepared(actor: Actor) -> Q:
    return actor.reach(Can.PREPARE).q("meeting__organisation") | run_by(actor, at="meeting__")


@rule(Can.RUN, "meetings.Attendance")
def attendance_run(actor: Actor) -> Q:
    return run_by(actor, at="meeting__")
