"""What the top bar's search finds, as places of the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.ui.top_bar import Hit

if TYPE_CHECKING:
    from app.bootstrap import Services

MOST = 8
# Which screen opens a kind of record, and under which name it is handed there.
PLACES = {
    "person": ("people", "person"),
    "household": ("people", "household"),
    "dossier": ("monthly_allowance", "dossier"),
    "emergency_case": ("emergency", "case"),
    "protection_case": ("emergency", "protection"),
}


def searcher(services: Services) -> Callable[[str], list[Hit]]:
    """Looks for people, households, dossiers, cases by what was typed; runs on a worker."""

    def search(typed: str) -> list[Hit]:
        hits = []
        for one in services.search.find(typed, limit=MOST):
            screen, name = PLACES[one.kind]
            hits.append(Hit(screen, {name: one.id}, one.title, one.second, one.right))
        return hits

    return search
