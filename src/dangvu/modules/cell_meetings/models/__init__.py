"""Tables of the cell's month."""

from dangvu.modules.cell_meetings.models.agenda import AgendaTemplate
from dangvu.modules.cell_meetings.models.month import CellMonth, ExtraMeeting, MinutesPaper
from dangvu.modules.cell_meetings.models.resolution import Resolution
from dangvu.modules.cell_meetings.models.score import MeetingScore

__all__ = ["AgendaTemplate", "CellMonth", "ExtraMeeting", "MeetingScore", "MinutesPaper", "Resolution"]
