from datetime import date

from dangvu.kernel.module import MenuItem, Module
from dangvu.kernel.rulebook.specs import Edition, RuleSpec
from dangvu.modules.identity import cli, demo, queries, states
from dangvu.modules.identity.access import Can

START = date(2020, 1, 1)
SETTING = "mức đặt sẵn"

MODULE = Module(
    name="identity",
    label="Tài khoản, vai trò",
    path="tai-khoan",
    permissions=Can,
    menu=[
        MenuItem("Mở lại tài khoản", "identity:recoveries", Can.RECOVER, icon="life-buoy", group="Chi bộ", order=48),
        MenuItem("Tài khoản, vai trò", "identity:list", Can.VIEW, icon="key-round", group="Quản trị", order=90),
        MenuItem("Cá nhân", "identity:me", None, icon="circle-user-round", order=99, dock=True),
    ],
    lifecycles=[states.RECOVERY],
    cli=[cli.CreateAccount, cli.ActivationCode],
    demo=demo.fill,
    work=[queries.work_items],
    rules=[
        RuleSpec(
            "identity.tries", "Số lần nhập sai mật khẩu liên tiếp trước khi phải chờ", [Edition(START, 5, SETTING)]
        ),
        RuleSpec("identity.lock_minutes", "Số phút phải chờ sau khi nhập sai nhiều lần", [Edition(START, 15, SETTING)]),
        RuleSpec("identity.activation_days", "Số ngày mã kích hoạt còn dùng được", [Edition(START, 14, SETTING)]),
        RuleSpec("identity.recovery_hours", "Số giờ mã mở lại tài khoản còn dùng được", [Edition(START, 48, SETTING)]),
    ],
    roles={
        "cell_secretary": [Can.RECOVER, Can.ACTIVATE],
        "cell_committee": [Can.RECOVER],
        "leader": [Can.VIEW, Can.GRANT],
        "organisation_officer": [Can.VIEW, Can.ACTIVATE],
        "administrator": list(Can),
    },
)
