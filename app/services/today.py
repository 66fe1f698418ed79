"""Việc hôm nay: what is late, what is due today, what until the end of next week.

Rules kept: every line comes from a legal limit or from work that was left unfinished, says what
to do with the verb first and opens the very step; restricted work is shown to cleared officers
and leaves no gap for others; nothing here is decided by the program.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, select

from app.core.i18n import N_, _, ngettext
from app.core.partial_date import PartialDate
from app.models.records import RECORDS
from app.services.differences import waiting
from app.services.dossiers import Dossiers
from app.services.drafts import Draft, Drafts
from app.services.emergency_cases import EmergencyCases
from app.services.emergency_lines import CaseLine
from app.services.life_events import LifeEvent, life_events
from app.services.moving import Moved, Moving
from app.services.protection import Protection
from app.services.session import Session
from app.storage.queries import life_events as life_rows
from app.storage.store import Store
from app.sync import trust_store

LATE, DUE, NEXT = "late", "due", "next"
DOSSIER_DO = {
    "verified": N_("Verify the dossier of {name}"),
    "posted": N_("Post the result for {name}"),
    "submitted": N_("Submit the decision on {name} for signature"),
    "decided": N_("Get the decision on {name} signed"),
}
REPORT_DAYS = ((6, 15), (12, 15))  # TT 02/2021/TT-BLĐTBXH Điều 6.1.c: before these days
REPORT_AHEAD = 30
SILENT_DAYS = 45  # without a file of the office; its decisions do not reach us meanwhile
REPORT_FORM = "10a"


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One thing to do; ``screen`` and ``where`` name the step that Enter opens.

    ``days_left`` counts working days when ``working``; None where no limit runs.
    """

    key: str
    group: str
    icon: str
    title: str
    second: str
    due: date | None
    days_left: int | None
    working: bool
    action: str
    screen: str
    where: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Report:
    """A report that is near: the last day (the law says "before" the next) and its forms."""

    before: date
    title: str
    done: bool


@dataclass(frozen=True, slots=True)
class TodayView:
    """The whole screen; ``first_step`` says what to do when nothing has been entered yet."""

    today: date
    lines: tuple[TaskLine, ...]
    later: int
    ahead: tuple[LifeEvent, ...]
    reports: tuple[Report, ...]
    draft: Draft | None
    unsent: int
    first_step: str | None


class Today:
    """What waits for the officer at the keyboard."""

    def __init__(self, store: Store, session: Session, unsent: Callable[[], int]) -> None:
        self._store = store
        self._session = session
        self._unsent = unsent

    def view(self) -> TodayView:
        """Everything at once, the most urgent first."""
        today = self._store.clock.today()
        end = end_of_next_week(today)
        unsent = self._unsent()
        lines = [*self._dossiers(today), *self._emergencies(today), *self._protection(today)]
        lines += [
            _came_line(one) for one in Moving(self._store, self._session).waiting() if one.needs
        ]
        with self._store.read() as connection:
            ahead = life_events(connection, self._session.pv, today)
            reports = _reports(connection, self._session.pv, today)
            empty = not life_rows.any_person(connection, self._session.pv)
            heard = trust_store.latest_day(connection) if self._session.role == "commune" else None
            differing, money = waiting(connection, self._session)
        lines += [_report_line(one, today) for one in reports if not one.done]
        if differing:
            lines.append(_differing_line(differing, money=money))
        if heard is not None and (silent := (today - heard).days) > SILENT_DAYS:
            lines.append(_silent_line(silent))
        if unsent and not empty:  # an officer's name alone is no sending to make
            lines.append(_unsent_line(unsent))
        near = [line for line in lines if line.due is None or line.due <= end]
        return TodayView(
            today=today,
            lines=tuple(sorted(near, key=_urgency)),
            later=len(lines) - len(near),
            ahead=tuple(ahead),
            reports=tuple(reports),
            draft=Drafts(self._store, self._session).latest(),
            unsent=unsent,
            first_step=_("Enter the villages, then the first household.") if empty else None,
        )

    def _dossiers(self, today: date) -> list[TaskLine]:
        return [
            TaskLine(
                key=f"dossier:{line.id}",
                group=_group(line.due, today),
                icon="file-text",
                title=_(DOSSIER_DO[line.next_key]).format(name=line.name),
                second=_join(_("Monthly allowance"), line.village),
                due=line.due,
                days_left=line.days_left,
                working=True,
                action=_("Open the step"),
                screen="monthly_allowance",
                where={"dossier": line.id},
            )
            for line in Dossiers(self._store, self._session).lines()
            if line.next_key is not None
        ]

    def _emergencies(self, today: date) -> list[TaskLine]:
        together: dict[tuple[object, ...], list[CaseLine]] = {}
        for line in EmergencyCases(self._store, self._session).lines():
            # One event's households wait for one decision: one line for all of them.
            same = (line.event, line.state, line.due) if line.event else (line.id,)
            together.setdefault(same, []).append(line)
        return [_case_line(lines, today) for lines in together.values()]

    def _protection(self, today: date) -> list[TaskLine]:
        if not self._session.cleared:
            return []
        return [
            TaskLine(
                key=f"protection:{line.id}",
                group=LATE if line.late else _group(line.due, today),
                icon="shield-alert",
                title=f"{line.next}: {line.name}",
                second=line.hour.strftime("%H:%M %d/%m") if line.hour else line.ground,
                due=line.due,
                days_left=None if line.due is None else (line.due - today).days,
                working=False,
                action=_("Open the case"),
                screen="emergency",
                where={"protection": line.id},
            )
            for line in Protection(self._store, self._session).lines()
            if line.next is not None
        ]


def end_of_next_week(today: date) -> date:
    """Sunday of next week."""
    return today + timedelta(13 - today.weekday())


def _case_line(lines: list[CaseLine], today: date) -> TaskLine:
    first, count = lines[0], len(lines)
    decided = first.state == "decided"
    what = _("Hand the support over to {whom}") if decided else _("Decide on relief for {whom}")
    whom = (
        first.name
        if count == 1
        else ngettext("{count} household", "{count} households", count).format(count=count)
    )
    where = {"case": first.id} if count == 1 else {"event": first.event}
    return TaskLine(
        key=f"emergency:{first.id}",
        group=DUE if decided else _group(first.due, today),
        icon="life-buoy",
        title=what.format(whom=whom),
        second=_join(
            _("Emergency help"),
            first.event_name,
            first.village if count == 1 else None,
            None if first.working or decided else _("weekends count"),
        ),
        due=first.due,
        days_left=first.days_left,
        working=first.working,
        action=_("Open the case") if count == 1 else _("Open the event"),
        screen="emergency",
        where=where,
    )


def _report_line(report: Report, today: date) -> TaskLine:
    last = report.before - timedelta(1)
    return TaskLine(
        key=f"report:{report.before}",
        group=_group(last, today),
        icon="calendar",
        title=report.title,
        second=_("Forms 10a, 10b, 10c, 10d"),
        due=last,
        days_left=(last - today).days,
        working=False,
        action=_("Open the lists"),
        screen="papers",
        where={},
    )


def _came_line(move: Moved) -> TaskLine:
    """Somebody came from another commune, and something is still to be entered or decided."""
    paid = ""
    if move.from_month:
        month = f"{move.from_month[5:]}/{move.from_month[:4]}"
        paid = _("to be paid from {month}").format(month=month)
    return TaskLine(
        key=f"move:{move.person}",
        group=DUE,
        icon="users",
        title=_("Receive {name}, who moved here").format(name=move.name),
        second=_join(_("from {place}").format(place=move.source_name), paid),
        due=None,
        days_left=None,
        working=False,
        action=_("Open the page"),
        screen="people",
        where={"person": move.person},
    )


def _differing_line(count: int, *, money: bool) -> TaskLine:
    """Two entries wait for a person, and what hangs on them waits too."""
    words = ngettext(
        "Choose between two entries in {count} place",
        "Choose between two entries in {count} places",
        count,
    )
    return TaskLine(
        key="differences",
        group=DUE,
        icon="arrow-left-right",
        title=words.format(count=count),
        second=_("Money waits for the answer") if money else _("Sending and receiving data"),
        due=None,
        days_left=None,
        working=False,
        action=_("Choose"),
        screen="exchange",
        where={"tab": "differences"},
    )


def _unsent_line(count: int) -> TaskLine:
    words = ngettext("Send {count} change", "Send {count} changes", count)
    return TaskLine(
        key="unsent",
        group=NEXT,
        icon="send",
        title=words.format(count=count),
        second=_("Sending and receiving data"),
        due=None,
        days_left=None,
        working=False,
        action=_("Send"),
        screen="exchange",
        where={},
    )


def _silent_line(days: int) -> TaskLine:
    """Whoever keeps the office's files back keeps back what it withdrew and what it changed."""
    words = ngettext(
        "Nothing from the receiving office for {count} day",
        "Nothing from the receiving office for {count} days",
        days,
    )
    return TaskLine(
        key="office_silent",
        group=NEXT,
        icon="send",
        title=words.format(count=days),
        second=_("Ask for its next file"),
        due=None,
        days_left=None,
        working=False,
        action=_("Open"),
        screen="exchange",
        where={},
    )


def _reports(connection: Connection, pv: int, today: date) -> list[Report]:
    """The half-yearly reports within a month ahead, or missed in the month behind."""
    found = []
    paper = RECORDS["paper"]
    for year in (today.year, today.year + 1):
        for month, day in REPORT_DAYS:
            before = date(year, month, day)
            if not -REPORT_AHEAD <= (before - today).days <= REPORT_AHEAD:
                continue
            since = (before - timedelta(2 * REPORT_AHEAD)).isoformat()
            made = connection.execute(
                select(paper.c.id)
                .where(
                    paper.c.pv == pv,
                    paper.c.alive,
                    paper.c.form == REPORT_FORM,
                    paper.c.made_on >= since,
                )
                .limit(1)
            ).first()
            title = (
                _("Report of the first half-year, before {day}")
                if month == REPORT_DAYS[0][0]
                else _("Report of the year, before {day}")
            )
            shown = PartialDate.of(before).show()
            found.append(Report(before, title.format(day=shown), made is not None))
    return found


def _group(due: date | None, today: date) -> str:
    if due is None:
        return DUE
    if due < today:
        return LATE
    return DUE if due == today else NEXT


def _urgency(line: TaskLine) -> tuple[int, date, str]:
    return (LATE, DUE, NEXT).index(line.group), line.due or date.max, line.title


def _join(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)
