"""The papers of the demo, made by the services that the screens print with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.services.container import Services
from app.services.demo.week import WeekOfWork
from app.services.printing import Printed


def write_papers(services: Services, week: WeekOfWork, folder: Path) -> list[str]:
    """Write the week's papers as PDF files, filled and blank; their names."""
    folder.mkdir(parents=True, exist_ok=True)
    printing = services.printing
    makers: tuple[Callable[[], Printed], ...] = (
        lambda: printing.dossier("1d", week.elder_dossier),
        lambda: printing.dossier("1đ", week.disabled_dossier),
        lambda: printing.case(week.case),
        lambda: printing.village(week.village),
        lambda: printing.beneficiaries(),
        lambda: printing.person("assessment-sheet", week.elder),
        lambda: printing.blank("1d"),
        lambda: printing.blank("1đ"),
        lambda: printing.blank("06"),
        lambda: printing.blank("5a"),
    )
    names = []
    for number, make in enumerate(makers, start=1):
        printed = make()
        name = f"{number:02d}-{printed.code.replace('đ', 'd')}.pdf"
        (folder / name).write_bytes(printed.pdf)
        names.append(name)
    return names
