"""The home page with everything that waits for a person, and the screens of tasks."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from dangvu.kernel import access, lifecycle, views
from dangvu.kernel.registry import registry
from dangvu.modules.members import api as members
from dangvu.modules.organisations import api as organisations
from dangvu.modules.tasks import commands, forms, queries, rules
from dangvu.modules.tasks.access import Can
from dangvu.modules.tasks.models import Task
from dangvu.modules.tasks.states import LABELS, State

PAGE_ROWS = 30


class Home(views.Page):
    """Việc của tôi."""

    public = "everyone sees what waits for them; each provider asks its own permission"

    def get(self, request: HttpRequest) -> HttpResponse:
        items = registry.work_items(self.actor)
        panels = views.panels("home", request)
        return self.page("tasks/home.html", items=items, panels=panels, today=self.actor.today)


class Listing(views.Page):
    """Nhiệm vụ."""

    permission = Can.WORK

    def get(self, request: HttpRequest) -> HttpResponse:
        state = request.GET.get("state", State.OPEN)
        state = state if state in list(State) else State.OPEN
        rows = queries.tasks(self.actor, state=state)
        found = Paginator(rows, PAGE_ROWS).get_page(request.GET.get("trang"))
        shown = [(task, *self._due(task)) for task in found]
        tabs = [{"url": f"?state={key}", "label": label, "current": key == state} for key, label in LABELS.items()]
        return self.page(
            "tasks/list.html",
            page=found,
            tasks=shown,
            tabs=tabs,
            state=state,
            may_give=self.actor.can_anywhere(Can.GIVE),
        )

    def _due(self, task: Task) -> tuple[str, str]:
        tone = rules.tone(task.due_on, self.actor.today) if task.state == State.OPEN else ""
        return rules.due_words(task.due_on, self.actor.today), tone


class Detail(views.Page):
    """One task: whoever has it, and whoever gives tasks here."""

    public = "visible() decides: the assignee's own task needs no role"

    def load(self) -> None:
        self.task: Task = views.get_visible(
            self.actor, Can.VIEW, queries.with_people(Task.objects.all()), public_id=self.kwargs["id"]
        )

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        mine = next((a for a in self.task.assignees.all() if a.member.account_id == self.actor.account_id), None)
        led = any(a.leads for a in self.task.assignees.all())
        return self.page(
            "tasks/detail.html",
            task=self.task,
            offers={offer.name: offer for offer in lifecycle.available(self.task, self.actor)},
            may_take=mine is not None and not led and self.task.state == State.OPEN,
            due_words=rules.due_words(self.task.due_on, self.actor.today),
            due_tone=rules.tone(self.task.due_on, self.actor.today),
            form=forms.Finish(),
        )


class Act(Detail):
    """A button of one task."""

    def post(self, request: HttpRequest, *, id: str, act: str) -> HttpResponse:  # noqa: A002  the address's name
        if act == "take":
            commands.take_task(actor=self.actor, task=self.task)
            self.say("Đồng chí đã nhận chủ trì nhiệm vụ này.")
        elif act == "complete":
            commands.complete_task(actor=self.actor, task=self.task, result=request.POST.get("result", ""))
            self.say("Đã ghi nhận nhiệm vụ xong.")
        elif act == "cancel":
            commands.cancel_task(actor=self.actor, task=self.task, reason=request.POST.get("result", ""))
            self.say("Đã thôi nhiệm vụ và báo cho người được giao.")
        else:
            commands.reopen_task(actor=self.actor, task=self.task)
            self.say("Đã mở lại nhiệm vụ.")
        return self.done("tasks:detail", id=id)


class Give(views.Page):
    """Giao nhiệm vụ trong một tổ chức."""

    permission = Can.GIVE

    def load(self) -> None:
        rows = organisations.Organisation.objects.all()
        if chosen := self.request.GET.get("to-chuc") or self.request.POST.get("organisation"):
            self.organisation = views.get_visible(self.actor, Can.GIVE, rows, public_id=chosen)
        else:
            self.organisation = access.visible(self.actor, Can.GIVE, rows).order_by("-path").first()

    @property
    def target(self) -> organisations.Organisation | None:
        return self.organisation

    def _form(self, data: object = None) -> forms.Give:
        people = members.people_of(self.organisation.pk, self.actor.today)
        return forms.Give(data, people=[(person.id, person.name) for person in people])

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page("tasks/give.html", form=self._form(), organisation=self.organisation)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self._form(request.POST)
        if not form.is_valid():
            return self.page("tasks/give.html", form=form, organisation=self.organisation, status=400)
        data = form.cleaned_data
        task = commands.give_task(
            actor=self.actor,
            organisation=self.organisation,
            title=data["title"],
            assignment=commands.Assignment(data["members"], led=not data["shared"]),
            due_on=data["due_on"],
            detail=data["detail"],
        )
        self.say("Đã giao nhiệm vụ.")
        return self.done("tasks:detail", id=task.public_id)
