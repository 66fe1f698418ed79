"""How a bundle that was written is named, and whether it has arrived."""

from __future__ import annotations

from app.core.clock import local
from app.core.i18n import _
from app.services.bundles import SentLine
from app.ui.widgets.table_model import Cell


def number_words(one: SentLine) -> str:
    """ "001"; bundles with confidential dossiers are numbered by themselves and say so."""
    number = f"{one.number:03}"
    return _("{number} confidential").format(number=number) if one.restricted else number


def state_cell(one: SentLine) -> Cell:
    """The day the other side confirmed, or that this is still awaited."""
    if one.arrived_ms is not None:
        return Cell(local(one.arrived_ms).strftime("%d/%m"), "ok", "check")
    if not one.operations:
        return Cell(_("receipt only"), "tx2")
    return Cell(_("awaits receipt"), "warn", "hourglass")
