"""A new code on the screen, once: in print, as an address and as a picture to scan."""

from typing import Any

import segno
from django.http import HttpRequest
from django.utils.safestring import mark_safe

from dangvu.modules.identity import api, rules


def facts(request: HttpRequest, code: str) -> dict[str, Any]:
    if not code:
        return {"code": ""}
    address = request.build_absolute_uri(api.activation_path(code))
    drawn = segno.make(address, error="m").svg_inline(border=2, omitsize=True)
    return {"code": rules.printed_code(code), "code_url": address, "qr": mark_safe(drawn)}  # noqa: S308  drawn by us
