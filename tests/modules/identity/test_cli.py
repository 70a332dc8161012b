import argparse

import pytest
from tests.modules.identity import factories
from tests.modules.organisations import factories as places

from dangvu.modules.identity import commands
from dangvu.modules.identity.cli import ActivationCode, CreateAccount
from dangvu.modules.identity.models import Account

pytestmark = pytest.mark.django_db


def run(command, actor, *words):
    parser = argparse.ArgumentParser()
    command.arguments(parser)
    return command.run(parser.parse_args(list(words)), actor)


def code_in(text):
    return text.split("Mã dùng một lần: ")[1].split()[0]


def test_the_first_administrator_is_made_on_the_terminal(system, capsys):
    places.organisation()

    assert run(CreateAccount(), system, "quantri", "--name", "Bùi Thanh Tùng") == 0

    account = commands.activate_account(
        actor=system, code=code_in(capsys.readouterr().out), password="lúa vàng sông đầy"
    )
    assert account.grants.get().role.code == "administrator"


def test_without_organisations_it_says_what_to_do_first(system, capsys):
    assert run(CreateAccount(), system, "quantri", "--name", "Bùi Thanh Tùng") == 1

    assert "import-organisations" in capsys.readouterr().err


def test_the_server_lets_the_last_one_back_in(system, capsys):
    top, _ = places.commune(1)
    chief = factories.chief(top)

    assert run(ActivationCode(), system, chief.login) == 0

    commands.activate_account(actor=system, code=code_in(capsys.readouterr().out), password="lúa vàng sông đầy")
    assert Account.objects.get(pk=chief.pk).check_password("lúa vàng sông đầy")
