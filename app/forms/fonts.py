"""The faces of paper: Tinos, embedded, with every mark in its right place.

Rules kept: no font of the reader's machine is ever relied upon (an un-embedded Helvetica would
creep in by default). ê̆ ô̆ ơ̆ ư̆ have no letter of their own: words that keep a combining mark
after NFC are shaped, and carry their text beside the glyphs, so that copying and searching
give back what was put in. All other words pay nothing for it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import ShapedStr, TTFont, shapeStr
from reportlab.pdfgen.textobject import PDFTextObject

from app.core.paths import resource

REGULAR, BOLD, ITALIC, BOLD_ITALIC = "Tinos", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"

NO_BREAK = "\u00a0"
"""The space at which no line ends; as wide as a space."""

_FILES = {
    REGULAR: "Tinos-Regular.ttf",
    BOLD: "Tinos-Bold.ttf",
    ITALIC: "Tinos-Italic.ttf",
    BOLD_ITALIC: "Tinos-BoldItalic.ttf",
}
_MARK = re.compile("[\u0300-\u036f]")
_MARKED_WORD = re.compile("(\\S*[\u0300-\u036f]\\S*)")


@cache
def register() -> None:
    """Make the four styles known to the PDF engine; a second call does nothing."""
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(resource("fonts", file))))
    rl_config.canvas_basefontname = REGULAR


def style(*, bold: bool = False, italic: bool = False) -> str:
    """The name of the face."""
    if bold:
        return BOLD_ITALIC if italic else BOLD
    return ITALIC if italic else REGULAR


@lru_cache(maxsize=8192)
def width(text: str, font: str, size: float) -> float:
    """The width of one line of text, in points."""
    register()
    if not _MARK.search(text):
        return float(pdfmetrics.stringWidth(text, font, size))
    return sum(_part_width(part, font, size) for part in _MARKED_WORD.split(text) if part)


def put(text_object: PDFTextObject, x: float, y: float, text: str, font: str, size: float) -> None:
    """Set one line of NFC text with its left end at (x, y), in points from the lower left.

    Whoever copies or searches the text finds plain spaces, also where a line must not end.
    """
    text = text.replace(NO_BREAK, " ")
    text_object.setTextOrigin(x, y)
    if not _MARK.search(text):
        text_object.textOut(text)
        return
    for part in _MARKED_WORD.split(text):
        if not part:
            continue
        text_object.setTextOrigin(x, y)
        if _MARK.search(part):
            _put_shaped(text_object, part, font, size)
        else:
            text_object.textOut(part)
        x += _part_width(part, font, size)


def composed(text: str) -> str:
    """NFC: every other function here expects it."""
    return unicodedata.normalize("NFC", text)


def _part_width(part: str, font: str, size: float) -> float:
    shaped = _shaped(part, font, size) if _MARK.search(part) else part
    if isinstance(shaped, ShapedStr):
        return float(sum(glyph.x_advance for glyph in shaped.__shapeData__)) * size / 1000
    return float(pdfmetrics.stringWidth(part, font, size))


@lru_cache(maxsize=4096)
def _shaped(word: str, font: str, size: float) -> str:
    shaped: str = shapeStr(word, font, size)
    return shaped


def _put_shaped(text_object: PDFTextObject, word: str, font: str, size: float) -> None:
    actual = ("\ufeff" + word).encode("utf-16-be").hex().upper()
    # The engine has no call for marked content; its list of operators is the only way in.
    text_object._code.append(f"/Span <</ActualText <{actual}>>> BDC")
    text_object.textOut(_shaped(word, font, size))
    text_object._code.append("EMC")
