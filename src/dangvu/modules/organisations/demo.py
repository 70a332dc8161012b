"""The invented commune of the demonstration, and a whole province of them for measurements."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db import connection

from dangvu.kernel.access import Actor
from dangvu.lib import text
from dangvu.modules.organisations import commands, rules
from dangvu.modules.organisations.models import Organisation, OrganisationPeriod, OrganisationSymbol

START = date(2025, 7, 1)
COMMUNES = 110  # of a province, each with the 45 organisations of the demonstration
CELL_SYMBOL, COMMITTEE_SYMBOL = "CB", "ĐU"

OFFICES = (
    "Chi bộ Văn phòng Đảng ủy",
    "Chi bộ Ban Xây dựng Đảng",
    "Chi bộ Ủy ban Kiểm tra",
    "Chi bộ Mặt trận và các đoàn thể",
    "Chi bộ Hội đồng nhân dân, Ủy ban nhân dân",
    "Chi bộ Trung tâm Phục vụ hành chính công",
    "Chi bộ Công an xã",
    "Chi bộ Quân sự xã",
    "Chi bộ Trung tâm Chính trị",
    "Chi bộ Trạm Y tế",
)
SCHOOLS = (
    "Chi bộ Trường Mầm non Hoa Sen",
    "Chi bộ Trường Mầm non Sao Mai",
    "Chi bộ Trường Tiểu học Minh Hòa",
    "Chi bộ Trường Tiểu học Suối Khe",
    "Chi bộ Trường THCS Minh Hòa",
)
HAMLETS = (
    "Đồng Vang", "Suối Khe", "Gò Mít", "Bãi Dâu", "Cầu Đá", "Đầm Sen", "Ao Vua", "Cây Thị", "Bến Cát", "Rộc Đình",
    "Đồi Chè", "Trại Mới", "Ngã Ba", "Chùa Hạ", "Giếng Mát",
)  # fmt: skip
WARDS = 12
UNITS = 1 + WARDS + len(HAMLETS) + len(OFFICES) + 1 + 1 + len(SCHOOLS)
"""45: the commune, its cells (a co-operative among them), the organisation of the schools and their cells."""


@dataclass
class Node:
    name: str
    kind: str
    children: list["Node"] = field(default_factory=list)


def fill(actor: Actor, scale: str) -> None:
    """Xã Minh Hòa, or a province of communes like it."""
    if Organisation.objects.exists():
        return
    if scale == "province":
        _write_province()
        return
    top = commands.establish_organisation(
        actor=actor,
        parent=None,
        name="Đảng bộ xã Minh Hòa",
        kind="commune_org",
        on=START,
        particulars=rules.Particulars(
            code=rules.DEMO_CODE,
            party_org_code="98.001.014.000.000",
            place_name="Minh Hòa",
            established_decision="118-QĐ/TU",
            established_on=date(2025, 6, 16),
        ),
        symbol=COMMITTEE_SYMBOL,
    )
    for number, node in enumerate(_below(), start=1):
        _establish(actor, top, node, number)


def _below() -> list[Node]:
    cells = [Node(f"Chi bộ khu {number}", "cell") for number in range(1, WARDS + 1)]
    cells += [Node(f"Chi bộ thôn {name}", "cell") for name in HAMLETS]
    cells += [Node(name, "cell") for name in (*OFFICES, "Chi bộ Hợp tác xã Minh Hòa")]
    schools = Node("Đảng bộ khối trường học", "base_sub_org", [Node(name, "cell") for name in SCHOOLS])
    return [*cells, schools]


def _establish(actor: Actor, parent: Organisation, node: Node, number: int) -> None:
    made = commands.establish_organisation(
        actor=actor,
        parent=parent,
        name=node.name,
        kind=node.kind,
        on=START,
        particulars=rules.Particulars(
            place_name="Minh Hòa", established_decision=f"{number:02d}-QĐ/ĐU", established_on=date(2025, 7, 1)
        ),
        symbol=CELL_SYMBOL if node.kind == "cell" else COMMITTEE_SYMBOL,
    )
    for child_number, child in enumerate(node.children, start=number + 1):
        _establish(actor, made, child, child_number)


def _write_province() -> None:
    """Rows at once, without the commands: what is measured with them is reading, not founding."""
    root = Organisation(parent=None, kind="province_org", code=rules.DEMO_CODE, valid_from=START)
    rows = list(_numbered(root, "Đảng bộ tỉnh Đông Giang"))
    for row in rows:
        row.search_key, row.sort_key = text.search_key(row.name), rules.sort_key(row.name)
    Organisation.objects.bulk_create(rows, batch_size=2_000)
    OrganisationPeriod.objects.bulk_create(
        [
            OrganisationPeriod(
                organisation=row, name=row.name, kind=row.kind, parent_id=row.parent_id, valid_from=START
            )
            for row in rows
        ],
        batch_size=2_000,
    )
    OrganisationSymbol.objects.bulk_create(
        [OrganisationSymbol(organisation=row, symbol=_symbol(row.kind), valid_from=START) for row in rows],
        batch_size=2_000,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE organisations_organisation")


def _first_period(row: Organisation) -> OrganisationPeriod:
    return OrganisationPeriod(
        organisation=row, name=row.name, kind=row.kind, parent_id=row.parent_id, valid_from=row.valid_from
    )


def _symbol(kind: str) -> str:
    return {"cell": CELL_SYMBOL, "province_org": "TU"}.get(kind, COMMITTEE_SYMBOL)


def _numbered(root: Organisation, name: str) -> Iterator[Organisation]:
    ids = iter(_ids(1 + COMMUNES * UNITS))
    root.pk = next(ids)
    root.path, root.name = str(root.pk), name
    yield root
    for number in range(1, COMMUNES + 1):
        commune = Node(f"Đảng bộ xã Minh Hòa {number}", "commune_org", _below())
        yield from _row(commune, root, ids)


def _row(node: Node, parent: Organisation, ids: Iterator[int]) -> Iterator[Organisation]:
    own_id = next(ids)
    row = Organisation(
        pk=own_id,
        code=rules.own_code(own_id),
        name=node.name,
        kind=node.kind,
        parent_id=parent.pk,
        path=rules.child_path(parent.path, own_id),
        valid_from=START,
    )
    yield row
    for child in node.children:
        yield from _row(child, row, ids)


def _ids(count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('organisations_organisation', 'id')) FROM generate_series(1, %s)",
            [count],
        )
        return [row[0] for row in cursor.fetchall()]
