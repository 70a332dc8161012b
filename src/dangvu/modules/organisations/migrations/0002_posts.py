"""The catalogue of posts, and what the database itself guarantees about the tree."""

import datetime

from django.db import migrations

COMMITTEES = ["province_org", "commune_org", "grassroots_org", "base_sub_org", "section_org"]
CELLS = ["cell", "grassroots_cell"]
UPPER = ["province_org", "commune_org", "grassroots_org"]
START = datetime.date(2020, 1, 1)

POSTS = [
    ("secretary", "Bí thư", COMMITTEES, "leader", 10),
    ("standing_deputy_secretary", "Phó bí thư thường trực", COMMITTEES, "leader", 20),
    ("deputy_secretary", "Phó bí thư", COMMITTEES, "leader", 30),
    ("standing_committee_member", "Ủy viên ban thường vụ", UPPER, "leader", 40),
    ("committee_member", "Ủy viên ban chấp hành", COMMITTEES, "", 50),
    ("inspection_head", "Chủ nhiệm ủy ban kiểm tra", UPPER, "inspector", 60),
    ("inspection_deputy", "Phó chủ nhiệm ủy ban kiểm tra", UPPER, "inspector", 61),
    ("inspection_member", "Ủy viên ủy ban kiểm tra", UPPER, "inspector", 62),
    ("board_head", "Trưởng ban", UPPER, "", 70),
    ("board_deputy", "Phó trưởng ban", UPPER, "", 71),
    ("organisation_officer", "Cán bộ tổ chức", UPPER, "organisation_officer", 72),
    ("office_chief", "Chánh văn phòng", UPPER, "clerk", 80),
    ("office_deputy", "Phó chánh văn phòng", UPPER, "clerk", 81),
    ("clerk", "Văn thư", UPPER, "clerk", 82),
    ("cell_secretary", "Bí thư chi bộ", CELLS, "cell_secretary", 110),
    ("cell_deputy_secretary", "Phó bí thư chi bộ", CELLS, "cell_deputy", 120),
    ("cell_committee_member", "Chi ủy viên", CELLS, "cell_committee", 130),
    ("treasurer", "Thủ quỹ", [*CELLS, *COMMITTEES], "", 140),
    ("minute_taker", "Thư ký", [*CELLS, *COMMITTEES], "", 150),
    ("group_head", "Tổ trưởng tổ đảng", ["party_group"], "", 160),
    ("group_deputy", "Tổ phó tổ đảng", ["party_group"], "", 161),
]


def fill(apps, schema_editor):
    post = apps.get_model("organisations", "Post")
    post.objects.bulk_create(
        post(code=code, label=label, kinds=kinds, role_code=role, rank=rank, valid_from=START)
        for code, label, kinds, role, rank in POSTS
    )


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial")]
    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunSQL(
            sql="ALTER TABLE organisations_organisation ADD CONSTRAINT organisation_path_ends_with_itself"
            " CHECK (nlevel(path) >= 1 AND ltree2text(subpath(path, -1)) = id::text),"
            " ADD CONSTRAINT organisation_path_starts_at_a_root CHECK ((parent_id IS NULL) = (nlevel(path) = 1))",
            reverse_sql="ALTER TABLE organisations_organisation DROP CONSTRAINT organisation_path_ends_with_itself,"
            " DROP CONSTRAINT organisation_path_starts_at_a_root",
        ),
    ]
