"""Which household was hit: one of the register by a few letters, or a name as it was told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.core.i18n import _, ngettext
from app.services import choices
from app.services.households import HouseholdLine
from app.ui.theme import px
from app.ui.widgets.entry_fields import ComboField, NumberField
from app.ui.widgets.field import Field
from app.ui.widgets.options import Option, OptionList

PAUSE_MS = 150


class HouseholdPick(QWidget):
    """Signals:
    changed: anything typed or chosen here.
    looked_for: text to look households up by.
    chosen: a household of the register; its id.
    passed: Enter on a name that is not on the register: to the next field.
    """

    changed = Signal()
    looked_for = Signal(str)
    chosen = Signal(object)
    passed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.household: UUID | None = None
        self._filling = False
        self.home = Field(_("2  Which household"), required=True, enter_moves=False)
        self.homes = OptionList(label=_("Households found"), arrows_choose=False)
        self.persons = NumberField(_("Household size"), unit="")
        self.poverty = ComboField(
            _("Poverty"),
            [("", _("not known yet")), *((v, _(w)) for v, w in choices.CASE_POVERTY.items())],
        )
        self.persons.setFixedWidth(px(150))
        self.poverty.setFixedWidth(px(190))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._look_up)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        row = QHBoxLayout()
        row.setSpacing(px(4))
        row.addWidget(self.home, 1)
        row.addWidget(self.persons)
        row.addWidget(self.poverty)
        column.addLayout(row)
        column.addWidget(self.homes)
        self.homes.hide()
        self.setFocusProxy(self.home)
        self.home.changed.connect(self._typed)
        self.home.entered.connect(self._entered)
        self.homes.chosen.connect(lambda key: self.chosen.emit(UUID(key)))
        self.persons.changed.connect(lambda _text: self._tell())
        self.poverty.chosen.connect(lambda _value: self._tell())

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by their names in the record."""
        return {
            "household": self.home, "household_name": self.home, "persons": self.persons,
            "poverty": self.poverty,
        }  # fmt: skip

    def values(self) -> dict[str, str]:
        """What is typed, by the record's names."""
        known = self.household is not None
        return {
            "household": str(self.household or ""),
            "household_name": "" if known else self.home.text(),
            "persons": "" if known else self.persons.text(),
            "poverty": self.poverty.value() or "",
        }

    def clear(self) -> None:
        """For the next household."""
        self.restore({}, "")

    def restore(self, fields: Mapping[str, str], words: str) -> None:
        """What a draft kept; ``words`` is what stood in the field."""
        known = fields.get("household")
        self._put(UUID(known) if known else None, words)
        self._filling = True
        self.persons.set_text(fields.get("persons", ""))
        self.poverty.set_value(fields.get("poverty") or None)
        self._filling = False

    def show_found(self, lines: Sequence[HouseholdLine]) -> None:
        """Households that fit what was typed."""
        self.homes.set_options([Option(str(one.id), one.head_name, _second(one)) for one in lines])
        self.homes.setVisible(bool(lines) and self.household is None)

    def show_home(self, household: UUID, head: str, persons: int, poverty: str) -> None:
        """The household that was chosen, as the register tells it."""
        count = ngettext("{count} person", "{count} persons", persons).format(count=persons)
        self._put(household, f"{head} · {count}")
        self.poverty.set_value(poverty or None)

    def _put(self, household: UUID | None, words: str) -> None:
        self._filling = True
        self.household = household
        self.home.set_text(words)
        self.home.set_aside(_("on the register") if household else "", tone="ok")
        self.home.set_error(None)
        self.homes.hide()
        self.persons.setVisible(household is None)
        self._pause.stop()
        self._filling = False

    def _typed(self, _text: str) -> None:
        if self._filling:
            return
        if self.household is not None:
            self.household = None
            self.home.set_aside("")
            self.persons.show()
        self._pause.start()
        self._tell()

    def _tell(self) -> None:
        if not self._filling:
            self.changed.emit()

    def _look_up(self) -> None:
        if self.household is None:
            self.looked_for.emit(self.home.text())

    def _entered(self) -> None:
        if self.homes.rows and not self.homes.isHidden():
            self.chosen.emit(UUID(self.homes.rows[0].option.value))
        else:
            self.passed.emit()


def _second(line: HouseholdLine) -> str:
    poverty = _(choices.POVERTY[line.poverty]) if line.poverty in choices.POVERTY else ""
    persons = ngettext("{count} person", "{count} persons", line.persons).format(count=line.persons)
    return " · ".join(part for part in (line.village, poverty, persons) if part)
