"""What the top bar's search finds, as places of the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.core.money import show_dong
from app.core.partial_date import PartialDate
from app.ui.top_bar import Hit

if TYPE_CHECKING:
    from app.bootstrap import Services

MOST = 8


def searcher(services: Services) -> Callable[[str], list[Hit]]:
    """Looks for persons, then for households, by what was typed; runs on a worker."""

    def search(typed: str) -> list[Hit]:
        people = services.people.lines(services.people.numbers(typed, limit=MOST))
        hits = [
            Hit(
                "people",
                {"person": line.id},
                line.name,
                " · ".join(part for part in (_birth(line.birth), line.village) if part),
                show_dong(line.monthly_vnd) if line.monthly_vnd else "",
            )
            for line in people
        ]
        if len(hits) < MOST and services.session.role == "commune":
            hits += [
                Hit("people", {"household": one.id}, one.head_name, one.village or "", "")
                for one in services.households.find(typed, limit=MOST - len(hits))
            ]
        return hits

    return search


def _birth(text: str | None) -> str:
    return PartialDate.from_iso(text).show() if text else ""
