"""Form inputs that phones and browsers understand: native date and hour pickers, large boxes to choose from."""

from typing import Any

from django import forms

DAY_FORMATS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d%m%Y", "%Y-%m-%d")


class DateInput(forms.DateInput):
    """The picker of the device."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """The picker of the device."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class DateTimeInput(forms.DateTimeInput):
    """The picker of the device."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class DayInput(forms.DateInput):
    """A date typed as 03/12/2026, for people who type many: use it with `input_formats=widgets.DAY_FORMATS`."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        plain = {"inputmode": "numeric", "autocomplete": "off", "placeholder": "ngày/tháng/năm"}
        super().__init__(plain | (attrs or {}), format="%d/%m/%Y")


class PhoneInput(forms.TextInput):
    """A telephone number, with the digits of the phone's own keyboard."""

    input_type = "tel"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "tel", "autocomplete": "tel"} | (attrs or {}))


NATIVE: dict[type[forms.Widget], type[DateInput | TimeInput | DateTimeInput]] = {
    forms.DateInput: DateInput,
    forms.TimeInput: TimeInput,
    forms.DateTimeInput: DateTimeInput,
}


def native(widget: forms.Widget) -> forms.Widget:
    """The picker of the device in place of Django's plain text input for dates and hours."""
    made = NATIVE.get(type(widget))
    return made(widget.attrs) if made else widget


class Toggle(forms.CheckboxInput):
    """A switch: on or off at once."""
