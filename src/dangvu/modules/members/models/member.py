"""The register: one row for each person."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Index, Q
from django.db.models.functions import Upper

from dangvu.kernel.access import Actor, Reach, rule
from dangvu.kernel.models import Record
from dangvu.modules.members.access import Can
from dangvu.modules.members.rules import statuses

STATUSES = [(str(code), label) for code, label in statuses.LABELS.items()]
SEXES = [("male", "Nam"), ("female", "Nữ")]
PARTIAL_DATE = r"^(\d{4}(-\d{2}(-\d{2})?)?)?$"
PARTIAL_DATES = ("birth_date", "admission_decision_date", "admission_ceremony_date", "official_date")


def _partial(label: str) -> models.CharField:
    """A date that may be known only to the month or the year: YYYY[-MM[-DD]], empty when unknown."""
    return models.CharField(label, max_length=10, blank=True)


def _words(label: str, length: int = 200) -> models.CharField:
    return models.CharField(label, max_length=length, blank=True)


def _known_dates() -> Q:
    condition = Q()
    for name in PARTIAL_DATES:
        condition &= Q(**{f"{name}__regex": PARTIAL_DATE})
    return condition


class Member(Record):
    """A Party member, or a person who is to become one."""

    audited_fields_hidden: ClassVar[tuple[str, ...]] = (
        "national_id_cipher", "national_id_hash", "national_id_tail",
        "phone_cipher", "phone_hash", "phone_tail",
        "card_cipher", "card_hash", "card_tail",
    )  # fmt: skip

    organisation = models.ForeignKey(
        "organisations.Organisation", verbose_name="chi bộ", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    account = models.OneToOneField(
        "identity.Account", verbose_name="tài khoản", null=True, on_delete=models.PROTECT, related_name="member"
    )
    full_name = models.CharField("họ và tên", max_length=120)
    birth_name = _words("họ tên khai sinh", 120)
    search_key = models.CharField(max_length=120, editable=False)
    sort_key = models.TextField(editable=False, db_collation="C")
    sex = models.CharField("giới tính", max_length=6, blank=True, choices=SEXES)
    birth_date = _partial("ngày sinh")
    birth_on = models.DateField(null=True, editable=False)  # the earliest day that `birth_date` can mean, to sort by
    ethnic_group = _words("dân tộc", 60)
    religion = _words("tôn giáo", 60)
    home_town = _words("quê quán", 300)
    general_education = _words("giáo dục phổ thông")
    political_theory = _words("lý luận chính trị")
    professional = _words("chuyên môn, nghiệp vụ", 300)
    languages = _words("ngoại ngữ")
    job_before = _words("nghề nghiệp trước khi vào Đảng")
    job_now = _words("nghề nghiệp hiện nay")
    service = _words("bộ đội, công an, hưu trí")
    admission_decision_date = _partial("ngày quyết định kết nạp")
    admission_ceremony_date = _partial("ngày vào Đảng")
    official_date = _partial("ngày chính thức")
    party_since = models.DateField(null=True, editable=False)  # party age counts from here
    cv_number = _words("số lý lịch", 12)
    badge_number = _words("số huy hiệu", 60)
    moved_in_date = _partial("ngày chuyển đến")
    moved_in_from = _words("chuyển đến từ", 300)
    moved_out_date = _partial("ngày chuyển đi")
    moved_out_to = _words("chuyển đi đến", 300)
    left_date = _partial("ngày ra khỏi Đảng")
    death_date = _partial("ngày từ trần")
    death_cause = _words("nguyên nhân từ trần", 300)
    note = models.TextField("ghi chú", blank=True)

    # Private numbers are sealed; the hash finds them, the tail is the only part that stays readable.
    national_id_cipher = models.BinaryField(default=b"")
    national_id_hash = models.BinaryField(null=True)
    national_id_tail = models.CharField(max_length=3, blank=True)
    phone_cipher = models.BinaryField(default=b"")
    phone_hash = models.BinaryField(null=True)
    phone_tail = models.CharField(max_length=3, blank=True)
    card_cipher = models.BinaryField(default=b"")
    card_hash = models.BinaryField(null=True)
    card_tail = models.CharField(max_length=3, blank=True)

    # The present period; the ones before it stand in FormerStatus.
    current_status = models.CharField("tình trạng", max_length=20, choices=STATUSES)
    status_since = models.DateField("ở chi bộ này, tình trạng này từ ngày")
    status_reason = _words("lý do", 300)
    status_decision = _words("quyết định", 120)
    is_fictional = models.BooleanField(default=False)
    import_row = models.OneToOneField(
        "members.ImportRow", null=True, on_delete=models.PROTECT, related_name="member", editable=False
    )

    class Meta:
        ordering = ["sort_key", "pk"]
        indexes = [
            Index(fields=["organisation", "sort_key"], name="member_cell_sort"),
            Index(fields=["sort_key"], name="member_sort"),
            Index(OpClass("search_key", "text_pattern_ops"), name="member_search_prefix"),
            GinIndex(OpClass(F("search_key"), "gin_trgm_ops"), name="member_search_part"),
            Index(fields=["phone_hash"], condition=Q(phone_hash__isnull=False), name="member_phone"),
            Index(fields=["card_hash"], condition=Q(card_hash__isnull=False), name="member_card"),
            Index(fields=["search_key"], condition=Q(national_id_hash__isnull=True), name="member_without_national_id"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["national_id_hash"], condition=Q(national_id_hash__isnull=False), name="member_national_id_once"
            ),
            models.CheckConstraint(condition=~Q(full_name=""), name="member_named"),
            models.CheckConstraint(
                condition=Q(current_status__in=[code for code, _ in STATUSES]), name="member_status_known"
            ),
            models.CheckConstraint(condition=_known_dates(), name="member_dates_readable"),
            models.CheckConstraint(condition=Q(cv_number=Upper("cv_number")), name="member_cv_number_upper"),
        ]

    def __str__(self) -> str:
        return self.full_name


def _self(actor: Actor) -> Q:
    return Q(account_id=actor.account_id) if actor.account_id is not None else Q(pk__in=[])


def _known(actor: Actor) -> Reach:
    """Where this person sees more than names."""
    return actor.reach(Can.VIEW_LIMITED) | actor.reach(Can.VIEW_FILE)


@rule(Can.VIEW, "members.Member")
def members_named(actor: Actor) -> Q:
    """Names and posts of those who are here now; who has left is shown only to those who keep the record."""
    here = Q(current_status__in=sorted(statuses.PRESENT))
    named, known = actor.reach(Can.VIEW), _known(actor)
    return known.q() | _self(actor) if named == known else (named.q() & here) | known.q() | _self(actor)


@rule(Can.VIEW_LIMITED, "members.Member")
def members_limited(actor: Actor) -> Q:
    return _known(actor).q() | _self(actor)


@rule(Can.VIEW_FILE, "members.Member")
def members_filed(actor: Actor) -> Q:
    return actor.reach(Can.VIEW_FILE).q() | _self(actor)


@rule(Can.REVEAL, "members.Member")
def members_revealed(actor: Actor) -> Q:
    return actor.reach(Can.REVEAL).q() | _self(actor)


@rule(Can.REVEAL_PHONE, "members.Member")
def members_called(actor: Actor) -> Q:
    return (actor.reach(Can.REVEAL_PHONE) | actor.reach(Can.REVEAL)).q() | _self(actor)
