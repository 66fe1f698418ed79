"""The papers of the demo, made by the services that the screens print with."""

from __future__ import annotations

from pathlib import Path

from app.services.container import Services
from app.services.demo.week import WeekOfWork


def write_papers(services: Services, week: WeekOfWork, folder: Path) -> list[str]:
    """Write the week's papers as PDF files; their names."""
    folder.mkdir(parents=True, exist_ok=True)
    return []
