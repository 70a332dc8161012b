"""Preparing: when and where, the agenda, its papers, the committee, templates."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse

from dangvu.kernel import files
from dangvu.kernel.errors import Invalid
from dangvu.modules.cell_meetings import commands, forms
from dangvu.modules.cell_meetings.queries import prepare
from dangvu.modules.cell_meetings.views.base import MeetingPage
from dangvu.modules.meetings import api as meetings

Form = Any


class Details(MeetingPage):
    """Sửa thời gian, địa điểm, người chủ trì."""

    def get(self, request: HttpRequest, **_: Any) -> HttpResponse:
        regulated = not self.meeting.minimum_regulation.startswith("Quy định riêng")
        initial = forms.DetailsForm.initial_of(self.meeting, None if regulated else self.meeting.minimum_minutes)
        return self.shown(forms.DetailsForm(initial=initial, people=prepare.people_to_choose(self.meeting)))

    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        form = forms.DetailsForm(request.POST, people=prepare.people_to_choose(self.meeting))
        if not form.is_valid():
            return self.shown(form, status=422)
        meetings.edit_meeting(actor=self.actor, meeting=self.meeting, plan=form.plan(self.meeting))
        self.say("Đã lưu thời gian, địa điểm.")
        return self.to("meeting")

    def shown(self, form: Form, status: int = 200) -> HttpResponse:
        return self.page("cell_meetings/details.html", status=status, **self.facts(form=form))


class Minutes(MeetingPage):
    """Số phút của các mục: each press of − or + saves, and answers with the new sum."""

    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        ids = self.meeting.items.values_list("pk", flat=True)
        wanted = forms.minutes_from(request.POST, ids)
        commands.change_minutes(actor=self.actor, month=self.month, meeting=self.meeting, minutes=wanted)
        if not self.is_htmx:
            return self.to("meeting")
        return self.part(
            "cell_meetings/budget.html", **self.facts(prep=prepare.preparation(self.place, self.actor.now))
        )


class NewItem(MeetingPage):
    """Thêm mục."""

    def get(self, request: HttpRequest, **_: Any) -> HttpResponse:
        return self.shown(self.form(initial={"minutes": 10}))

    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.shown(form, status=422)
        meetings.add_item(actor=self.actor, meeting=self.meeting, item=form.item())
        return self.to("meeting")

    def form(self, *args: Any, **kwargs: Any) -> forms.ItemForm:
        return forms.ItemForm(*args, people=prepare.people_to_choose(self.meeting), **kwargs)

    def shown(self, form: Form, status: int = 200) -> HttpResponse:
        return self.page("cell_meetings/item.html", status=status, **self.facts(form=form))


class ItemPage(MeetingPage):
    """About one item of this meeting."""

    def load(self) -> None:
        super().load()
        self.item = self.one(self.meeting.items.select_related("presenter"), self.kwargs["item"])


class Item(ItemPage):
    """Sửa một mục, đưa tài liệu lên."""

    def get(self, request: HttpRequest, **_: Any) -> HttpResponse:
        item = self.item
        kept = {"title": item.title, "minutes": item.minutes, "presenter": item.presenter_id, "note": item.note}
        return self.shown(self.form(initial=kept))

    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.shown(form, status=422)
        change = replace(form.item(self.item.code), presenter_name=self.item.presenter_name)
        meetings.edit_item(actor=self.actor, item=self.item, change=change)
        return self.to("meeting")

    def form(self, *args: Any, **kwargs: Any) -> forms.ItemForm:
        return forms.ItemForm(*args, people=prepare.people_to_choose(self.meeting), **kwargs)

    def shown(self, form: Form, status: int = 200) -> HttpResponse:
        papers = self.item.papers.filter(withdrawn_at=None).select_related("file")
        return self.page(
            "cell_meetings/item.html", status=status, **self.facts(form=form, item=self.item, papers=papers)
        )


class MoveItem(ItemPage):
    """Đưa mục lên hoặc xuống."""

    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        up = request.POST.get("huong") == "len"
        commands.move_item(actor=self.actor, month=self.month, item=self.item, up=up)
        return self.to("meeting")


class RemoveItem(ItemPage):
    """Bỏ mục."""

    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        title = self.item.title
        meetings.remove_item(actor=self.actor, item=self.item)
        self.say(f"Đã bỏ mục “{title}”.")
        return self.to("meeting")


class AddPaper(ItemPage):
    """Đưa tài liệu lên cho một mục."""

    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        uploads = request.FILES.getlist("file")
        if not uploads:
            raise Invalid("Chưa chọn tệp nào. Chọn tệp hoặc chụp ảnh rồi gửi.", field="file")
        for upload in uploads:
            stored = files.receive(upload, actor=self.actor)
            title = request.POST.get("title", "") if len(uploads) == 1 else ""
            meetings.publish_paper(actor=self.actor, meeting=self.meeting, file=stored, title=title, item=self.item)
        self.say(f"Đã đưa {len(uploads)} tài liệu lên mục {self.item.order}.")
        return self.to("meeting")


class WithdrawPaper(MeetingPage):
    """Rút tài liệu."""

    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        paper = self.one(self.meeting.papers, self.kwargs["paper"])
        meetings.withdraw_paper(actor=self.actor, paper=paper)
        self.say(f"Đã rút “{paper.title}”.")
        return self.to("meeting")


class UseTemplate(MeetingPage):
    """Lấy chương trình từ mẫu khác."""

    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        code = request.POST.get("mau", "")
        commands.use_template(actor=self.actor, month=self.month, meeting=self.meeting, code=code)
        self.say("Đã lấy chương trình từ mẫu.")
        return self.to("meeting")


class AddTheme(MeetingPage):
    """Thêm phần chuyên đề."""

    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        theme = request.POST.get("chuyen-de", "")
        commands.add_theme(actor=self.actor, month=self.month, meeting=self.meeting, theme=theme)
        self.say("Đã thêm phần chuyên đề. Mức tối thiểu của buổi này là 120 phút.")
        return self.to("meeting")


class Committee(MeetingPage):
    """Ghi ngày chi ủy họp thống nhất."""

    def post(self, request: HttpRequest, **_: Any) -> HttpResponse:
        form = forms.CommitteeForm(request.POST)
        if not form.is_valid():
            raise Invalid("Chọn ngày chi ủy họp.", field="met_on")
        commands.note_committee(actor=self.actor, month=self.month, met_on=form.cleaned_data["met_on"])
        self.say("Đã ghi ngày chi ủy họp.")
        return self.to("meeting")
