"""What each status means, as far as the regulations known on the first day say."""

import datetime

from django.db import migrations

START = datetime.date(2020, 1, 1)
CHARTER = "Điều lệ Đảng và quy định thi hành; mức đặt sẵn, sửa được"
FIELDS = ("can_vote", "counts_in_base", "counts_in_strength", "pays", "is_graded", "uses_handbook")
TRAITS = {
    "sympathiser": (0, 0, 0, 0, 0, 0),
    "probationary": (0, 1, 1, 1, 1, 1),
    "official": (1, 1, 1, 1, 1, 1),
    "exempt": (0, 0, 1, 1, 0, 0),
    "temporarily_exempt": (0, 0, 1, 1, 0, 1),
    "in_transit": (0, 0, 1, 1, 0, 1),
    "temporary_here": (0, 1, 0, 0, 0, 1),
    "temporary_elsewhere": (0, 0, 1, 1, 1, 1),
    "abroad": (0, 0, 1, 1, 0, 1),
    "suspended": (0, 0, 1, 1, 0, 0),
    "moved_out": (0, 0, 0, 0, 0, 0),
    "deceased": (0, 0, 0, 0, 0, 0),
    "resigned": (0, 0, 0, 0, 0, 0),
    "struck_off": (0, 0, 0, 0, 0, 0),
    "expelled": (0, 0, 0, 0, 0, 0),
}


def fill(apps, schema_editor):
    traits = apps.get_model("members", "StatusTraits")
    traits.objects.bulk_create(
        traits(
            status=status,
            effective_from=START,
            regulation=CHARTER,
            verified=status in ("official", "probationary"),
            **{name: bool(flag) for name, flag in zip(FIELDS, flags, strict=True)},
        )
        for status, flags in TRAITS.items()
    )


class Migration(migrations.Migration):
    dependencies = [("members", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
