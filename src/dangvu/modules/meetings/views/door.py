"""The door: check in by the code on the chair's screen, or by the figures under it."""

import datetime
from typing import Any

from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from dangvu.kernel.errors import Conflict
from dangvu.kernel.views import Page
from dangvu.modules.meetings import forms
from dangvu.modules.meetings.commands.attendance import check_in
from dangvu.modules.meetings.models import Meeting
from dangvu.modules.meetings.queries import code, people
from dangvu.modules.meetings.queries import meeting as queries
from dangvu.modules.meetings.rules import tokens
from dangvu.modules.meetings.rules.plans import CheckIn as Entry
from dangvu.modules.meetings.views.meeting import MeetingPage

SEEN = signing.TimestampSigner(salt="meetings.seen")
"""Says that this account saw this code at this instant: a slow line does not cost a second scan."""
MOST_TRIES, TRY_SECONDS = 12, 600
TOO_MANY = "Nhập sai nhiều lần quá. Nhờ bí thư ghi giúp, hoặc chờ mười phút rồi nhập lại."


def told(sentence: str) -> str:
    """A sentence of ours that travels in an address; nobody else can write one."""
    return signing.dumps(sentence, salt="meetings.told")


def _heard(signed: str) -> str:
    try:
        return str(signing.loads(signed, salt="meetings.told", max_age=TRY_SECONDS))
    except signing.BadSignature:
        return ""


def sign_seen(account_id: int, token: str, at: datetime.datetime) -> str:
    return SEEN.sign_object([account_id, token, at.timestamp()])


def seen_at(signed: str, account_id: int | None, token: str, now: datetime.datetime) -> datetime.datetime:
    """The instant at which this account saw this token; now, when nothing proves an earlier one."""
    try:
        account, seen_token, at = SEEN.unsign_object(signed)
    except signing.BadSignature:
        return now
    if account != account_id or seen_token != token:
        return now
    return datetime.datetime.fromtimestamp(at, datetime.UTC)


class Arrive(Page):
    """Opened by the phone's camera from the QR: one button left to press."""

    public = "mã trên màn hình không mở cửa cho ai: chỉ người được mời, đã đăng nhập, mới điểm danh được"

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        reading = tokens.read_token(code.key(), token, self.actor.now)
        meeting = Meeting.objects.filter(pk=reading.meeting_id).select_related("organisation").first()
        if meeting is None or self.actor.account_id is None:
            raise Conflict(reading.problem or tokens.FORGED)
        meeting = queries.meeting_for(self.actor, meeting.public_id)
        seen = "" if reading.problem else sign_seen(self.actor.account_id, token, self.actor.now)
        return self.page(
            "meetings/door.html", **door_facts(self, meeting), token=token, seen=seen, stale=reading.problem
        )


class Door(MeetingPage):
    """Check in by the six figures; how to scan, and whom to ask when neither works."""

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        stale = _heard(request.GET.get("noi", ""))
        return self.page("meetings/door.html", **door_facts(self, self.meeting), stale=stale)


def door_facts(page: Page, meeting: Meeting) -> dict[str, Any]:
    invitation = people.invitation_of(page.actor, meeting)
    return {
        "meeting": meeting,
        "invitation": invitation,
        "part": queries.part_of(meeting, invitation),
        "today": page.actor.today,
    }


class CheckIn(Page):
    """Takes a check-in one at a time; a busy installation takes them in batches at the same address."""

    public = "chỉ người có giấy mời và mã đang hiện mới được ghi"
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        form = forms.Arrival(request.POST)
        if not form.is_valid() or self.actor.account_id is None:
            raise Conflict(tokens.FORGED)
        data = form.cleaned_data
        meeting = queries.meeting_for(self.actor, data["meeting"])
        if not data["token"] and not may_try(self.actor.account_id, meeting.pk):
            raise Conflict(TOO_MANY)
        at = seen_at(data["seen"], self.actor.account_id, data["token"], self.actor.now)
        entry = Entry(self.actor.account_id, meeting.pk, at, data["token"], data["figures"], online=data["online"])
        outcome = check_in(actor=self.actor, meeting=meeting, entry=entry)
        self.say(outcome.sentence)
        return self.done("meetings:detail", id=meeting.public_id)


def may_try(account_id: int, meeting_id: int) -> bool:
    """Six figures can be guessed by a patient machine, so a person gets a dozen tries in ten minutes."""
    key = f"meetings.figures:{account_id}:{meeting_id}"
    cache.add(key, 0, TRY_SECONDS)
    return cache.incr(key) <= MOST_TRIES
