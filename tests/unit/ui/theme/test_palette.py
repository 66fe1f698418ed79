"""The colours: every pair of text and ground can be read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QPalette

from app.ui.theme.palette import DARK, LIGHT, Palette, high_contrast, palette, use_palette

READABLE = 4.5
FOUND = 3.0  # borders that tell where a control is

PAIRS = [
    (text, ground)
    for ground in ("bg", "surf", "rail", "sunk", "hover")
    for text in ("tx", "tx2", "tx3", "acc")
]
TINTS = [("bad", "badtint"), ("warn", "warntint"), ("ok", "oktint"), ("acc", "acctint")]


@pytest.fixture(autouse=True)
def light_afterwards() -> Iterator[None]:
    yield
    use_palette("light")


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""

    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_itself() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), [*PAIRS, *TINTS, ("onacc", "acc"), ("tx", "acctint")])
def test_text_can_be_read(colours: Palette, text: str, ground: str) -> None:
    assert contrast(getattr(colours, text), getattr(colours, ground)) >= READABLE


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("state", ["bad", "warn", "ok"])
def test_states_can_be_read_on_sheets(colours: Palette, state: str) -> None:
    assert contrast(getattr(colours, state), colours.surf) >= READABLE


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_border_of_a_control_and_the_focus_are_seen(colours: Palette) -> None:
    assert contrast(colours.ctl, colours.surf) >= FOUND
    assert contrast(colours.acc, colours.surf) >= FOUND


def test_the_palette_in_use_follows_the_scheme() -> None:
    assert use_palette("dark") is DARK
    assert palette() is DARK
    assert palette().dark
    assert use_palette("light") is LIGHT
    assert use_palette("unheard of") is LIGHT


def test_high_contrast_takes_the_systems_colours_without_tints() -> None:
    system = QPalette()
    for role, colour in (
        (QPalette.ColorRole.Window, "#000000"),
        (QPalette.ColorRole.Base, "#000000"),
        (QPalette.ColorRole.WindowText, "#ffff00"),
        (QPalette.ColorRole.Highlight, "#00ffff"),
        (QPalette.ColorRole.HighlightedText, "#000000"),
    ):
        system.setColor(role, QColor(colour))
    made = use_palette("contrast", system)
    assert made == high_contrast(system)
    assert {made.tx, made.tx2, made.tx3, made.line, made.ctl, made.bad} == {"#ffff00"}
    assert {made.bg, made.surf, made.badtint, made.acctint} == {"#000000"}
    assert (made.acc, made.onacc) == ("#00ffff", "#000000")
