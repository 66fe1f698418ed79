"""The lines of a file of records become entries, in one transaction of whoever calls.

Rules kept: links name keys of the same file or of earlier ones; an error names line and field;
what somebody has to choose first is not decided by a line; a granted dossier leaves its neutral
allowance.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select

from app.core.clock import local
from app.core.errors import Correctable
from app.core.i18n import N_
from app.core.ids import new_id
from app.models.local import external_key
from app.oplog.kinds import BY_NAME
from app.oplog.operation import Value
from app.services.concerned import by_case, by_person
from app.services.dossiers import form_for
from app.services.emergency_entries import check_case
from app.services.entry import Typed, checked
from app.services.move_months import require_joined
from app.services.protection import check_protection
from app.services.record_lines import (
    DOSSIERS,
    FACTS,
    RESTRICTED,
    Line,
    at_line,
    links_of,
)
from app.services.session import Session
from app.services.unsettled import require_settled
from app.storage.queries import moves
from app.storage.store import Store
from app.storage.unit_of_work import UnitOfWork

AT_ONCE = 500  # lines whose rows are looked up together
Key = tuple[str, str]
Values = dict[str, Value | UUID]
# What a new record cannot do without; links count by their field.
NEEDED = {
    "village": ("name",),
    "person": ("name",),
    "membership": ("household", "person"),
    "fact": ("subject", "kind"),
    "restricted_fact": ("subject", "kind"),
    "dossier": ("person", "category"),
    "restricted_dossier": ("person", "category"),
    "event": ("cause", "happened_on"),
    "victim": ("emergency_case", "status"),
    "support": ("emergency_case", "type"),
}
# Fields of a case by which it is decided, paid or handed over; a dossier's is its result.
DECIDING = {
    "emergency_case": ("result", "decided_on", "decision_no", "delivered_on", "receiver"),
    "protection_case": ("decided_on", "decision_no", "ends_on"),
}


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of one line: ``new``, ``changed`` or ``same``."""

    line: int
    key: str
    id: UUID
    result: str

    def as_json(self) -> dict[str, Any]:
        """The answer as the command prints it."""
        return {"line": self.line, "key": self.key, "id": str(self.id), "result": self.result}


class Applying:
    """One file on its way into the records."""

    def __init__(self, work: UnitOfWork, session: Session, store: Store, named: set[Key]) -> None:
        self._work = work
        self._session = session
        self._today = store.clock.today()
        self._now = local(store.clock.now_ms()).strftime("%Y-%m-%dT%H:%M")
        found = work.connection.execute(
            select(external_key.c.kind, external_key.c.key, external_key.c.id)
        )
        self._known: dict[Key, UUID] = {(row.kind, row.key): row.id for row in found}
        # A link may name a record that stands further down in the file.
        self._coming = {key: new_id() for key in sorted(named - self._known.keys())}
        self._remembered: list[dict[str, Any]] = []
        self._moves = moves.any_told(work.connection, work.pv)
        self._held: dict[Key, Correctable] = {}

    def all(self, lines: Iterable[Line]) -> list[Applied]:
        """Apply the lines in their order and remember their keys."""
        answers: list[Applied] = []
        for part in _parts(lines):
            self._look_up(part)
            self._hold_up(part)
            answers += [self._one(line) for line in part]
        if self._remembered:
            self._work.connection.execute(insert(external_key), self._remembered)
        return answers

    def _look_up(self, part: list[Line]) -> None:
        """Bring the rows that will be changed in together, not one by one."""
        wanted: dict[str, list[bytes]] = {}
        for line in part:
            known = self._known.get((line.kind, line.key))
            if known is not None:
                wanted.setdefault(line.kind, []).append(known.bytes)
        for kind, ids in wanted.items():
            self._work.projection.load(BY_NAME[kind], self._work.pv, ids)

    def _hold_up(self, part: list[Line]) -> None:
        """Remember which lines decide or pay about rows that wait for a person.

        Asked together, and line by line only when something waits: it is seldom that it does.
        """
        concerned = {(one.kind, one.key): found for one in part if (found := self._concerned(one))}
        self._held.clear()
        try:
            self._require_settled(set().union(*concerned.values()))
        except Correctable:
            for key, rows in concerned.items():
                try:
                    self._require_settled(rows)
                except Correctable as reason:
                    self._held[key] = reason

    def _require_settled(self, rows: set[UUID]) -> None:
        if rows:
            require_settled(self._work.connection, self._session, rows)

    def _concerned(self, line: Line) -> set[UUID]:
        """The rows that a line decides or pays about; none when it does neither."""
        known = self._known.get((line.kind, line.key))
        if line.kind in RESTRICTED and not self._session.cleared:
            return set()  # the line itself is refused
        stood = self._shown(line.kind, known) if known is not None else {}
        if not _decides(line, stood):
            return set()
        own = set() if known is None else {known}
        connection, pv = self._work.connection, self._work.pv
        if line.kind in ("emergency_case", "support"):
            case = known if line.kind == "emergency_case" else self._linked(line, stood)
            if case is None:
                return own
            home = self._linked(line, self._shown("emergency_case", case), "household")
            return own | by_case(case, home)
        return by_person(connection, pv, self._linked(line, stood, "person"), *own)

    def _linked(
        self, line: Line, stood: Mapping[str, Value], name: str = "emergency_case"
    ) -> UUID | None:
        """The record that a line leads to, by its link or as it stood; None when it is new."""
        if name in line.links:
            return self._known.get((name, line.links[name]))
        found = stood.get(name)
        return UUID(bytes=found) if isinstance(found, bytes) else None

    def _one(self, line: Line) -> Applied:
        try:
            return self._write(line)
        except Correctable as error:
            if "line" in error.params:
                raise
            raise at_line(
                line.number,
                error.code,
                N_("Line {line}, field {name}: {what}"),
                field=error.field,
                name=error.field or line.kind,
                what=error.words(),
            ) from error

    def _write(self, line: Line) -> Applied:
        if line.kind in RESTRICTED:
            self._session.require_clearance()
        key = (line.kind, line.key)
        known = self._known.get(key)
        values = self._values(line, known)
        if known is None:
            values = self._complete(line.kind, values)
            row_id = self._coming[key]
            self._work.create(line.kind, values, row_id=row_id)
            self._known[key] = row_id
            self._remembered.append({"kind": line.kind, "key": line.key, "id": row_id})
            result = "new"
        else:
            row_id = known
            result = "changed" if self._work.edit(line.kind, row_id, values) else "same"
        if result != "same" and key in self._held:
            raise self._held[key]  # nothing of the file is written then
        if line.kind in DOSSIERS and result != "same":
            self._pay(line, row_id)
        return Applied(line.number, line.key, row_id, result)

    def _values(self, line: Line, known: UUID | None) -> Values:
        typed: dict[str, Typed] = dict(line.set)
        for name in typed:
            if name in BY_NAME[line.kind].by_name and (
                name in links_of(line.kind) or name in ("subject", "subject_kind", "allowance")
            ):
                raise Correctable(
                    "link_in_set", N_("Name this record under links, by its key."), field=name
                )
        borrowed = line.kind in FACTS and known is not None and "kind" not in typed
        if borrowed and known is not None:  # the words of a value hang on the fact's kind
            typed["kind"] = str(self._shown(line.kind, known)["kind"])
        values = checked(line.kind, typed, today=self._today)
        if borrowed:
            del values["kind"]
        for name, target in links_of(line.kind).items():
            if name in line.links:
                values |= _linked(line.kind, name, self._find(name, target, line.links[name]))
        if line.kind == "dossier" and str(values.get("category") or "").startswith(("5.3", "5.8")):
            raise Correctable(
                "category_restricted",
                N_("This category is kept as restricted_dossier, for those with the right to it."),
                field="category",
            )
        if line.kind in DOSSIERS and values.get("category") and not values.get("form"):
            values["form"] = form_for(str(values["category"]))
        return values

    def _find(self, name: str, target: str, key: str) -> UUID:
        found = self._known.get((target, key)) or self._coming.get((target, key))
        if found is None:
            raise Correctable(
                "unknown_key",
                N_("No {kind} has the key {key}, in this file or an earlier one."),
                field=name,
                kind=target,
                key=key,
            )
        return found

    def _complete(self, kind: str, values: Values) -> Values:
        """What a new record gets by itself, and what it cannot do without."""
        if kind in DOSSIERS:
            values = _over({"state": "received", "received_on": self._today.isoformat()}, values)
        elif kind in ("emergency_case", "protection_case"):
            values = _over({"state": "received", "received_at": self._now}, values)
        for field in NEEDED.get(kind, ()):
            if not values.get(field):
                raise Correctable("needed", N_("A new record needs this field."), field=field)
        if kind == "emergency_case":
            check_case(values)
        elif kind == "protection_case":
            check_protection(values)
        if not any(value is not None for value in values.values()):
            raise Correctable("empty", N_("Give the new record at least one value."), field="set")
        return values

    def _pay(self, line: Line, dossier_id: UUID) -> None:
        """A granted dossier is paid by a neutral allowance, the same for everybody.

        An allowance that stands takes only what the line says: what a later decision or a move
        has ended since stays ended.
        """
        kind, shown = line.kind, self._shown(line.kind, dossier_id)
        if shown["result"] != "granted" or not (shown["monthly_vnd"] and shown["from_month"]):
            return
        paid: Values = {name: shown[name] for name in ("monthly_vnd", "from_month", "to_month")}
        allowance, person = shown["allowance"], shown["person"]
        assert isinstance(person, bytes)
        if isinstance(allowance, bytes):
            paid = {name: value for name, value in paid.items() if name in line.set}
            if not paid:
                return
        if self._moves:  # who came or leaves is paid by one commune at a time
            connection, start = self._work.connection, str(shown["from_month"])
            why = str(shown["reason"] or "")
            require_joined(connection, self._work.pv, UUID(bytes=person), start, why)
        if isinstance(allowance, bytes):
            self._work.edit("allowance", UUID(bytes=allowance), paid)
            return
        paid |= {"person": UUID(bytes=person), "payee": UUID(bytes=person)}
        made = self._work.create("allowance", paid)
        self._work.edit(kind, dossier_id, {"allowance": made})

    def _shown(self, kind: str, row_id: UUID) -> dict[str, Value]:
        state = self._work.projection.state(BY_NAME[kind], self._work.pv, row_id.bytes)
        return {field.name: state.shown(field.number) for field in BY_NAME[kind].fields}


def _decides(line: Line, stood: Mapping[str, Value]) -> bool:
    """Whether a line decides or pays: what is decided and what is handed over, also by a change."""
    if line.kind in DOSSIERS:
        return bool(line.set.get("result") or stood.get("result"))
    return line.kind == "support" or any(line.set.get(name) for name in DECIDING.get(line.kind, ()))


def _over(usual: Mapping[str, str], values: Values) -> Values:
    """``values`` over what is usual."""
    return {**usual, **values}


def _linked(kind: str, name: str, target: UUID) -> Values:
    if kind in FACTS:
        return {"subject_kind": name, "subject": target}
    return {name: target}


def _parts(lines: Iterable[Line]) -> Iterator[list[Line]]:
    source = iter(lines)
    while part := list(islice(source, AT_ONCE)):
        yield part
