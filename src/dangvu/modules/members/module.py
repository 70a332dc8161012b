from dangvu.kernel.jobs import Periodic
from dangvu.kernel.module import MenuItem, Module
from dangvu.modules.members import demo, events, jobs, states
from dangvu.modules.members.access import Can
from dangvu.modules.members.cli import ImportMembers
from dangvu.modules.members.queries import imports

_CELL = [Can.VIEW, Can.VIEW_LIMITED]

MODULE = Module(
    name="members",
    label="Đảng viên",
    path="dang-vien",
    permissions=Can,
    menu=[
        MenuItem("Đảng viên", "members:list", Can.VIEW, icon="book-user", group="Tổ chức, con người", order=50),
        MenuItem("Hồ sơ của tôi", "members:own", Can.VIEW, icon="id-card", group="Tổ chức, con người", order=51),
        MenuItem("Nhập danh sách", "members:imports", Can.IMPORT, icon="file-up", group="Tổ chức, con người", order=55),
    ],
    lifecycles=[states.IMPORT],
    subscriptions={events.ImportUploaded: [jobs.judge_import], events.ImportConfirmed: [jobs.write_import]},
    periodic=[Periodic("* * * * *", jobs.resume_imports)],
    work=[imports.work_items],
    live={"import": imports.who_may_follow},
    cli=[ImportMembers],
    roles={
        "member": [Can.VIEW],
        "cell_secretary": [*_CELL, Can.REVEAL_PHONE, Can.OPEN_ACCOUNTS],
        "cell_committee": _CELL,
        "clerk": [Can.VIEW],
        "leader": [Can.VIEW, Can.VIEW_LIMITED],
        "inspector": [Can.VIEW, Can.VIEW_LIMITED],
        "organisation_officer": list(Can),
    },
    demo=demo.fill,
)
