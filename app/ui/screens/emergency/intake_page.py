"""The intake of a minute and a half: eight things asked in the order a report is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.core.i18n import N_, _
from app.services import choices
from app.services.households import HouseholdFile
from app.ui.screens.emergency.case_words import HOUSES
from app.ui.screens.emergency.household_pick import HouseholdPick
from app.ui.screens.emergency.intake_column import IntakeColumn
from app.ui.screens.emergency.intake_presenter import (
    CaseEntry,
    IntakePresenter,
    elapsed,
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
from app.ui.widgets.notice import NoticeBar
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


class IntakePage(QWidget):
    """The form with its column.

    Signals:
        left: Esc; what was typed is in the draft.
        opened: saved, to be opened; the case's id.
        protection_asked: the closed intake was asked for.
    """

    left = Signal()
    opened = Signal(object)
    protection_asked = Signal()

    def __init__(self, presenter: IntakePresenter) -> None:
        super().__init__()
        self.presenter = presenter
        self._open_after = False
        self._filling = False
        self._opening = False  # the chips of what happened are still being read
        self._seconds = 0
        self.clock = Words("", "strong")
        self.kept = Words("", "small", tone="tx2")
        self.note = NoticeBar("info")
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
        self.column = IntakeColumn()
        self._tick = QTimer(self)
        self._tick.setInterval(1_000)
        self._tick.timeout.connect(self._second)
        self._lay_out()
        self._connect()
        self.clear()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        left = Panel("surf")
        outer = QVBoxLayout(left)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(px(24), px(14), px(24), px(6))
        head.addWidget(Words(_("Emergency intake"), "title"))
        head.addStretch(1)
        head.addWidget(self.kept)
        head.addSpacing(px(12))
        head.addWidget(self.clock)
        head.addSpacing(px(6))
        head.addWidget(Words(_("of 90 seconds"), tone="tx2"))
        outer.addLayout(head)
        outer.addWidget(self.note)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        form = Panel("surf")
        self._form(form)
        area.setWidget(form)
        outer.addWidget(area, 1)
        row.addWidget(left, 1)
        side = QScrollArea()
        side.setWidgetResizable(True)
        side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side.setFixedWidth(self.column.width())
        side.setWidget(self.column)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(side, 1)
        right.addWidget(self.column.foot)
        row.addLayout(right)

    def _form(self, form: QWidget) -> None:
        column = QVBoxLayout(form)
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

    def _connect(self) -> None:
        presenter = self.presenter
        for field in (self.event_name, self.place, self.reporter, self.phone, self.remark,
                      self.months):  # fmt: skip
            field.changed.connect(lambda _text: self._typed())
        self.cause.changed.connect(self._cause_chosen)
        for group in (self.house, self.needs, self.roof, self.order):
            group.changed.connect(self._typed)
        self.pick.changed.connect(self._typed)
        self.pick.looked_for.connect(presenter.find)
        self.pick.chosen.connect(presenter.choose)
        self.pick.passed.connect(lambda: self.place.setFocus())
        self.grid.told.connect(self._typed)
        self.column.changed.connect(self._typed)
        self.column.protection_asked.connect(self.protection_asked)
        self.column.next.clicked.connect(self.save_next)
        self.column.open.clicked.connect(self.save_open)
        presenter.events.connect(self._show_events)
        presenter.homes.connect(self.pick.show_found)
        presenter.home.connect(self._show_home)
        presenter.minimum.connect(self.column.show_minimum)
        presenter.restored.connect(self._restore)
        presenter.kept.connect(self._tell_kept)
        presenter.saved.connect(self._saved)
        presenter.refused.connect(self._refuse)

    # What the screen asks for

    def start(self) -> None:
        """Start typing; the clock runs."""
        self.presenter.load()
        self._seconds = 0
        self._second()
        self._tick.start()
        self._opening = True

    def stop(self) -> None:
        """The page is hidden; the draft is written at once."""
        self._tick.stop()
        self.presenter.typed(self.entry())
        self.presenter.keep_now()

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
        self._errors_away()
        self._filling = False
        self._show_conditions()

    def entry(self) -> CaseEntry:
        """What is typed now."""
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
        if self.column.shortened.isChecked():
            fields |= {
                "shortened": "co",
                "shortened_reason": self.column.why.text(),
                "shortened_by": self.column.by.text(),
            }
        event = self.event_name.text() if cause == "thien_tai" else ""
        return CaseEntry(fields, tuple(self.grid.victims()), event, self.pick.home.text())

    def save_next(self) -> None:
        """Save, then the next household."""
        self._save(opening=False)

    def save_open(self) -> None:
        """Save, then open the case."""
        self._save(opening=True)

    # What is typed

    def _cause_chosen(self) -> None:
        """Hunger asks for rice by itself."""
        if self.cause.value() == HUNGER and not self.needs.values():
            self.needs.set_values([RICE])
        self._typed()

    def _typed(self) -> None:
        self._show_conditions()
        if not self._filling:
            self.kept.setText("")
            self.presenter.typed(self.entry())

    def _show_conditions(self) -> None:
        """Ask only what hangs on what was told."""
        damage = self.house.value()
        self.roof.setVisible(damage == "do_sap_troi_chay_hoan_toan")
        self.order.setVisible(damage == "di_doi_khan_cap")
        self.months.setVisible("gao" in self.needs.values())
        self.event_name.setVisible(self.cause.value() == "thien_tai")

    def _show_home(self, file: HouseholdFile) -> None:
        self._filling = True
        members = members_of(file)
        head = members[0].name if members else ""
        poverty = poverty_of(file, self.presenter.today)
        self.pick.show_home(file.household.id, head, len(members), poverty)
        if file.village is not None and not self.place.text():
            self.place.set_text(file.village.name)
        self.grid.set_victims(members)
        self._filling = False
        self._typed()
        self.place.setFocus()

    # What the presenter tells

    def _show_events(self, events: Sequence[EventRow]) -> None:
        found = [
            (f"{EVENT}{one.id}", event_chip(one, choices.CAUSE)) for one in events[:EVENTS_MOST]
        ]
        found += [(code, _(words)) for code, words in CAUSES.items()]
        self.cause.set_choices(
            [Choice(value, words, str(place)) for place, (value, words) in enumerate(found, 1)]
        )
        if self._opening:
            self._opening = False
            self.cause.take_focus()

    def _restore(self, entry: CaseEntry, when: datetime) -> None:
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
        self.column.shortened.setChecked(fields.get("shortened") == "co")
        self.column.why.set_text(fields.get("shortened_reason", ""))
        self.column.by.set_text(fields.get("shortened_by", ""))
        self.grid.set_victims(entry.victims)
        self._filling = False
        self._show_conditions()
        words = _("What was typed until {time} is still here.")
        self.note.show_text(words.format(time=when.strftime("%H:%M %d/%m/%Y")), kind="info")

    def _tell_kept(self) -> None:
        self.kept.setText(_("Draft kept"))

    def _saved(self, case: UUID) -> None:
        self.note.show_text("")
        self.clear()
        self._seconds = 0
        if self._open_after:
            self.opened.emit(case)
        else:
            self.pick.home.setFocus()

    def _save(self, *, opening: bool) -> None:
        self._open_after = opening
        self._errors_away()
        self.presenter.save(self.entry())

    def _refuse(self, field: str, words: str) -> None:
        parts = field.split(".")
        if parts[0] == "victims" and len(parts) == 3:
            self.grid.refuse(int(parts[1]), parts[2], words)
            return
        if field in ("cause", "needs", "house_damage"):
            self.note.show_text(words, kind="bad")
            self.cause.take_focus()
            return
        target = self._fields().get(field, self.pick.home)
        target.set_error(words)
        target.setFocus()

    def _fields(self) -> dict[str, Field]:
        return {
            **self.pick.fields, "place": self.place, "reporter": self.reporter,
            "reporter_phone": self.phone, "months": self.months, "note": self.remark,
            "shortened_reason": self.column.why, "shortened_by": self.column.by,
            "name": self.event_name,
        }  # fmt: skip

    def _errors_away(self) -> None:
        for field in self._fields().values():
            field.set_error(None)
        self.grid.errors_away()

    def _second(self) -> None:
        self.clock.setText(elapsed(self._seconds))
        self._seconds += 1


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
