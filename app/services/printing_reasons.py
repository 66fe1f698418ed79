"""From what the law answers to the sheet that explains the sum to the person.

What tells an illness is on the sheet only when the dossier itself is restricted and it is paid. The
reasons come in words of the window; on the paper they speak the law's language.
"""

from __future__ import annotations

from sqlalchemy import Connection

from app.core.i18n import DEFAULT_LANGUAGE, speaking
from app.core.money import group_digits
from app.forms.citation import cited
from app.forms.documents.assessment_sheet import AssessmentSheet, PaidRow, WeighedRow
from app.services.dossiers import supposed_for
from app.services.eligibility import Part, assess
from app.services.near_misses import near_misses
from app.services.printing_forms import Known, residence
from app.storage.queries.dossiers import DossierRow


def assessment_sheet(
    connection: Connection, known: Known, row: DossierRow | None, *, restricted: bool
) -> AssessmentSheet:
    """The sheet of one person on one day; Correctable when the birth is not known."""
    with speaking(DEFAULT_LANGUAGE):
        return _sheet(connection, known, row, restricted=restricted)


def _sheet(
    connection: Connection, known: Known, row: DossierRow | None, *, restricted: bool
) -> AssessmentSheet:
    found = assess(
        connection,
        known.person.pv,
        known.person.id,
        known.on,
        restricted=restricted,
        supposed=supposed_for(row) if row is not None else {},
    )
    return AssessmentSheet(
        commune=known.place.name_in_sentence.split(",")[0],
        place=known.place.short_name,
        on=known.on,
        name=known.person.name,
        birth=known.person.birth,
        residence=residence(known) or "",
        paid=tuple(
            PaidRow(one.label, _why(one, found.level_vnd), cited(one.legal), one.monthly_vnd)
            for one in found.parts
        ),
        weighed=tuple(WeighedRow(one.what, one.why) for one in near_misses(found)),
        open_questions=(*(one.words for one in found.questions), *found.missing),
        local_level_loaded=found.local_level_loaded,
        verified=found.verified,
    )


def _why(part: Part, level_vnd: int) -> str:
    """The formula of a part as it stands on the paper."""
    if part.coefficient is None:
        return "Mức theo văn bản"
    coefficient = part.coefficient.replace(".", ",")
    return f"Hệ số {coefficient} × mức chuẩn {group_digits(level_vnd)} đồng"
