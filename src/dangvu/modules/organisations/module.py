from dangvu.kernel.module import MenuItem, Module
from dangvu.modules.organisations import cli, demo
from dangvu.modules.organisations.access import Can

MODULE = Module(
    name="organisations",
    label="Tổ chức đảng",
    path="to-chuc",
    permissions=Can,
    menu=[
        MenuItem("Tổ chức đảng", "organisations:tree", Can.VIEW, icon="network", group="Tổ chức, con người", order=60)
    ],
    cli=[cli.ImportOrganisations],
    demo=demo.fill,
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
