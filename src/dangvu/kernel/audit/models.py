"""The audit: one entry a command, append-only by trigger, chained afterwards by one writer."""

from django.db import models


class Entry(models.Model):
    """What was done, by whom, to what, when. Never changed, never deleted: a trigger sees to it."""

    at = models.DateTimeField()
    correlation = models.UUIDField()
    account_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    command = models.CharField(max_length=100)
    sentence = models.CharField(max_length=300)
    target_model = models.CharField(max_length=100, blank=True)
    target_pk = models.BigIntegerField(null=True)
    target_label = models.CharField(max_length=300, blank=True)
    organisation_id = models.BigIntegerField(null=True)
    changes = models.JSONField(default=list)
    facts = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["target_model", "target_pk"], name="audit_target"),
            models.Index(fields=["organisation_id", "-at"], name="audit_organisation"),
            models.Index(fields=["account_id", "-at"], name="audit_account"),
        ]


class Link(models.Model):
    """One link of the chain: the hash of an entry together with the hash before it."""

    sequence = models.BigIntegerField(primary_key=True)
    entry_id = models.BigIntegerField(unique=True)
    previous = models.BinaryField()
    digest = models.BinaryField()
