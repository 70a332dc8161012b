from django.db import models


class RuleEdition(models.Model):
    """An edition that this installation added to a shipped rule."""

    key = models.CharField(max_length=100)
    effective_from = models.DateField()
    value = models.JSONField()
    regulation = models.CharField(max_length=300)
    verified = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "effective_from"], name="rule_edition_once_a_day")]
