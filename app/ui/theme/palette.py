"""Colours by role, light, dark and the system's own high contrast.

Every text pair has a contrast of at least 4.5:1; colour never tells anything alone.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QPalette


class Palette(NamedTuple):
    """One colour for each role, as ``#RRGGBB``."""

    bg: str
    surf: str
    rail: str
    sunk: str
    line: str
    line2: str
    ctl: str
    tx: str
    tx2: str
    tx3: str
    acc: str
    acctint: str
    accline: str
    onacc: str
    bad: str
    badtint: str
    badline: str
    warn: str
    warntint: str
    warnline: str
    ok: str
    oktint: str
    okline: str
    hover: str
    dark: bool = False


LIGHT = Palette(
    bg="#F3F5F7", surf="#FFFFFF", rail="#E9ECF0", sunk="#F7F8FA", line="#DEE2E7",
    line2="#C2C9D2", ctl="#8A94A0", tx="#1A2028", tx2="#47515D", tx3="#616B77", acc="#1A5BAA",
    acctint="#E4EDF8", accline="#9DBCE2", onacc="#FFFFFF", bad="#AE2A20", badtint="#FCEDEB",
    badline="#E5B3AE", warn="#7F5200", warntint="#FBF2DF", warnline="#E3C98F", ok="#1F6A3B",
    oktint="#E8F3EB", okline="#AFD3BB", hover="#EEF1F4",
)  # fmt: skip
DARK = Palette(
    bg="#16191D", surf="#1E2227", rail="#121518", sunk="#1A1E22", line="#31373E",
    line2="#49515A", ctl="#77818C", tx="#E7EAEE", tx2="#B4BCC6", tx3="#97A1AC", acc="#8AB8F2",
    acctint="#22344A", accline="#41618A", onacc="#0E1A29", bad="#F29B92", badtint="#3B2321",
    badline="#6B3B36", warn="#E5BE6C", warntint="#35290F", warnline="#65511F", ok="#84CB9B",
    oktint="#19301F", okline="#33593F", hover="#262B31", dark=True,
)  # fmt: skip

_current = LIGHT


def palette() -> Palette:
    """The colours in use."""
    return _current


def use_palette(name: str, system: QPalette | None = None) -> Palette:
    """Take ``light``, ``dark`` or, from the system's colours, ``contrast``."""
    global _current
    if name == "contrast" and system is not None:
        _current = high_contrast(system)
    else:
        _current = DARK if name == "dark" else LIGHT
    return _current


def high_contrast(system: QPalette) -> Palette:
    """The system's own colours: lines in the colour of the text, no tints."""
    window = system.color(QPalette.ColorRole.Window).name()
    base = system.color(QPalette.ColorRole.Base).name()
    text = system.color(QPalette.ColorRole.WindowText).name()
    mark = system.color(QPalette.ColorRole.Highlight).name()
    on_mark = system.color(QPalette.ColorRole.HighlightedText).name()
    return LIGHT._replace(
        bg=window, surf=base, rail=base, sunk=base, acctint=base, badtint=base,
        warntint=base, oktint=base, hover=base, line=text, line2=text, ctl=text,
        accline=text, badline=text, warnline=text, okline=text, tx=text, tx2=text,
        tx3=text, bad=text, warn=text, ok=text, acc=mark, onacc=on_mark,
    )  # fmt: skip
