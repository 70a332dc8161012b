"""The attendance sheet: invited people with what is written of each, and the counts that follow."""

from dataclasses import dataclass
from datetime import date, datetime

from dangvu.kernel import rulebook
from dangvu.modules.meetings.models import Attendance, Invitation
from dangvu.modules.meetings.rules import attendance, voting


@dataclass(frozen=True)
class Row:
    """One line of the sheet."""

    invitation_id: int
    member_id: int | None
    name: str
    title: str
    role: str
    response: str
    leave: str
    leave_reason: str
    seat: attendance.Seat
    status: str = ""
    how: str = ""
    at: datetime | None = None
    reason: str = ""
    recorded_by_name: str = ""

    @property
    def category(self) -> str | None:
        return self.seat.category

    @property
    def category_label(self) -> str:
        if self.seat.category:
            return attendance.CATEGORY_LABELS[attendance.Category(self.seat.category)]
        return "Xin vắng" if self.response == Invitation.Response.LEAVE_ASKED else "Chưa đến"

    @property
    def role_label(self) -> str:
        return attendance.ROLE_LABELS[attendance.Role(self.role)]

    @property
    def how_label(self) -> str:
        return attendance.HOW_LABELS[attendance.How(self.how)] if self.how else ""

    @property
    def here(self) -> bool:
        return self.seat.here

    @property
    def leave_granted(self) -> bool:
        return self.response == Invitation.Response.LEAVE_ASKED and self.leave == Invitation.Leave.GRANTED


def sheet(meeting_id: int) -> list[Row]:
    """Everybody invited, in the order of names; two queries."""
    marks = {(mark.member_id, mark.guest_name): mark for mark in Attendance.objects.filter(meeting_id=meeting_id)}
    invitations = (
        Invitation.objects.filter(meeting_id=meeting_id)
        .select_related("member")
        .order_by("member__sort_key", "guest_name", "pk")
    )
    return [_row(invitation, marks.get((invitation.member_id, invitation.guest_name))) for invitation in invitations]


def _row(found: Invitation, mark: Attendance | None) -> Row:
    return Row(
        invitation_id=found.pk,
        member_id=found.member_id,
        name=found.name,
        title=found.guest_title,
        role=found.role,
        response=found.response,
        leave=found.leave,
        leave_reason=found.reason,
        seat=attendance.Seat(found.role, found.may_vote, mark.category if mark else None, found.special_duty),
        status=found.status,
        how=mark.how if mark else "",
        at=mark.at if mark else None,
        reason=mark.reason if mark else "",
        recorded_by_name=mark.recorded_by_name if mark else "",
    )


@dataclass(frozen=True)
class Standing:
    """The counts of a sheet that screens, ballots and minutes show."""

    rows: tuple[Row, ...]
    quorum: attendance.Quorum
    share: attendance.Share
    target: int
    quorum_regulation: str
    quorum_verified: bool

    @property
    def here(self) -> list[Row]:
        return [row for row in self.rows if row.here]

    @property
    def missing_to_target(self) -> int:
        return self.share.missing_to(self.target)


def standing(meeting_id: int, *, on: date) -> Standing:
    """Quorum and share of attendance by the rules in force on the day."""
    rows = sheet(meeting_id)
    seats = [row.seat for row in rows]
    rules = rulebook.values("meetings.", on=on)
    rule, target = rules["meetings.quorum"], rules["meetings.attendance_target"]
    asked = voting.threshold(str(rule.value)) or voting.KNOWN[voting.TWO_THIRDS]
    return Standing(
        rows=tuple(rows),
        quorum=attendance.quorum(seats, asked),
        share=attendance.attendance_share(seats),
        target=int(target.value),
        quorum_regulation=rule.regulation,
        quorum_verified=rule.verified,
    )
