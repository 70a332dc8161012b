from typing import Any

from django import forms


class Give(forms.Form):
    title = forms.CharField(label="Nhiệm vụ", max_length=300)
    detail = forms.CharField(label="Yêu cầu", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    due_on = forms.DateField(label="Hạn", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    members = forms.TypedMultipleChoiceField(
        label="Giao cho",
        help_text="Người đầu tiên trong danh sách chủ trì. Giao cho cả nhóm thì ai nhận trước sẽ chủ trì.",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    shared = forms.BooleanField(label="Giao chung cho cả nhóm", required=False)

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].choices = people  # type: ignore[attr-defined]


class Finish(forms.Form):
    result = forms.CharField(
        label="Kết quả", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Vài dòng là đủ, ví dụ: đã vận động 5 hộ, còn 1 hộ hẹn sau Tết.",
    )  # fmt: skip
