from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from dangvu.kernel import views
from dangvu.kernel.errors import NotFound
from dangvu.modules.audit import queries
from dangvu.modules.audit.access import Can

PAGE_ROWS = 30


class Listing(views.Page):
    """Nhật ký."""

    permission = Can.READ

    def get(self, request: HttpRequest) -> HttpResponse:
        words = request.GET.get("q", "").strip()
        rows = queries.entries(self.actor, words=words)
        found = Paginator(rows, PAGE_ROWS).get_page(request.GET.get("trang"))
        return self.page("audit/list.html", entries=found, words=words, head=queries.chain_head())


class Detail(views.Page):
    """One entry with what it changed."""

    permission = Can.READ

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        entry = queries.entries(self.actor).filter(pk=number).first()
        if entry is None:
            raise NotFound("Không có mục nhật ký này trong phạm vi của đồng chí.")
        return self.page("audit/detail.html", entry=entry, changes=queries.changes(entry))
