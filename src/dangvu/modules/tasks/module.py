from dangvu.kernel.module import MenuItem, Module
from dangvu.modules.tasks import notifications, queries, states
from dangvu.modules.tasks.access import Can

_CELL = [Can.VIEW, Can.GIVE, Can.WORK]

MODULE = Module(
    name="tasks",
    label="Nhiệm vụ",
    path="nhiem-vu",
    permissions=Can,
    menu=[
        MenuItem(
            "Việc của tôi",
            "tasks:home",
            None,
            icon="layout-list",
            order=0,
            key="tasks:home",
            dock=True,
            dock_label="Hôm nay",
            dock_icon="sun",
        ),
        MenuItem("Nhiệm vụ", "tasks:list", Can.WORK, icon="list-checks", group="Chi bộ", order=30, dock=True),
    ],
    lifecycles=[states.TASK],
    notifications=[notifications.Given, notifications.Cancelled],
    work=[queries.work_items],
    roles={
        "member": [Can.WORK],
        "cell_secretary": _CELL,
        "cell_committee": [Can.VIEW, Can.WORK],
        "leader": _CELL,
        "organisation_officer": [Can.VIEW, Can.GIVE, Can.WORK],
        "inspector": [Can.VIEW],
    },
)
