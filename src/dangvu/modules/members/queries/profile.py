"""One member's record, masked for whoever reads it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

from dangvu.kernel import access
from dangvu.kernel.access import Actor
from dangvu.kernel.audit.models import Entry
from dangvu.kernel.errors import NotFound
from dangvu.modules.members.models import Appointment, FormerStatus, Member, sealed
from dangvu.modules.members.queries import posts, register
from dangvu.modules.members.rules import ages, facts, masking, statuses
from dangvu.modules.members.rules.levels import Level, shows

FACTS: Mapping[str, Sequence[tuple[str, str]]] = {
    "Thông tin cơ bản": (
        ("birth_date", "Ngày sinh"), ("sex", "Giới tính"), ("birth_name", "Tên khai sinh"), ("home_town", "Quê quán"),
        ("ethnic_group", "Dân tộc"), ("religion", "Tôn giáo"), ("job_now", "Nghề nghiệp"),
        ("job_before", "Trước khi vào Đảng"), ("service", "Bộ đội, công an, hưu trí"),
    ),
    "Trình độ": (
        ("general_education", "Giáo dục phổ thông"), ("political_theory", "Lý luận chính trị"),
        ("professional", "Chuyên môn"), ("languages", "Ngoại ngữ"),
    ),
    "Sinh hoạt đảng": (
        ("admission_decision_date", "Ngày quyết định kết nạp"), ("admission_ceremony_date", "Ngày vào Đảng"),
        ("official_date", "Ngày chính thức"), ("party_age", "Tuổi đảng"), ("cv_number", "Số lý lịch"),
        ("card_number", "Số thẻ"), ("badge_number", "Số huy hiệu"), ("moved_in_date", "Chuyển đến ngày"),
        ("moved_in_from", "Chuyển đến từ"), ("moved_out_date", "Chuyển đi ngày"), ("moved_out_to", "Chuyển đi đến"),
        ("left_date", "Ra khỏi Đảng"), ("death_date", "Từ trần"), ("death_cause", "Nguyên nhân"), ("note", "Ghi chú"),
    ),
}  # fmt: skip
READING = ("members.read_record", "members.reveal_national_id", "members.reveal_phone")
LOOKERS = 8
OFFICIALLY = "Được công nhận đảng viên chính thức"
ALWAYS = frozenset({"birth_date", "home_town", "admission_ceremony_date", "official_date", "card_number", "cv_number"})


@dataclass(frozen=True, slots=True)
class Moment:
    """One point of the timeline."""

    on: date
    shown_on: str
    title: str
    detail: str = ""
    icon: str = "circle"
    tone: str = "mute"


@dataclass(frozen=True, slots=True)
class Looker:
    """Somebody who looked at the record, and why."""

    at: datetime
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Private:
    """A number that exists, without the number."""

    field: str
    label: str
    masked: str


@dataclass(frozen=True, slots=True)
class _Period:
    """The present status in the form of the former ones."""

    organisation: Any
    status: str
    valid_from: date
    reason: str
    decision: str

    @classmethod
    def of_member(cls, member: Member) -> "_Period":
        return cls(
            member.organisation,
            member.current_status,
            member.status_since,
            member.status_reason,
            member.status_decision,
        )


@dataclass(frozen=True)
class Profile:
    public_id: UUID
    name: str
    cell: str
    cell_public_id: UUID
    post: str
    level: Level
    is_self: bool
    groups: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    private: Sequence[Private] = ()
    status: str = ""
    status_label: str = ""
    badge: ages.Badge | None = None
    moments: Sequence[Moment] = ()
    appointments: Sequence[Appointment] = ()
    has_account: bool = False
    is_fictional: bool = False

    @property
    def tone(self) -> str:
        return statuses.TONES[self.status][0]

    @property
    def icon(self) -> str:
        return statuses.TONES[self.status][1]


def get_member(actor: Actor, public_id: UUID) -> Member:
    """The row with its level, or a NotFound that does not tell whether it exists."""
    found = register.leveled(actor).filter(public_id=public_id).select_related("organisation").first()
    if found is None:
        raise NotFound("Không tìm thấy đảng viên này, hoặc đảng viên không thuộc phạm vi của đồng chí.")
    return found


def lookers(member: Member) -> list[Looker]:
    """Who opened this record or asked for its private numbers, newest first."""
    entries = Entry.objects.filter(target_model="members.Member", target_pk=member.pk, command__in=READING)
    columns = ("at", "actor_name", "sentence", "facts", "account_id")
    rows = entries.exclude(account_id=member.account_id or 0).order_by("-pk").values_list(*columns)
    return [
        Looker(at, name, said["reason"] if said.get("reason") else sentence)
        for at, name, sentence, said, _ in rows[:LOOKERS]
    ]


def has_read_today(actor: Actor, member: Member) -> bool:
    """Whether this person's reading stands in the audit of the day already."""
    midnight = actor.now.astimezone(access.VIETNAM).replace(hour=0, minute=0, second=0, microsecond=0)
    entries = Entry.objects.filter(target_model="members.Member", target_pk=member.pk, command=READING[0])
    return entries.filter(account_id=actor.account_id, at__gte=midnight).exists()


def get_own(actor: Actor) -> Member:
    own = register.leveled(actor).filter(account__isnull=False, account=actor.account_id or 0)
    member = own.select_related("organisation").first()
    if member is None:
        raise NotFound(
            "Tài khoản này chưa gắn với đảng viên nào trong sổ.",
            hint="Nhờ cán bộ tổ chức của đảng ủy gắn tài khoản với hồ sơ.",
        )
    return member


def profile_of(actor: Actor, member: Member) -> Profile:
    level = Level(member.level)  # type: ignore[attr-defined]  # annotated by leveled()
    labels = posts.current_labels([member.pk], actor.today)
    head: dict[str, Any] = {
        "public_id": member.public_id,
        "name": member.full_name,
        "cell": member.organisation.name,
        "cell_public_id": member.organisation.public_id,
        "post": labels.get(member.pk, ""),
        "level": level,
        "is_self": actor.account_id is not None and member.account_id == actor.account_id,
        "is_fictional": member.is_fictional,
    }
    if level < Level.LIMITED:
        return Profile(**head)
    return Profile(**head, **_limited(member, level, actor.today))


def _limited(member: Member, level: Level, today: date) -> dict[str, Any]:
    appointments = list(member.appointments.select_related("organisation", "post").order_by("-valid_from"))
    former = list(member.former_statuses.select_related("organisation")) if level >= Level.FILE else []
    official = member.current_status == statuses.Status.OFFICIAL
    return {
        "groups": _groups(member, level, today),
        "private": _private(member, level),
        "status": member.current_status,
        "status_label": register.probation_note(member, today) or statuses.LABELS[member.current_status],
        "badge": ages.next_badge(member.party_since, today) if official and level >= Level.FILE else None,
        "moments": _moments(member, appointments, former),
        "appointments": appointments,
        "has_account": member.account_id is not None,
    }


def _groups(member: Member, level: Level, today: date) -> dict[str, list[tuple[str, str]]]:
    shown = {
        group: [
            (label, value or "chưa có")
            for name, label in names
            if shows(level, name) and ((value := _fact(member, name, today)) or name in ALWAYS)
        ]
        for group, names in FACTS.items()
    }
    return {group: lines for group, lines in shown.items() if lines}


def _fact(member: Member, name: str, today: date) -> str:
    if name == "party_age":
        return str(ages.party_age(member.party_since, today) or "")
    if name == "card_number":
        return masking.masked_card(sealed.read(member, "card_number"))
    if name == "sex":
        return member.get_sex_display()
    value = str(getattr(member, name))
    return register.shown(value) if name.endswith("_date") else value


def _private(member: Member, level: Level) -> list[Private]:
    numbers = {
        "phone": masking.masked_phone(member.phone_tail),
        "national_id": masking.masked_national_id(member.national_id_tail),
    }
    return [
        Private(name, masking.REVEAL_FIELDS[name], masked) for name, masked in numbers.items() if shows(level, name)
    ]


def _moments(member: Member, appointments: Sequence[Appointment], former: Sequence[FormerStatus]) -> list[Moment]:
    """Newest first. The first period is the admission or the import, which stand there already."""
    periods: list[_Period | FormerStatus] = [_Period.of_member(member), *former] if former else []
    changes = [_change(present, before) for present, before in pairwise(periods)]
    found = [*_admission_moments(member), *(_appointment_moment(each) for each in appointments), *changes]
    return sorted(found, key=lambda moment: moment.on, reverse=True)


def _admission_moments(member: Member) -> list[Moment]:
    points = (
        (member.admission_ceremony_date, Moment(date.min, "", "Vào Đảng", icon="flag", tone="key")),
        (member.official_date, Moment(date.min, "", OFFICIALLY, icon="circle-check", tone="ok")),
    )
    return [
        replace(moment, on=facts.earliest(iso) or date.min, shown_on=register.shown(iso))
        for iso, moment in points
        if iso
    ]


def _appointment_moment(held: Appointment) -> Moment:
    until = f", đến {held.valid_until:%d/%m/%Y}" if held.valid_until else ""
    detail = f"{held.organisation.name}{until}"
    if held.decision:
        detail += f". {held.decision}"
    return Moment(held.valid_from, f"{held.valid_from:%d/%m/%Y}", held.post.label, detail, "briefcase", "gold")


def _change(present: _Period | FormerStatus, before: _Period | FormerStatus) -> Moment:
    moved = before.organisation != present.organisation
    title = f"Chuyển đến {present.organisation.name}" if moved else statuses.LABELS[present.status]
    detail = ". ".join(part for part in (present.reason, present.decision) if part)
    tone, icon = ("info", "route") if moved else statuses.TONES[present.status]
    return Moment(present.valid_from, f"{present.valid_from:%d/%m/%Y}", title, detail, icon, tone)
