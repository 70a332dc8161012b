"""Reading what is typed about a member; what it means is checked by the commands."""

from collections.abc import Sequence
from typing import Any

from django import forms

from dangvu.modules.members.models.member import SEXES, Member
from dangvu.modules.members.rules import facts, statuses

CHOOSE = ("", "Chọn")
GROUPS: dict[str, tuple[str, ...]] = {
    "Người này là ai": ("full_name", "birth_name", "sex", "birth_date", "ethnic_group", "religion", "home_town"),
    "Trình độ, nghề nghiệp": (
        "general_education", "political_theory", "professional", "languages", "job_before", "job_now", "service",
    ),
    "Sinh hoạt đảng": (
        "admission_decision_date", "admission_ceremony_date", "official_date", "cv_number", "card_number",
        "badge_number", "moved_in_date", "moved_in_from", "note",
    ),
    "Dữ liệu riêng tư": ("national_id", "phone"),
}  # fmt: skip
FIELDS = {field.name: field for field in Member._meta.concrete_fields}
PRIVATE_LABELS = {"national_id": "Số căn cước", "phone": "Điện thoại", "card_number": "Số thẻ đảng viên"}
SEALED_HINT = "Để trống nếu giữ số đang có."
DATE_HINT = "Ngày/tháng/năm. Chỉ biết tháng ghi 2/1987, chỉ biết năm ghi 1987."


class DayField(forms.DateField):
    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(label=label, widget=forms.DateInput(attrs={"type": "date"}), **options)


class Particulars(forms.Form):
    """The record of one person; dates stay text because they may be partial."""

    def __init__(self, *args: Any, sealed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for names in GROUPS.values():
            for name in names:
                self.fields[name] = _field(name, sealed=sealed)

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [(label, [self[name] for name in names]) for label, names in GROUPS.items()]

    @property
    def values(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for names in GROUPS.values() for name in names}


def _field(name: str, *, sealed: bool) -> forms.Field:
    required = name == "full_name"
    if name in facts.PRIVATE:
        hint = SEALED_HINT if sealed else ""
        return forms.CharField(label=PRIVATE_LABELS[name], required=False, max_length=20, help_text=hint)
    model_field = FIELDS[name]
    label = str(model_field.verbose_name).capitalize()
    if name == "sex":
        return forms.ChoiceField(label=label, choices=[CHOOSE, *SEXES], required=False)
    if name == "note":
        return forms.CharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    hint = DATE_HINT if name == "birth_date" else ""
    return forms.CharField(label=label, required=required, max_length=model_field.max_length or 40, help_text=hint)


class Register(Particulars):
    """A new line of the register."""

    def __init__(self, *args: Any, cells: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = forms.ChoiceField(label="Chi bộ", choices=[CHOOSE, *cells])
        present = _status_choices(statuses.PRESENT)
        self.fields["status"] = forms.ChoiceField(
            label="Tình trạng", choices=present, initial=str(statuses.Status.OFFICIAL)
        )
        self.fields["since"] = DayField("Từ ngày")
        self.fields["decision"] = forms.CharField(label="Quyết định", max_length=120, required=False)


class Correct(Particulars):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, sealed=True, **kwargs)
        self.fields["reason"] = forms.CharField(
            label="Căn cứ sửa", max_length=200, help_text="Giấy tờ nào, số và ngày. Nhật ký giữ lại căn cứ này."
        )


class ChangeStatus(forms.Form):
    status = forms.ChoiceField(label="Tình trạng mới")
    on = DayField("Từ ngày")
    decision = forms.CharField(label="Quyết định", max_length=120, required=False)
    reason = forms.CharField(label="Lý do", max_length=300, required=False)

    def __init__(self, *args: Any, current: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        following = statuses.CHANGES[current]
        self.fields["status"].choices = [CHOOSE, *_status_choices(following)]  # type: ignore[attr-defined]


class Move(forms.Form):
    organisation = forms.ChoiceField(label="Chi bộ mới")
    on = DayField("Từ ngày")
    decision = forms.CharField(label="Quyết định, giấy giới thiệu", max_length=120)

    def __init__(self, *args: Any, cells: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [CHOOSE, *cells]  # type: ignore[attr-defined]


class Appoint(forms.Form):
    organisation = forms.ChoiceField(label="Tổ chức")
    post = forms.ChoiceField(label="Chức vụ")
    since = DayField("Từ ngày")
    decision = forms.CharField(label="Quyết định", max_length=120, required=False)

    def __init__(
        self, *args: Any, places: Sequence[tuple[str, str]], posts: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = places  # type: ignore[attr-defined]
        self.fields["post"].choices = [CHOOSE, *posts]  # type: ignore[attr-defined]


class EndAppointment(forms.Form):
    on = DayField("Thôi từ ngày")
    reason = forms.CharField(label="Quyết định, lý do", max_length=100, required=False)


class Upload(forms.Form):
    file = forms.FileField(label="Tệp danh sách", widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}))
    organisation = forms.ChoiceField(label="Danh sách của tổ chức đảng")
    as_of = DayField("Danh sách tính đến ngày")

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = places  # type: ignore[attr-defined]


def _status_choices(codes: Any) -> list[tuple[str, str]]:
    return [(code, label) for code, label in statuses.LABELS.items() if code in codes]
