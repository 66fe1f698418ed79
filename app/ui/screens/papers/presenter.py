"""Which papers there are for a person, dossier or case, and one of them ready to show.

A place that is filled here goes into the person's record, and the paper is made anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal

from app.services import printing
from app.services.changes import Changes
from app.services.printing import BENEFICIARIES, HOUSING, HUNGRY, PaperInfo, Printed
from app.ui.presenter import Presenter

if TYPE_CHECKING:
    from app.ui.screen import Context


@dataclass(frozen=True, slots=True)
class About:
    """Whose papers: a dossier, a person, an emergency case, or the commune's own."""

    dossier: UUID | None = None
    person: UUID | None = None
    case: UUID | None = None


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper to choose; ``village`` for the paper of a village, ``blank`` only for the pen."""

    key: str
    info: PaperInfo
    about: str
    village: UUID | None = None
    blank: bool = False


@dataclass(frozen=True, slots=True)
class PaperList:
    """The papers to choose from and whose they are."""

    whose: str
    person: UUID | None
    lines: tuple[PaperLine, ...]


class PapersPresenter(Presenter):
    """Signals:
    listed: the ``PaperList``.
    shown: the paper chosen (``Printed``).
    saved: a paper left the program; the path, or None when it was printed.
    refused: a place that must be mended first (``Correctable``).
    """

    listed = Signal(object)
    shown = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.about = About()
        self.list = PaperList("", None, ())
        self.line: PaperLine | None = None
        self.blank = False
        self.printed: Printed | None = None

    def open(self, about: About) -> None:
        """The papers of something else."""
        self.about = about
        self._context.tasks.read(self._read, about, done=self._listed, owner=self)

    def _read(self, about: About) -> PaperList:
        made = self._services.printing
        if about.dossier is not None:
            row = self._services.dossiers.file(about.dossier).row
            lines = [PaperLine(one.code, one, row.person_name)
                     for one in made.of_dossier(about.dossier)]  # fmt: skip
            return PaperList(row.person_name, row.person, tuple(lines))
        if about.person is not None:
            name = self._services.people.get(about.person).name
            lines = [PaperLine(one.code, one, name) for one in made.of_person(about.person)]
            return PaperList(name, about.person, tuple(lines))
        if about.case is not None:
            return PaperList("", None, (PaperLine(HOUSING, printing.info(HOUSING), ""),))
        return PaperList("", None, self._of_commune())

    def _of_commune(self) -> tuple[PaperLine, ...]:
        lines = [PaperLine(BENEFICIARIES, printing.info(BENEFICIARIES), "")]
        lines += [
            PaperLine(f"{HUNGRY}:{one.id}", printing.info(HUNGRY), one.name, village=one.id)
            for one in self._services.households.villages()
        ]
        lines += [
            PaperLine(f"blank:{one.code}", one, "", blank=True)
            for one in printing.papers()
            if one.official
        ]
        return tuple(lines)

    def _listed(self, found: PaperList) -> None:
        self.list = found
        self.line = None
        self.listed.emit(found)

    def choose(self, key: str) -> None:
        """Show another paper of the list."""
        self.line = next((one for one in self.list.lines if one.key == key), None)
        self.show()

    def use_blank(self, *, blank: bool) -> None:
        """The filled paper, or the same for the pen."""
        self.blank = blank
        self.show()

    def show(self) -> None:
        """Make the paper anew."""
        line = self.line
        if line is None:
            self.printed = None
            self.shown.emit(None)
            return
        self._context.tasks.read(
            self._make,
            line,
            self.blank or line.blank,
            done=lambda printed: self._shown(line, printed),
            owner=self,
        )

    def _make(self, line: PaperLine, blank: bool) -> Printed:
        made, about, code = self._services.printing, self.about, line.info.code
        if blank:
            return printing.blank(code)
        if line.village is not None:
            return made.village(line.village)
        if about.dossier is not None:
            return made.dossier(code, about.dossier)
        if about.person is not None:
            return made.person(code, about.person)
        if about.case is not None:
            return made.case(about.case)
        return made.beneficiaries()

    def _shown(self, line: PaperLine, printed: Printed) -> None:
        if line == self.line:
            self.printed = printed
            self.shown.emit(printed)

    def fill(self, field: str, text: str) -> None:
        """Enter what a place still lacks into the person's record."""
        if self.list.person is None or not text:
            return
        self._context.tasks.write(
            self._services.people.edit,
            self.list.person,
            {field: text},
            done=self._filled,
            failed=self._failed,
            owner=self,
        )

    def _filled(self, changes: Changes) -> None:
        self.show()
        self._context.bus.announce(changes, self)

    def save(self, path: Path) -> None:
        """Write the paper shown as a PDF file."""
        printed = self.printed
        if printed is not None:
            self._context.tasks.write(
                self._services.printing.save,
                printed,
                path,
                done=lambda changes: self._saved(changes, path),
                owner=self,
            )

    def note_printed(self) -> None:
        """Remember that the paper shown was printed."""
        if self.printed is not None:
            self._context.tasks.write(
                self._services.printing.remember,
                self.printed,
                done=lambda changes: self._saved(changes, None),
                owner=self,
            )

    def _saved(self, changes: Changes, path: Path | None) -> None:
        if changes.kinds:
            self._context.bus.announce(changes, self)
        self.saved.emit(path)
