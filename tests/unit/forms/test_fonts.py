from __future__ import annotations

import pytest

from app.forms.fonts import BOLD, BOLD_ITALIC, ITALIC, REGULAR, composed, style, width
from app.forms.page import Sheet
from app.forms.pieces import Run
from tests.fakes.paper import fonts_of, text_of

LETTERS = "ê̆ ô̆ ơ̆ ư̆ Ê̆ Ô̆ Ơ̆ Ư̆ ƀ Ƀ č Č ĕ Ĕ ĭ Ĭ ñ Ñ ŏ Ŏ ŭ Ŭ"
NAMES = "H’Rơ̆m Ƀuôn Yă Điểu Xrông Y Blơ̆ Niê K’Lơ̆ng H’RƠ̆M Y BLƠ̆ NIÊ Ư̆NG"


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("italic", [False, True])
def test_what_was_put_in_can_be_copied_out(bold: bool, italic: bool) -> None:
    sheet = Sheet(title="x")
    sheet.paragraph((Run(f"{LETTERS} {NAMES} {NAMES}", bold, italic),), align="left")
    pdf = sheet.finish().pdf
    assert composed(f"{LETTERS} {NAMES} {NAMES}") == text_of(pdf)
    assert style(bold=bold, italic=italic) in fonts_of(pdf)
    assert all(fonts_of(pdf).values())


def test_a_mark_takes_no_room() -> None:
    for font in (REGULAR, BOLD, ITALIC, BOLD_ITALIC):
        assert width("ơ̆", font, 14) == pytest.approx(width("ơ", font, 14), abs=0.5)


def test_decomposed_text_is_composed_once() -> None:
    assert composed("e\u0302\u0301") == "ế"


def test_the_widths_are_those_of_times() -> None:
    """a 444, n 500, N 722, W 944 thousandths: enacted lines break where they were set."""
    assert [width(letter, REGULAR, 1000) for letter in "anNW"] == pytest.approx(
        [444, 500, 722, 944], abs=1
    )


def test_styles_have_names() -> None:
    assert style() == REGULAR
    assert style(bold=True, italic=True) == BOLD_ITALIC
