"""A bound field of a Django form as the form components show it: its control, hint, error and choices."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from dangvu.ui import widgets

CLASSES = (
    (widgets.Toggle, "toggle"),
    (forms.CheckboxInput, "checkbox"),
    (forms.FileInput, "file-input h-12"),
    (forms.Textarea, "textarea"),
    (forms.Select, "select h-12"),
    (forms.Widget, "input h-12"),
)
_MISSING = {
    "text": "Chưa ghi, đồng chí ghi vào ô này.",
    "radio": "Chưa chọn, đồng chí chọn một.",
    "checkbox": "Chưa chọn.",
}


@dataclass(frozen=True)
class Choice:
    """One box to choose."""

    id: str
    name: str
    value: str
    label: str
    checked: bool
    disabled: bool


@dataclass(frozen=True)
class Control:
    """Everything a form component needs to know of one field."""

    id: str
    label: str
    hint: str
    error: str
    optional: bool
    kind: str
    hidden: bool
    html: SafeString
    choices: tuple[Choice, ...]
    described_by: str


@dataclass(frozen=True)
class Mistake:
    """One line of the error summary, and the id of the field it leads to."""

    target: str
    label: str
    sentence: str


def control(field: BoundField, size: str = "") -> Control:
    """The field as its component shows it."""
    error = " ".join(_sentences(field))
    choices = tuple(_choices(field))
    attrs = _attrs(field, error, size)
    return Control(
        id=field.id_for_label or field.auto_id,
        label=str(field.label or ""),
        hint=str(field.help_text),
        error=error,
        optional=not field.field.required and not isinstance(field.field.widget, forms.CheckboxInput),
        kind=_kind(field),
        hidden=field.is_hidden,
        html=SafeString("") if choices else field.as_widget(widgets.native(field.field.widget), attrs),
        choices=choices,
        described_by=str(attrs["aria-describedby"] or ""),
    )


def mistakes(form: forms.BaseForm) -> list[Mistake]:
    """All errors of a form, those of the whole form first, with the field each one leads to."""
    found = [Mistake("", "", str(sentence)) for sentence in form.non_field_errors()]
    for field in form:
        found += [Mistake(_first_id(field), str(field.label or ""), sentence) for sentence in _sentences(field)]
    return found


def _sentences(field: BoundField) -> list[str]:
    """What is wrong with one field; an empty one is told what to do, in place of Django's stock sentence."""
    missing = {problem.code for problem in field.errors.as_data()} == {"required"}
    return [_MISSING[_kind(field)]] if missing else [str(sentence) for sentence in field.errors]


def _kind(field: BoundField) -> str:
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxSelectMultiple | forms.CheckboxInput):
        return "checkbox"
    return "radio" if isinstance(widget, forms.RadioSelect) else "text"


def _attrs(field: BoundField, error: str, size: str) -> dict[str, str | bool]:
    anchor = field.id_for_label or field.auto_id
    described = [f"{anchor}-{part}" for part, said in (("h", field.help_text), ("e", error)) if said]
    attrs: dict[str, str | bool] = {"class": _class(field, error, size)}
    attrs["aria-describedby"] = " ".join(described) or False
    attrs["aria-invalid"] = "true" if error else False
    return attrs


def _class(field: BoundField, error: str, size: str) -> str:
    widget = field.field.widget
    base = next(name for kind, name in CLASSES if isinstance(widget, kind))
    if size == "sm":
        base = base.replace(" h-12", " h-9") + f" {base.split()[0]}-sm"
    own = str(widget.attrs.get("class", ""))
    return " ".join(part for part in (base, own, "is-bad" if error else "") if part)


def _choices(field: BoundField) -> Iterator[Choice]:
    if not isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return
    for one in field.subwidgets:
        data = one.data
        if not data["value"] and isinstance(field.field.widget, forms.RadioSelect) and field.field.required:
            continue
        yield Choice(
            id=one.id_for_label,
            name=data["name"],
            value=str(data["value"]),
            label=str(one.choice_label),
            checked=data["selected"],
            disabled=bool(data["attrs"].get("disabled")),
        )


def _first_id(field: BoundField) -> str:
    choices = list(_choices(field))
    return choices[0].id if choices else field.id_for_label or field.auto_id
