from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from dangvu.modules.organisations import rules
from dangvu.modules.organisations.models import Organisation
from dangvu.ui.widgets import DateInput

KINDS = [(str(kind), label) for kind, label in rules.KIND_LABELS.items()]


class Particulars(forms.Form):
    """Codes, place name and the decision of establishment."""

    code = forms.CharField(
        label="Mã ngắn", required=False, max_length=32, help_text="Dùng trong nội bộ. Để trống thì máy tự đặt."
    )
    party_org_code = forms.CharField(
        label="Mã tổ chức đảng",
        required=False,
        max_length=24,
        help_text="14 chữ số do cấp trên cấp, có hoặc không có dấu chấm.",
    )
    place_name = forms.CharField(
        label="Địa danh ghi trên văn bản", required=False, max_length=100, help_text="Ví dụ: Minh Hòa"
    )
    established_decision = forms.CharField(label="Số quyết định thành lập", required=False, max_length=60)
    established_on = forms.DateField(label="Ngày quyết định", required=False, widget=DateInput())

    def particulars(self) -> rules.Particulars:
        return rules.Particulars(**{name: self.cleaned_data[name] for name in Particulars.base_fields})


class Establish(Particulars):
    name = forms.CharField(label="Tên tổ chức đảng", max_length=200, help_text="Viết đủ, ví dụ: Chi bộ khu 3")
    kind = forms.ChoiceField(label="Loại hình", choices=KINDS, initial=str(rules.Kind.CELL))
    on = forms.DateField(label="Hoạt động từ ngày", widget=DateInput())
    symbol = forms.CharField(
        label="Ký hiệu văn bản", required=False, max_length=20, help_text="Phần chữ sau số văn bản, ví dụ CB"
    )
    field_order = ["name", "kind", "on", "symbol", *Particulars.base_fields]


class ChangeForm(forms.Form):
    """From which day, by which decision."""

    on = forms.DateField(label="Có hiệu lực từ ngày", widget=DateInput())
    decision = forms.CharField(label="Số quyết định", required=False, max_length=60)
    decided_on = forms.DateField(label="Ngày quyết định", required=False, widget=DateInput())

    def change(self) -> rules.Change:
        given = self.cleaned_data
        return rules.Change(given["on"], given["decision"], given["decided_on"])


class Rename(ChangeForm):
    name = forms.CharField(label="Tên mới", max_length=200)
    kind = forms.ChoiceField(label="Loại hình", choices=KINDS)
    field_order = ["name", "kind", "on", "decision", "decided_on"]


class Move(ChangeForm):
    new_parent = forms.ModelChoiceField(
        label="Cấp trên mới",
        queryset=Organisation.objects.none(),
        to_field_name="public_id",
        empty_label="Chọn tổ chức",
    )
    field_order = ["new_parent", "on", "decision", "decided_on"]

    def __init__(self, *args: Any, parents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_parent"].queryset = parents  # type: ignore[attr-defined]


class MoveMany(Move):
    organisations = forms.ModelMultipleChoiceField(
        label="Các tổ chức chuyển đi",
        queryset=Organisation.objects.none(),
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ["organisations", "new_parent", "on", "decision", "decided_on"]

    def __init__(self, *args: Any, children: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisations"].queryset = children  # type: ignore[attr-defined]


class Close(ChangeForm):
    successors = forms.ModelMultipleChoiceField(
        label="Tổ chức kế thừa",
        help_text="Chọn một nếu sáp nhập, chọn nhiều nếu chia tách. Giữ Ctrl để chọn nhiều.",
        queryset=Organisation.objects.none(),
        to_field_name="public_id",
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )
    field_order = ["on", "decision", "decided_on", "successors"]

    def __init__(self, *args: Any, heirs: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successors"].queryset = heirs  # type: ignore[attr-defined]


class Symbol(forms.Form):
    symbol = forms.CharField(label="Ký hiệu văn bản", max_length=20, help_text="Phần chữ sau số văn bản, ví dụ CB")
    on = forms.DateField(label="Dùng từ ngày", widget=DateInput())


class Upload(forms.Form):
    file = forms.FileField(
        label="Danh sách tổ chức đảng", help_text="Tệp Excel hoặc CSV của văn phòng, để nguyên như đang giữ."
    )
    as_of = forms.DateField(label="Danh sách tính đến ngày", widget=DateInput())
    under = forms.ModelChoiceField(
        label="Đặt dưới tổ chức", queryset=Organisation.objects.none(), to_field_name="public_id", empty_label=None
    )

    def __init__(self, *args: Any, tops: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["under"].queryset = tops  # type: ignore[attr-defined]


def initial_of(organisation: Organisation, names: Iterable[str], today: date) -> dict[str, Any]:
    """What the form starts with: the present values, and today for the day."""
    return {"on": today} | {name: getattr(organisation, name) for name in names if hasattr(organisation, name)}
