"""What the law answers for a person of the register on a day, with its reasons.

The rules are asked as of a day, with what was known to hold on that day; nothing is guessed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import Connection

from app.core.i18n import N_, _
from app.core.money import show_dong
from app.core.partial_date import PartialDate
from app.policy import catalog
from app.policy.facts import Facts
from app.policy.outcome import Outcome, family
from app.policy.parameters import law
from app.services.gathered_facts import Gathered, gather
from app.services.session import Session
from app.storage.queries.facts import FactRow
from app.storage.store import Store

NOT_LOADED = N_("province's level not loaded")
# What is refused as a whole, before it is known which of its points would hold.
_LABELS = {
    "5.1": "Trẻ em dưới 16 tuổi không có nguồn nuôi dưỡng",
    "HTXH": "Trợ cấp hưu trí xã hội",
}
UNVERIFIED = N_("not verified against NĐ 335/2026/NĐ-CP")


@dataclass(frozen=True, slots=True)
class ReasonRow:
    """One row of "why this sum": what, why, and by which article."""

    what: str
    why: str
    source: str


@dataclass(frozen=True, slots=True)
class Part:
    """One allowance that is paid."""

    code: str
    label: str
    coefficient: str | None
    monthly_vnd: int
    legal: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """Something the answer hangs on; ``monthly_vnd`` is what it would bring."""

    code: str
    words: str
    monthly_vnd: int | None
    coefficient: str | None


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the law says of one person on one day, ready to be shown and kept."""

    person: UUID
    on: date
    total_vnd: int
    level_vnd: int
    formula: str
    parts: tuple[Part, ...]
    rows: tuple[ReasonRow, ...]
    not_taken: tuple[ReasonRow, ...]
    questions: tuple[OpenQuestion, ...]
    missing: tuple[str, ...]  # facts to ask for, as sentences
    tags: tuple[str, ...]
    restricted: bool  # rests on a restricted fact
    local_level_loaded: bool
    verified: bool

    @property
    def codes(self) -> tuple[str, ...]:
        """The categories paid."""
        return tuple(part.code for part in self.parts)


class Eligibility:
    """Asks the rules about persons of the register."""

    def __init__(self, store: Store, session: Session) -> None:
        self._store = store
        self._session = session

    def assess(
        self,
        person_id: UUID,
        *,
        on: date | None = None,
        supposed: Mapping[str, str | None] | None = None,
        pv: int | None = None,
    ) -> Assessment:
        """What ``person_id`` is owed a month on ``on`` (today).

        ``supposed`` are values by fact kind that are being typed and not saved yet.
        Raises Correctable when the birth is not known, or for days before 1/7/2021.
        """
        with self._store.read() as connection:
            return assess(
                connection,
                pv or self._session.pv,
                person_id,
                on or self._store.clock.today(),
                restricted=self._session.cleared,
                supposed=supposed or {},
            )


def assess(
    connection: Connection,
    pv: int,
    person_id: UUID,
    on: date,
    *,
    restricted: bool,
    supposed: Mapping[str, str | None],
) -> Assessment:
    """As :meth:`Eligibility.assess`, inside the caller's transaction."""
    gathered = gather(connection, pv, person_id, on, restricted=restricted, supposed=supposed)
    outcome = catalog.decide(gathered.facts, on)
    rests = restricted and any(part.code in ("5.3", "5.8") for part in outcome.entitlements)
    return _present(person_id, outcome, gathered, restricted=rests)


def _present(
    person_id: UUID, outcome: Outcome, gathered: Gathered, *, restricted: bool
) -> Assessment:
    categories = law().categories
    parts = tuple(
        Part(
            one.code,
            label_of(one.code),
            None if one.coefficient is None else str(one.coefficient),
            one.monthly_vnd,
            one.legal,
        )
        for one in outcome.entitlements
    )
    rows: list[ReasonRow] = []
    for part in parts:
        rows.append(ReasonRow(_("Category"), part.label, part.legal[0]))
        if part.coefficient is not None:
            rows.append(
                ReasonRow(
                    _("Coefficient {value}").format(value=part.coefficient.replace(".", ",")),
                    _why_coefficient(gathered.facts, part.code, outcome.on),
                    categories[part.code].coefficient_legal,
                )
            )
    if parts and any(part.coefficient for part in parts):
        level = outcome.level
        rows.append(
            ReasonRow(
                _("Standard level"),
                _("{sum} from {day}").format(
                    sum=show_dong(level.vnd), day=level.first_day.strftime("%d/%m/%Y")
                ),
                level.legal,
            )
        )
    rows += [_source_row(kind, fact) for kind, fact in gathered.sources.items() if fact.number]
    tags = [] if outcome.local_level_loaded else [_(NOT_LOADED)]
    if not outcome.verified:
        tags.append(_(UNVERIFIED))
    return Assessment(
        person=person_id,
        on=outcome.on,
        total_vnd=outcome.total_vnd,
        level_vnd=outcome.level.vnd,
        formula=_formula(parts, outcome.level.vnd),
        parts=parts,
        rows=tuple(rows),
        not_taken=tuple(
            ReasonRow(label_of(one.code), one.words(), one.code) for one in outcome.considered
        ),
        questions=tuple(
            OpenQuestion(
                one.code,
                one.words(),
                one.monthly_vnd,
                None if one.coefficient is None else str(one.coefficient),
            )
            for one in outcome.questions
        ),
        missing=gathered.missing,
        tags=tuple(tags),
        restricted=restricted,
        local_level_loaded=outcome.local_level_loaded,
        verified=outcome.verified,
    )


def label_of(code: str) -> str:
    """The law's own short words for a category, in Vietnamese."""
    category = law().categories.get(code)
    if category is not None:
        return category.label
    return _LABELS.get(family(code), code)


def _formula(parts: tuple[Part, ...], level: int) -> str:
    pieces = [
        show_dong(part.monthly_vnd)
        if part.coefficient is None
        else f"{part.coefficient.replace('.', ',')} × {show_dong(level)}"
        for part in parts
    ]
    return " + ".join(pieces)


def _why_coefficient(facts: Facts, code: str, on: date) -> str:
    if code == "5.4":
        return _("1.0 for each child being raised")
    ages = sorted(
        {on.year - facts.person.birth.earliest().year, on.year - facts.person.birth.latest().year}
    )
    return _("by age and degree; born {birth}").format(
        birth=facts.person.birth.show(), ages="–".join(str(age) for age in ages)
    )


def _source_row(kind: str, fact: FactRow) -> ReasonRow:
    issued = PartialDate.from_iso(fact.issued_on).show() if fact.issued_on else ""
    return ReasonRow(_("Paper"), f"{fact.number} {issued}".strip(), fact.issued_by or "")


def as_json(assessment: Assessment) -> str:
    """What is kept of an assessment, for ever readable."""
    bare = replace(assessment, tags=())
    return json.dumps(
        {
            "on": bare.on.isoformat(),
            "total_vnd": bare.total_vnd,
            "parts": [
                {
                    "code": part.code,
                    "coefficient": part.coefficient,
                    "monthly_vnd": part.monthly_vnd,
                    "legal": list(part.legal),
                }
                for part in bare.parts
            ],
            "not_taken": [[row.source, row.why] for row in bare.not_taken],
            "questions": [[one.code, one.words, one.monthly_vnd] for one in bare.questions],
        },
        ensure_ascii=False,
        sort_keys=True,
    )
