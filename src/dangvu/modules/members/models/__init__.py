from dangvu.modules.members.models.appointment import Appointment, Following
from dangvu.modules.members.models.imports import ImportBatch, ImportRow
from dangvu.modules.members.models.member import Member
from dangvu.modules.members.models.status import FormerStatus, StatusTraits

__all__ = ["Appointment", "Following", "FormerStatus", "ImportBatch", "ImportRow", "Member", "StatusTraits"]
