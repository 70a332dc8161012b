"""A list that an office brought, and what became of each of its rows."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from dangvu.kernel.models import Record
from dangvu.modules.members import states

STATES = [(str(code), label) for code, label in states.LABELS.items()]
VERDICTS = [("accepted", "Nhận"), ("warning", "Nhận, cần xem"), ("rejected", "Không nhận"), ("duplicate", "Trùng")]


class ImportBatch(Record):
    """One file on its way into the register."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField("tên tệp", max_length=255)
    as_of = models.DateField("tính đến ngày")
    mapping = models.JSONField("cột của người dùng", default=dict)
    sheets = models.JSONField("trang tính", default=list)  # what the reader recognised, for the page
    state = models.CharField("bước", max_length=12, choices=STATES, default=str(states.State.UPLOADED))
    failure = models.CharField("lý do dừng", max_length=500, blank=True)
    total = models.PositiveIntegerField("số dòng", default=0)
    judged = models.PositiveIntegerField("đã xét", default=0)  # the checkpoint of judging
    written = models.PositiveIntegerField("đã ghi", default=0)  # the checkpoint of writing
    last_row_id = models.BigIntegerField(default=0)  # rows up to here are written
    counts = models.JSONField("đếm", default=dict)  # verdict → rows, "reasons" → code → rows
    created = models.PositiveIntegerField("người mới", default=0)
    known = models.PositiveIntegerField("người đã có", default=0)
    beat_at = models.DateTimeField(null=True)  # the last sign of life of the work

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[code for code, _ in STATES]), name="import_state_known")
        ]

    def __str__(self) -> str:
        return self.file_name


class ImportRow(models.Model):
    """One data row with its verdict. Private numbers are sealed, as in the register."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.PROTECT, related_name="rows", db_index=False)
    sheet = models.CharField(max_length=100)
    row = models.PositiveIntegerField()  # as Excel shows it
    verdict = models.CharField(max_length=10, choices=VERDICTS)
    reasons = ArrayField(models.CharField(max_length=40), default=list)
    values = models.JSONField(default=dict)
    private = models.BinaryField(default=b"")
    duplicate_of = models.CharField(max_length=120, blank=True)
    known_member = models.ForeignKey(
        "members.Member", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )  # who was in the register already; a new person points at its row instead

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["batch", "sheet", "row"], name="import_row_once")]
