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
    """One data row with its verdict, made ready for the register: what is judged is what is written.

    Private numbers are sealed here as they are there. Keys of other tables are plain numbers in this table, because
    the register checks them when the row is written, and rows of a list are many.
    """

    batch = models.ForeignKey(ImportBatch, on_delete=models.PROTECT, related_name="rows", db_index=False)
    sheet = models.CharField(max_length=100)
    row = models.PositiveIntegerField()  # as Excel shows it
    verdict = models.CharField(max_length=10, choices=VERDICTS)
    reasons = ArrayField(models.CharField(max_length=40), default=list)
    values = models.JSONField(default=dict)
    duplicate_of = models.CharField(max_length=120, blank=True)
    organisation_id = models.BigIntegerField(null=True)  # the cell, where there is one
    search_key = models.CharField(max_length=120, blank=True)
    sort_key = models.TextField(blank=True, db_collation="C")
    birth_on = models.DateField(null=True)
    party_since = models.DateField(null=True)
    status = models.CharField(max_length=20, blank=True)
    status_since = models.DateField(null=True)
    national_id_cipher = models.BinaryField(default=b"")
    national_id_hash = models.BinaryField(null=True)
    national_id_tail = models.CharField(max_length=3, blank=True)
    phone_cipher = models.BinaryField(default=b"")
    phone_hash = models.BinaryField(null=True)
    phone_tail = models.CharField(max_length=3, blank=True)
    card_cipher = models.BinaryField(default=b"")
    card_hash = models.BinaryField(null=True)
    card_tail = models.CharField(max_length=3, blank=True)
    known_member_id = models.BigIntegerField(null=True)  # who was in the register already; a new person points here

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["batch", "sheet", "row"], name="import_row_once")]
