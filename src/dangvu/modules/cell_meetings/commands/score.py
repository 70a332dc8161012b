"""The score: the cell's own, then the committee's."""

from collections.abc import Mapping

from dangvu.kernel import rulebook
from dangvu.kernel.access import Actor
from dangvu.kernel.audit import note
from dangvu.kernel.command import command
from dangvu.kernel.errors import Conflict, Invalid
from dangvu.kernel.events import publish
from dangvu.modules.cell_meetings import events
from dangvu.modules.cell_meetings.access import Can
from dangvu.modules.cell_meetings.models import CellMonth, MeetingScore
from dangvu.modules.cell_meetings.queries import score as facts
from dangvu.modules.cell_meetings.rules import months, scores


@command(Can.SCORE, on="month")
def score_month(*, actor: Actor, month: CellMonth, points: Mapping[str, int]) -> MeetingScore:
    """Chi bộ tự chấm điểm buổi sinh hoạt."""
    if month.step < months.Step.MEET:
        raise Conflict("Chi bộ chưa họp nên chưa chấm điểm được.")
    if month.is_up:
        raise Conflict("Hồ sơ tháng đã gửi lên. Muốn sửa điểm, đề nghị đảng ủy trả lại để bổ sung.")
    score = MeetingScore.objects.filter(month=month).first() or _new(month, actor)
    if wrong := scores.points_problem(score.sheet, points):
        raise Invalid(wrong[1], field=wrong[0])
    proposed = scores.proposals(score.sheet, facts.facts(month, actor.now))
    score.evidence = {code: each.evidence for code, each in proposed.items() if each.evidence}
    score.self_points = {part["code"]: int(points[part["code"]]) for part in scores.parts(score.sheet)}
    score.self_total = scores.total(score.sheet, score.self_points)
    score.self_at, score.self_by_name = actor.now, actor.name
    score.save()
    publish(events.MonthScored(month.pk))
    note("total", score.self_total)
    return score


def _new(month: CellMonth, actor: Actor) -> MeetingScore:
    rule = rulebook.value("cell_meetings.score_sheet", on=actor.today)
    return MeetingScore(month=month, sheet=rule.value, regulation=rule.regulation)


@command(Can.VERIFY, on="month")
def verify_score(*, actor: Actor, month: CellMonth, points: Mapping[str, int], remark: str = "") -> MeetingScore:
    """Đảng ủy xác nhận điểm của chi bộ."""
    score = MeetingScore.objects.filter(month=month).first()
    if score is None or score.self_at is None:
        raise Conflict("Chi bộ chưa tự chấm điểm nên chưa xác nhận được.")
    if not month.is_up:
        raise Conflict("Chi bộ chưa gửi hồ sơ tháng lên nên chưa xác nhận được.")
    if wrong := scores.points_problem(score.sheet, points):
        raise Invalid(wrong[1], field=wrong[0])
    score.verified_points = {part["code"]: int(points[part["code"]]) for part in scores.parts(score.sheet)}
    score.verified_total = scores.total(score.sheet, score.verified_points)
    if score.verified_total != score.self_total and not remark.strip():
        raise Invalid("Điểm khác với điểm chi bộ tự chấm: ghi lý do để chi bộ biết.", field="remark")
    score.verified_at, score.verified_by_name = actor.now, actor.name
    score.verified_note = remark.strip()[:500]
    score.save()
    publish(events.ScoreVerified(month.pk))
    note("total", score.verified_total)
    return score
