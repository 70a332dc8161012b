from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from dangvu.kernel import views
from dangvu.kernel.errors import NotFound
from dangvu.modules.notifications import commands, queries

PAGE_ROWS = 30
CHANNELS = {"app": "Trong ứng dụng", "email": "Thư điện tử"}


class Listing(views.Page):
    """Thông báo của tôi."""

    public = "a person's own notices"

    def get(self, request: HttpRequest) -> HttpResponse:
        found = Paginator(queries.notices(self.actor), PAGE_ROWS).get_page(request.GET.get("trang"))
        return self.page("notifications/list.html", notices=found)

    def post(self, request: HttpRequest) -> HttpResponse:
        commands.read_notices(actor=self.actor)
        return self.done("notifications:list")


class Open(views.Page):
    """Open a notice: it is read from then on, and the person stands where it points to."""

    public = "a person's own notices"

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        notice = queries.notices(self.actor).filter(pk=number).first()
        if notice is None:
            raise NotFound("Thông báo này không còn.")
        if notice.read_at is None:
            commands.read_notices(actor=self.actor, ids=[notice.pk])
        return HttpResponseRedirect(notice.url or "/")


class Preferences(views.Page):
    """Cách nhận thông báo."""

    public = "a person's own choices"

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = [
            {"label": kind.label, "boxes": [(f"{kind.kind}/{c}", CHANNELS[c], on) for c, on in channels.items()]}
            for kind, channels in queries.choices(self.actor)
        ]
        return self.page("notifications/preferences.html", rows=rows)

    def post(self, request: HttpRequest) -> HttpResponse:
        wanted = [tuple(box.split("/", 1)) for box in request.POST.getlist("on") if "/" in box]
        commands.choose_channels(actor=self.actor, wanted=wanted)  # type: ignore[arg-type]  # two parts each
        self.say("Đã ghi cách nhận thông báo.")
        return self.done("notifications:preferences")
