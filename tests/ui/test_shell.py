from dangvu.ui import shell


def entry(label: str, letter: str = "") -> shell.Entry:
    return shell.Entry(label, "/", "users", letter=letter)


def test_each_entry_gets_a_letter_of_its_own():
    groups = (shell.Group("", (entry("Việc của tôi"), entry("Văn bản"))), shell.Group("A", (entry("Đảng viên"),)))

    letters = [one.letter for group in shell.lettered(groups) for one in group.entries]

    assert letters == ["v", "b", "d"]


def test_a_chosen_letter_is_kept_for_its_entry():
    groups = (shell.Group("", (entry("Văn bản"), entry("Việc", letter="v"))),)

    assert [one.letter for one in shell.lettered(groups)[0].entries] == ["b", "v"]


def test_initials_come_from_the_name_when_not_given():
    assert shell.Shell(person="Đỗ Quang Minh").initials == "ĐM"
    assert shell.Shell(person="Đỗ Quang Minh", initials="QM").initials == "QM"
