import stat
import threading
from pathlib import Path

import pytest

from dangvu.config import home


def test_home_is_where_the_environment_says(own_home: Path):
    assert home.root() == own_home


def test_home_is_in_the_checkout_by_default(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("DANGVU_HOME")

    assert home.root() == home.CHECKOUT / ".dangvu"


def test_folders_are_closed_to_others(own_home: Path):
    modes = {name: stat.S_IMODE(home.folder(name).stat().st_mode) for name in home.FOLDERS}

    assert modes == dict.fromkeys(home.FOLDERS, 0o700)


def test_unknown_folder_is_refused(own_home: Path):
    with pytest.raises(home.HomeError):
        home.folder("elsewhere")


@pytest.mark.parametrize("written", ["0", "65536", "http", "-1"])
def test_port_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, written: str):
    monkeypatch.setenv("DANGVU_PORT", written)

    with pytest.raises(home.HomeError):
        home.port()


def test_secret_is_made_once_and_kept(own_home: Path):
    first = home.secret("django")

    assert home.secret("django") == first
    assert len(first) == 32
    assert stat.S_IMODE((own_home / "keys" / "django").stat().st_mode) == 0o600
    assert [path.name for path in (own_home / "keys").iterdir()] == ["django"]


def test_secrets_differ(own_home: Path):
    assert len({home.secret(name) for name in home.KEYS}) == len(home.KEYS)


def test_secret_asked_for_by_many_at_once_is_one(own_home: Path):
    found: list[bytes] = []
    threads = [threading.Thread(target=lambda: found.append(home.secret("fields"))) for _ in range(16)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 16
    assert len(set(found)) == 1


def test_broken_secret_is_never_replaced(own_home: Path):
    home.secret("fields")
    (own_home / "keys" / "fields").write_bytes(b"short")

    with pytest.raises(home.HomeError, match="bị hỏng"):
        home.secret("fields")

    assert (own_home / "keys" / "fields").read_bytes() == b"short"
