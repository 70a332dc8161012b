"""Papers as PDF by typst: content goes in as JSON, never as markup, so a dash or a hash in a sentence stays one."""

import dataclasses
import functools
import io
import json
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import segno
import typst

from dangvu.modules.documents.exports import letters, paper
from dangvu.modules.documents.rules import layout, wording

SOURCES = Path(__file__).parent.parent / "templates" / "documents" / "paper"
STANDARDS: tuple[Literal["a-2a"], Literal["ua-1"]] = ("a-2a", "ua-1")
"""Kept for decades and readable aloud: PDF/A-2a and PDF/UA-1 in one file."""
FACE = "Liberation Serif"
"""Same widths as Times New Roman, which may not be shipped."""

_one_at_a_time = threading.Lock()


@functools.cache
def _compiler() -> typst.Compiler:
    """Made once: fonts and sources stay in memory, the next paper costs a few milliseconds."""
    return typst.Compiler(
        str(SOURCES / "paper.typ"), root=str(SOURCES), font_paths=[str(letters.FONTS)], ignore_system_fonts=True
    )


def compose(made: paper.Paper, chosen: Mapping[str, Any] | None = None) -> bytes:
    """The paper as PDF. `chosen` are the office's layout settings; the profile follows the paper's own date."""
    with _one_at_a_time:
        content = _compiler().compile(format="pdf", sys_inputs=_inputs(made, chosen), pdf_standards=list(STANDARDS))
    return _pages(content)[0]


def picture(made: paper.Paper, chosen: Mapping[str, Any] | None = None, *, ppi: float = 96.0) -> list[bytes]:
    """The pages as PNG, for a preview."""
    with _one_at_a_time:
        return _pages(_compiler().compile(format="png", ppi=ppi, sys_inputs=_inputs(made, chosen)))


def _pages(made: Any) -> list[bytes]:
    """typst answers one content, or a list of them for pictures of several pages."""
    return list(made) if isinstance(made, list) else [made]


def _inputs(made: paper.Paper, chosen: Mapping[str, Any] | None) -> dict[str, str]:
    sizes = layout.profile_on(made.on).sizes(chosen)
    return {"paper": json.dumps(_paper(made, sizes), ensure_ascii=False)}


def _paper(made: paper.Paper, sizes: dict[str, Any]) -> dict[str, Any]:
    plain = _plain(made)
    style = sizes["tone_marks"]
    head = plain["letterhead"]
    if head:
        head |= {part: wording.tone_marks(head[part], style) for part in ("superior", "issuer")}
        head["date_line"] = wording.date_line(head["place"], made.on) if made.dated else ""
    if made.reference:
        plain["reference"]["svg"] = qr_svg(made.reference.url)
    top, bottom, left, right = made.margins or _margins(sizes)
    sizes |= {"margin_top": top, "margin_bottom": bottom, "margin_left": left, "margin_right": right, "face": FACE}
    plain |= {
        "type_name": wording.tone_marks(plain["type_name"], style),
        "on": [made.on.year, made.on.month, made.on.day],
        "look": sizes,
    }
    return plain


def _margins(sizes: Mapping[str, Any]) -> tuple[float, float, float, float]:
    return sizes["margin_top"], sizes["margin_bottom"], sizes["margin_left"], sizes["margin_right"]


def _plain(value: Any) -> Any:
    """Frozen values as JSON; every text is made printable and sentences become lists of spans."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value) if f.name != "on"}
        return fields | _extra(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return letters.printable(value) if isinstance(value, str) else value


def _extra(value: Any) -> dict[str, Any]:
    if isinstance(value, paper.Qr | paper.Slip):
        drawn = {"svg": qr_svg(value.url) if value.url else ""}
        return drawn | ({"kind": value.kind} if isinstance(value, paper.Qr) else {})
    if isinstance(value, paper.Recipients):
        return {"kind": "recipients"}
    if isinstance(value, paper.Signature):
        return {"kind": "signature"}
    return {"kind": value.kind} if isinstance(value, paper.Block) else {}


@functools.lru_cache(maxsize=256)
def qr_svg(url: str) -> str:
    """A QR code as an SVG drawing; medium error correction survives a fold and a stain."""
    drawn = io.BytesIO()
    segno.make(url, error="m", micro=False).save(drawn, kind="svg", xmldecl=False, border=0)
    return drawn.getvalue().decode("ascii")
