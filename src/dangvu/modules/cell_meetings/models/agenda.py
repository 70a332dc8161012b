"""Agenda templates that an office or a cell made its own; editions are added, never overwritten."""

from django.db import models
from django.db.models import Q

from dangvu.kernel.models import Record
from dangvu.modules.cell_meetings.rules import agendas


class AgendaTemplate(Record):
    """One edition of an own template; it holds for the organisation and everything below it."""

    organisation = models.ForeignKey("organisations.Organisation", models.PROTECT, related_name="+")
    code = models.CharField(max_length=60)
    name = models.CharField("tên mẫu", max_length=120)
    kind = models.CharField("loại sinh hoạt", max_length=20, choices=[*agendas.KIND_LABELS.items()])
    items = models.JSONField("các mục")
    regulation = models.CharField("căn cứ", max_length=200, blank=True)
    effective_from = models.DateField("áp dụng từ")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["kind", "name", "-effective_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code", "effective_from"], name="agenda_template_once_a_day",
                condition=Q(withdrawn_at=None),
            ),
            models.CheckConstraint(name="agenda_template_named", condition=~Q(name="")),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def as_template(self) -> agendas.Template:
        """As the rules read it."""
        return agendas.Template(
            self.code, self.name, self.kind, agendas.from_rows(self.items), self.effective_from,
            self.regulation or "Mẫu riêng", own=True,
        )  # fmt: skip
