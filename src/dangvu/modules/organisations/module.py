from dangvu.kernel.module import Module
from dangvu.modules.organisations.access import Can

MODULE = Module(
    name="organisations",
    label="Tổ chức đảng",
    path="to-chuc",
    permissions=Can,
    roles={
        "cell_secretary": [Can.VIEW],
        "cell_committee": [Can.VIEW],
        "clerk": [Can.VIEW],
        "leader": [Can.VIEW],
        "organisation_officer": [Can.VIEW, Can.MANAGE],
        "inspector": [Can.VIEW],
        "administrator": [Can.VIEW, Can.MANAGE],
    },
)
