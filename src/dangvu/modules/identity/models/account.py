"""Who may sign in, and how a lost key is given back."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from dangvu.kernel.models import Record
from dangvu.modules.identity import rules, states

THEMES = [("", "Theo máy"), ("dangvu", "Sáng"), ("dangvu-dark", "Tối"), ("elder", "Chữ lớn")]
STATES = [(state.value, label) for state, label in states.LABELS.items()]


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(login=rules.clean_login(username or ""))


class Account(Record, AbstractBaseUser):
    """One person's key to the system. What the key opens stands in the grants, never here."""

    audited_fields_hidden: ClassVar = ("password",)

    login = models.CharField(
        "số điện thoại hoặc tên đăng nhập",
        max_length=60,
        unique=True,
        error_messages={"unique": "Đã có tài khoản dùng số điện thoại hoặc tên đăng nhập này."},
    )
    display_name = models.CharField("họ và tên", max_length=120)
    search_key = models.CharField(max_length=120, editable=False)
    sort_key = models.CharField(max_length=360, editable=False, db_collation="C")
    email = models.EmailField("thư điện tử", blank=True)
    is_active = models.BooleanField("đang dùng", default=True)
    theme = models.CharField("giao diện", max_length=20, blank=True, choices=THEMES)
    must_change_password = models.BooleanField("phải đổi mật khẩu", default=False)
    password_changed_at = models.DateTimeField("đổi mật khẩu lúc", null=True, blank=True)
    activated_at = models.DateTimeField("kích hoạt lúc", null=True, blank=True)

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]

    objects: ClassVar[AccountManager] = AccountManager()

    class Meta:
        ordering = ["sort_key", "login"]
        indexes = [GinIndex(fields=["search_key"], name="identity_account_trigrams", opclasses=["gin_trgm_ops"])]
        constraints = [
            models.CheckConstraint(condition=~Q(login="") & ~Q(display_name=""), name="identity_account_named"),
            models.CheckConstraint(
                condition=Q(theme__in=[theme for theme, _ in THEMES]), name="identity_account_theme_known"
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name.rsplit(" ", 1)[-1]


class ActivationCode(models.Model):
    """A one-time code on a slip of paper. Only its fingerprint is kept."""

    class Purpose(models.TextChoices):
        FIRST = "first", "Kích hoạt lần đầu"
        RECOVERY = "recovery", "Mở lại tài khoản"

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="activation_codes")
    code_hash = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    issued_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(used_at__isnull=True, withdrawn_at__isnull=True),
                name="identity_one_live_code_per_account",
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("issued_at")), name="identity_code_expires_later"),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(withdrawn_at__isnull=True), name="identity_code_ends_one_way"
            ),
        ]


class SignInGuard(models.Model):
    """Wrong passwords in a row for one typed name, of an account or not: the answers must not differ."""

    login_hash = models.CharField(max_length=64, unique=True)
    failures = models.PositiveSmallIntegerField(default=0)
    last_failed_at = models.DateTimeField(db_index=True)
    locked_until = models.DateTimeField(null=True)


class RecoveryRequest(Record):
    """Two members of the cell committee vouch for a member who lost the password or the phone."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="recoveries", verbose_name="tài khoản")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("lý do", max_length=300)
    state = models.CharField("trạng thái", max_length=20, choices=STATES, default=states.Recovery.STARTED.value)
    started_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField("đề nghị lúc")
    expires_at = models.DateTimeField("hết hạn lúc")
    confirmed_by = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField("xác nhận lúc", null=True)

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=Q(state="started"), name="identity_one_open_recovery_per_account"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | (Q(confirmed_at__isnull=False) & ~Q(confirmed_by=F("started_by")) & ~Q(confirmed_by=F("account"))),
                name="identity_recovery_confirmed_by_another",
            ),
            models.CheckConstraint(condition=~Q(started_by=F("account")), name="identity_recovery_started_by_another"),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(confirmed_by__isnull=False),
                name="identity_recovery_confirmed_by_somebody",
            ),
        ]
