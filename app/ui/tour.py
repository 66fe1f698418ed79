"""The tour: pictures of the real screens at work, taken while driving them as an officer would.

Used by the demo and the training of new colleagues; it opens the demo's workstations, whose
people are all invented, with the clock standing at the demo's last day.
"""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app import bootstrap
from app.core.clock import FixedClock
from app.core.station import read_card
from app.ui.frame import Frame
from app.ui.main_window import make_frame, open_frame
from app.ui.start import Program, make_application
from app.ui.theme import dress, use_theme
from app.ui.tour_asker import TourAsker

SIZE = (1366, 768)
DAY = date(2025, 11, 14)
PATIENCE_MS = 20_000


def take_pictures(out: Path) -> list[str]:
    """Drive the demo's workstations in ``out`` and leave PNG files in ``out/pictures``; names."""
    if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = make_application()
    pictures = out / "pictures"
    pictures.mkdir(exist_ok=True)
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    tour = Tour(app, out, pictures, str(report["passphrase"]))
    tour.before_sign_in()
    tour.commune()
    tour.office()
    tour.other_looks()
    report["pictures"] = tour.names
    (out / "report.json").write_text(
        json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    gc.collect()  # widgets in cycles go while Qt is there, as ``start.run_window`` does
    return tour.names


class Tour:
    """One drive through the screens."""

    def __init__(self, app: QApplication, out: Path, pictures: Path, passphrase: str) -> None:
        self.names: list[str] = []
        self._app = app
        self._out = out
        self._pictures = pictures
        self._passphrase = passphrase
        self._window = QWidget()
        self._stations = out / "stations" / "since-2025-07"

    def before_sign_in(self) -> None:
        """Sign-in of a workstation, and the first run on a new computer."""
        commune = self._commune_folder()
        for name, folder in (("sign-in", commune), ("first-run", self._out / "no-station")):
            program = Program(self._app, folder)
            program.show()
            self._until(lambda p=program: p.loader.windows is not None)  # type: ignore[misc]  # bound now
            self._rest()
            assert program.window is not None
            self._snap(program.window, name)
            self._leave(program.window)

    def commune(self) -> None:
        """A commune officer's morning."""
        with self._frame(self._commune_folder()) as frame:
            for key, name in COMMUNE:
                frame.go(key)
                self._settle(frame)
                self._snap(frame, name)
            services = frame.context.services
            numbers = services.people.numbers("rom")
            person = services.people.lines(numbers)[0].id
            frame.go("people", person=person)
            self._settle(frame)
            self._snap(frame, "person")
            self._press(frame, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
            self._settle(frame)
            self._snap(frame, "paper-preview")
            self._press(frame, Qt.Key.Key_Escape)
            self._reasons(frame)
            self._household(frame)
            self._emergency(frame)
            self._press(frame, Qt.Key.Key_F1)
            self._rest()
            self._snap(frame, "keys")
            self._press(frame, Qt.Key.Key_F1)
            frame.top.focus_search()
            self._type("dieu")
            self._until(frame.top.hits.isVisible)
            self._snap(frame, "search")
            self._press(frame, Qt.Key.Key_Escape)
            self._sending(frame)

    def office(self) -> None:
        """A clerk of the receiving office."""
        with self._frame(self._stations / "office") as frame:
            for key, name in OFFICE:
                frame.go(key)
                self._settle(frame)
                self._snap(frame, name)
                if key == "incoming":
                    self._press(frame, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
                    self._settle(frame)
                    self._snap(frame, "taken-in")

    def other_looks(self) -> None:
        """The same screens in the dark, and with large words."""
        try:
            for scheme, text, shown in LOOKS:
                use_theme(self._app, scheme, text)
                with self._frame(self._commune_folder()) as frame:
                    for key, name in shown:
                        frame.go(key)
                        self._settle(frame)
                        self._press(frame, Qt.Key.Key_Return)
                        self._settle(frame)
                        self._snap(frame, name)
        finally:
            use_theme(self._app)

    def _reasons(self, frame: Frame) -> None:
        """Why a dossier's sum is what it is."""
        frame.go("monthly_allowance")
        self._settle(frame)
        self._press(frame, Qt.Key.Key_F6)
        self._settle(frame)
        self._snap(frame, "reasons")
        self._press(frame, Qt.Key.Key_Escape)

    def _household(self, frame: Frame) -> None:
        """A household typed as it is told at the desk, then its head's page."""
        frame.go("people")
        self._settle(frame)
        self._press(frame, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        self._settle(frame)
        self._press(frame, Qt.Key.Key_Down)
        self._press(frame, Qt.Key.Key_Tab)
        self._type("Cuối buôn, gần suối")
        for key in (Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Down, Qt.Key.Key_Tab):
            self._press(frame, key)
        for row in MEMBERS:
            for words in row:
                self._type(words)
                self._press(frame, Qt.Key.Key_Tab)
        self._rest()
        self._snap(frame, "new-household")
        self._press(frame, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        self._settle(frame)
        self._snap(frame, "household-saved")

    def _emergency(self, frame: Frame) -> None:
        """A house that burned, as it is told over the telephone."""
        frame.go("emergency")
        self._settle(frame)
        self._press(frame, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        self._settle(frame)
        self._type("1")
        self._press(frame, Qt.Key.Key_Tab)
        self._type("rom")
        self._settle(frame)
        self._press(frame, Qt.Key.Key_Return)
        self._settle(frame)
        self._press(frame, Qt.Key.Key_Tab)
        self._type("Y Pher, trưởng bon")
        for _field in ("the telephone", "the house"):
            self._press(frame, Qt.Key.Key_Tab)
        self._type("q")
        self._settle(frame)
        self._snap(frame, "emergency-intake")
        self._press(frame, Qt.Key.Key_Escape)

    def _sending(self, frame: Frame) -> None:
        """Two entries that differ; what was entered goes to the office, with its words."""
        frame.go("exchange")
        self._settle(frame)
        self._press(frame, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
        self._settle(frame)
        self._snap(frame, "differences")
        self._press(frame, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
        self._press(frame, Qt.Key.Key_1)
        self._press(frame, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self._settle(frame)
        self._snap(frame, "sent")

    def _commune_folder(self) -> Path:
        return sorted(self._stations.glob("commune-*"))[0]

    @contextmanager
    def _frame(self, folder: Path) -> Iterator[Frame]:
        card = read_card(folder)
        assert card is not None
        services = bootstrap.open_station(
            folder, card.officers[0].id, self._passphrase, FixedClock.on(DAY)
        )
        travelling = self._out / "bundles" / "since-2025-07" / "from-communes"
        frame = make_frame(card.role, TourAsker(travelling))
        open_frame(frame, services)
        dress(frame)
        frame.resize(*SIZE)
        frame.show()
        frame.activateWindow()
        self._window = frame
        self._settle(frame)
        try:
            yield frame
        finally:
            frame.lock()
            self._leave(frame)

    def _leave(self, window: QWidget) -> None:
        """Let a window go whole: hidden ones would be dressed anew with every change of theme."""
        self._window = QWidget()
        window.hide()
        window.deleteLater()
        self._app.sendPostedEvents(window, QEvent.Type.DeferredDelete)

    def _snap(self, window: QWidget, name: str) -> None:
        window.resize(*SIZE)
        file = f"{len(self.names) + 1:02d}-{name}.png"
        window.grab().save(str(self._pictures / file))
        self.names.append(file)

    def _settle(self, frame: Frame) -> None:
        """Until nothing is under way and what was answered has been painted."""
        self._rest()
        self._until(lambda: not frame.tasks.busy)
        self._rest()

    def _until(self, reached: Callable[[], bool]) -> None:
        loop = QEventLoop()
        look = QTimer()
        look.setInterval(10)
        look.timeout.connect(lambda: loop.quit() if reached() else None)
        look.start()
        QTimer.singleShot(PATIENCE_MS, loop.quit)
        loop.exec()
        if not reached():
            raise TimeoutError("the tour waited in vain")

    def _rest(self) -> None:
        loop = QEventLoop()
        QTimer.singleShot(150, loop.quit)
        loop.exec()

    def _press(
        self,
        frame: Frame,
        key: Qt.Key,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        target = self._app.focusWidget() or frame.focusWidget() or frame.screen_shown
        QTest.keyClick(target, key, modifiers)
        self._rest()

    def _type(self, words: str) -> None:
        for letter in words:
            # Asked each time: the first letter opens the editor of a cell.
            target = self._app.focusWidget() or self._window.focusWidget()
            assert target is not None
            for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
                self._app.sendEvent(
                    target, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                )


COMMUNE = (
    ("today", "today"),
    ("people", "people"),
    ("monthly_allowance", "monthly-allowance"),
    ("emergency", "emergency"),
    ("exchange", "exchange"),
)
OFFICE = (
    ("incoming", "incoming"),
    ("communes", "communes"),
    ("people", "office-people"),
    ("exchange", "office-exchange"),
)
LOOKS = (
    ("dark", 100, (("people", "dark-person"), ("monthly_allowance", "dark-dossier"))),
    ("light", 125, (("people", "large-person"), ("monthly_allowance", "large-dossier"))),
)
MEMBERS = (
    ("H’Rơ̆m Êban", "nữ", "6/12/1945", "", "", "Ê-đê"),
    ("Y Blơ̆ Êban", "nam", "2012", "cháu", "", "Ê-đê"),
    ("H’Nŭr Êban", "nữ", "3/2016", "cháu", "", "Ê-đê"),
)
