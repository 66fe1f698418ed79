"""What an intake asks, in the order a report is told, and what of it has been typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from app.core.i18n import N_, _
from app.services import choices
from app.services.households import HouseholdFile
from app.ui.screens.emergency.case_words import HOUSES
from app.ui.screens.emergency.household_pick import HouseholdPick
from app.ui.screens.emergency.intake_presenter import (
    CaseEntry,
    event_chip,
    members_of,
    poverty_of,
)
from app.ui.screens.emergency.victim_grid import VictimGrid
from app.ui.theme import px
from app.ui.widgets.card import Panel
from app.ui.widgets.chips import ChipGroup, Choice, YesNo
from app.ui.widgets.entry_fields import NumberField
from app.ui.widgets.field import Field
from app.ui.widgets.words import Words

if TYPE_CHECKING:
    from app.services.events import EventRow

EVENTS_MOST = 2
EVENT = "event:"
HUNGER, RICE = "giap_hat", "gao"
CAUSES = {
    "hoa_hoan": N_("House fire"),
    "tai_nan_giao_thong": N_("Accident"),
    "giap_hat": N_("Hunger"),
    "thien_tai": N_("Disaster"),
    "bat_kha_khang": N_("Other"),
}
NEEDS = {"gao": "G", "leu_bat": "L", "chan_man": "C", "nuoc_uong": "N", "thuc_pham": "T"}


class IntakeForm(Panel):
    """The eight questions; what hangs on an answer is asked only then.

    Signals:
        typed: something was typed or chosen by the person.
    """

    typed = Signal()

    def __init__(self) -> None:
        super().__init__("surf")
        self._filling = False
        self.cause = ChipGroup([], label=_("1  What happened"), answer=True)
        self.event_name = Field(_("Name of the event, so that other households can be attached"))
        self.pick = HouseholdPick()
        self.place = Field(_("3  Where"))
        self.reporter = Field(_("4  Who reported"))
        self.phone = Field(_("Telephone"))
        self.house = ChipGroup(_houses(), label=_("5  House"), answer=True)
        self.roof = YesNo(_("No other place to live"))
        self.order = YesNo(_("Ordered to move by the authority"))
        self.grid = VictimGrid()
        self.needs = ChipGroup(_needs(), label=_("7  Needed at once"), exclusive=False, answer=True)
        self.months = NumberField(_("Rice for how many months"), unit="")
        self.remark = Field(_("8  Remark"), placeholder=_("Not required."))
        self._lay_out()
        for field in (self.event_name, self.place, self.reporter, self.phone, self.remark,
                      self.months):  # fmt: skip
            field.changed.connect(lambda _text: self._typed())
        self.cause.changed.connect(self._cause_chosen)
        for group in (self.house, self.needs, self.roof, self.order):
            group.changed.connect(self._typed)
        self.pick.changed.connect(self._typed)
        self.pick.passed.connect(lambda: self.place.setFocus())
        self.grid.told.connect(self._typed)
        self.clear()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(4), px(20), px(12))
        column.setSpacing(px(4))
        where = QGridLayout()
        where.setSpacing(px(4))
        for place, field in enumerate((self.place, self.reporter, self.phone)):
            where.addWidget(field, 0, place)
            where.setColumnStretch(place, 2 if place == 0 else 1)
        needs = QHBoxLayout()
        needs.addWidget(self.needs, 1)
        needs.addWidget(self.months)
        self.months.setFixedWidth(px(190))
        column.addWidget(self.cause)
        column.addWidget(self.event_name)
        column.addWidget(self.pick)
        column.addLayout(where)
        house = QHBoxLayout()
        house.setSpacing(px(4))
        house.addWidget(self.house, 1)
        house.addWidget(self.roof)
        house.addWidget(self.order)
        column.addLayout(house)
        column.addWidget(Words(_("6  Victims"), "small", tone="tx2"))
        column.addWidget(self.grid)
        column.addLayout(needs)
        column.addWidget(self.remark)
        column.addStretch(1)

    def clear(self) -> None:
        """Empty for the next household; what happened and who reported stay."""
        self._filling = True
        self.pick.clear()
        for field in (self.place, self.remark, self.event_name):
            field.set_text("")
        self.house.set_value(None)
        self.roof.set_value(None)
        self.order.set_value(None)
        self.needs.set_values([])
        self.months.set_value(1)
        self.grid.set_victims([])
        self.errors_away()
        self._filling = False
        self._show_conditions()

    def entry(self) -> CaseEntry:
        """What is typed now, as far as it is asked here."""
        cause = self.cause.value() or ""
        fields = {
            "event": cause.removeprefix(EVENT) if cause.startswith(EVENT) else "",
            "cause": "" if cause.startswith(EVENT) else cause,
            **self.pick.values(),
            "place": self.place.text(),
            "reporter": self.reporter.text(),
            "reporter_phone": self.phone.text(),
            "house_damage": self.house.value() or "",
            "no_place_to_live": _yes(self.roof.value()),
            "ordered_to_move": _yes(self.order.value()),
            "needs": ",".join(self.needs.values()),
            "months": self.months.text() if "gao" in self.needs.values() else "",
            "note": self.remark.text(),
        }
        event = self.event_name.text() if cause == "thien_tai" else ""
        return CaseEntry(fields, tuple(self.grid.victims()), event, self.pick.home.text())

    def restore(self, entry: CaseEntry) -> None:
        """Put back what a draft kept."""
        self._filling = True
        fields = entry.fields
        event = fields.get("event")
        self.cause.set_value(f"{EVENT}{event}" if event else fields.get("cause") or None)
        self.event_name.set_text(entry.event_name)
        self.pick.restore(fields, entry.home_words)
        for field, name in ((self.place, "place"),
                            (self.reporter, "reporter"), (self.phone, "reporter_phone"),
                            (self.remark, "note")):  # fmt: skip
            field.set_text(fields.get(name, ""))
        self.house.set_value(fields.get("house_damage") or None)
        self.roof.set_value(_told(fields.get("no_place_to_live")))
        self.order.set_value(_told(fields.get("ordered_to_move")))
        self.needs.set_values([one for one in fields.get("needs", "").split(",") if one])
        self.months.set_text(fields.get("months") or "1")
        self.grid.set_victims(entry.victims)
        self._filling = False
        self._show_conditions()

    def show_home(self, file: HouseholdFile, today: date) -> None:
        """A household of the register: who lives there, where, how poor."""
        self._filling = True
        members = members_of(file)
        head = members[0].name if members else ""
        poverty = poverty_of(file, today)
        self.pick.show_home(file.household.id, head, len(members), poverty)
        if file.village is not None and not self.place.text():
            self.place.set_text(file.village.name)
        self.grid.set_victims(members)
        self._filling = False
        self._typed()
        self.place.setFocus()

    def show_events(self, events: Sequence[EventRow]) -> None:
        """Open events a report can be attached to, before the causes."""
        found = [
            (f"{EVENT}{one.id}", event_chip(one, choices.CAUSE)) for one in events[:EVENTS_MOST]
        ]
        found += [(code, _(words)) for code, words in CAUSES.items()]
        self.cause.set_choices(
            [Choice(value, words, str(place)) for place, (value, words) in enumerate(found, 1)]
        )

    def fields(self) -> dict[str, Field]:
        """The fields by the record's names, to tell what must be mended."""
        return {
            **self.pick.fields, "place": self.place, "reporter": self.reporter,
            "reporter_phone": self.phone, "months": self.months, "note": self.remark,
            "name": self.event_name,
        }  # fmt: skip

    def errors_away(self) -> None:
        """Nothing has to be mended any more."""
        for field in self.fields().values():
            field.set_error(None)
        self.grid.errors_away()

    def _cause_chosen(self) -> None:
        """Hunger asks for rice by itself."""
        if self.cause.value() == HUNGER and not self.needs.values():
            self.needs.set_values([RICE])
        self._typed()

    def _typed(self) -> None:
        self._show_conditions()
        if not self._filling:
            self.typed.emit()

    def _show_conditions(self) -> None:
        """Ask only what hangs on what was told."""
        damage = self.house.value()
        self.roof.setVisible(damage == "do_sap_troi_chay_hoan_toan")
        self.order.setVisible(damage == "di_doi_khan_cap")
        self.months.setVisible("gao" in self.needs.values())
        self.event_name.setVisible(self.cause.value() == "thien_tai")


def _houses() -> list[Choice]:
    return [Choice(code, _(words), key) for code, (words, key) in HOUSES.items()]


def _needs() -> list[Choice]:
    told = {code: _(words) for code, words in choices.NEEDS.items()}
    return [
        Choice(code, words[:1].upper() + words[1:], NEEDS.get(code, ""))
        for code, words in told.items()
    ]


def _yes(told: bool | None) -> str:
    return "" if told is None else "co" if told else "khong"


def _told(text: str | None) -> bool | None:
    return None if not text else text == "co"
