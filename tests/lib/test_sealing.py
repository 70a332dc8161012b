import pytest

from dangvu.lib import sealing

KEY = sealing.derive_key("installation secret", "fields")
OTHER = sealing.derive_key("installation secret", "hashes")


def test_seal_then_unseal_gives_the_value_back():
    assert sealing.unseal(sealing.seal("017164135294", KEY), KEY) == "017164135294"


def test_seal_never_gives_the_same_bytes_twice():
    assert sealing.seal("017164135294", KEY) != sealing.seal("017164135294", KEY)


def test_seal_of_nothing_is_nothing():
    assert sealing.seal("", KEY) == b""
    assert sealing.unseal(b"", KEY) == ""


@pytest.mark.parametrize("damage", [lambda s: s[:-1] + b"!", lambda s: b"\x09" + s[1:], lambda s: s[:20]])
def test_unseal_refuses_what_was_changed(damage):
    with pytest.raises(sealing.BrokenSealError):
        sealing.unseal(damage(sealing.seal("017164135294", KEY)), KEY)


def test_unseal_refuses_another_key():
    with pytest.raises(sealing.BrokenSealError):
        sealing.unseal(sealing.seal("017164135294", KEY), OTHER)


def test_keyed_hash_is_stable_for_a_key_and_differs_between_keys():
    assert sealing.keyed_hash("017164135294", KEY) == sealing.keyed_hash("017164135294", KEY)
    assert sealing.keyed_hash("017164135294", KEY) != sealing.keyed_hash("017164135294", OTHER)
