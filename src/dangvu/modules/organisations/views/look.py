"""Looking at the tree and at one organisation."""

from django.http import HttpRequest, HttpResponse

from dangvu.kernel import access, views
from dangvu.modules.organisations import queries
from dangvu.modules.organisations.access import Can
from dangvu.modules.organisations.models import Organisation


class Tree(views.Page):
    """The person's part of the tree, or what a search finds in it."""

    permission = Can.VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        typed = request.GET.get("q", "").strip()
        found = list(queries.search(self.actor, typed)[: queries.SEARCH_LIMIT + 1]) if typed else []
        tops = [] if typed else list(queries.tops(self.actor))
        open_branch = list(queries.children(self.actor, tops[0])) if len(tops) == 1 else []
        return self.page(
            "organisations/tree.html",
            typed=typed,
            found=found[: queries.SEARCH_LIMIT],
            more=len(found) > queries.SEARCH_LIMIT,
            limit=queries.SEARCH_LIMIT,
            tops=tops,
            open_branch=open_branch,
            counts=queries.counts(self.actor),
            may_manage=self.actor.can_anywhere(Can.MANAGE),
        )


class One(views.Page):
    """One organisation within reach."""

    permission = Can.VIEW
    organisation: Organisation

    def load(self) -> None:
        rows = Organisation.objects.select_related("parent")
        self.organisation = views.get_visible(self.actor, Can.VIEW, rows, public_id=self.kwargs["id"])

    @property
    def target(self) -> Organisation:
        return self.organisation


class Branch(One):
    """The organisations directly below, asked for when a branch is opened."""

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        rows = queries.children(self.actor, self.organisation)
        return self.part("organisations/tree.html#branch", rows=rows)


class Detail(One):
    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        organisation = self.organisation
        return self.page(
            "organisations/detail.html",
            organisation=organisation,
            ancestors=queries.ancestors(organisation),
            children=queries.children(self.actor, organisation),
            closed=queries.closed_children(self.actor, organisation),
            symbols=organisation.symbols.all(),
            history=queries.history(organisation),
            posts=queries.posts_on(self.actor.today, organisation.kind),
            panels=views.panels("organisation.detail", request, organisation),
            may_manage=access.allowed(self.actor, Can.MANAGE, organisation),
        )
