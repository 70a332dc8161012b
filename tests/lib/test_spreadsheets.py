# ruff: noqa: E501 - tables of examples, one beside the other

import io
import unicodedata
import zipfile
import zlib

import openpyxl
import pytest
import xlsxwriter

from dangvu.lib import spreadsheets


def _workbook(fill) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    fill(book.add_worksheet("Một"))
    book.close()
    return out.getvalue()


def _with_part(content: bytes, name: str, data: bytes) -> bytes:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return out.getvalue()


def test_rows_have_the_numbers_people_see_and_merged_values_repeat():
    def fill(sheet):
        sheet.merge_range("B3:B5", "Đảng bộ xã Yên Trị")
        for row in range(2, 6):
            sheet.write(row, 0, row)
        sheet.set_row(3, None, None, {"hidden": True})

    sheet = spreadsheets.read(_workbook(fill), "a.xlsx").sheets[0]

    assert [(number, values[1]) for number, values in sheet.rows()] == [
        (3, "Đảng bộ xã Yên Trị"), (4, "Đảng bộ xã Yên Trị"), (5, "Đảng bộ xã Yên Trị"), (6, ""),
    ]  # fmt: skip


def test_rows_start_where_the_sheet_starts():
    def fill(sheet):
        sheet.write(6, 2, "x")

    sheet = spreadsheets.read(_workbook(fill), "a.xlsx").sheets[0]

    assert list(sheet.rows()) == [(7, ["x"])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_is_read_in_every_usual_encoding(encoding, delimiter):
    lines = [
        "DANH SÁCH",
        delimiter.join(("STT", "Họ tên", "Ghi chú")),
        delimiter.join(("1", "Bùi Văn Bằng", '"hai\ndòng"')),
    ]
    lines.append(delimiter.join(("2", "Lê Thị Hà", "")))
    text = "\r\n".join(lines)
    if encoding == "cp1258":
        text = text.replace("ọ", "o\u0323").replace("ằ", "ă\u0300").replace("ị", "i\u0323").replace("ò", "o\u0300")

    sheet = spreadsheets.read(text.encode(encoding), "ds.csv").sheets[0]

    assert [(number, unicodedata.normalize("NFC", values[1])) for number, values in sheet.rows()] == [
        (1, ""), (2, "Họ tên"), (3, "Bùi Văn Bằng"), (5, "Lê Thị Hà"),
    ]  # fmt: skip


def test_a_stray_quotation_mark_does_not_swallow_the_file():
    lines = ["STT;Họ tên", '1;"Lê Văn A', *[f"{number};Lê Văn B" for number in range(2, 30)]]

    sheet = spreadsheets.read("\n".join(lines).encode(), "ds.csv").sheets[0]

    assert sum(1 for _ in sheet.rows()) == 30


@pytest.mark.parametrize(
    ("content", "name", "refusal"),
    [
        (b"", "a.xlsx", spreadsheets.Empty), (b"\n\n", "a.csv", spreadsheets.Empty),
        (b"%PDF-1.7 ...", "a.xlsx", spreadsheets.NotASpreadsheet), (b"<html><table>", "a.csv", spreadsheets.NotASpreadsheet),
        (b"<html><table>", "a.xls", spreadsheets.WrongExtension), (b"PK\x03\x04 broken", "a.xlsx", spreadsheets.Damaged),
        (b"a;b\n1;2", "a.xlsx", spreadsheets.WrongExtension), (b"\x00\x01\x02\x03" * 90, "a.csv", spreadsheets.NotASpreadsheet),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", spreadsheets.Encrypted),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "a.xls", spreadsheets.NotASpreadsheet),
    ],
)  # fmt: skip
def test_read_refuses_with_a_sentence(content, name, refusal):
    with pytest.raises(refusal) as caught:
        spreadsheets.read(content, name)

    assert caught.value.sentence.endswith(".")


def test_read_refuses_a_workbook_under_another_name():
    with pytest.raises(spreadsheets.WrongExtension):
        spreadsheets.read(_workbook(lambda sheet: sheet.write(0, 0, 1)), "a.csv")


def test_read_refuses_macros():
    content = _with_part(_workbook(lambda sheet: sheet.write(0, 0, 1)), "xl/vbaProject.bin", b"x")

    with pytest.raises(spreadsheets.HasMacros):
        spreadsheets.read(content, "a.xlsx")


def test_read_refuses_what_unpacks_too_large_whatever_the_directory_says():
    content = _with_part(_workbook(lambda sheet: sheet.write(0, 0, 1)), "xl/media/big.xml", b"0" * 3_000_000)
    packed = zlib.crc32(b"0" * 3_000_000).to_bytes(4, "little")
    lying = content.replace((3_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))

    with pytest.raises(spreadsheets.TooBig):
        spreadsheets.read(content, "a.xlsx", spreadsheets.Limits(unpacked_bytes=2_000_000))
    with pytest.raises(spreadsheets.TooBig):
        spreadsheets.read(lying, "a.xlsx", spreadsheets.Limits(unpacked_bytes=2_000_000))
    assert packed in content


def test_read_refuses_cells_out_of_reach_but_not_empty_formatted_ones():
    book = openpyxl.Workbook()
    book.active["A1"] = "x"
    book.active["XFD9"].font = openpyxl.styles.Font(bold=True)
    out = io.BytesIO()
    book.save(out)
    assert [number for number, _ in spreadsheets.read(out.getvalue(), "a.xlsx").sheets[0].rows()] == [1]

    book.active["XFD9"] = "x"
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(spreadsheets.TooManyColumns):
        spreadsheets.read(out.getvalue(), "a.xlsx")

    book.active["XFD9"] = None
    book.active["A900000"] = "x"
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(spreadsheets.TooManyRows):
        spreadsheets.read(out.getvalue(), "a.xlsx")
