"""What members send from their phones."""

import uuid
from typing import Any

from django import forms


class Leave(forms.Form):
    reason = forms.CharField(
        label="Lý do xin vắng", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Vài chữ là đủ, ví dụ: ốm, đi công tác, việc gia đình.",
    )  # fmt: skip


class OpinionForm(forms.Form):
    text = forms.CharField(label="Gửi ý kiến", max_length=8_000, widget=forms.Textarea(attrs={"rows": 3}))
    client_key = forms.UUIDField(widget=forms.HiddenInput)
    item = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            self.fields["client_key"].initial = uuid.uuid4()


class Vote(forms.Form):
    option = forms.IntegerField(error_messages={"required": "Chọn một phương án rồi gửi phiếu."})
    reserve = forms.BooleanField(required=False)


class Reserve(forms.Form):
    text = forms.CharField(
        label="Ý kiến bảo lưu", required=False, max_length=4_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ghi vào biên bản và báo cáo lên cấp trên. Nghị quyết đã thông qua vẫn phải chấp hành.",
    )  # fmt: skip


class Arrival(forms.Form):
    """A check-in: the token out of the QR, or the six figures under it."""

    meeting = forms.UUIDField()
    token = forms.CharField(required=False, max_length=64)
    figures = forms.CharField(required=False, max_length=12)
    seen = forms.CharField(required=False, max_length=200)
    online = forms.BooleanField(required=False)
