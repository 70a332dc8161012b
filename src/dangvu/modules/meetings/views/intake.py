"""The same door for a crowd: check-ins that arrive together are written together."""

import datetime
from collections.abc import Sequence

from django.urls import reverse

from dangvu.kernel.access import system_actor
from dangvu.kernel.live.intake import Answer, Post
from dangvu.modules.identity import api as identity
from dangvu.modules.meetings import forms
from dangvu.modules.meetings.commands.attendance import record_check_ins
from dangvu.modules.meetings.models import Meeting
from dangvu.modules.meetings.rules import tokens
from dangvu.modules.meetings.rules.plans import CheckIn, Outcome
from dangvu.modules.meetings.views import door

SIGNED_OUT = Outcome("refused", "Đồng chí chưa đăng nhập trên máy này. Đăng nhập rồi điểm danh lại.")


def take_check_ins(posts: Sequence[Post]) -> list[Answer]:
    """One answer per post, in order."""
    now = max(post.at for post in posts)
    read = [forms.Arrival(post.fields) for post in posts]
    meetings = _meetings(read)
    accounts = identity.accounts_of_sessions(post.session_key for post in posts)
    entries = [
        _entry(post, form, meetings, accounts.get(post.session_key), now)
        for post, form in zip(posts, read, strict=True)
    ]
    good = [entry for entry in entries if isinstance(entry, CheckIn)]
    outcomes = iter(record_check_ins(actor=system_actor(now, "Cửa điểm danh"), batch=good) if good else [])
    said = [next(outcomes) if isinstance(entry, CheckIn) else entry for entry in entries]
    return [_answer(outcome, form) for outcome, form in zip(said, read, strict=True)]


def _meetings(read: Sequence[forms.Arrival]) -> dict[object, int]:
    wanted = {form.cleaned_data["meeting"] for form in read if form.is_valid()}
    return dict(Meeting.objects.filter(public_id__in=wanted).values_list("public_id", "pk"))


def _entry(
    post: Post, form: forms.Arrival, meetings: dict[object, int], account_id: int | None, now: datetime.datetime
) -> CheckIn | Outcome:
    if account_id is None:
        return SIGNED_OUT
    if not form.is_valid() or form.cleaned_data["meeting"] not in meetings:
        return Outcome("refused", tokens.FORGED)
    data = form.cleaned_data
    if not data["token"] and not door.may_try(account_id, meetings[data["meeting"]]):
        return Outcome("refused", door.TOO_MANY)
    at = door.seen_at(data["seen"], account_id, data["token"], min(post.at, now))
    return CheckIn(account_id, meetings[data["meeting"]], at, data["token"], data["figures"], online=data["online"])


def _answer(outcome: Outcome, form: forms.Arrival) -> Answer:
    if outcome.is_here:
        return Answer(200, location=reverse("meetings:detail", kwargs={"id": form.cleaned_data["meeting"]}), body="ok")
    return Answer(409, location=_way_back(outcome, form), body=outcome.sentence)


def _way_back(outcome: Outcome, form: forms.Arrival) -> str:
    """A form without script is led back to the door, which says why it stayed closed."""
    meeting = form.cleaned_data.get("meeting") if form.is_valid() else None
    if meeting is None:
        return reverse("meetings:list")
    return f"{reverse('meetings:door', kwargs={'id': meeting})}?noi={door.told(outcome.sentence)}"
