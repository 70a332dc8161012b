"""The month goes up to the committee, is received or given back."""

from dangvu.kernel.access import Actor
from dangvu.kernel.command import command
from dangvu.kernel.errors import Conflict, Invalid
from dangvu.modules.cell_meetings.access import Can
from dangvu.modules.cell_meetings.models import CellMonth
from dangvu.modules.cell_meetings.queries import report


@command(Can.SEND, on="month")
def write_report(*, actor: Actor, month: CellMonth, results: str, plans: str, requests: str) -> CellMonth:
    """Sửa báo cáo tháng gửi đảng ủy."""
    if month.is_up:
        raise Conflict("Báo cáo đã gửi lên. Muốn sửa, đề nghị đảng ủy trả lại để bổ sung.")
    month.results, month.plans, month.requests = results.strip(), plans.strip(), requests.strip()
    month.save()
    return month


@command(Can.SEND, on="month", transition="send")
def send_month(*, actor: Actor, month: CellMonth) -> CellMonth:
    """Gửi biên bản, báo cáo, điểm tự chấm lên đảng ủy."""
    drafted = report.drafted(month)
    month.results, month.plans, month.requests = drafted.results, drafted.plans, drafted.requests
    month.sent_at, month.sent_by_name = actor.now, actor.name
    month.received_at, month.received_by_name, month.return_reason = None, "", ""
    month.save()
    return month


@command(Can.VERIFY, on="month", transition="receive")
def receive_month(*, actor: Actor, month: CellMonth) -> CellMonth:
    """Đảng ủy nhận hồ sơ tháng của chi bộ."""
    month.received_at, month.received_by_name = actor.now, actor.name
    month.save()
    return month


@command(Can.VERIFY, on="month", transition="give_back")
def give_month_back(*, actor: Actor, month: CellMonth, reason: str) -> CellMonth:
    """Đề nghị chi bộ bổ sung hồ sơ tháng."""
    if not reason.strip():
        raise Invalid("Ghi rõ cần bổ sung gì, chi bộ sẽ đọc.", field="reason")
    month.return_reason = reason.strip()[:500]
    month.save()
    return month
