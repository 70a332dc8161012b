"""What a member signs in with: the phone number, or a short name for those without one of their own."""

import re

_MOBILE = re.compile(r"0[35789]\d{8}")


def from_phone(e164: str) -> str:
    """The ten digits people know, if it is a mobile number."""
    national = re.sub(r"^\+84", "0", e164)
    return national if _MOBILE.fullmatch(national) else ""


def from_name(search_key: str, number: int) -> str:
    """Given name, the initials of the rest, and a number that nobody else has: `hoa.nt1204`."""
    *rest, given = re.sub(r"[^a-z ]", "", search_key).split() or ["dv"]
    return f"{given[:20]}.{''.join(word[0] for word in rest)[:8]}{number}"
