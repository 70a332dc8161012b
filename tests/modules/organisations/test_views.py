import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.modules.identity import factories as people
from tests.modules.organisations import factories

from dangvu.modules.organisations.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client_of):
    """The officer of a commune with three cells, and the commune."""
    top, cells = factories.commune(3)
    officer = people.person("organisation_officer", top, subtree=True)
    return client_of(officer), top, cells


def test_the_tree_opens_with_the_persons_own_part(office):
    client, top, cells = office

    page = client.get(reverse("organisations:tree")).content.decode()

    assert top.name in page
    assert all(cell.name in page for cell in cells)


def test_a_branch_is_asked_for_when_it_is_opened(office):
    client, top, cells = office

    part = client.get(reverse("organisations:branch", args=[top.public_id]), headers={"HX-Request": "true"})

    assert cells[0].name in part.content.decode()
    assert "<html" not in part.content.decode()


def test_searching_needs_no_accents(office):
    client, top, _ = office
    factories.organisation(top, name="Chi bộ thôn Đồng Vàng")

    page = client.get(reverse("organisations:tree"), {"q": "dong vang"}).content.decode()

    assert "Chi bộ thôn Đồng Vàng" in page


def test_a_stranger_sees_neither_tree_nor_organisation(client_of):
    _, (cell,) = factories.commune(1)
    stranger = client_of(people.account())

    assert stranger.get(reverse("organisations:tree")).status_code == 403
    assert stranger.get(reverse("organisations:detail", args=[cell.public_id])).status_code == 404


def test_a_secretary_sees_the_own_cell_and_may_not_change_it(client_of):
    _, (one, two) = factories.commune(2)
    client = client_of(people.person("cell_secretary", one))

    assert client.get(reverse("organisations:detail", args=[one.public_id])).status_code == 200
    assert client.get(reverse("organisations:detail", args=[two.public_id])).status_code == 404
    assert client.get(reverse("organisations:rename", args=[one.public_id])).status_code == 403


def test_establishing_through_the_form(office):
    client, top, _ = office

    sent = {"name": "Chi bộ khu Mới", "kind": "cell", "on": "2026-11-01", "symbol": "CB"}
    response = client.post(reverse("organisations:establish", args=[top.public_id]), sent)

    made = Organisation.objects.get(name="Chi bộ khu Mới")
    assert response["Location"] == reverse("organisations:detail", args=[made.public_id])
    assert made.parent == top
    assert "CB" in client.get(response["Location"]).content.decode()


def test_a_refusal_stands_beside_its_field(office):
    client, top, cells = office

    sent = {"name": cells[0].name, "kind": "cell", "on": "2026-11-01"}
    response = client.post(reverse("organisations:establish", args=[top.public_id]), sent)

    assert response.status_code == 400
    assert "trùng tên" in response.content.decode()


def test_every_form_shows_itself(office):
    client, top, cells = office

    for name in ("correct", "rename", "move", "close", "symbol", "establish"):
        assert client.get(reverse(f"organisations:{name}", args=[cells[0].public_id])).status_code == 200, name
    assert client.get(reverse("organisations:move_many", args=[top.public_id])).status_code == 200


def test_moving_many_through_the_form(office):
    client, top, cells = office
    section = factories.organisation(top, kind="section_org", name="Đảng bộ khối")

    sent = {
        "organisations": [str(c.public_id) for c in cells[:2]],
        "new_parent": str(section.public_id),
        "on": datetime.date(2026, 11, 1).isoformat(),
    }
    response = client.post(reverse("organisations:move_many", args=[top.public_id]), sent)

    assert response.status_code == 303
    assert set(section.children.all()) == set(cells[:2])


def test_a_list_is_shown_row_by_row_before_it_is_written(office):
    client, top, _ = office
    lines = [
        "TT;Tên tổ chức đảng;Loại hình;Trực thuộc;Quyết định thành lập;Họ và tên bí thư",
        f"1;Chi bộ xóm Đồi;Chi bộ trực thuộc;{top.name};Số 29-QĐ/ĐU, ngày 12/8/2025;Bùi Thị Chữ",
        f"2;Chi bộ xóm Suối;Chi bộ trực thuộc;{top.name};Số 30-QĐ/ĐU, ngày 12/8/2025;",
    ]
    upload = SimpleUploadedFile("to-chuc.csv", "\n".join(lines).encode(), content_type="text/csv")

    sent = {"file": upload, "under": str(top.public_id), "as_of": "2026-10-31"}
    answer = client.post(reverse("organisations:upload"), sent)
    preview = client.get(answer["Location"]).content.decode()

    assert "Chi bộ xóm Suối" in preview
    assert not Organisation.objects.filter(name="Chi bộ xóm Đồi").exists()
    client.post(answer["Location"])
    assert Organisation.objects.get(name="Chi bộ xóm Đồi").established_decision == "29-QĐ/ĐU"


@pytest.mark.parametrize("address", ["organisations:tree", "organisations:tree?q=chi"])
def test_the_tree_costs_the_same_for_one_and_for_thirty(client_of, address, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    name, _, query = address.partition("?")
    counts = []
    for cells in (1, 30):
        top, _ = factories.commune(cells)
        client = client_of(people.person("organisation_officer", top, subtree=True))
        client.get(reverse(name))
        with CaptureQueriesContext(connection) as captured:
            client.get(f"{reverse(name)}?{query}")
        counts.append(len(captured))

    assert counts[0] == counts[1]
