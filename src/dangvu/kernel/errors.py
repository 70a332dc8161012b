"""Refusals: one family, each with a sentence for people. Anything else that is raised is a bug."""

from http import HTTPStatus


class Refused(Exception):  # noqa: N818  a refusal is an answer, not an error
    """The system says no, and says in Vietnamese what to do instead."""

    status = HTTPStatus.BAD_REQUEST
    title = "Chưa làm được việc này"

    def __init__(self, sentence: str, *, hint: str = "", field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint
        self.field = field


class NotAllowed(Refused):
    """This person may not do this here."""

    status = HTTPStatus.FORBIDDEN
    title = "Đồng chí chưa có quyền ở chỗ này"


class NotFound(Refused):
    """No such thing, or this person may not know of it."""

    status = HTTPStatus.NOT_FOUND
    title = "Không tìm thấy"


class Conflict(Refused):
    """Somebody else was faster, or the state has changed in the meantime."""

    status = HTTPStatus.CONFLICT
    title = "Việc này vừa thay đổi"


class Invalid(Refused):
    """What was typed or brought along does not fit; `field` names the form field, if there is one."""

    status = HTTPStatus.BAD_REQUEST
    title = "Còn chỗ cần sửa"
