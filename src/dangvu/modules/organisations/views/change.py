"""Changing the tree: each screen is one form and one command."""

from typing import Any

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse

from dangvu.kernel import views
from dangvu.kernel.errors import Refused
from dangvu.modules.organisations import commands, forms, queries
from dangvu.modules.organisations.access import Can
from dangvu.modules.organisations.models import Organisation


class FormPage(views.Page):
    """One form about one organisation; a refusal of the command comes back beside the field it names."""

    permission = Can.MANAGE
    heading = ""
    advice = ""
    button = "Ghi lại"
    organisation: Organisation

    def load(self) -> None:
        rows = Organisation.objects.select_related("parent")
        self.organisation = views.get_visible(self.actor, Can.VIEW, rows, public_id=self.kwargs["id"])

    @property
    def target(self) -> Organisation:
        return self.organisation

    def form(self, data: Any = None) -> Any:
        raise NotImplementedError

    def act(self, form: Any) -> Organisation:
        raise NotImplementedError

    def get(self, request: HttpRequest, **_: object) -> HttpResponse:
        return self.show(self.form())

    def post(self, request: HttpRequest, **_: object) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form, 400)
        try:
            changed = self.act(form)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
            return self.show(form, int(refused.status))
        return self.done("organisations:detail", id=changed.public_id)

    def show(self, form: django_forms.Form, status: int = 200) -> HttpResponse:
        return self.page(
            "organisations/form.html",
            status=status,
            form=form,
            organisation=self.organisation,
            heading=self.heading,
            advice=self.advice,
            button=self.button,
        )


class Establish(FormPage):
    heading = "Lập tổ chức trực thuộc"
    advice = "Tổ chức mới nằm ngay dưới tổ chức ghi ở trên."
    button = "Lập tổ chức"

    def form(self, data: Any = None) -> forms.Establish:
        return forms.Establish(data, initial={"on": self.actor.today, "kind": _likely_kind(self.organisation)})

    def act(self, form: forms.Establish) -> Organisation:
        given = form.cleaned_data
        made = commands.establish_organisation(
            actor=self.actor,
            parent=self.organisation,
            name=given["name"],
            kind=given["kind"],
            on=given["on"],
            particulars=form.particulars(),
            symbol=given["symbol"],
        )
        self.say(f"Đã lập {made.name}.")
        return made


class Correct(FormPage):
    heading = "Sửa thông tin"
    advice = "Chỗ này để chữa điều ghi sai. Đổi tên, chuyển cấp trên có mục riêng để giữ lịch sử."

    def form(self, data: Any = None) -> forms.Particulars:
        names = forms.Particulars.base_fields
        return forms.Particulars(data, initial=forms.initial_of(self.organisation, names, self.actor.today))

    def act(self, form: forms.Particulars) -> Organisation:
        self.say("Đã ghi lại.")
        return commands.correct_organisation(
            actor=self.actor, organisation=self.organisation, particulars=form.particulars()
        )


class Rename(FormPage):
    heading = "Đổi tên, loại hình"
    advice = "Tên cũ được giữ cho văn bản ban hành trước ngày đổi."
    button = "Đổi tên"

    def form(self, data: Any = None) -> forms.Rename:
        return forms.Rename(data, initial=forms.initial_of(self.organisation, ["name", "kind"], self.actor.today))

    def act(self, form: forms.Rename) -> Organisation:
        given = form.cleaned_data
        changed = commands.rename_organisation(
            actor=self.actor,
            organisation=self.organisation,
            name=given["name"],
            kind=given["kind"],
            change=form.change(),
        )
        self.say(f"Đã đổi thành {changed.name}.")
        return changed


class Move(FormPage):
    heading = "Chuyển cấp trên trực tiếp"
    advice = "Mọi tổ chức và đảng viên bên dưới đi theo. Quyền của từng người được tính theo chỗ mới ngay."
    button = "Chuyển tổ chức"

    def form(self, data: Any = None) -> forms.Move:
        places = queries.places_for(self.actor, self.organisation.kind)
        places = places.exclude(path__within=[self.organisation.path])
        return forms.Move(data, parents=places, initial={"on": self.actor.today})

    def act(self, form: forms.Move) -> Organisation:
        new_parent = form.cleaned_data["new_parent"]
        self.say(f"Đã chuyển về {new_parent.name}.")
        return commands.move_organisation(
            actor=self.actor, organisation=self.organisation, new_parent=new_parent, change=form.change()
        )


class MoveMany(Move):
    heading = "Chuyển nhiều tổ chức trực thuộc"
    advice = "Dùng khi sắp xếp lại: chọn các tổ chức rồi chuyển cùng một quyết định."
    button = "Chuyển các tổ chức đã chọn"

    def form(self, data: Any = None) -> forms.MoveMany:
        children = queries.children(self.actor, self.organisation)
        places = queries.places_for(self.actor, _likely_kind(self.organisation))
        return forms.MoveMany(data, parents=places, children=children, initial={"on": self.actor.today})

    def act(self, form: forms.Move) -> Organisation:
        given = form.cleaned_data
        moved = commands.move_organisations(
            actor=self.actor,
            new_parent=given["new_parent"],
            organisations=list(given["organisations"]),
            change=form.change(),
        )
        self.say(f"Đã chuyển {moved} tổ chức về {given['new_parent'].name}.")
        return self.organisation


class Close(FormPage):
    heading = "Kết thúc hoạt động"
    advice = "Tổ chức đã kết thúc vẫn xem được cùng lịch sử, nhưng không nhận đảng viên và việc mới."
    button = "Kết thúc tổ chức này"

    def form(self, data: Any = None) -> forms.Close:
        heirs = queries.heirs_of(self.actor, self.organisation)
        return forms.Close(data, heirs=heirs, initial={"on": self.actor.today})

    def act(self, form: forms.Close) -> Organisation:
        closed = commands.close_organisation(
            actor=self.actor,
            organisation=self.organisation,
            change=form.change(),
            successors=form.cleaned_data["successors"],
        )
        self.say(f"Đã ghi {closed.name} kết thúc hoạt động.")
        return closed


class Symbol(FormPage):
    heading = "Ký hiệu văn bản"
    advice = "Văn bản ban hành trước ngày này giữ ký hiệu cũ."

    def form(self, data: Any = None) -> forms.Symbol:
        return forms.Symbol(data, initial={"on": self.actor.today})

    def act(self, form: forms.Symbol) -> Organisation:
        given = form.cleaned_data
        self.say("Đã đặt ký hiệu.")
        return commands.set_symbol(
            actor=self.actor, organisation=self.organisation, symbol=given["symbol"], on=given["on"]
        )


def _likely_kind(parent: Organisation) -> str:
    return "party_group" if parent.is_cell else "cell"
