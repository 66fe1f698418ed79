"""From an error to words and a place: at the field, in the window, or the sheet of a bug."""

from __future__ import annotations

from enum import Enum

from app.core.errors import AppError, Cancelled, Correctable, Environment, Untrusted
from app.core.i18n import _


class Place(Enum):
    """Where an error is told."""

    FIELD = "field"
    BAR = "bar"
    BUG = "bug"
    NOWHERE = "nowhere"


def place_of(error: BaseException) -> Place:
    """Where to tell ``error``."""
    if isinstance(error, Cancelled):
        return Place.NOWHERE
    if isinstance(error, Correctable) and error.field:
        return Place.FIELD
    if isinstance(error, Correctable | Environment | Untrusted):
        return Place.BAR
    return Place.BUG


def words_for(error: BaseException) -> str:
    """The sentence for ``error``; a bug of ours gets a sentence that says so."""
    if isinstance(error, AppError):
        return error.words()
    return _("AnSinh made a mistake of its own. What was saved before is safe; try once more.")
