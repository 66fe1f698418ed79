"""How a bundle that was written is named: its number, and whether it is one for itself."""

from __future__ import annotations

from app.core.i18n import _
from app.services.bundles import SentLine


def number_words(one: SentLine) -> str:
    """ "001"; bundles with confidential dossiers are numbered by themselves and say so."""
    number = f"{one.number:03}"
    return _("{number} confidential").format(number=number) if one.restricted else number
