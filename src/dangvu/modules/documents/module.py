from dangvu.kernel.module import MenuItem, Module
from dangvu.modules.documents import api, states
from dangvu.modules.documents.access import Can
from dangvu.modules.documents.rules import settings

_CELL = [Can.VIEW, Can.ISSUE, Can.ATTACH, Can.SERIES]

MODULE = Module(
    name="documents",
    label="Văn bản",
    path="van-ban",
    permissions=Can,
    menu=[
        MenuItem("Văn bản", "documents:list", Can.VIEW, icon="file-text", group="Văn phòng", order=40),
        MenuItem(
            "Sổ chặn tài liệu mật", "documents:stubs", Can.STUBS, icon="shield-alert", group="Văn phòng", order=48
        ),
    ],
    lifecycles=[states.PAPER, states.STUB],
    rules=settings.specs(),
    upload_gates=[api.refuse_secret_matter],
    roles={
        "cell_secretary": _CELL,
        "cell_committee": [Can.VIEW, Can.ATTACH],
        "clerk": [*_CELL, Can.STUBS],
        "leader": [Can.VIEW, Can.ISSUE, Can.ATTACH],
        "inspector": [Can.VIEW],
        "administrator": [Can.SERIES, Can.STUBS],
    },
)
