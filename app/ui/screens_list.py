"""The screens of the rail, in order, for a commune and for a receiving office."""

from __future__ import annotations

from app.ui.frame import ScreenEntry


def entries_for(role: str) -> list[ScreenEntry]:
    """The screens of a workstation of that role."""
    return [*COMMUNE] if role == "commune" else [*OFFICE]


COMMUNE: tuple[ScreenEntry, ...] = ()
OFFICE: tuple[ScreenEntry, ...] = ()
