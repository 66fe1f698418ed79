"""The first run without widgets: finding the unit, making the workstation, its recovery words."""

from __future__ import annotations

import random
import threading
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal

from app.core.errors import AppError, Correctable
from app.core.i18n import N_
from app.core.names import fold
from app.ui.before_sign_in import BeforeSignIn, Heavy, require_same

ASKED_WORDS = 2


class FirstRunPresenter(BeforeSignIn):
    """Makes a workstation in a folder.

    Signals:
        units_found: choices that fit what was typed last.
        made: the recovery words, to be written down before the register opens.
        opened: the services of the new workstation.
        progressed: what the training workstation is doing, in words.
    """

    units_found = Signal(object)
    made = Signal(object)
    opened = Signal(object)
    progressed = Signal(str)

    def __init__(self, folder: Path, heavy: Heavy) -> None:
        super().__init__(heavy)
        self.folder = folder
        self._services: Any = None
        self._words: tuple[str, ...] = ()
        self._typed = ""
        self.asked: tuple[int, ...] = ()
        self.unit_name = ""  # of the workstation that was made, for its sheet

    def find_units(self, typed: str, role: str) -> None:
        """Look for communes (or provinces) on a thread; only the last question is answered."""
        self._typed = typed

        def work() -> None:
            found = self.heavy.wait().find_units(typed, role=role)
            if typed == self._typed:
                self.units_found.emit(found)

        threading.Thread(target=work, daemon=True).start()

    def make(
        self, *, role: str, unit: int | None, name: str, title: str, passphrase: str, again: str
    ) -> None:
        """Make the workstation; answers by ``made`` or ``refused``."""
        try:
            _check(unit, name, passphrase, again)
        except AppError as error:
            self.refused.emit(error)
            return

        def work(bootstrap: Any) -> tuple[str, ...]:
            created = bootstrap.create_station(
                self.folder,
                role=role,
                unit=unit,
                officer_name=name,
                officer_title=title,
                passphrase=passphrase,
            )
            self._services, self._words = created.services, created.recovery_words
            places = range(len(self._words))
            self.asked = tuple(sorted(random.SystemRandom().sample(places, ASKED_WORDS)))
            self.unit_name = bootstrap.unit_name(unit)
            return self._words

        self.do(work, self.made.emit)

    def make_training(self) -> None:
        """Make a workstation full of invented people, to learn on."""

        def work(bootstrap: Any) -> Any:
            return bootstrap.create_training_station(
                self.folder.with_name(f"{self.folder.name}-training"),
                progress=self.progressed.emit,
            )

        self.do(work, self.opened.emit)

    def confirm(self, typed: list[str]) -> bool:
        """Whether the words asked back are right; then the register opens."""
        wanted = [fold(self._words[place]) for place in self.asked]
        if [fold(word) for word in typed] != wanted:
            return False
        self.opened.emit(self._services)
        return True


def _check(unit: int | None, name: str, passphrase: str, again: str) -> None:
    if unit is None:
        raise Correctable(
            "unit_missing", N_("Type the name of the unit and choose it below."), field="unit"
        )
    if not name.strip():
        raise Correctable("name_missing", N_("Type the officer's full name."), field="officer")
    require_same(passphrase, again)
