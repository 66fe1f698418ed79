"""From records to facts, from facts to what the law answers, with its reasons.

The rules are asked as of a day, with what was known to hold on that day; nothing is guessed.
What the record does not tell but the answer hangs on is listed, so that the officer can ask.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import Connection

from app.core import units
from app.core.errors import Correctable
from app.core.i18n import N_, _, translate
from app.core.money import show_dong
from app.core.partial_date import PartialDate
from app.policy import catalog
from app.policy.facts import Child, Disability, Facts, Marital, Person, Poverty, Supporter
from app.policy.outcome import Outcome
from app.policy.parameters import law
from app.services.people import load_person
from app.services.session import Session
from app.storage.queries import facts as fact_rows
from app.storage.queries import households as household_rows
from app.storage.queries.facts import FactRow
from app.storage.store import Store

NOT_LOADED = N_("province's level not loaded")
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


@dataclass(frozen=True, slots=True)
class Gathered:
    """The facts for the rules and what the record left open."""

    facts: Facts
    sources: Mapping[str, FactRow]
    missing: tuple[str, ...]


def gather(
    connection: Connection,
    pv: int,
    person_id: UUID,
    on: date,
    *,
    restricted: bool,
    supposed: Mapping[str, str | None],
) -> Gathered:
    """What was known of the person, the household and the village on that day."""
    found = load_person(connection, pv, person_id)
    if found.birth is None:
        raise Correctable(
            "birth_missing",
            N_("Enter the date of birth first; the year alone will do."),
            field="birth",
        )
    day = on.isoformat()
    home = next(
        (
            one
            for one in household_rows.memberships_of(connection, pv, person_id)
            if one.valid_to is None or one.valid_to >= day[: len(one.valid_to)]
        ),
        None,
    )
    members = household_rows.members(connection, pv, home.household) if home else []
    people = [person_id, *(one.person for one in members if one.person != person_id)]
    subjects = [*people, home.household] if home else people
    rows = fact_rows.of_subjects(connection, pv, subjects, restricted=restricted)
    own = _Holding([row for row in rows if row.subject == person_id], day, supposed)
    of_home = _Holding(
        [row for row in rows if home and row.subject == home.household], day, supposed
    )
    children = tuple(
        Child(PartialDate.from_iso(one.birth), studying=_studies(rows, one.person, day))
        for one in members
        if home is not None
        and home.relation in ("chu_ho", "vo_chong")
        and one.relation == "con"
        and one.birth
        and one.valid_to is None
        and one.death_on is None
    )
    person = Person(
        birth=found.birth,
        k1_ground=own.value("orphan_ground"),
        had_k1_allowance=own.yes("had_orphan_allowance"),
        studying=own.yes("studying"),
        first_degree=own.value("first_degree") != "khong",
        hiv=own.yes("hiv"),
        stable_income=own.yes("stable_income"),
        pension_or_si=own.holds("pension"),
        pension_amount=own.amount("pension"),
        other_monthly_allowance=own.holds("other_allowance"),
        requested=own.yes("pension_request"),
        facility_eligible_cared_in_community=own.yes("facility_eligible"),
        in_facility=own.yes("facility"),
        imprisoned=own.yes("prison"),
        refused=own.yes("refusal"),
        pregnant=own.yes("pregnancy"),
        marital=Marital(own.value("marital") or Marital.MARRIED),
        children=children,
        supporter=Supporter(own.value("supporter") or Supporter.SOMEBODY),
        disability=Disability(value) if (value := own.value("disability")) else None,
    )
    facts = Facts(
        person=person,
        poverty=Poverty(of_home.value("poverty") or Poverty.NONE),
        hard_area=_hard_area(connection, pv, home.household if home else None, day),
        province=units.unit(pv).province_code,
    )
    return Gathered(facts, own.found | of_home.found, _missing(facts, own, of_home, on))


class _Holding:
    """The facts of one subject that hold on a day, with what is being typed on top."""

    def __init__(self, rows: list[FactRow], day: str, supposed: Mapping[str, str | None]) -> None:
        self._rows = rows
        self._day = day
        self._supposed = supposed
        self.found: dict[str, FactRow] = {}

    def _row(self, kind: str) -> FactRow | None:
        row = fact_rows.latest(self._rows, kind, self._day)
        if row is not None:
            self.found[kind] = row
        return row

    def known(self, kind: str) -> bool:
        return kind in self._supposed or self._row(kind) is not None

    def value(self, kind: str) -> str | None:
        if kind in self._supposed:
            return self._supposed[kind]
        row = self._row(kind)
        return row.value if row else None

    def yes(self, kind: str) -> bool:
        return self.value(kind) == "co"

    def holds(self, kind: str) -> bool:
        if kind in self._supposed:
            return bool(self._supposed[kind])
        row = self._row(kind)
        return row is not None and row.value != "khong"

    def amount(self, kind: str) -> int | None:
        row = None if kind in self._supposed else self._row(kind)
        return row.amount if row else None


def _studies(rows: list[FactRow], child: UUID, day: str) -> bool:
    row = fact_rows.latest([row for row in rows if row.subject == child], "studying", day)
    return row is not None and row.value == "co"


def _hard_area(connection: Connection, pv: int, household: UUID | None, day: str) -> bool:
    found = household_rows.household_row(connection, pv, household) if household else None
    if found is None or found.village is None:
        return False
    for village in household_rows.villages(connection, pv):
        if village.id == found.village and village.hardship_from:
            end = village.hardship_to
            return village.hardship_from <= day and (end is None or end >= day[: len(end)])
    return False


def _missing(facts: Facts, own: _Holding, home: _Holding, on: date) -> tuple[str, ...]:
    """What to ask, because the answer may hang on it and nobody entered it."""
    age_reached = on.year - facts.person.birth.earliest().year
    asks: list[str] = []
    if not home.known("poverty"):
        asks.append(N_("Is the household on the poverty list of the year?"))
    if age_reached >= 60 and facts.poverty is Poverty.POOR and not own.known("supporter"):
        asks.append(N_("Is there somebody with the duty to support this person?"))
    if age_reached >= 70 and not own.known("pension"):
        asks.append(N_("Does this person draw a pension or monthly social insurance?"))
    if age_reached >= 70 and on >= date(2025, 7, 1) and not own.known("pension_request"):
        asks.append(N_("Has this person asked for the social pension in writing?"))
    if facts.person.children and facts.poverty is not Poverty.NONE and not own.known("marital"):
        asks.append(N_("Is this parent single: never married, widowed, spouse missing by law?"))
    return tuple(translate(ask) for ask in asks)


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
    return "Trợ cấp hưu trí xã hội" if code.startswith("HTXH") else code


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
