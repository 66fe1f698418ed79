"""What is typed into a sheet is in a draft within two seconds and comes back when it is opened.

Only what differs from the record as it was opened is kept; saving or undoing the change by hand
takes the draft away.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.core.i18n import _
from app.services.drafts import Draft, DraftKey
from app.ui.widgets.entry_fields import ComboField
from app.ui.widgets.field import Field

if TYPE_CHECKING:
    from app.ui.screen import Context

PAUSE_MS = 1_500  # from the first letter to the draft: below the two seconds that are promised


class DraftKeeper(QObject):
    """Watches the fields of one sheet; ``form`` names it among the officer's drafts."""

    def __init__(self, context: Context, form: str, fields: Mapping[str, Field]) -> None:
        super().__init__()
        self._context = context
        self._form = form
        self._fields = dict(fields)
        self._subject: str | None = None
        self._stood: dict[str, str] = {}
        self._kept = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.keep_now)
        for field in self._fields.values():
            field.changed.connect(self._typed)

    def start(self, subject: str) -> None:
        """The sheet is open about ``subject``, filled from the record: put back what was typed."""
        self._pause.stop()
        self._subject = None
        self._stood = self._texts()
        found = self._context.services.drafts.load(DraftKey(self._form, subject))
        self._kept = found is not None
        if found is not None:
            self._fill(found)
        self._subject = subject

    def keep_now(self) -> None:
        """Write the draft at once; nothing typed leaves none."""
        self._pause.stop()
        if self._subject is None:
            return
        key = DraftKey(self._form, self._subject)
        changed = {name: text for name, text in self._texts().items() if text != self._stood[name]}
        drafts, tasks = self._context.services.drafts, self._context.tasks
        if changed:
            tasks.write(drafts.save, key, changed, done=lambda _answer: None, owner=self)
        elif self._kept:
            tasks.write(drafts.delete, key, done=lambda _answer: None, owner=self)
        self._kept = bool(changed)

    def forget(self) -> None:
        """The record was saved: the draft has done its work."""
        self._pause.stop()
        subject, self._subject = self._subject, None
        if subject is not None and self._kept:
            key = DraftKey(self._form, subject)
            delete = self._context.services.drafts.delete
            self._context.tasks.write(delete, key, done=lambda _answer: None, owner=self)
        self._kept = False

    def _typed(self, _text: str) -> None:
        if self._subject is not None and not self._pause.isActive():
            self._pause.start()

    def _fill(self, draft: Draft) -> None:
        for name, text in draft.document.items():
            field = self._fields.get(name)
            if isinstance(field, ComboField):
                field.set_value(text or None)
                field.chosen.emit(text)  # other fields follow from a choice
            elif field is not None:
                field.set_text(text)
        words = _("What was typed until {time} is still here.")
        self._context.toast(words.format(time=draft.saved_at.strftime("%H:%M %d/%m/%Y")))

    def _texts(self) -> dict[str, str]:
        return {
            name: (field.value() or "") if isinstance(field, ComboField) else field.text()
            for name, field in self._fields.items()
        }
