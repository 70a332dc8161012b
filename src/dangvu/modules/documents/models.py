"""Number series, registered papers with their signed scans, and the stubs of refused secret matter."""

from django.db import models
from django.db.models import Q

from dangvu.kernel.access import Actor, rule
from dangvu.kernel.models import Record
from dangvu.lib import secrecy
from dangvu.modules.documents import states
from dangvu.modules.documents.access import Can
from dangvu.modules.documents.rules import numbers, types
from dangvu.modules.organisations import api as organisations

ORGANISATION = "organisations.Organisation"
ACCOUNT = "identity.Account"
FILE = "files.StoredFile"


class IssuingTerm(Record):
    """A committee's term, or a congress from its opening to its closing day: within it numbers count on."""

    TERM, CONGRESS = "term", "congress"

    organisation = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(TERM, "Nhiệm kỳ"), (CONGRESS, "Đại hội")])
    name = models.CharField("tên", max_length=100)
    begins_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)

    class Meta:
        ordering = ["organisation", "-begins_on"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind", "begins_on"], name="term_begins_once"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("begins_on")), name="term_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class NumberSeries(Record):
    """One row of counting: an issuer, a type, a period. Its row lock makes numbers follow without a gap."""

    organisation = models.ForeignKey(ORGANISATION, null=True, on_delete=models.PROTECT, related_name="+")
    document_type = models.CharField("thể loại", max_length=40)
    reset = models.CharField("cách đánh số", max_length=10, choices=list(numbers.RESET_LABELS.items()))
    period = models.CharField("kỳ", max_length=20, blank=True)
    begins_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    last_number = models.PositiveIntegerField("số cuối đã cấp", default=0)

    class Meta:
        ordering = ["organisation", "document_type", "-period"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "document_type", "reset", "period"],
                name="series_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type_label} {self.period}".strip()

    @property
    def type_label(self) -> str:
        known = types.catalogue().get(self.document_type)
        if known is not None:
            return known.name
        return "Chặn tài liệu mật" if self.document_type == types.STUB else "Mọi thể loại của đại hội"

    @property
    def last_label(self) -> str:
        return numbers.digits(self.last_number)


class RegisteredPaper(Record):
    """A paper of an organisation: its number, its file as issued, and what it is about in another module."""

    organisation = models.ForeignKey(ORGANISATION, on_delete=models.PROTECT, related_name="+")
    document_type = models.CharField("thể loại", max_length=40)
    title = models.CharField("trích yếu", max_length=500)
    paper_date = models.DateField("ngày văn bản")
    numbered = models.BooleanField("có số", default=True)
    congress = models.BooleanField("của đại hội", default=False)
    series = models.ForeignKey(NumberSeries, null=True, on_delete=models.PROTECT, related_name="papers")
    period = models.CharField(max_length=20, blank=True)
    number = models.PositiveIntegerField("số", null=True)
    symbol = models.CharField("số và ký hiệu", max_length=60, blank=True, db_index=True)
    profile = models.CharField("thể thức", max_length=30, blank=True)
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(null=True)
    file = models.ForeignKey(FILE, null=True, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField("lý do thu hồi", max_length=500, blank=True)
    state = models.CharField(max_length=12, default=states.Paper.DRAFT, choices=list(states.PAPER_LABELS.items()))

    class Meta:
        ordering = ["-paper_date", "-id"]
        indexes = [
            models.Index(fields=["organisation", "-paper_date"], name="paper_of_organisation"),
            models.Index(fields=["subject_kind", "subject_id"], name="paper_of_subject"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="paper_number_once_in_series"),
            models.UniqueConstraint(
                fields=["organisation", "document_type", "period", "number"],
                condition=Q(congress=False),
                name="paper_number_once_in_period",
            ),
            models.CheckConstraint(
                condition=Q(series__isnull=True, number__isnull=True, symbol="")
                | (Q(series__isnull=False, number__gte=1) & ~Q(symbol="")),
                name="paper_number_with_series",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "discarded"]) | Q(issued_at__isnull=False, file__isnull=False),
                name="paper_issued_with_file",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="paper_has_title"),
        ]

    def __str__(self) -> str:
        return f"{self.type_label} {self.symbol}".strip()

    @property
    def type_label(self) -> str:
        return types.catalogue()[self.document_type].name

    @property
    def state_label(self) -> str:
        return states.PAPER.label_of(self.state)

    @property
    def tone(self) -> str:
        return states.PAPER_TONES[states.Paper(self.state)]


class SignedScan(Record):
    """A photograph or scan of the paper with ink on it. Every one is kept; the newest counts."""

    paper = models.ForeignKey(RegisteredPaper, on_delete=models.PROTECT, related_name="scans")
    file = models.ForeignKey(FILE, on_delete=models.PROTECT, related_name="+")
    signed_on = models.DateField("ngày ký", null=True)
    attached_at = models.DateTimeField()
    attached_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    attached_name = models.CharField(max_length=150)
    note = models.CharField("ghi chú", max_length=300, blank=True)

    class Meta:
        ordering = ["-attached_at", "-id"]

    def __str__(self) -> str:
        return f"Bản ký của {self.paper}"


class SecretStub(Record):
    """That secret matter was stopped: when, where, by which mark. Never what it was."""

    organisation = models.ForeignKey(ORGANISATION, null=True, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    stopped_at = models.DateTimeField()
    account = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.CharField(max_length=150)
    door = models.CharField("nơi chặn", max_length=60)
    level = models.CharField("dấu mật", max_length=20, choices=[(k.value, v) for k, v in secrecy.LABELS.items()])
    seen_in = models.CharField(max_length=20)
    name_hash = models.CharField(max_length=32)
    outcome_note = models.CharField("ghi chú xử lý", max_length=300, blank=True)
    settled_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=12, default=states.Stub.OPEN, choices=list(states.STUB_LABELS.items()))

    class Meta:
        ordering = ["-stopped_at"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year", "number"], name="stub_once", nulls_distinct=False),
        ]

    SEEN_IN = {"name": "tên tệp", "page": "trang đầu", "property": "thuộc tính tệp"}

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return numbers.stub_label(self.number, self.year)

    @property
    def level_label(self) -> str:
        return secrecy.LABELS[secrecy.Level(self.level)]

    @property
    def seen_label(self) -> str:
        return self.SEEN_IN[self.seen_in]

    @property
    def state_label(self) -> str:
        return states.STUB.label_of(self.state)

    @property
    def tone(self) -> str:
        return states.STUB_TONES[states.Stub(self.state)]


@rule(Can.STUBS, "documents.SecretStub")
def stubs_seen(actor: Actor) -> Q:
    """Cells have no clerk: what was stopped below an organisation is handed over to that organisation's clerk."""
    reach = actor.reach(Can.STUBS)
    held = organisations.Organisation.objects.filter(pk__in=reach.organisation_ids)
    paths = list(held.values_list("path", flat=True)) if reach.organisation_ids else []
    return reach.q() | Q(organisation__path__within=paths) if paths else reach.q()
