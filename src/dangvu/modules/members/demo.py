"""Invented members for the demonstration installation, and a whole province of them for measurements."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any

from django.db import connection

from dangvu.kernel.access import Actor
from dangvu.lib import text
from dangvu.modules.identity import api as identity
from dangvu.modules.members import commands
from dangvu.modules.members.commands import bulk, import_rows
from dangvu.modules.members.models import Appointment, Following, Member, sealed
from dangvu.modules.members.rules import facts, fiction, importing, posts
from dangvu.modules.organisations import api as organisations

SEED = 1930
TOTALS = {"commune": 1_299, "province": 165_000}
WITH_ACCOUNTS = 2  # cells whose members all get an account; of the others, the committee
CELL_POSTS = ("cell_secretary", "cell_deputy_secretary")
COMMUNE_POSTS = (
    "secretary",
    "standing_deputy_secretary",
    "deputy_secretary",
    "inspection_head",
    "organisation_officer",
)
OFFICE = "Văn phòng"
GUISES = (
    ("bithu", "male", CELL_POSTS[0]),
    ("chiuy", "female", posts.COMMITTEE_MEMBER),
    ("dangvien", "female", ""),
    ("vanthu", "female", OFFICE),
    ("lanhdao", "male", OFFICE),
    ("canboto", "male", OFFICE),
    ("kiemtra", "male", OFFICE),
)
DERIVED = ("search_key", "sort_key", "birth_on", "party_since")
COLUMNS = (
    "public_id", "created_at", "updated_at", "organisation", "is_fictional", "current_status", "status_since",
    "status_reason", "status_decision", *DERIVED, *import_rows.PLAIN, *import_rows.SEALED,
)  # fmt: skip
RURAL_WORDS = ("xóm", "thôn", "bản", "khu", "tổ dân phố", "ấp", "buôn")


def fill(actor: Actor, scale: str) -> None:
    """Members in every cell there is, then posts, followers and (in a commune) accounts."""
    if Member.objects.exists():
        return
    units = _units(TOTALS.get(scale, TOTALS["commune"]))
    _write_people(units, actor)
    _appoint(actor)
    if scale != "province":
        _follow(actor)
        _join_demonstrators(actor)
        _open_accounts(actor)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE members_member, members_appointment")


def _units(total: int) -> list[fiction.Unit]:
    cells = [cell for root in organisations.roots() for cell in organisations.cells_below(root.id)]
    marked = [(cell.id, any(word in cell.name.lower() for word in RURAL_WORDS)) for cell in cells]
    return fiction.sizes(marked, total, SEED) if marked else []


def _write_people(units: Sequence[fiction.Unit], actor: Actor) -> None:
    people = _people(units, actor.today)
    now = actor.now.isoformat()
    while chunk := list(islice(people, importing.CHUNK)):
        bulk.copy_into(Member, COLUMNS, (_columns(cell, values, now, actor.today) for cell, values in chunk))


def _people(units: Sequence[fiction.Unit], today: date) -> Iterator[tuple[int, dict[str, str]]]:
    first = 1
    for unit in units:
        for values in fiction.people(unit, today, first_number=first, seed=SEED):
            yield unit.organisation_id, values
        first += unit.members + 1


def _columns(cell: int, values: dict[str, str], now: str, today: date) -> tuple[Any, ...]:
    status = importing.status_of(values)
    keys = facts.derived(values)
    return (
        bulk.new_public_id(),
        now,
        now,
        cell,
        True,  # is_fictional
        status,
        importing.status_since(status, values, today),
        "",
        "",
        *(keys[name] for name in DERIVED),
        *(values.get(name, "") for name in import_rows.PLAIN),
        *import_rows.seals(values),
    )


def _appoint(actor: Actor) -> None:
    """A committee in every cell, the leaders of the root organisation from the offices."""
    by_cell: dict[int, list[tuple[int, str, date]]] = {}
    columns = ("organisation_id", "pk", "current_status", "birth_on")
    for cell_id, pk, status, birth in Member.objects.order_by("pk").values_list(*columns):
        by_cell.setdefault(cell_id, []).append((pk, status, birth))
    made: list[Appointment] = []
    for cell_id, people in by_cell.items():
        made += _committee(cell_id, people, actor.today)
    made += _leaders(made, actor.today)
    Appointment.objects.bulk_create(made, batch_size=5_000)


def _committee(cell_id: int, people: Sequence[tuple[int, str, date]], today: date) -> Iterator[Appointment]:
    statuses = {pk: status for pk, status, _ in people}
    ages = {pk: today.year - birth.year for pk, _, birth in people}
    officials = sum(status == "official" for status in statuses.values())
    chosen = fiction.committee(statuses, ages, posts.committee_size(officials))
    since = date(today.year - 1, 6, 15)
    for rank, member_id in enumerate(chosen):
        post = CELL_POSTS[rank] if rank < len(CELL_POSTS) else posts.COMMITTEE_MEMBER
        yield Appointment(
            member_id=member_id, organisation_id=cell_id, post_id=post, valid_from=since, decision="Đại hội chi bộ"
        )


def _leaders(made: Sequence[Appointment], today: date) -> Iterator[Appointment]:
    secretaries = [each.member_id for each in made if each.post_id == CELL_POSTS[0]][-len(COMMUNE_POSTS) :]
    since = date(today.year - 1, 7, 1)
    for root in organisations.roots():
        known = {post.code for post in organisations.posts(today, root.kind)}
        wanted = [post for post in COMMUNE_POSTS if post in known]
        for member_id, post in zip(secretaries, wanted, strict=False):
            yield Appointment(
                member_id=member_id, organisation_id=root.id, post_id=post, valid_from=since, decision="01-QĐ/TU"
            )


def _follow(actor: Actor) -> None:
    """The leaders share the cells among themselves."""
    roots = [root.id for root in organisations.roots()]
    leaders = list(
        Appointment.objects.filter(organisation__in=roots).values_list("member_id", "member__organisation_id")
    )
    cells = [cell for root in roots for cell in organisations.cells_below(root)]
    made = []
    for number, cell in enumerate(cells):
        others = [member_id for member_id, own in leaders if own != cell.id]
        if others:
            leader = others[number % len(others)]
            made.append(Following(member_id=leader, organisation_id=cell.id, valid_from=date(actor.today.year, 1, 1)))
    Following.objects.bulk_create(made)


def _join_demonstrators(actor: Actor) -> None:
    """The people who sign in to show the product are members like the others, under their own names."""
    cells = _cells()
    office = next((cell for cell in cells if OFFICE in cell.name), cells[0])
    for login, sex, post in GUISES:
        account = identity.account_by_login(login)
        place = office if post == OFFICE else cells[0]
        free = Member.objects.filter(organisation=place.id, account=None, current_status="official")
        posted = Appointment.objects.filter(organisation=place.id)
        chosen = posted.filter(post__code=post) if post in CELL_POSTS or post == posts.COMMITTEE_MEMBER else None
        mine = free.filter(pk__in=chosen.values("member")) if chosen else free.exclude(pk__in=posted.values("member"))
        member = mine.order_by("pk").first()
        if account is not None and member is not None:
            _disguise(member, account.display_name, sex)
            commands.link_account(actor=actor, member=member, account=account)


def _disguise(member: Member, name: str, sex: str) -> None:
    member.full_name, member.birth_name, member.sex = name, "", sex
    member.search_key, member.sort_key = text.search_key(name), text.sort_key(name)
    number = int(sealed.read(member, "national_id")[-6:])
    born = member.birth_on or date(1970, 1, 1)
    sealed.put(member, "national_id", fiction.national_id(born, number, female=sex == "female"))
    member.save()


def _cells() -> list[organisations.OrganisationInfo]:
    """Every cell, the one of the demonstrators first: a residential one, as in the accounts' demo."""
    cells = [cell for root in organisations.roots() for cell in organisations.cells_below(root.id)]
    return sorted(cells, key=lambda cell: " khu " not in cell.name)


def _open_accounts(actor: Actor) -> None:
    holders = set(Appointment.objects.values_list("member_id", flat=True))
    cells = _cells()
    by_id = organisations.Organisation.objects.in_bulk([cell.id for cell in cells])
    for number, cell in enumerate(cells):
        mine = Member.objects.filter(organisation=cell.id).values_list("pk", flat=True)
        chosen = list(mine) if number < WITH_ACCOUNTS else [pk for pk in mine if pk in holders]
        if chosen:
            commands.open_accounts(actor=actor, organisation=by_id[cell.id], members=chosen)
