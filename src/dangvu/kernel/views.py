"""Base of every screen: load what it is about, check the permission, answer whole pages or parts of them."""

from typing import Any, ClassVar, TypeVar

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string
from django.views import View

from dangvu.kernel import access
from dangvu.kernel.errors import NotFound, Refused
from dangvu.kernel.registry import registry

M = TypeVar("M", bound=models.Model)


class ActorMiddleware:
    """Give every request its actor, at the instant it arrived."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        now = timezone.now()
        request.actor = SimpleLazyObject(lambda: _actor_of(request, now))  # type: ignore[attr-defined]
        response: HttpResponse = self.get_response(request)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return refusal(request, exception) if isinstance(exception, Refused) else None


def _actor_of(request: HttpRequest, now: Any) -> access.Actor:
    user: Any = request.user
    if not user.is_authenticated:
        return access.Actor(account_id=None, name="Khách", now=now)
    return access.Actor(account_id=user.pk, name=str(user), now=now)


def refusal(request: HttpRequest, refused: Refused) -> HttpResponse:
    """A refusal as a page, or as a toast where only a part was asked for."""
    part = "#toast" if request.headers.get("HX-Request") else ""
    response = render(request, f"ui/refused.html{part}", {"refused": refused}, status=int(refused.status))
    if part:
        # htmx swaps nothing on an error status unless told to; the toast goes to its own place.
        response["HX-Retarget"], response["HX-Reswap"] = "#toasts", "beforeend"
    return response


def get_visible(actor: access.Actor, permission: str, rows: Any, **lookup: Any) -> Any:
    """The one visible row, or a NotFound that does not tell whether it exists."""
    found = access.visible(actor, permission, rows).filter(**lookup).first()
    if found is None:
        raise NotFound("Không tìm thấy mục này, hoặc mục này không thuộc phạm vi của đồng chí.")
    return found


class Page(View):
    """One screen. `permission` is checked on `target` (or anywhere, when there is none) before any method runs."""

    permission: ClassVar[access.Permission | None] = None
    public: ClassVar[str] = ""
    """Why this page needs no permission; signed-in people only, unless `anonymous`."""
    anonymous: ClassVar[bool] = False

    actor: access.Actor

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.actor = request.actor  # type: ignore[attr-defined]

    def load(self) -> None:
        """Fetch what the page is about; raise NotFound when it is not visible."""

    @property
    def target(self) -> models.Model | None:
        """What the permission is checked on."""
        return None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.anonymous:
            if self.actor.account_id is None:
                return redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))
            if detour := _detour(request):
                return HttpResponseRedirect(detour)
        self.load()
        if self.permission is not None:
            access.require(self.actor, self.permission, self.target)
        return super().dispatch(request, *args, **kwargs)

    def page(self, template: str, *, status: int = 200, **facts: Any) -> HttpResponse:
        return render(self.request, template, facts, status=status)

    def part(self, template: str, **facts: Any) -> HttpResponse:
        """A named part of a page's template: `meetings/detail.html#status`."""
        return render(self.request, template, facts)

    def text(self, template: str, **facts: Any) -> str:
        return render_to_string(template, facts, request=self.request)

    def done(self, to: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """Finished: go and look at the result (a repeated reload then repeats nothing)."""
        address = resolve_url(to, *args, **kwargs)
        if self.request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Redirect": address})
        return HttpResponseRedirect(address, status=303)

    def say(self, sentence: str) -> None:
        """A word about what just happened, shown on the next page."""
        messages.success(self.request, sentence)

    @property
    def is_htmx(self) -> bool:
        return "HX-Request" in self.request.headers


def _detour(request: HttpRequest) -> str:
    """Where a person must go first (a second factor to set up); the composition root says who decides."""
    if not settings.DANGVU_DETOUR:
        return ""
    return str(import_string(settings.DANGVU_DETOUR)(request) or "")


def panels(name: str, request: HttpRequest, *args: Any) -> list[str]:
    """What the modules show in a named slot of somebody else's screen."""
    actor: access.Actor = request.actor  # type: ignore[attr-defined]
    return [html for panel in registry.slot(name) if (html := panel(request, actor, *args))]
