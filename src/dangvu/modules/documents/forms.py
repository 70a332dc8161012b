from collections.abc import Sequence
from typing import Any

from django import forms

from dangvu.modules.documents.rules import types


class Attach(forms.Form):
    """The file itself is read from the request: two inputs (camera, folder) share its name."""

    signed_on = forms.DateField(
        label="Ngày ký ghi trên giấy", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    remark = forms.CharField(label="Ghi chú", required=False, max_length=300)


class Withdraw(forms.Form):
    reason = forms.CharField(label="Lý do thu hồi", max_length=500)


class Settle(forms.Form):
    remark = forms.CharField(label="Ghi chú", required=False, max_length=300)


class BeginTerm(forms.Form):
    name = forms.CharField(label="Tên nhiệm kỳ", max_length=100, help_text="Ví dụ: Nhiệm kỳ 2025 - 2030.")
    begins_on = forms.DateField(
        label="Bắt đầu từ ngày",
        help_text="Ngày sau ngày bế mạc đại hội.",
        widget=forms.DateInput(attrs={"type": "date"}),
    )


class ContinueFromPaper(forms.Form):
    document_type = forms.ChoiceField(label="Thể loại")
    last_number = forms.IntegerField(label="Số cuối đã cấp trên sổ giấy", min_value=1, max_value=99999)

    def __init__(self, *args: Any, kinds: Sequence[types.DocumentType], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document_type"].choices = [(kind.code, kind.name) for kind in kinds]  # type: ignore[attr-defined]
