"""What a module declares of a message. Pure: texts are templates, the audience is a function of the event."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from dangvu.kernel.events import Event


class Notification:
    """One kind of message. Templates by convention: `<module>/notify/<name>.subject.txt` and `.body.txt`."""

    kind: ClassVar[str]
    label: ClassVar[str]
    on: ClassVar[type[Event]]
    can_be_disabled: ClassVar[bool] = True
    channels: ClassVar[tuple[str, ...]] = ("app", "email")

    @staticmethod
    def audience(event: Any) -> Iterable[int]:
        """The accounts to be told."""
        raise NotImplementedError

    @staticmethod
    def context(event: Any) -> Mapping[str, Any]:
        """What the templates need; `title` and `url` always."""
        raise NotImplementedError

    @classmethod
    def template(cls, part: str) -> str:
        module, _, name = cls.kind.partition(".")
        return f"{module}/notify/{name}.{part}.txt"
