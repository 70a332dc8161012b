import resource, time, datetime, os
from pathlib import Path
from random import Random
import pytest, xlsxwriter
from django.db import connection
from dangvu.modules.members import jobs, commands
from dangvu.modules.members.models import ImportBatch, Member
from dangvu.modules.members.rules import fiction
from dangvu.modules.organisations.models import Organisation
from tests.modules.members import factories
from tests.modules.organisations.factories import organisation
from dangvu.kernel import files
import python_calamine as cal

N = int(os.environ.get("N", "165000"))
PATH = Path(f"/tmp/tinh-{N}.xlsx")
COLS = [
    "full_name",
    "birth_date",
    "national_id",
    "phone",
    "sex",
    "ethnic_group",
    "religion",
    "home_town",
    "general_education",
    "political_theory",
    "job_now",
    "admission_decision_date",
    "admission_ceremony_date",
    "official_date",
    "card_number",
    "cv_number",
]
HEAD = [
    "STT",
    "Họ và tên",
    "Ngày sinh",
    "Số CCCD",
    "Điện thoại",
    "Giới tính",
    "Dân tộc",
    "Tôn giáo",
    "Quê quán",
    "GDPT",
    "Lý luận CT",
    "Nghề nghiệp hiện nay",
    "Ngày QĐ kết nạp",
    "Ngày vào Đảng",
    "Ngày chính thức",
    "Số thẻ ĐV",
    "Số lý lịch",
]


def make(cells):
    if PATH.exists():
        return
    per = N // len(cells)
    with xlsxwriter.Workbook(str(PATH), {"constant_memory": True}) as wb:
        ws = wb.add_worksheet("Đảng viên")
        ws.write_row(0, 0, ["SỔ DANH SÁCH ĐẢNG VIÊN"])
        ws.write_row(2, 0, HEAD)
        r, n = 3, 1
        d = lambda s: f"{s[8:10]}/{s[5:7]}/{s[:4]}" if s else ""
        for i, c in enumerate(cells):
            ws.write_row(r, 0, ["", c.name.upper()])
            r += 1
            dice = Random(i)
            for k in range(per):
                v, p = fiction.person(dice, n, datetime.date(2026, 10, 31), rural=i % 3 > 0)
                row = {**v, **p, "sex": "Nam" if v["sex"] == "male" else "Nữ", "phone": "0" + p["phone"][3:]}
                vals = [d(row.get(x, "")) if x.endswith("_date") else row.get(x, "") for x in COLS]
                ws.write_row(r, 0, [k + 1, *vals])
                r += 1
                n += 1


@pytest.mark.django_db(transaction=True)
def test_bench():
    top = organisation(name="Đảng bộ tỉnh Thử", kind="province_org")
    rows = []
    t = time.time()
    ncell = max(10, N // 25)
    base = Organisation.objects.create
    objs = [
        Organisation(
            code=f"C{i:05}",
            name=f"Chi bộ thôn {i}",
            search_key=f"chi bo thon {i}",
            sort_key=f"{i:06}",
            kind="cell",
            parent=top,
            path=f"{top.path}.{10_000_000 + i}",
            pk=10_000_000 + i,
            valid_from=datetime.date(2025, 7, 1),
        )
        for i in range(ncell)
    ]
    Organisation.objects.bulk_create(objs, batch_size=2000)
    make(objs)
    print("prep", time.time() - t)
    # raw
    t = time.time()
    rows_ = cal.CalamineWorkbook.from_path(PATH).get_sheet_by_index(0).to_python()
    raw_read = time.time() - t
    t = time.time()
    with connection.cursor() as c:
        c.execute("create table raw_copy (%s)" % ",".join(f"c{i} text" for i in range(len(HEAD))))
        with c.cursor.copy("copy raw_copy from stdin") as cp:
            for r in rows_:
                cp.write_row(r)
    raw_copy = time.time() - t
    print(f"raw read {raw_read:.1f}s copy {raw_copy:.1f}s = {(raw_read + raw_copy) / N * 1e6:.0f} us/row")
    del rows_
    t0 = time.time()
    c0 = time.process_time()
    stored = files.keep(PATH.read_bytes(), name=PATH.name, media_type="x")
    batch = commands.upload_import(
        actor=factories.system(), organisation=top, file=stored, as_of=datetime.date(2026, 10, 31)
    )
    prof = os.environ.get("PROF")
    if prof:
        import cProfile, pstats

        pr = cProfile.Profile()
        pr.enable()
    batch = jobs.judge(batch.pk, factories.system)
    t1 = time.time()
    print(batch.state, batch.failure, batch.counts, "judge cpu us/row", (time.process_time() - c0) / N * 1e6)
    commands.confirm_import(actor=factories.system(), batch=batch)
    if prof and prof == "judge":
        pr.disable()
        pstats.Stats(pr).sort_stats("tottime").print_stats(25)
        return
    batch = jobs.write(batch.pk, factories.system)
    t2 = time.time()
    if prof:
        pr.disable()
        pstats.Stats(pr).sort_stats("tottime").print_stats(30)
    n = batch.total
    print("all cpu", (time.process_time() - c0) / N * 1e6)
    print(
        f"judge {t1 - t0:.1f}s {(t1 - t0) / n * 1e6:.0f}us/row; write {t2 - t1:.1f}s {(t2 - t1) / n * 1e6:.0f}us/row; total {(t2 - t0) / n * 1e6:.0f} us/row ratio {(t2 - t0) / (raw_read + raw_copy):.2f}; created {batch.created} maxrss {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}MB"
    )
