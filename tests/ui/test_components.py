import datetime

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from lxml import html

from dangvu.ui import build, shell, views, widgets

COMPONENTS = sorted(path.stem.replace("_", "-") for path in (build.UI / "templates" / "cotton").glob("*.html"))
SHELLS = {"doc", "page", "focus", "plain"}


class Sample(forms.Form):
    held_on = forms.DateField(label="Ngày họp", help_text="Từ hôm nay.")
    shape = forms.ChoiceField(
        label="Hình thức", choices=[("a", "Trực tiếp"), ("b", "Trực tuyến")], widget=forms.RadioSelect
    )
    note = forms.CharField(label="Ghi chú", required=False)
    agree = forms.BooleanField(label="Tôi đồng ý")
    paper = forms.FileField(label="Tệp", required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False)


def tree(markup: str, **facts):
    """A snippet with components, as elements."""
    text = engines["django"].from_string(markup).render(facts)
    return html.fragment_fromstring(text, create_parent="div")


def field(form: forms.Form, name: str):
    return tree("{% cotton form-field :field=field /%}", field=form[name])


@pytest.mark.parametrize("name", COMPONENTS)
def test_every_component_renders_with_no_attribute_at_all(name):
    facts = {"shell": shell.Shell(), "day": datetime.date(2026, 12, 3)}
    extra = {"date-tile": ":on=day", "form-field": ":field=field"}.get(name, "")
    facts["field"] = Sample()["note"]

    assert engines["django"].from_string(f"{{% cotton {name} {extra} /%}}").render(facts) is not None


def test_the_sheet_has_a_title_a_landmark_and_nothing_inline(page):
    found = html.fromstring(page("ui/sheet.html", **views.context()))

    assert found.findtext(".//title") == "Bảng thành phần · Đảng vụ"
    assert len(found.findall(".//main")) == 1
    assert len(found.findall(".//h1")) == 1
    assert found.xpath("//@style") == []
    assert found.xpath("//script[not(@src)]") == []
    assert found.xpath("//@*[starts-with(name(), 'on')]") == []
    ids = found.xpath("//@id")
    assert sorted(ids) == sorted(set(ids))


def test_a_fictional_installation_says_so_on_every_page(page):
    assert "mọi tên người và tổ chức đều hư cấu" in page("ui/sheet.html", **views.context())


def test_what_people_write_is_escaped_once():
    found = tree("{% cotton chip %}{{ name }}{% endcotton %}", name="Hòa & <b>Lan</b>")

    assert found.text_content().strip() == "Hòa & <b>Lan</b>"


def test_attributes_pass_through_and_are_escaped_once():
    found = tree("""{% cotton field id="a" label="{{ name }}" error="{{ name }}" /%}""", name="A & <B>")

    assert found.find(".//label").text_content() == "A & <B>"
    assert found.get_element_by_id("a-e").text_content().endswith("A & <B>")


def test_a_wrong_field_names_its_error_and_hint():
    form = Sample({"held_on": "", "shape": "a"})

    control = field(form, "held_on").find(".//input")

    assert control.get("type") == "date"
    assert control.get("aria-invalid") == "true"
    assert control.get("aria-describedby") == "id_held_on-h id_held_on-e"
    assert "is-bad" in control.get("class")


def test_the_error_stands_before_the_control_and_says_what_to_do():
    found = field(Sample({}), "held_on")

    order = [one.tag for one in found.iter("label", "p", "input")]
    assert order == ["label", "p", "p", "input"]
    assert "Chưa ghi, đồng chí ghi vào ô này." in found.text_content()


def test_only_the_optional_field_is_marked():
    assert "không bắt buộc" in field(Sample(), "note").text_content()
    assert "không bắt buộc" not in field(Sample(), "held_on").text_content()


def test_choices_become_boxes_in_a_group_with_a_name():
    found = field(Sample(initial={"shape": "b"}), "shape")

    assert found.find(".//fieldset/legend").text_content().strip() == "Hình thức"
    assert [one.get("value") for one in found.findall(".//input")] == ["a", "b"]
    assert [one.get("checked") is not None for one in found.findall(".//input")] == [False, True]


def test_a_hidden_field_shows_nothing():
    found = field(Sample(), "key")

    assert found.text_content().strip() == ""
    assert found.find(".//input").get("type") == "hidden"


def test_a_date_typed_in_the_old_way_or_picked_is_the_same():
    class Typed(forms.Form):
        day = forms.DateField(widget=widgets.DayInput, input_formats=widgets.DAY_FORMATS)

    days = [Typed({"day": text}).fields["day"].clean(text) for text in ("03/12/2026", "3.12.2026", "2026-12-03")]

    assert set(days) == {datetime.date(2026, 12, 3)}


def test_the_error_summary_counts_and_leads_to_each_field():
    form = Sample({})

    found = tree("{% cotton form-errors :form=form /%}", form=form)

    assert found.find(".//*[@role='alert']").get("autofocus") is not None
    assert "Còn 3 chỗ cần sửa" in found.text_content()
    assert [link.get("href") for link in found.findall(".//a")] == ["#id_held_on", "#id_shape_0", "#id_agree"]


def test_a_form_that_was_not_sent_has_no_summary():
    assert tree("{% cotton form-errors :form=form /%}", form=Sample()).text_content().strip() == ""


def test_a_pager_says_which_rows_and_what_is_left_out(page):
    text = " ".join(html.fromstring(page("ui/sheet.html", **views.context())).text_content().split())

    assert "Dòng 61 đến 90 trên 1.299. Không tính 2 nhiệm vụ đã hủy" in text


def test_a_pager_keeps_the_filter_of_the_address(page):
    links = html.fromstring(page("ui/sheet.html", **views.context())).xpath("//a[@rel='next']/@href")

    assert links == ["?q=h%E1%BA%A1nh&trang=4"]


def test_an_empty_list_says_so():
    found = tree("{% cotton pager :page=page /%}", page=Paginator([], 30).page(1))

    assert "Không có dòng nào" in found.text_content()


def test_a_meter_says_its_value_without_inline_style():
    found = tree("""{% cotton meter value="{{ share }}" label="60,5%" tone="success" /%}""", share=60.5)

    assert found.find(".//rect").get("width") == "60.5%"
    assert found.find(".//svg").get("aria-label") == "60,5%"


def test_slices_of_a_bar_fill_it():
    found = tree("{% cotton shares :parts=parts /%}", parts=[(3, "success"), (1, "edge"), (0, "error")])

    assert [one.get("x") for one in found.findall(".//rect")] == ["0.000%", "75.000%"]


def test_a_masked_value_is_not_in_the_page(page):
    assert "037074004417" not in page("ui/sheet.html", **views.context())


def test_running_work_is_asked_after_and_finished_work_is_not():
    running = tree("""{% cotton progress id="p" title="Nhập" value="1" max="2" url="/x/" /%}""")
    done = tree("""{% cotton progress id="p" title="Nhập" state="done" url="/x/" /%}""")

    assert running.find("div").get("hx-trigger") == "every 2s"
    assert done.find("div").get("hx-get") is None


def test_a_live_part_asks_again_when_its_topic_changes():
    found = tree("""{% cotton live topic="meeting:12" url="/x/" /%}""").find("div")

    assert found.get("data-live") == "meeting:12"
    assert found.get("hx-trigger") == "live:meeting-12 from:body"


def test_progress_of_thousands_is_read_right_by_the_browser():
    found = tree("""{% cotton progress title="Nhập" value="{{ done }}" max="{{ all }}" /%}""", done=812, all=1246)

    assert found.find(".//progress").get("max") == "1246"
    assert "812 / 1.246" in found.text_content()


def test_a_meter_stays_between_nothing_and_all():
    assert tree("""{% cotton meter value="140" /%}""").find(".//rect").get("width") == "100%"
