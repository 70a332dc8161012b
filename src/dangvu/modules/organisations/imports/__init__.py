"""Reading the lists of Party organisations that offices keep. Pure: no database, no request."""

from dangvu.modules.organisations.imports.judge import judge_organisations
from dangvu.modules.organisations.imports.report import SENTENCES, Judgement, Reason, RowVerdict, Status

__all__ = ["SENTENCES", "Judgement", "Reason", "RowVerdict", "Status", "judge_organisations"]
