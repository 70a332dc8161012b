from django.conf import settings
from django.db import models


class Notice(models.Model):
    """One message for one person, as it stands in the app."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    event_id = models.UUIDField()
    kind = models.CharField(max_length=100)
    subject = models.CharField(max_length=300)
    body = models.TextField(blank=True)
    url = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    email_wanted = models.BooleanField(default=False)
    emailed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event_id", "account", "kind"], name="notice_once")]
        indexes = [
            models.Index(fields=["account", "-at"], name="notice_of_account"),
            models.Index(fields=["account"], condition=models.Q(read_at=None), name="notice_unread"),
        ]


class Preference(models.Model):
    """A channel that a person has switched off for a kind of message."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=100)
    channel = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "kind", "channel"], name="preference_once")]
