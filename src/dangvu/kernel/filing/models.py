from django.db import models

from dangvu.kernel.models import Record


class StoredFile(Record):
    """A file as it was received or made: its content lies under its SHA-256, its row tells what it is."""

    audited = False

    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.BigIntegerField()
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    kind = models.CharField(max_length=20)
    account_id = models.BigIntegerField(null=True)
    scan = models.CharField(max_length=20, default="unscanned")

    SCANS = {"unscanned": "Chưa quét mã độc", "clean": "Sạch mã độc", "infected": "Có mã độc"}

    def __str__(self) -> str:
        return self.name
