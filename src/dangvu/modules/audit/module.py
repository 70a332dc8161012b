from dangvu.kernel.jobs import Periodic
from dangvu.kernel.module import MenuItem, Module
from dangvu.modules.audit import cli, jobs
from dangvu.modules.audit.access import Can

MODULE = Module(
    name="audit",
    label="Nhật ký",
    path="nhat-ky",
    permissions=Can,
    menu=[MenuItem("Nhật ký", "audit:list", Can.READ, icon="scroll-text", group="Quản trị", order=92)],
    periodic=[Periodic("* * * * *", jobs.link_entries)],
    cli=[cli.Audit],
    roles={"administrator": [Can.READ], "inspector": [Can.READ], "organisation_officer": [Can.READ]},
)
