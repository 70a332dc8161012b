import datetime

import pytest

from dangvu.modules.identity import rules

NOW = datetime.datetime(2026, 11, 23, 2, 0, tzinfo=datetime.UTC)


@pytest.mark.parametrize("typed", ["0912345678", "0912 345 678", "+84 912.345.678", "84912345678", "0912-345-678"])
def test_one_phone_has_one_spelling(typed):
    assert rules.clean_login(typed) == "0912345678"


@pytest.mark.parametrize("typed", ["Minh.Do", " minh.do ", "mình.đỗ"])
def test_one_name_has_one_spelling(typed):
    assert rules.clean_login(typed) == "minh.do"


@pytest.mark.parametrize(("login", "fine"), [("0912345678", True), ("minh.do", True), ("0123", False), ("ab", False)])
def test_a_login_is_a_mobile_number_or_a_short_name(login, fine):
    assert (rules.login_problem(login) is None) == fine


@pytest.mark.parametrize(
    "password", ["ngan", "12345678", "Matkhau123", "aaaaaaaa", "xin0912345678", "NguyenVanAn", "quên mật khẩu"[:7]]
)
def test_a_password_that_others_would_guess_is_refused(password):
    assert rules.password_problem(password, "0912345678", "Nguyễn Văn An")


def test_four_syllables_are_a_good_password():
    assert rules.password_problem("lúa vàng sông đầy", "0912345678", "Nguyễn Văn An") is None


def test_the_fifth_wrong_password_begins_a_rest():
    rule = rules.LockRule(tries=5, minutes=15)

    assert rule.locked_until(4, NOW) is None
    assert rule.locked_until(5, NOW) == NOW + datetime.timedelta(minutes=15)


def test_the_rest_is_told_in_whole_minutes():
    assert "12 phút" in rules.locked_sentence(NOW + datetime.timedelta(minutes=11, seconds=20), NOW)
    assert "1 phút" in rules.locked_sentence(NOW + datetime.timedelta(seconds=3), NOW)


def test_a_code_survives_being_read_aloud():
    code = rules.new_code()

    assert rules.clean_code(rules.printed_code(code).lower().replace("-", " - ")) == code
    assert len({rules.new_code() for _ in range(200)}) == 200


def test_only_what_is_held_can_be_passed_on():
    assert rules.delegation_problem({"a.x"}, {"a.x", "b.y"}) is None
    assert "đang giữ" in rules.delegation_problem({"a.x", "c.z"}, {"a.x", "b.y"})


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Mozilla/5.0 (Linux; Android 14) Chrome/130 Mobile Safari/537", "Chrome trên điện thoại Android"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130 Safari/537 Edg/130", "Edge trên máy Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18) Version/18 Safari/604", "Safari trên iPhone"),
        ("Máy kia", "Máy kia"),
        ("", "Máy chưa rõ"),
    ],
)
def test_a_device_has_the_name_people_use(user_agent, name):
    assert rules.device_name(user_agent) == name
