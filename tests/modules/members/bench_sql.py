import time, os
import pytest
from django.db import connection
from dangvu.modules.members.models import *
from dangvu.modules.members.rules import fiction, importing
from dangvu.modules.members.commands import import_rows, bulk
from dangvu.modules.members import demo
from tests.modules.members import factories
from tests.modules.organisations.factories import organisation, commune
import datetime


def T(label, f, n):
    t = time.time()
    f()
    print(f"{label}: {(time.time() - t) / n * 1e6:.1f} us/row")


@pytest.mark.django_db(transaction=True)
def test_sql():
    top, cells = commune(40)
    N = 20000
    units = fiction.sizes([(c.pk, True) for c in cells], N, 1)
    t = time.time()
    cands = list(demo._candidates(units, factories.TODAY))
    print("gen", (time.time() - t) / N * 1e6)
    N = len(cands)
    ids = bulk.next_ids(Member, N)
    fresh = list(zip(ids, cands))
    from django.db import transaction

    dated = [(i, c, *import_rows._status(c.values, factories.TODAY)) for i, c in fresh]
    t = time.time()
    rows = [import_rows._member(*e, "2026-11-23T00:00:00Z", False) for e in dated]
    print("python member rows", (time.time() - t) / N * 1e6)
    c = connection.cursor()
    c.execute("create table bare as select * from members_member limit 0")
    c.execute("create table bares as select * from members_memberstatus limit 0")
    names = [Member._meta.get_field(n).column for n in import_rows.MEMBER_COLUMNS]

    def cp(table, cols, rows):
        with connection.cursor() as cur, cur.cursor.copy(f"copy {table} ({','.join(cols)}) from stdin") as k:
            for r in rows:
                k.write_row(r)

    T("bare copy member", lambda: cp("bare", names, rows), N)

    def ful():
        with transaction.atomic():
            bulk.copy_into(Member, import_rows.MEMBER_COLUMNS, rows)

    T("full copy member", ful, N)
    snames = [MemberStatus._meta.get_field(n).column for n in import_rows.STATUS_COLUMNS]
    srows = [(i, x.organisation_id, s, d, "", "") for i, x, s, d in dated]
    T("bare copy status", lambda: cp("bares", snames, srows), N)

    def fs():
        with transaction.atomic():
            bulk.copy_into(MemberStatus, import_rows.STATUS_COLUMNS, srows)

    T("full copy status", fs, N)
    # variants by insert-select
    c.execute("truncate bare")
    c.execute("insert into bare select * from members_member")

    def ins(label, pre):
        c.execute("drop table if exists v")
        c.execute("create table v (like members_member including defaults)")
        for p in pre:
            c.execute(p)
        T(label, lambda: c.execute("insert into v select * from bare"), N)

    ins("none", [])
    ins("pk", ["create unique index on v(id)"])
    ins("public_id", ["create unique index on v(public_id)"])
    ins("org,sort", ["create index on v(organisation_id, sort_key)"])
    ins("sort", ["create index on v(sort_key)"])
    ins("prefix", ["create index on v(search_key text_pattern_ops)"])
    ins("trgm", ["create index on v using gin(search_key gin_trgm_ops)"])
    ins("nid", ["create unique index on v(national_id_hash) where national_id_hash is not null"])
    ins("phone", ["create index on v(phone_hash) where phone_hash is not null"])
    ins(
        "fk org",
        [
            "alter table v add foreign key (organisation_id) references organisations_organisation(id) deferrable initially deferred"
        ],
    )
    ins(
        "regex check",
        [
            "alter table v add check (birth_date ~ '^(\\d{4}(-\\d{2}(-\\d{2})?)?)?$' and admission_ceremony_date ~ '^(\\d{4}(-\\d{2}(-\\d{2})?)?)?$' and admission_decision_date ~ '^(\\d{4}(-\\d{2}(-\\d{2})?)?)?$' and official_date ~ '^(\\d{4}(-\\d{2}(-\\d{2})?)?)?$')"
        ],
    )
    ins(
        "like check",
        [
            "alter table v add check (current_status in ('official','exempt','probationary','temporarily_exempt','temporary_elsewhere'))"
        ],
    )
    c.execute("select conname, pg_get_constraintdef(oid) from pg_constraint where conrelid='members_member'::regclass")
    print(c.fetchall())
    c.execute("select indexdef from pg_indexes where tablename like 'members_member%'")
    [print(r[0]) for r in c.fetchall()]
