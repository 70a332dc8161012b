"""The card of the next meeting on the home page."""

from django.http import HttpRequest
from django.template.loader import render_to_string

from dangvu.kernel.access import Actor
from dangvu.modules.meetings.queries.meeting import next_for


def next_meeting_panel(request: HttpRequest, actor: Actor) -> str:
    """Confirm or decline in one touch; while the meeting runs, the way into it."""
    found = next_for(actor)
    if found is None:
        return ""
    theme = getattr(request.user, "theme", "")
    template = "meetings/home_elder.html" if theme == "elder" else "meetings/home.html"
    facts = {"next": found, "meeting": found.meeting, "day": found.day, "today": actor.today}
    return render_to_string(template, facts, request=request)
