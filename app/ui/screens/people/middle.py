"""What stands beside the list: nobody, a person's page, or an intake until it is left or saved."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.ui.screen import Context
from app.ui.screens.people.intake_page import IntakePage
from app.ui.screens.people.intake_presenter import IntakePresenter
from app.ui.screens.people.record_page import RecordPage


class Middle(QStackedWidget):
    """One of the three; a page that is read while an intake is open waits behind it.

    Signals:
        turned: an intake was opened or closed, so other keys work.
        entered: an intake was saved; the id of the person.
    """

    turned = Signal()
    entered = Signal(object)

    def __init__(self, context: Context, record: RecordPage) -> None:
        super().__init__()
        self._context = context
        self.record = record
        self.intake: IntakePage | None = None
        self.addWidget(QWidget())
        self.addWidget(record)

    def on_record(self) -> bool:
        """Whether a person's page is what is seen."""
        return self.currentWidget() is self.record

    def show_record(self) -> None:
        """The page, or nobody when none was read; an intake stays in front."""
        if self.intake is None:
            self.setCurrentIndex(1 if self.record.page is not None else 0)

    def enter_household(self, into: UUID | None = None, head: str = "") -> None:
        """The intake of a new household, or of one more person of ``into``."""
        self.close_intake()
        page = IntakePage(IntakePresenter(self._context, into), head)
        self.intake = page
        self.addWidget(page)
        self.setCurrentWidget(page)
        page.left.connect(self.close_intake)
        page.saved.connect(self._entered)
        page.give_focus()
        self.turned.emit()

    def close_intake(self) -> None:
        """Back to what stood there before."""
        if self.intake is None:
            return
        page, self.intake = self.intake, None
        self.removeWidget(page)
        page.deleteLater()
        self.show_record()
        self.turned.emit()

    def save_intake(self) -> None:
        """Save the intake that is open."""
        if self.intake is not None:
            self.intake.save_now()

    def _entered(self, person: UUID) -> None:
        self.close_intake()
        self.entered.emit(person)
