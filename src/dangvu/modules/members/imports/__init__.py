"""Reading the member lists that offices keep, and judging each row. Pure: no database, no request."""

from dangvu.modules.members.imports.cells import KnownOrganisation
from dangvu.modules.members.imports.heading_words import FIELD_LABELS
from dangvu.modules.members.imports.headings import Column, ColumnMapping
from dangvu.modules.members.imports.judge import Judge, judge_members, judge_members_in_chunks, sheets_of
from dangvu.modules.members.imports.report import Judgement, RowVerdict, SheetFound, SheetMessage
from dangvu.modules.members.imports.verdicts import SENTENCES, STATUS_LABELS, Reason, Status

__all__ = [
    "FIELD_LABELS",
    "SENTENCES",
    "STATUS_LABELS",
    "Column",
    "ColumnMapping",
    "Judge",
    "Judgement",
    "KnownOrganisation",
    "Reason",
    "RowVerdict",
    "SheetFound",
    "SheetMessage",
    "Status",
    "judge_members",
    "judge_members_in_chunks",
    "sheets_of",
]
