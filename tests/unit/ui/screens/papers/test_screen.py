"""The preview: pages, open places, blank, saving; a printer that is none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from app.services.container import Services
from app.ui.screens.papers.paper_printer import print_pdf, printers
from app.ui.screens.papers.screen import PapersScreen, marks_of
from tests.fakes.open_desk import open_desk, poor_widow
from tests.fakes.window import Window, window_for


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Services]:
    services = open_desk(tmp_path)
    yield services
    services.close()


@pytest.fixture
def person(desk: Services) -> UUID:
    return poor_widow(desk).people[0]


@pytest.fixture
def window(qtbot: QtBot, desk: Services) -> Window:
    return window_for(desk)


@pytest.fixture
def screen(qtbot: QtBot, window: Window, person: UUID) -> PapersScreen:
    made = PapersScreen(window.context)
    qtbot.addWidget(made)
    made.resize(1134, 688)
    with qtbot.waitExposed(made):
        made.show()
    made.activate(person=person)
    return made


def test_the_first_paper_is_shown_with_its_open_places(screen: PapersScreen) -> None:
    assert screen.view.pages() == 2
    assert set(screen.side.fields) == {"pin_issued_on", "pin_issued_by", "ethnic_name", "bhyt"}
    printed = screen.presenter.printed
    assert printed is not None
    names = {one.name for one in printed.missing}
    assert "marital" in names
    numbers = {mark.number for mark in marks_of(printed)}
    assert numbers <= set(range(1, len(printed.missing) + 1))
    assert numbers


def test_marks_lie_on_their_pages(screen: PapersScreen) -> None:
    (corner, scale), *_rest = screen.view.sheets()
    assert scale > 0
    assert corner.y() >= 0
    assert not screen.view.grab().isNull()


def test_filling_takes_the_place_off_the_list(screen: PapersScreen, desk: Services) -> None:
    field = screen.side.fields["ethnic_name"]
    field.set_text("Ê Đê")
    field.left.emit()
    assert "ethnic_name" not in screen.side.fields
    number = screen.side.fields["bhyt"]
    number.set_text("12")
    number.left.emit()
    assert screen.side.fields["bhyt"].error()


def test_a_blank_has_nothing_open_and_no_marks(screen: PapersScreen) -> None:
    screen.side.version.rows[1].click()
    assert screen.side.fields == {}
    assert screen.presenter.printed is not None
    assert screen.presenter.printed.subject is None


def test_saving_asks_where_and_tells_it(
    screen: PapersScreen, window: Window, tmp_path: Path
) -> None:
    screen.save_pdf()
    assert window.toasts == []  # nobody said where
    window.asker.saved_as = tmp_path / "1d.pdf"
    screen.save_pdf()
    assert (tmp_path / "1d.pdf").read_bytes().startswith(b"%PDF")
    assert len(window.toasts) == 1


def test_back_leads_to_the_person(screen: PapersScreen, window: Window, person: UUID) -> None:
    screen.back()
    assert window.went == [("people", {"person": person})]


def test_the_commune_s_own_papers_need_no_person(screen: PapersScreen) -> None:
    screen.activate()
    assert screen.list.lines() > 4
    assert screen.presenter.printed is not None
    assert screen.presenter.printed.code == "beneficiaries-by-village"


def test_printing_into_a_file_gives_every_page(
    screen: PapersScreen, tmp_path: Path, qtbot: QtBot
) -> None:
    printed = screen.presenter.printed
    assert printed is not None
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    assert print_pdf(printed.pdf, printer) == 2
    assert (tmp_path / "out.pdf").stat().st_size > 0
    assert print_pdf(b"", printer) == 0
    assert isinstance(printers(), list)
