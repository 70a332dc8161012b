from datetime import date

from dangvu.kernel.module import Module
from dangvu.kernel.rulebook.specs import Edition, RuleSpec
from dangvu.modules.identity.access import Can

START = date(2020, 1, 1)
SETTING = "mức đặt sẵn"

MODULE = Module(
    name="identity",
    label="Tài khoản, vai trò",
    path="tai-khoan",
    permissions=Can,
    rules=[
        RuleSpec(
            "identity.tries", "Số lần nhập sai mật khẩu liên tiếp trước khi phải chờ", [Edition(START, 5, SETTING)]
        ),
        RuleSpec("identity.lock_minutes", "Số phút phải chờ sau khi nhập sai nhiều lần", [Edition(START, 15, SETTING)]),
        RuleSpec("identity.activation_days", "Số ngày mã kích hoạt còn dùng được", [Edition(START, 14, SETTING)]),
        RuleSpec("identity.recovery_hours", "Số giờ mã mở lại tài khoản còn dùng được", [Edition(START, 48, SETTING)]),
    ],
    roles={
        "cell_secretary": [Can.RECOVER],
        "cell_committee": [Can.RECOVER],
        "leader": [Can.VIEW, Can.GRANT],
        "organisation_officer": [Can.VIEW, Can.ACTIVATE],
        "administrator": list(Can),
    },
)
