import json

import pytest
from bench.figure import Figure, percentile

from bench import __main__ as bench
from bench import weight


@pytest.mark.parametrize(("share", "expected"), [(0.5, 3), (0.95, 5), (0.99, 5), (0.2, 1), (0.21, 2), (0, 1), (1, 5)])
def test_a_percentile_is_a_sample_that_so_many_do_not_exceed(share, expected):
    assert percentile([5, 3, 1, 4, 2], share) == expected


def test_the_only_sample_is_every_percentile():
    assert percentile([7.5], 0.5) == percentile([7.5], 0.95) == 7.5


def test_a_figure_is_one_json_line_with_its_ratio_to_the_floor():
    line = Figure("pages.member.home.p95", 30.0, "ms", 10.0, 40).line()

    assert "\n" not in line
    assert json.loads(line) == {
        "name": "pages.member.home.p95", "value": 30.0, "unit": "ms", "floor": 10.0, "ratio": 3.0, "n": 40,
    }  # fmt: skip


@pytest.mark.parametrize("floor", [None, 0])
def test_without_a_floor_there_is_no_ratio(floor):
    assert json.loads(Figure("checkin.double", 0, "rows", floor).line())["ratio"] is None


def test_the_list_names_every_figure_once(capsys):
    assert bench.main(["--list"]) == 0

    names = capsys.readouterr().out.split()
    assert len(names) == len(set(names))
    assert {name.split(".")[0] for name in names} == set(bench.MEASURES)
    assert {"pages.cell-secretary.home.p95", "checkin.rate", "checkin.double", "checkin.p99", "import.time",
            "import.memory", "live.p99", "live.lost", "minutes.pdf"} <= set(names)  # fmt: skip


def test_the_list_can_be_narrowed_to_a_beginning(capsys):
    bench.main(["--list", "pages.member", "live.p99"])

    names = capsys.readouterr().out.split()
    assert "live.p99" in names
    assert "live.lost" not in names
    assert all(name == "live.p99" or name.startswith("pages.member.") for name in names)


def test_a_name_that_nothing_bears_is_refused(capsys):
    with pytest.raises(SystemExit):
        bench.main(["pages.nobody"])

    assert "pages.nobody" in capsys.readouterr().err


def test_a_phone_fetches_what_the_page_names_but_no_look_of_wider_screens_or_of_paper():
    page = """
        <link rel="stylesheet" href="/static/app.css">
       <link rel="stylesheet" media="(min-width: 64rem)" href="/desk.css">
        <link rel="stylesheet" media="print" href="/print.css"><link rel="icon" href="/mark.svg">
        <script src="/app.js" defer></script><svg><use href="/icons.svg#home"></use></svg>
        <a href="/elsewhere/">x</a><img src="https://other.example/x.png">
    """

    assert weight.parts(page) == ["/static/app.css", "/mark.svg", "/app.js", "/icons.svg"]
