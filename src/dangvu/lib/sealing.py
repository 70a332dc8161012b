"""Sealing single values at rest (AES-256-GCM), and hashing them with a key so that they can be searched, not read."""

import hashlib
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = b"\x01"  # the first byte says how the rest was sealed, so that a later scheme can live beside this one
NONCE_BYTES = 12
KEY_BYTES = 32
HASH_BYTES = 16


class BrokenSealError(ValueError):
    """The value was not sealed with this key, or was changed afterwards."""


def seal(plain: str, key: bytes) -> bytes:
    if not plain:
        return b""
    nonce = os.urandom(NONCE_BYTES)
    return VERSION + nonce + _cipher(key).encrypt(nonce, plain.encode(), VERSION)


def unseal(sealed: bytes, key: bytes) -> str:
    sealed = bytes(sealed)
    if not sealed:
        return ""
    if sealed[:1] != VERSION:
        raise BrokenSealError("unknown seal version")
    nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    try:
        return _cipher(key).decrypt(nonce, body, VERSION).decode()
    except InvalidTag as broken:
        raise BrokenSealError("wrong key or damaged value") from broken


def keyed_hash(value: str, key: bytes) -> bytes:
    """The same value always gives the same hash, but only for those who hold the key."""
    return hashlib.blake2b(value.encode(), digest_size=HASH_BYTES, key=key).digest()


def derive_key(secret: str, purpose: str) -> bytes:
    """One installation secret gives a separate key for each purpose."""
    return hashlib.blake2b(secret.encode(), digest_size=KEY_BYTES, person=purpose.encode()[:16]).digest()


@lru_cache(maxsize=8)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)
