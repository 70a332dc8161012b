import datetime

import pytest
from django.db import IntegrityError, transaction
from tests.modules.members import factories
from tests.modules.organisations.factories import commune

from dangvu.kernel.audit.models import Entry
from dangvu.kernel.errors import Conflict, Invalid, NotAllowed
from dangvu.modules.identity.models import Grant
from dangvu.modules.members import commands, queries
from dangvu.modules.members.models import Appointment, FormerStatus, Member, sealed

pytestmark = pytest.mark.django_db
TODAY = factories.TODAY


@pytest.fixture
def place():
    return commune(2)


def test_register_member_writes_the_row_its_keys_and_its_first_status(place):
    _, (cell, _) = place

    member = factories.member(cell, "nguyễn thị HÒA", sex="female", national_id="099174000001")

    assert member.full_name == "Nguyễn Thị Hòa"
    assert member.search_key == "nguyen thi hoa"
    assert member.party_since == datetime.date(1997, 1, 20)
    assert member.birth_date == "1974-07-14"
    assert (member.current_status, member.status_since) == ("official", datetime.date(1998, 2, 3))


def test_register_member_seals_private_numbers_and_keeps_them_out_of_the_audit(place):
    _, (cell, _) = place

    member = factories.member(cell, national_id="099074123456", phone="0912 440 218")

    row = Member.objects.filter(pk=member.pk).values().get()
    assert "099074123456" not in str(row)
    assert "912440218" not in str(row)
    assert member.national_id_tail == "456"
    assert sealed.read(Member.objects.get(pk=member.pk), "phone") == "+84912440218"
    assert "099074123456" not in str(list(Entry.objects.values()))


def test_register_member_refuses_a_known_identity_number(place):
    _, (cell, other) = place
    factories.member(cell, national_id="099074123456")

    with pytest.raises(Conflict):
        factories.member(other, national_id="099074123456")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"birth_date": "31/02/1980"}, "birth_date"),
        ({"birth_date": "01/01/1985"}, "admission_ceremony_date"),
        ({"national_id": "12345"}, "national_id"),
        ({"national_id": "099175123456"}, "national_id"),
        ({"phone": "12345"}, "phone"),
        ({"card_number": "123"}, "card_number"),
        ({"official_date": "01/01/1990"}, "official_date"),
        ({"full_name": " "}, "full_name"),
    ],
)
def test_register_member_says_which_field_is_wrong(place, changes, field):
    _, (cell, _) = place

    with pytest.raises(Invalid) as refused:
        factories.member(cell, **changes)

    assert refused.value.field == field
    assert Member.objects.count() == 0


def test_register_member_takes_partial_dates(place):
    _, (cell, _) = place

    member = factories.member(cell, birth_date="1974", admission_ceremony_date="2/1997", admission_decision_date="")

    assert (member.birth_date, member.admission_ceremony_date) == ("1974", "1997-02")
    assert member.party_since == datetime.date(1997, 2, 1)


def test_register_member_needs_the_right_at_the_cell(place):
    _, (cell, other) = place
    officer = factories.with_role("organisation_officer", cell)

    with pytest.raises(NotAllowed):
        commands.register_member(
            actor=officer, organisation=other, values=factories.facts(), status="official", since=TODAY
        )


def test_correct_member_keeps_private_numbers_that_were_left_empty(place):
    _, (cell, _) = place
    member = factories.member(cell, national_id="099074123456")

    corrected = commands.correct_member(
        actor=factories.system(),
        member=member,
        values={"full_name": "Trần Văn Sửa", "national_id": "", "phone": ""},
        reason="Giấy khai sinh số 12",
    )

    assert corrected.full_name == "Trần Văn Sửa"
    assert sealed.read(corrected, "national_id") == "099074123456"


def test_correct_member_needs_a_reason(place):
    _, (cell, _) = place
    member = factories.member(cell)

    with pytest.raises(Invalid):
        commands.correct_member(actor=factories.system(), member=member, values={"job_now": "Hưu trí"}, reason=" ")


def test_change_status_closes_the_old_period_and_opens_the_new_one(place):
    _, (cell, _) = place
    member = factories.member(cell)
    on = datetime.date(2026, 5, 1)

    commands.change_status(actor=factories.system(), member=member, status="exempt", on=on, reason="Tuổi cao")

    former = list(member.former_statuses.values_list("status", "valid_from", "valid_until"))
    assert former == [("official", datetime.date(1998, 2, 3), on)]
    member.refresh_from_db()
    assert (member.current_status, member.status_since, member.status_reason) == ("exempt", on, "Tuổi cao")


def test_change_status_refuses_what_cannot_follow(place):
    _, (cell, _) = place
    member = factories.member(cell)
    commands.change_status(actor=factories.system(), member=member, status="deceased", on=datetime.date(2026, 5, 1))

    with pytest.raises(Invalid):
        commands.change_status(actor=factories.system(), member=member, status="official", on=TODAY, decision="1")


def test_move_member_takes_posts_and_grants_along(place):
    _, (cell, other) = place
    member = factories.member(cell)
    account = factories.with_account(member)
    commands.appoint_member(
        actor=factories.system(),
        organisation=cell,
        member=member,
        post="cell_secretary",
        since=datetime.date(2026, 1, 1),
    )

    commands.move_member(actor=factories.system(), member=member, organisation=other, on=TODAY, decision="12-QĐ/ĐU")

    assert Appointment.objects.get().valid_until == TODAY
    running = Grant.objects.filter(account=account, valid_until__isnull=True)
    assert {(grant.role.code, grant.organisation_id) for grant in running} == {("member", other.pk)}
    assert [row.organisation_id for row in FormerStatus.objects.filter(member=member)] == [cell.pk]


def test_appoint_member_gives_the_role_of_the_post(place):
    _, (cell, _) = place
    member = factories.member(cell)
    account = factories.with_account(member)

    appointment = commands.appoint_member(
        actor=factories.system(), organisation=cell, member=member, post="cell_secretary", since=TODAY
    )
    roles = set(Grant.objects.filter(account=account).values_list("role__code", "source"))
    commands.end_appointment(actor=factories.system(), appointment=appointment, on=TODAY)

    assert roles == {("member", "membership"), ("cell_secretary", "appointment")}
    assert not Grant.objects.filter(role__code="cell_secretary", valid_until__isnull=True).exists()


def test_appoint_member_allows_one_secretary(place):
    _, (cell, _) = place
    first, second = factories.member(cell), factories.member(cell)
    give = {"actor": factories.system(), "organisation": cell, "post": "cell_secretary", "since": TODAY}
    commands.appoint_member(member=first, **give)

    with pytest.raises(Conflict):
        commands.appoint_member(member=second, **give)


def test_appoint_member_refuses_a_probationary_member(place):
    _, (cell, _) = place
    member = factories.member(cell, status="probationary", official_date="")

    with pytest.raises(Invalid):
        commands.appoint_member(
            actor=factories.system(), organisation=cell, member=member, post="cell_secretary", since=TODAY
        )


def test_follow_cell_replaces_the_follower_before(place):
    _, (cell, other) = place
    first, second = factories.member(other), factories.member(other)
    commands.follow_cell(actor=factories.system(), organisation=cell, member=first, since=datetime.date(2026, 1, 1))

    commands.follow_cell(actor=factories.system(), organisation=cell, member=second, since=TODAY)

    follower = queries.follower_of(cell.pk, TODAY)
    assert follower is not None
    assert follower.id == second.pk


def test_open_accounts_opens_one_for_everybody_who_uses_the_handbook(place):
    _, (cell, _) = place
    member, exempt = factories.member(cell, phone="0912440218"), factories.member(cell)
    commands.change_status(actor=factories.system(), member=exempt, status="exempt", on=TODAY)

    opened = commands.open_accounts(actor=factories.system(), organisation=cell)

    assert opened == 1
    member.refresh_from_db()
    assert member.account.login == "0912440218"
    slips = commands.issue_slips(actor=factories.system(), organisation=cell)
    assert [(slip.name, slip.login) for slip in slips] == [(member.full_name, "0912440218")]
    assert slips[0].code


def test_reveal_needs_a_reason_unless_it_is_ones_own(place):
    top, (cell, _) = place
    member = factories.member(cell, national_id="099074123456")
    own = factories.actor_of(factories.with_account(member))
    officer = factories.with_role("organisation_officer", top)

    with pytest.raises(Invalid):
        commands.reveal_national_id(actor=officer, member=member, reason="")
    shown = commands.reveal_national_id(actor=officer, member=member, reason="Đối chiếu giấy tờ")

    assert shown == "099074123456"
    assert commands.reveal_national_id(actor=own, member=member, reason="") == "099074123456"
    entry = Entry.objects.filter(command="members.reveal_national_id").earliest("pk")
    assert entry.facts["reason"] == "Đối chiếu giấy tờ"


def test_the_database_refuses_two_statuses_on_one_day(place):
    _, (cell, _) = place
    member = factories.member(cell)
    period = {"member": member, "organisation": cell, "valid_from": TODAY, "valid_until": datetime.date(2027, 1, 1)}
    FormerStatus.objects.create(status="exempt", **period)

    with pytest.raises(IntegrityError), transaction.atomic():
        FormerStatus.objects.create(status="official", **period)
