import gzip

import pytest
from django.http import FileResponse, HttpResponse
from django.test import RequestFactory

from dangvu.config.compression import TextCompressionMiddleware

PAGE = "<p>Chi bộ thôn Suối Khe</p>" * 100


def answered(response, encodings="gzip, deflate, br"):
    request = RequestFactory().get("/", headers={"Accept-Encoding": encodings})
    return TextCompressionMiddleware(lambda _: response)(request)


def test_a_page_travels_compressed_and_unfolds_to_the_same():
    answer = answered(HttpResponse(PAGE))

    assert answer["Content-Encoding"] == "gzip"
    assert len(answer.content) < len(PAGE) / 5
    assert gzip.decompress(answer.content).decode() == PAGE


def test_equal_pages_differ_in_length_so_that_lengths_tell_nothing():
    assert len({len(answered(HttpResponse(PAGE)).content) for _ in range(30)}) > 1


@pytest.mark.parametrize("kind", ["application/pdf", "image/png"])
def test_what_is_packed_already_stays_as_it_is(kind):
    assert "Content-Encoding" not in answered(HttpResponse(PAGE, content_type=kind))


@pytest.mark.django_db  # the end of a streamed answer tidies up connections
def test_a_streamed_file_keeps_its_length(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(PAGE)
    answer = answered(FileResponse(path.open("rb"), content_type="text/plain"))

    assert "Content-Encoding" not in answer
    assert answer["Content-Length"] == str(len(PAGE.encode()))
    answer.close()


def test_a_browser_that_does_not_ask_gets_plain_text():
    assert answered(HttpResponse(PAGE), "identity").content.decode() == PAGE
