"""Papers about the records: which there are for a person or dossier, made ready to show and print.

A paper names what it still lacks; saving or printing one leaves a trace (which paper, about what,
when, the fingerprint of its bytes), a restricted one only where cleared officers see it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection

from app.core.errors import Correctable
from app.core.i18n import N_
from app.forms import catalog
from app.forms.labels import label
from app.forms.pieces import FieldBox
from app.oplog.operation import Value
from app.policy import ages
from app.services.changes import Changes
from app.services.dossiers import kind_name, load_dossier
from app.services.people import Person
from app.services.printing_forms import Known, filled_places, form_1d, form_1dd, known_of, masked
from app.services.printing_lists import beneficiaries, form_06, form_5a
from app.services.printing_reasons import assessment_sheet
from app.services.session import Session
from app.storage.atomic_file import replace_file
from app.storage.failures import translate_errors
from app.storage.queries import dossiers as dossier_rows
from app.storage.queries import emergencies as case_rows
from app.storage.queries.dossiers import DossierRow
from app.storage.store import Store

ELDERLY, DISABLED, HOUSING, HUNGRY = "1d", "1đ", "06", "5a"
BENEFICIARIES, REASONS = "beneficiaries-by-village", "assessment-sheet"
OF_PERSON = (ELDERLY, DISABLED, REASONS)

# Which fields of the person fill a place that is still open.
FILLED_BY: dict[str, tuple[str, ...]] = {
    "birth": ("birth",),
    "sex": ("sex",),
    "identity": ("pin", "pin_issued_on", "pin_issued_by"),
    "ethnic": ("ethnic_name",),
    "insured": ("bhyt",),
    "residence": ("residence",),
    "living": ("living_with",),
}


@dataclass(frozen=True, slots=True)
class PaperInfo:
    """A paper of the catalogue; ``official`` when a decree prescribes its wording."""

    code: str
    title: str
    official: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """What a paper is about: person, dossier, emergency_case, village or unit."""

    kind: str
    id: UUID | None = None
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class OpenPlace:
    """A place still open; ``fields`` of the person would fill it, none where the pen must."""

    name: str
    label: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """A paper ready to show: its bytes, what is still open and where on the sheet.

    ``shown`` is the same paper with card numbers dotted, for the screen;
    ``file_name`` is what to call the file; ``subject`` is None for blanks and samples, which
    leave no trace.
    """

    code: str
    title: str
    file_name: str
    pdf: bytes
    shown: bytes
    pages: int
    boxes: tuple[FieldBox, ...]
    missing: tuple[OpenPlace, ...]
    subject: Subject | None


def papers() -> tuple[PaperInfo, ...]:
    """Every paper there is, official forms first."""
    return tuple(PaperInfo(one.code, one.title, one.official) for one in catalog.documents())


def info(code: str) -> PaperInfo:
    """One paper by its code, also in ASCII; Correctable names the codes there are."""
    found = catalog.info(code)
    return PaperInfo(found.code, found.title, found.official)


def blank(code: str) -> Printed:
    """A paper for the pen."""
    return _printed(code, None, "", None)


def sample(code: str) -> Printed:
    """A paper filled with an invented person."""
    return _printed(code, catalog.sample(code), "", None)


def write(printed: Printed, path: Path) -> None:
    """Write the PDF alone; Environment when it cannot be written."""
    with translate_errors():
        replace_file(path, printed.pdf)


class Printing:
    """Makes papers and remembers which were made."""

    def __init__(self, store: Store, session: Session) -> None:
        self._store = store
        self._session = session

    def of_person(self, person_id: UUID) -> tuple[PaperInfo, ...]:
        """The papers that make sense for a person, the likeliest first."""
        with self._store.read() as connection:
            known = self._known(connection, person_id, restricted=False)
        return tuple(info(code) for code in _codes(known, None))

    def of_dossier(self, dossier_id: UUID) -> tuple[PaperInfo, ...]:
        """The papers of a dossier, its own form first."""
        with self._store.read() as connection:
            row = load_dossier(connection, self._session, dossier_id)
            known = self._known(connection, row.person, restricted=row.restricted)
        return tuple(info(code) for code in _codes(known, row))

    def blank(self, code: str) -> Printed:
        """As :func:`blank`, for whoever is handed the services alone."""
        return blank(code)

    def person(self, code: str, person_id: UUID) -> Printed:
        """A paper about a person, with the latest open dossier that everybody may see."""
        with self._store.read() as connection:
            found = dossier_rows.dossiers(
                connection, self._session.pv, restricted=False, of_person=person_id
            )
            return self._paper(
                connection, code, person_id, found[-1] if found else None,
                Subject("person", person_id),
            )  # fmt: skip

    def dossier(self, code: str, dossier_id: UUID) -> Printed:
        """A paper of a dossier; Correctable when this officer cannot see one such."""
        with self._store.read() as connection:
            row = load_dossier(connection, self._session, dossier_id)
            subject = Subject("dossier", dossier_id, row.restricted)
            return self._paper(connection, code, row.person, row, subject)

    def case(self, case_id: UUID) -> Printed:
        """Mẫu số 06 of an emergency case."""
        with self._store.read() as connection:
            found = case_rows.cases(connection, self._session.pv, case_id=case_id)
            if not found:
                raise Correctable(
                    "no_case", N_("This case is not here. Search for the household again.")
                )
            data = form_06(connection, self._session.pv, found[0], self._today)
        return _printed(HOUSING, data, data.name or "", Subject("emergency_case", case_id))

    def village(self, village_id: UUID) -> Printed:
        """Mẫu số 5a of a village."""
        with self._store.read() as connection:
            data = form_5a(connection, self._session.pv, village_id)
        return _printed(HUNGRY, data, data.village or "", Subject("village", village_id))

    def beneficiaries(self, on: date | None = None) -> Printed:
        """Everybody who is paid, by village; complete and neutral for whoever reads it."""
        with self._store.read() as connection:
            data = beneficiaries(connection, self._session.pv, on or self._today)
        return _printed(BENEFICIARIES, data, data.on.isoformat(), Subject("unit"))

    def save(self, printed: Printed, path: Path) -> Changes:
        """Write the PDF and remember that it was made; Environment when it cannot be written."""
        write(printed, path)
        return self.remember(printed)

    def remember(self, printed: Printed) -> Changes:
        """Note that a paper left the program; blanks and samples leave no trace."""
        subject = printed.subject
        if subject is None:
            return Changes.of(None)
        values: dict[str, Value | UUID] = {
            "form": printed.code,
            "subject_kind": subject.kind,
            "made_on": self._today.isoformat(),
            "sha256": hashlib.sha256(printed.pdf).hexdigest(),
        }
        if subject.id is not None:
            values["subject"] = subject.id
        name = kind_name("paper", restricted=subject.restricted)
        with self._store.write(self._session.officer) as work:
            made = work.create(name, values)
            work.commit()
        return Changes.of(made, name)

    @property
    def _today(self) -> date:
        return self._store.clock.today()

    def _known(self, connection: Connection, person_id: UUID, *, restricted: bool) -> Known:
        return known_of(connection, self._session.pv, person_id, self._today, restricted=restricted)

    def _paper(
        self,
        connection: Connection,
        code: str,
        person_id: UUID,
        row: DossierRow | None,
        subject: Subject,
    ) -> Printed:
        """Restricted facts are drawn on for a restricted dossier only."""
        code = catalog.info(code).code
        known = self._known(connection, person_id, restricted=subject.restricted)
        if code == ELDERLY:
            data: object = form_1d(known, row)
        elif code == DISABLED:
            data = form_1dd(known, row)
        elif code == REASONS:
            data = assessment_sheet(connection, known, row, restricted=subject.restricted)
        else:
            raise Correctable(
                "paper_of_another",
                N_("This paper is not about one person. Choose one of: {codes}."),
                field="code",
                codes=", ".join(OF_PERSON),
            )
        return _printed(code, data, known.person.name, subject, known.person)


def _codes(known: Known, row: DossierRow | None) -> tuple[str, ...]:
    """Mẫu 1đ for a disability, 1d from the year of the 60th birthday on, always the reasons."""
    found: list[str] = []
    if row is not None and row.form in (ELDERLY, DISABLED):
        found.append(row.form)
    if known.fact("disability") is not None:
        found.append(DISABLED)
    birth = known.person.birth
    if birth is not None and max(ages.possible_ages(birth, known.on), default=0) >= ages.OLD_FROM:
        found.append(ELDERLY)
    if birth is not None:
        found.append(REASONS)
    return tuple(dict.fromkeys(found))


def _printed(
    code: str,
    data: object | None,
    about: str,
    subject: Subject | None,
    person: Person | None = None,
) -> Printed:
    about_code = catalog.info(code)
    rendered = catalog.render_with_boxes(code, data)
    hidden, filled = masked(data), filled_places(data)
    name = " ".join(part for part in (about_code.ascii_code, about.replace("/", "-")) if part)
    return Printed(
        code=about_code.code,
        title=about_code.title,
        file_name=f"{name}.pdf",
        pdf=rendered.pdf,
        shown=rendered.pdf if hidden is data else catalog.render(code, hidden),
        pages=rendered.pages,
        boxes=tuple(
            one
            for one in rendered.boxes
            if one.name.partition(".")[0] in rendered.missing and filled.get(one.name) is None
        ),
        missing=tuple(
            OpenPlace(one, label(one), _fields(one, person))
            for one in (rendered.missing if data is not None else ())
        ),
        subject=subject,
    )


def _fields(place: str, person: Person | None) -> tuple[str, ...]:
    """The person's fields that are still empty and would fill the place."""
    if person is None:
        return ()
    return tuple(name for name in FILLED_BY.get(place, ()) if not person[name])
