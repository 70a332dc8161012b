import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.modules.documents import factories
from tests.modules.organisations import factories as organisations

from dangvu.kernel import access, files
from dangvu.kernel.errors import Invalid, Refused
from dangvu.kernel.filing.models import StoredFile
from dangvu.lib import papers, secrecy
from dangvu.modules.documents import api
from dangvu.modules.documents.access import Can
from dangvu.modules.documents.commands import stub as commands
from dangvu.modules.documents.models import SecretStub
from dangvu.modules.documents.rules import layout

pytestmark = pytest.mark.django_db


@pytest.fixture
def cell():
    return organisations.commune(1)[1][0]


@pytest.fixture
def secretary(cell):
    return factories.actor(Can.ATTACH, at=cell)


def word(path, *paragraphs):
    body = "".join(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" for words in paragraphs)
    xml = f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", xml)
    return path


def test_a_marked_file_leaves_a_numbered_stub_and_nothing_else(cell, secretary, tmp_path):
    marked = word(tmp_path / "a.docx", "ĐẢNG ỦY XÃ", "TỐI MẬT", "Kế hoạch đặc biệt")

    with pytest.raises(Refused) as refused:
        api.refuse_secret_matter("ke hoach.docx", marked, papers.WORD, secretary)

    stub = SecretStub.objects.get()
    assert "TM-01/2026" in refused.value.sentence
    assert "TỐI MẬT" in refused.value.sentence
    assert "văn thư" in refused.value.hint
    assert (stub.organisation_id, stub.person, stub.level, stub.seen_in) == (
        cell.pk, secretary.name, secrecy.Level.SECRET, "page",
    )  # fmt: skip


def test_a_stub_tells_neither_name_nor_content(secretary, tmp_path):
    marked = word(tmp_path / "a.docx", "MẬT", "Kế hoạch đặc biệt")

    with pytest.raises(Refused):
        api.refuse_secret_matter("ke hoach dac biet.docx", marked, papers.WORD, secretary)

    kept = " ".join(map(str, SecretStub.objects.values().get().values()))
    assert "ke hoach" not in kept
    assert "đặc biệt" not in kept


def test_the_same_name_gives_the_same_hash(secretary, tmp_path):
    for name in ("mat_1.docx", "mat_1.docx", "mat_2.docx"):
        with pytest.raises(Refused):
            api.refuse_secret_matter(name, tmp_path / "none", "image/png", secretary)

    first, second, third = SecretStub.objects.order_by("number").values_list("name_hash", flat=True)
    assert first == second != third


def test_stubs_are_numbered_per_organisation(cell, secretary, tmp_path):
    other = factories.actor(Can.ATTACH, at=organisations.organisation(cell.parent))
    for person in (secretary, secretary, other):
        with pytest.raises(Refused):
            api.refuse_secret_matter("MẬT_1.png", tmp_path / "none", "image/png", person)

    rows = SecretStub.objects.order_by("pk")
    assert [(row.organisation_id == cell.pk, row.label) for row in rows] == [
        (True, "TM-01/2026"), (True, "TM-02/2026"), (False, "TM-01/2026"),
    ]  # fmt: skip


def test_a_person_without_any_organisation_is_stopped_too(tmp_path):
    with pytest.raises(Refused):
        api.refuse_secret_matter("MẬT_1.png", tmp_path / "none", "image/png", factories.actor())

    assert SecretStub.objects.get().number == 1


def test_an_ordinary_file_passes(secretary, tmp_path):
    ordinary = word(tmp_path / "a.docx", "Quán triệt Luật Bảo vệ bí mật nhà nước")

    api.refuse_secret_matter("bi_mat_nha_nuoc.docx", ordinary, papers.WORD, secretary)

    assert SecretStub.objects.count() == 0


def test_a_file_that_cannot_be_looked_into_is_refused_without_a_stub(secretary, tmp_path):
    broken = tmp_path / "a.docx"
    broken.write_bytes(b"PK\x03\x04 nothing")

    with pytest.raises(Invalid):
        api.refuse_secret_matter("a.docx", broken, papers.WORD, secretary)

    assert SecretStub.objects.count() == 0


def test_the_gate_stands_in_front_of_every_upload(secretary, tmp_path):
    content = word(tmp_path / "a.docx", "MẬT").read_bytes()

    with pytest.raises(Refused, match="TM-01/2026"):
        files.receive(SimpleUploadedFile("bao cao.docx", content), actor=secretary)

    assert StoredFile.objects.count() == 0


def test_a_stub_is_settled_with_a_note(cell, secretary, tmp_path):
    with pytest.raises(Refused):
        api.refuse_secret_matter("MẬT_1.png", tmp_path / "none", "image/png", secretary)
    clerk = factories.actor(Can.STUBS, at=cell)

    commands.hand_over_stub(actor=clerk, stub=SecretStub.objects.get(), remark="Sổ mật số 4")

    stub = SecretStub.objects.get()
    assert (stub.state, stub.outcome_note, stub.settled_at) == ("handed_over", "Sổ mật số 4", clerk.now)


def test_the_letterhead_names_the_superior_and_the_place(cell):
    head = api.letterhead(cell.pk, factories.DAY)

    assert (head.superior, head.issuer) == (cell.parent.name, cell.name)


def test_the_office_s_setting_reaches_the_paper():
    from dangvu.kernel.rulebook.models import RuleEdition
    from dangvu.modules.documents import queries

    RuleEdition.objects.create(
        key=layout.rule_key("line_spacing"), effective_from=factories.DAY, value=20, regulation="Quyết định của cơ quan"
    )

    assert queries.layout_choices(factories.DAY)["line_spacing"] == 20
    assert queries.layout_choices(factories.DAY.replace(month=6))["line_spacing"] == 18


def test_the_clerk_above_sees_what_was_stopped_in_a_cell(cell, secretary):
    clerk = factories.actor(Can.STUBS, at=cell.parent)
    stranger = factories.actor(Can.STUBS, at=cell)
    for person in (secretary, factories.actor(Can.ATTACH, at=cell.parent)):
        with pytest.raises(Refused):
            api.refuse_secret_matter("MẬT_1.png", "", "image/png", person)

    assert access.visible(clerk, Can.STUBS, SecretStub.objects).count() == 2
    assert access.visible(stranger, Can.STUBS, SecretStub.objects).count() == 1
