"""The language that was chosen at this person's computer, so that it is asked for once.

It is needed before anybody signs in, tells nothing about a register, and so lies beside the
anchors, outside the workstation's folder. A choice that cannot be kept costs nothing.
"""

from __future__ import annotations

from contextlib import suppress

from app.core.i18n import LANGUAGES
from app.core.paths import state_folder

FILE = "language"


def keep(language: str) -> None:
    """Use ``language`` from the next start on, too."""
    with suppress(OSError):
        state_folder().mkdir(parents=True, exist_ok=True)
        (state_folder() / FILE).write_text(language, encoding="ascii")


def kept() -> str | None:
    """The language that was chosen; None when none was, or nobody can read it."""
    try:
        found = (state_folder() / FILE).read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return None
    return found if found in LANGUAGES else None
