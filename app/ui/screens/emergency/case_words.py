"""How emergency cases are told on the screen: lines, steps, limits, victims, supports."""

from __future__ import annotations

from datetime import date

from app.core.i18n import N_, _, ngettext
from app.core.money import group_digits, show_dong
from app.services import choices
from app.services.emergency_cases import CaseFile, CaseLine, SupportRow, VictimRow
from app.services.protection_steps import ProtectionLine
from app.ui.date_reader import shown
from app.ui.left_words import left_words
from app.ui.screens.emergency.intake_presenter import short_day
from app.ui.widgets.list_model import ListLine
from app.ui.widgets.step_list import StepLine
from app.ui.widgets.table_model import Row

TO_DO = {
    "met": N_("Hold the meeting"),
    "decided": N_("Get it signed"),
    "delivered": N_("Hand it over"),
}
HOUSES = {  # short words with the key that chooses each
    "do_sap_troi_chay_hoan_toan": (N_("Collapsed"), "Q"),
    "hu_hong_nang": (N_("Badly damaged"), "W"),
    "di_doi_khan_cap": (N_("Must be moved"), "E"),
    "con_o_duoc": (N_("Habitable"), "R"),
}
SOON = 1  # days from which a limit is marked


def case_line(line: CaseLine) -> ListLine:
    """One case of the list: who, where, what is owed, how long there is."""
    kind, icon, words = "plain", "hourglass", line.next or _(choices.CASE_STATE[line.state])
    if line.days_left is None:
        icon = "check" if line.next is None else "hand-coins"
    elif line.days_left <= SOON:
        kind, icon = ("bad", "circle-alert") if line.days_left < 0 else ("warn", "clock")
        words = left_words(line.days_left, working=line.working)
    return ListLine(
        key=str(line.id),
        title=line.name,
        right=show_dong(line.total_vnd) if line.total_vnd else rice_words(line.total_kg),
        second=" · ".join(part for part in (line.event_name, line.village) if part),
        status=words,
        status_kind=kind,
        status_icon=icon,
    )


def protection_line(line: ProtectionLine) -> ListLine:
    """One closed case of the list, for those with the right alone."""
    if line.hour is not None:
        due = _("by {time}").format(time=line.hour.strftime("%H:%M %d/%m"))
    else:
        due = _("by {day}").format(day=short_day(line.due)) if line.due else ""
    return ListLine(
        key=str(line.id),
        title=line.name,
        right=due,
        second=line.ground,
        status=line.next or line.state,
        status_kind="bad" if line.late else "plain",
        status_icon="circle-alert" if line.late else "lock",
    )


def rice_words(kilograms: int) -> str:
    """Kilograms of rice; "" for none."""
    return f"{group_digits(kilograms)} kg" if kilograms else ""


def step_lines(file: CaseFile) -> list[StepLine]:
    """The steps of a case: done, now, later; a skipped meeting says so."""
    lines = []
    reached = False
    for step in file.steps:
        done = step.done_on is not None and bool(step.done_on)
        skipped = step.skipped and not done
        now = not (done or skipped or reached)
        reached = reached or now
        when = shown(step.done_on) if done else _limit(step.due)
        lines.append(
            StepLine(
                step.label if done or skipped else _(TO_DO.get(step.key, step.label)),
                _("not needed here") if skipped else _who(file, step.key),
                when,
                "done" if done or skipped else "now" if now else "later",
            )
        )
    return lines


def head_words(file: CaseFile) -> str:
    """Event · village · persons · poverty."""
    row = file.row
    poverty = row.poverty or ""
    persons = ngettext("{count} person", "{count} persons", row.persons or 0)
    parts = (
        row.event_name,
        row.village_name or row.place,
        persons.format(count=row.persons) if row.persons else "",
        _(choices.CASE_POVERTY[poverty]) if poverty in choices.CASE_POVERTY else "",
    )
    return " · ".join(part for part in parts if part)


def report_words(file: CaseFile) -> list[tuple[str, str]]:
    """What was reported, as label and words; only what was told."""
    row = file.row
    day, _t, hour = (row.received_at or "").partition("T")
    told = (
        (_("Reported at"), f"{hour} {shown(day)}".strip()),
        (_("Reported by"), " · ".join(p for p in (row.reporter, row.reporter_phone) if p)),
        (_("Place"), row.place or ""),
        (_("House"), _word(choices.HOUSE_DAMAGE, row.house_damage)),
        (_("Needed at once"), needs_words(row.needs)),
        (_("Result of the meeting"), row.meeting_result or ""),
        (_("Why the meeting is skipped"), row.shortened_reason or "" if row.shortened else ""),
        (_("Decision"), " · ".join(p for p in (row.decision_no, row.signer) if p)),
        (_("Reason of the delay"), row.late_reason or ""),
        (_("Received by"), row.receiver or ""),
        (_("Note"), row.note or ""),
    )
    return [(label, words) for label, words in told if words]


def needs_words(needs: str | None) -> str:
    """What is needed, in words."""
    return ", ".join(_word(choices.NEEDS, one) for one in (needs or "").split(",") if one)


def victim_row(victim: VictimRow) -> Row:
    """One line of the victims."""
    days = str(victim.treatment_days) if victim.treatment_days is not None else ""
    status = _word(choices.VICTIM_STATUS, victim.status)
    name = " · ".join(part for part in (victim.name, shown(victim.birth)) if part)
    return Row(str(victim.id), (name, status, days))


def support_row(support: SupportRow) -> Row:
    """One line of what was decided."""
    sum_words = rice_words(support.kilograms or 0) or (
        show_dong(support.vnd) if support.vnd is not None else _("in kind")
    )
    return Row(
        str(support.id),
        (
            _word(choices.SUPPORT_TYPE, support.type),
            sum_words,
            _word(choices.SUPPORT_SOURCE, support.source),
        ),
    )


def _who(file: CaseFile, key: str) -> str:
    if key == "decided":
        return file.minimum.due.who
    return _("Head of the village") if key == "met" else ""


def _limit(due: date | None) -> str:
    return _("by {day}").format(day=short_day(due)) if due else ""


def _word(words: dict[str, str], value: str | None) -> str:
    return _(words[value]) if value in words else value or ""
