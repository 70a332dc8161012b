"""The short signed code in the foot of a paper: nobody can walk through papers by counting up."""

import base64
import hmac

SIGN_BYTES = 5
_NUMBER_BYTES = 5
_WHOLE = 16
_HALF = 8


def code(paper_id: int, key: bytes) -> str:
    """`AAAAAAAB-K7QM2PXA`: the paper's number and a keyed signature of it, in letters that are easy to type."""
    number = paper_id.to_bytes(_NUMBER_BYTES, "big")
    return f"{_letters(number)}-{_letters(_sign(number, key))}"


def paper_id(typed: str, key: bytes) -> int | None:
    """The number behind a code, or None when the code was not signed by us."""
    letters = typed.upper().replace("-", "").replace(" ", "")
    if len(letters) != _WHOLE:
        return None
    try:
        number, sign = base64.b32decode(letters[:_HALF]), base64.b32decode(letters[_HALF:])
    except ValueError:
        return None
    return int.from_bytes(number, "big") if hmac.compare_digest(sign, _sign(number, key)) else None


def _sign(number: bytes, key: bytes) -> bytes:
    return hmac.digest(key, b"paper:" + number, "sha256")[:SIGN_BYTES]


def _letters(content: bytes) -> str:
    return base64.b32encode(content).decode("ascii")
