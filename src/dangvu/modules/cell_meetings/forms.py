"""What a secretary types, checked and cleaned."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from dangvu.kernel.access import VIETNAM
from dangvu.modules.cell_meetings.models import Resolution
from dangvu.modules.cell_meetings.rules import agendas
from dangvu.modules.meetings import api as meetings

Choices = Iterable[tuple[Any, str]]
MODES = (("in_person", "Trực tiếp"), ("online", "Trực tuyến"), ("hybrid", "Trực tiếp kết hợp trực tuyến"))
EXTRA_KINDS = ((agendas.THEMATIC, "Sinh hoạt chuyên đề"), (agendas.EXTRAORDINARY, "Họp bất thường"))
BALLOT_KINDS = (
    ("hands", "Giơ tay, ghi số đếm"),
    ("named", "Trên sổ tay, có ghi tên"),
    ("secret", "Phiếu kín trên sổ tay"),
    ("paper", "Phiếu kín trên giấy, ghi số đếm"),
)


def _people(choices: Choices, empty: str) -> list[tuple[Any, str]]:
    return [("", empty), *choices]


def _moment(day: datetime.date, hour: datetime.time) -> datetime.datetime:
    return datetime.datetime.combine(day, hour, VIETNAM)


class DayHour(forms.Form):
    """A day and an hour in Viet Nam."""

    day = forms.DateField(label="Ngày", widget=forms.DateInput)
    hour = forms.TimeField(label="Giờ", widget=forms.TimeInput)

    @property
    def moment(self) -> datetime.datetime:
        return _moment(self.cleaned_data["day"], self.cleaned_data["hour"])


class DetailsForm(DayHour):
    """When, where, how, who."""

    title = forms.CharField(label="Tên buổi sinh hoạt", max_length=200)
    place = forms.CharField(label="Địa điểm", max_length=200, required=False)
    mode = forms.ChoiceField(label="Hình thức", choices=MODES)
    online_link = forms.URLField(label="Đường dẫn phòng họp", required=False, assume_scheme="https")
    approval_reference = forms.CharField(
        label="Văn bản đồng ý họp trực tuyến", max_length=200, required=False, help_text="Để trống nếu chưa có."
    )
    chair = forms.TypedChoiceField(label="Chủ trì", coerce=int, empty_value=None)
    minute_taker = forms.TypedChoiceField(label="Người ghi biên bản", coerce=int, empty_value=None, required=False)
    minimum_minutes = forms.IntegerField(
        label="Mức tối thiểu riêng của chi bộ (phút)", min_value=0, max_value=240, required=False,
        help_text="Chỉ ghi khi cấp ủy có thẩm quyền đã quy định cho chi bộ ít đảng viên.",
    )  # fmt: skip

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = list(people)
        self.fields["chair"].choices = _people(listed, "Chọn người chủ trì")  # type: ignore[attr-defined]
        self.fields["minute_taker"].choices = _people(listed, "Chưa chọn")  # type: ignore[attr-defined]

    @classmethod
    def initial_of(cls, meeting: Any, own_minimum: int | None) -> dict[str, Any]:
        at = meeting.starts_at.astimezone(VIETNAM)
        return {
            "title": meeting.title, "day": at.date(), "hour": at.time(), "place": meeting.place, "mode": meeting.mode,
            "online_link": meeting.online_link, "approval_reference": meeting.approval_reference,
            "chair": meeting.chair_id, "minute_taker": meeting.minute_taker_id, "minimum_minutes": own_minimum,
        }  # fmt: skip

    def plan(self, meeting: Any) -> meetings.Plan:
        data = self.cleaned_data
        own = data["minimum_minutes"]
        return meetings.Plan(
            title=data["title"], starts_at=self.moment, kind=meeting.kind, with_theme=meeting.with_theme,
            mode=data["mode"], place=data["place"], online_link=data["online_link"],
            approval_reference=data["approval_reference"], chair_id=data["chair"],
            minute_taker_id=data["minute_taker"], minimum_minutes=own,
            minimum_regulation="Quy định riêng của cấp ủy" if own is not None else "",
        )  # fmt: skip


class ItemForm(forms.Form):
    """One item of the agenda."""

    title = forms.CharField(label="Nội dung", max_length=300)
    minutes = forms.IntegerField(label="Số phút", min_value=0, max_value=240)
    presenter = forms.TypedChoiceField(label="Người trình bày", coerce=int, empty_value=None, required=False)
    note = forms.CharField(label="Ghi chú", max_length=300, required=False)

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["presenter"].choices = _people(people, "Chưa phân công")  # type: ignore[attr-defined]

    def item(self, code: str = "") -> meetings.Item:
        data = self.cleaned_data
        return meetings.Item(data["title"], data["minutes"], code, data["presenter"], note=data["note"])


class PaperForm(forms.Form):
    """A file for an item."""

    file = forms.FileField(label="Tệp")
    title = forms.CharField(label="Tên tài liệu", max_length=300, required=False)


class CommitteeForm(forms.Form):
    met_on = forms.DateField(label="Ngày chi ủy họp thống nhất")


class MoveForm(DayHour):
    reason = forms.CharField(label="Lý do", max_length=500, help_text="Mọi người được mời sẽ đọc lý do này.")


class CancelForm(forms.Form):
    reason = forms.CharField(label="Lý do", max_length=500, help_text="Mọi người được mời sẽ đọc lý do này.")


class ExtraForm(DayHour):
    kind = forms.ChoiceField(label="Loại", choices=EXTRA_KINDS, widget=forms.RadioSelect)
    theme = forms.CharField(label="Tên chuyên đề hoặc việc cần họp", max_length=160, required=False)


class GuestForm(forms.Form):
    name = forms.CharField(label="Họ tên khách", max_length=120)
    title = forms.CharField(label="Chức danh", max_length=200, required=False)


class QuestionForm(forms.Form):
    """A question for the vote."""

    text = forms.CharField(label="Nội dung biểu quyết", max_length=500, widget=forms.Textarea({"rows": 2}))
    kind = forms.ChoiceField(label="Cách biểu quyết", choices=BALLOT_KINDS, widget=forms.RadioSelect, initial="hands")
    threshold = forms.ChoiceField(label="Tỷ lệ thông qua", widget=forms.RadioSelect)

    def __init__(self, *args: Any, thresholds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["threshold"].choices = list(thresholds)  # type: ignore[attr-defined]

    def question(self, values: Mapping[str, tuple[str, str]], item_id: int | None) -> meetings.Question:
        data = self.cleaned_data
        value, regulation = values[data["threshold"]]
        kind = "secret" if data["kind"] == "paper" else data["kind"]
        return meetings.Question(
            data["text"], kind=kind, threshold=value, threshold_regulation=regulation[:200],
            on_paper=data["kind"] == "paper", item_id=item_id,
        )  # fmt: skip


class TaskForm(forms.Form):
    """A task given in the meeting."""

    title = forms.CharField(label="Nhiệm vụ", max_length=300, widget=forms.TextInput({"autofocus": True}))
    leader = forms.TypedChoiceField(label="Chủ trì", coerce=int, empty_value=None, required=False)
    due_on = forms.DateField(label="Hạn", required=False)
    members = forms.TypedMultipleChoiceField(
        label="Cùng làm", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    group = forms.CharField(label="Tổ, nhóm được giao", max_length=100, required=False)

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = list(people)
        self.fields["leader"].choices = _people(listed, "Chọn đồng chí chủ trì")  # type: ignore[attr-defined]
        self.fields["members"].choices = listed  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not (data.get("leader") or data.get("members") or data.get("group")):
            self.add_error("leader", "Chọn đồng chí chủ trì, hoặc ghi tên tổ, nhóm được giao.")
        return data

    def errand(self) -> meetings.Errand:
        data = self.cleaned_data
        people = dict.fromkeys(each for each in (data["leader"], *data["members"]) if each)
        return meetings.Errand(data["title"], tuple(people), data["due_on"], data["group"])


class ResolutionForm(forms.Form):
    kind = forms.ChoiceField(label="Loại văn bản", choices=Resolution.Kind.choices)
    subject = forms.CharField(label="Về việc", max_length=300)
    text = forms.CharField(
        label="Nội dung", widget=forms.Textarea({"rows": 14}),
        help_text="Mỗi đoạn một dòng. Dòng bắt đầu bằng I-, II-, III- là tên phần.",
    )  # fmt: skip


class ReportForm(forms.Form):
    results = forms.CharField(label="Kết quả trong tháng", widget=forms.Textarea({"rows": 6}), required=False)
    plans = forms.CharField(label="Nhiệm vụ tháng sau", widget=forms.Textarea({"rows": 4}), required=False)
    requests = forms.CharField(label="Kiến nghị với đảng ủy", widget=forms.Textarea({"rows": 3}), required=False)


class TemplateForm(forms.Form):
    name = forms.CharField(label="Tên mẫu", max_length=120)
    kind = forms.ChoiceField(label="Loại sinh hoạt", choices=[*agendas.KIND_LABELS.items()])
    lines = forms.CharField(
        label="Các mục", widget=forms.Textarea({"rows": 14}), help_text="Mỗi mục một dòng, số phút ở cuối dòng."
    )


class ScanForm(forms.Form):
    file = forms.FileField(label="Ảnh chụp hoặc bản quét có đủ chữ ký")
    signed_on = forms.DateField(label="Ngày ký", required=False)


def points_from(data: Mapping[str, str], codes: Iterable[str]) -> dict[str, int]:
    """Points as typed, per part of the sheet; what is no number is left out and refused by the rule."""
    return {code: int(data[f"p-{code}"]) for code in codes if data.get(f"p-{code}", "").strip().isdecimal()}


def minutes_from(data: Mapping[str, str], item_ids: Iterable[int]) -> dict[int, int]:
    return {pk: int(data[f"m-{pk}"]) for pk in item_ids if data.get(f"m-{pk}", "").strip().isdecimal()}


def votes_from(data: Mapping[str, str], count: int) -> tuple[int, ...]:
    """One figure per option; an empty field is none."""
    typed = [data.get(f"v-{place}", "").strip() for place in range(count)]
    return tuple(int(each) if each.isdecimal() else 0 for each in typed)
