import unicodedata

import pytest

from dangvu.lib import secrecy
from dangvu.lib.secrecy import Level

CONFIDENTIAL, SECRET, TOP_SECRET = Level.CONFIDENTIAL, Level.SECRET, Level.TOP_SECRET


@pytest.mark.parametrize(
    ("page", "level"),
    [
        ("MẬT", CONFIDENTIAL),
        ("TỐI MẬT", SECRET),
        ("TUYỆT MẬT", TOP_SECRET),
        ("Tuyệt mật", TOP_SECRET),
        ("M Ậ T", CONFIDENTIAL),
        ("T Ố I   M Ậ T", SECRET),
        ("T U Y Ệ T  M Ậ T", TOP_SECRET),
        ("  [ MẬT ]  ", CONFIDENTIAL),
        ("(Mật)", CONFIDENTIAL),
        ("*** TỐI MẬT ***", SECRET),
        ("“MẬT”", CONFIDENTIAL),
        ("MẬT.", CONFIDENTIAL),
        ("MẬT - KHẨN", CONFIDENTIAL),
        ("HỎA TỐC, TỐI MẬT", SECRET),
        ("TÀI LIỆU TUYỆT MẬT", TOP_SECRET),
        ("VĂN BẢN MẬT", CONFIDENTIAL),
        ("Tài liệu mật", CONFIDENTIAL),
        ("MẬT     TUYỆT MẬT", TOP_SECRET),
        ("TỐI\nMẬT", SECRET),
        ("TUYỆT\nMẬT", TOP_SECRET),
        ("ĐẢNG BỘ TỈNH\tMẬT\tĐẢNG CỘNG SẢN VIỆT NAM", CONFIDENTIAL),
        ("Số 05-BC/TU     MẬT", CONFIDENTIAL),
        ("Số 05-BC/TU | TUYỆT MẬT |", TOP_SECRET),
        ("Độ mật: Mật", CONFIDENTIAL),
        ("Mức độ mật : TỐI MẬT", SECRET),
        ("độ mật – tuyệt mật", TOP_SECRET),
        ("Do mat: Toi mat", SECRET),
        ("TOI MAT", SECRET),
        ("--- TUYET MAT ---", TOP_SECRET),
        ("[MAT]", CONFIDENTIAL),
        ("M\u200bẬ\u200bT", CONFIDENTIAL),
        ("ＭẬＴ", CONFIDENTIAL),
        ("TỐI\u00a0MẬT", SECRET),
        ("tèi mËt", SECRET),
        ("tuyÖt mËt", TOP_SECRET),
        ("§é mËt: tèi mËt", SECRET),
        ("TOÁI MAÄT", SECRET),
        ("TUYEÄT MAÄT", TOP_SECRET),
        ("ĐẢNG ỦY XÃ\nMẬT\nSố 01-BC/ĐU\nBáo cáo có bí mật nhà nước", CONFIDENTIAL),
        ("Mật\nTuyệt mật", TOP_SECRET),
    ],
)
def test_a_mark_on_a_page_is_found(page, level):
    finding = secrecy.mark_in_text(page)

    assert finding == secrecy.Finding(level, "page")


@pytest.mark.parametrize("page", ["MẬT", "TỐI MẬT", "Độ mật: Tuyệt mật"])
def test_a_mark_is_found_in_either_unicode_form(page):
    assert secrecy.mark_in_text(unicodedata.normalize("NFD", page)) == secrecy.mark_in_text(page)


@pytest.mark.parametrize(
    "page",
    [
        "",
        "Bảo vệ bí mật nhà nước là trách nhiệm của mọi đảng viên.",
        "LUẬT BẢO VỆ BÍ MẬT NHÀ NƯỚC",
        "BẢO VỆ BÍ\nMẬT NHÀ NƯỚC",
        "giữ bí\nmật",
        "GIỮ BÍ\nMẬT",
        "Tài liệu có độ mật, tối mật, tuyệt mật không gửi qua mạng.",
        "Văn bản đóng dấu MẬT, TỐI MẬT phải gửi theo đường riêng.",
        "Nuôi ong lấy mật ong; mật độ dân số; mật khẩu; thân mật; mật thiết",
        "mật ong",
        "Mật ong",
        "MẬT ĐỘ DÂN SỐ",
        "Mật khẩu",
        "MẬT KHẨU",
        "Bảo mật",
        "Bỏ phiếu kín, bảo đảm bí mật",
        "mật",
        "  mật  ",
        "Mật",
        "Nguyễn Văn\tMật",
        "QUY ĐỊNH VỀ ĐỘ\nMẬT",
        "Độ mật: Không",
        "Độ mật: Thường",
        "Độ mật:",
        "Độ mật: Mật / Tối mật / Tuyệt mật",
        "Độ mật: mật, tối mật hoặc tuyệt mật (nếu có)",
        "MAT",
        "mat",
        "mặt trận Tổ quốc",
        "CÓ MẶT",
        "Vắng mặt",
        "mÆt trËn",
        "bÝ mËt nhµ n­íc",
        "BÍ MẬT",
        "THÂN MẬT",
        "toi mat dien thoai",
        "mật" + "-" * 8_000 + "a",
        "MẬT " * 2_000,
    ],
)
def test_ordinary_words_are_no_mark(page):
    assert secrecy.mark_in_text(page) is None


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("MẬT_bao cao.pdf", CONFIDENTIAL),
        ("mat_bao_cao_quy_3.docx", CONFIDENTIAL),
        ("Mat - ke hoach.pdf", CONFIDENTIAL),
        ("[MAT] ke hoach.pdf", CONFIDENTIAL),
        ("ke hoach (mật).pdf", CONFIDENTIAL),
        ("Bao cao MAT.pdf", CONFIDENTIAL),
        ("báo cáo tối mật.pdf", SECRET),
        ("TOI_MAT_01.pdf", SECRET),
        ("bc-tuyet-mat.pdf", TOP_SECRET),
        ("tuyetmat.docx", TOP_SECRET),
        ("Văn bản mật số 3.pdf", CONFIDENTIAL),
        ("độ mật tối mật.pdf", SECRET),
        (unicodedata.normalize("NFD", "Kế hoạch TUYỆT MẬT.pdf"), TOP_SECRET),
    ],
)
def test_a_mark_in_a_file_name_is_found(name, level):
    assert secrecy.mark_in_name(name) == secrecy.Finding(level, "name")


@pytest.mark.parametrize(
    "name",
    [
        "danh_sach_co_mat.xlsx",
        "DANH_SACH_CO_MAT.xlsx",
        "danh sách vắng mặt.xlsx",
        "vang_mat.xlsx",
        "mat_tran_to_quoc.pdf",
        "Mặt trận Tổ quốc.pdf",
        "mat_khau.txt",
        "mat bang nha van hoa.pdf",
        "mat-do-dan-so.xlsx",
        "Luật Bảo vệ bí mật nhà nước.pdf",
        "bi_mat_nha_nuoc.pdf",
        "bao_mat_thong_tin.pdf",
        "mật ong rừng.pdf",
        "quy định về độ mật.pdf",
        "gặp mặt thân mật.docx",
        "mat.jpg",
        "thong bao.pdf",
        "toma.pdf",
        "",
    ],
)
def test_an_ordinary_file_name_is_no_mark(name):
    assert secrecy.mark_in_name(name) is None


@pytest.mark.parametrize(
    ("properties", "level"),
    [
        ({"Độ mật": "Mật"}, CONFIDENTIAL),
        ({"DoMat": "toi mat"}, SECRET),
        ({"Keywords": "kế hoạch; TUYỆT MẬT"}, TOP_SECRET),
        ({"Title": "TỐI MẬT"}, SECRET),
        ({"Classification": "mat"}, CONFIDENTIAL),
    ],
)
def test_a_mark_in_properties_is_found(properties, level):
    assert secrecy.mark_in_properties(properties) == secrecy.Finding(level, "property")


@pytest.mark.parametrize(
    "properties", [{}, {"Title": "Bảo vệ bí mật nhà nước"}, {"Độ mật": "Thường"}, {"Author": "Mật Văn Nam"}]
)
def test_ordinary_properties_are_no_mark(properties):
    assert secrecy.mark_in_properties(properties) is None
