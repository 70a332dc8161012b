"""The list of members and one member's record."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from dangvu.kernel import access, views
from dangvu.kernel.errors import Invalid, NotFound, Refused
from dangvu.modules.members import commands, forms, queries
from dangvu.modules.members.access import Can
from dangvu.modules.members.models import Member
from dangvu.modules.members.rules import facts, masking, statuses
from dangvu.modules.members.rules.levels import Level
from dangvu.modules.organisations import api as organisations

PAGE_ROWS = 30
STATUS_FILTERS = {
    "present": "Đang thuộc đảng bộ",
    **{code: label for code, label in statuses.LABELS.items() if code in statuses.PRESENT},
    "gone": "Đã ra khỏi danh sách",
    "all": "Tất cả",
}


class Listing(views.Page):
    permission = Can.VIEW

    def get(self, request: HttpRequest) -> HttpResponse:
        wanted = _filter(request)
        page = Paginator(queries.listed(self.actor, wanted), PAGE_ROWS).get_page(request.GET.get("trang"))
        limited = self.actor.can_anywhere(Can.VIEW_LIMITED)
        facts_shown: dict[str, Any] = {
            "page": page,
            "rows": queries.register_rows(page.object_list, self.actor.today),
            "wanted": wanted,
            "cells": queries.cells(self.actor),
            "status_filters": STATUS_FILTERS if limited else {},
            "limited": limited,
            "filed": self.actor.can_anywhere(Can.VIEW_FILE),
        }
        if self.is_htmx:
            return self.part("members/list.html#table", **facts_shown)
        return self.page(
            "members/list.html",
            strength=queries.strength_now(self.actor) if limited else None,
            may_register=self.actor.can_anywhere(Can.REGISTER),
            may_import=self.actor.can_anywhere(Can.IMPORT),
            may_open=self.actor.can_anywhere(Can.OPEN_ACCOUNTS),
            **facts_shown,
        )


def _filter(request: HttpRequest) -> queries.Filter:
    status = request.GET.get("tinh-trang", "present")
    return queries.Filter(
        text=request.GET.get("q", "").strip()[:100],
        cell=_uuid(request.GET.get("chi-bo", "")),
        status=status if status in STATUS_FILTERS else "present",
    )


def _uuid(typed: str) -> str:
    try:
        return str(UUID(typed))
    except ValueError:
        return ""


class Detail(views.Page):
    """One record, as much of it as this person may see."""

    public = "visible() decides, and how much is shown depends on it; everybody sees the own record"

    def load(self) -> None:
        self.member: Member = queries.get_member(self.actor, self.kwargs["id"])

    def get(self, request: HttpRequest, **_: Any) -> HttpResponse:
        return self.show()

    def show(self, revealed: dict[str, str] | None = None) -> HttpResponse:
        profile = queries.profile_of(self.actor, self.member)
        self._note_reading(profile)
        return self.page(
            "members/detail.html",
            lookers=queries.lookers(self.member) if profile.level >= Level.FILE else (),
            member=self.member,
            profile=profile,
            private=[self._private(each, revealed or {}) for each in profile.private],
            reasons=masking.REVEAL_REASONS,
            panels=views.panels("member.detail", self.request, self.member),
            may=self._may(),
        )

    def _note_reading(self, profile: queries.Profile) -> None:
        """Whoever opens somebody else's whole record is written down, once a day."""
        if profile.level >= Level.FILE and not profile.is_self and not queries.has_read_today(self.actor, self.member):
            commands.read_record(actor=self.actor, member=self.member)

    def _private(self, number: Any, revealed: dict[str, str]) -> dict[str, Any]:
        needed = Can.REVEAL_PHONE if number.field == "phone" else Can.REVEAL
        may = bool(number.masked) and access.allowed(self.actor, needed, self.member)
        url = resolve_url("members:reveal", id=self.member.public_id, field=number.field) if may else ""
        shown = revealed.get(number.field, "")
        return {"field": number.field, "label": number.label, "masked": number.masked, "url": url, "open": shown}

    def _may(self) -> dict[str, bool]:
        wanted = {"correct": Can.CORRECT, "status": Can.CHANGE_STATUS, "move": Can.MOVE, "appoint": Can.APPOINT}
        return {
            name: self.actor.can_anywhere(permission) and access.allowed(self.actor, permission, self.member)
            for name, permission in wanted.items()
        }


class Own(Detail):
    """Hồ sơ của tôi."""

    def load(self) -> None:
        self.member = queries.get_own(self.actor)


@method_decorator(never_cache, name="dispatch")
class Reveal(Detail):
    """One private number, for a reason that is written down; the page hides it again after a minute."""

    def post(self, request: HttpRequest, *, id: UUID, field: str) -> HttpResponse:  # noqa: A002  the address's name
        reveal = {"phone": commands.reveal_phone, "national_id": commands.reveal_national_id}.get(field)
        if reveal is None:
            raise NotFound("Không có mục này trong dữ liệu riêng tư.")
        value = reveal(actor=self.actor, member=self.member, reason=request.POST.get("reason", ""))
        if not self.is_htmx:
            return self.show({field: value})
        profile = queries.profile_of(self.actor, self.member)
        number = next(each for each in profile.private if each.field == field)
        return self.part("members/detail.html#private", one=self._private(number, {field: value}))

    def get(self, request: HttpRequest, **_: Any) -> HttpResponse:
        return self.done("members:detail", id=self.member.public_id)


class Register(views.Page):
    """A new member of one of the cells in reach."""

    permission = Can.REGISTER

    def _form(self, data: Any = None) -> forms.Register:
        cells = organisations.within_reach(self.actor, Can.REGISTER, cells_only=True)
        return forms.Register(data, cells=[(cell.public_id, cell.name) for cell in cells])

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page("members/register.html", form=self._form())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self._form(request.POST)
        if form.is_valid() and (member := self._registered(form)):
            self.say(f"Đã ghi tên {member.full_name} vào sổ.")
            return self.done("members:detail", id=member.public_id)
        return self.page("members/register.html", form=form, status=400)

    def _registered(self, form: forms.Register) -> Member | None:
        data = form.cleaned_data
        rows = organisations.Organisation.objects
        organisation = views.get_visible(self.actor, Can.REGISTER, rows, public_id=data["organisation"])
        try:
            return commands.register_member(
                actor=self.actor,
                organisation=organisation,
                values=form.values,
                status=data["status"],
                since=data["since"],
                decision=data["decision"],
            )
        except Invalid as wrong:
            add_refusal(form, wrong)
            return None


class Correct(Detail):
    permission = Can.CORRECT

    @property
    def target(self) -> Member:
        return self.member

    def show(self, revealed: dict[str, str] | None = None) -> HttpResponse:
        names = [name for name in facts.EDITABLE if name not in facts.PRIVATE]
        initial = {name: _shown(name, getattr(self.member, name)) for name in names}
        return self.page("members/correct.html", member=self.member, form=forms.Correct(initial=initial))

    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        form = forms.Correct(request.POST)
        if form.is_valid():
            try:
                commands.correct_member(
                    actor=self.actor, member=self.member, values=form.values, reason=form.cleaned_data["reason"]
                )
            except Invalid as wrong:
                add_refusal(form, wrong)
            else:
                self.say("Đã sửa hồ sơ.")
                return self.done("members:detail", id=self.member.public_id)
        return self.page("members/correct.html", member=self.member, form=form, status=400)


def _shown(name: str, value: str) -> str:
    return queries.shown_date(value) if name in facts.DATES else value


def add_refusal(form: Any, refused: Refused) -> None:
    """The sentence beside its field, or on top of the form."""
    form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
