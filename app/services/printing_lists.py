"""From cases and allowances to the papers about many people: 06, 5a, the list by village.

The list of beneficiaries is complete for everybody and neutral: who, how much, since when.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import Connection

from app.core.errors import Correctable
from app.core.i18n import N_
from app.core.names import sort_key
from app.core.units import unit
from app.forms.documents.beneficiaries_by_village import (
    Beneficiary,
    BeneficiaryList,
    VillageBeneficiaries,
)
from app.forms.documents.form_06 import Form06
from app.forms.documents.form_5a import Form5a, HungryHousehold
from app.policy.calendar import LOCAL_LEVEL_LOADED, standard_level
from app.services.printing_forms import date_of, identity, known_of, residence
from app.storage.queries import allowances as allowance_rows
from app.storage.queries import emergencies as case_rows
from app.storage.queries import households as household_rows
from app.storage.queries.emergencies import CaseRow

NO_VILLAGE = "Chưa ghi thôn, buôn"
DAMAGE = {
    "do_sap_troi_chay_hoan_toan": "đổ, sập, trôi, cháy hoàn toàn",
    "hu_hong_nang": "hư hỏng nặng",
    "di_doi_khan_cap": "phải di dời nhà ở khẩn cấp",
    "con_o_duoc": "còn ở được",
}
CAUSES = {
    "thien_tai": "Thiên tai",
    "hoa_hoan": "Hỏa hoạn",
    "tai_nan_giao_thong": "Tai nạn giao thông",
    "tai_nan_lao_dong_nghiem_trong": "Tai nạn lao động nghiêm trọng",
    "dich_benh": "Dịch bệnh",
    "bat_kha_khang": "Lý do bất khả kháng khác",
}
POVERTY = {"ngheo": "Hộ nghèo", "can_ngheo": "Hộ cận nghèo", "kho_khan": "Hộ có hoàn cảnh khó khăn"}


def beneficiaries(connection: Connection, pv: int, on: date) -> BeneficiaryList:
    """Everybody who is paid in the month of ``on``, by village, in Vietnamese order."""
    place = unit(pv)
    by_village: dict[str, list[Beneficiary]] = {}
    for row in allowance_rows.in_payment(connection, pv, on.isoformat()[:7]):
        person = Beneficiary(
            row.name, date_of(row.birth), row.sex, row.monthly_vnd, date_of(row.from_month)
        )
        by_village.setdefault(row.village or NO_VILLAGE, []).append(person)
    return BeneficiaryList(
        commune=place.name_in_sentence.split(",")[0],
        place=place.short_name,
        on=on,
        villages=tuple(
            VillageBeneficiaries(village, tuple(sorted(people, key=lambda one: sort_key(one.name))))
            for village, people in sorted(
                by_village.items(), key=lambda one: (one[0] == NO_VILLAGE, sort_key(one[0]))
            )
        ),
        local_level_loaded=LOCAL_LEVEL_LOADED,
        verified=standard_level(on).verified,
    )


def form_5a(connection: Connection, pv: int, village_id: UUID) -> Form5a:
    """Mẫu số 5a of a village: its households without food that wait for help."""
    names = {one.id: one.name for one in household_rows.villages(connection, pv)}
    if village_id not in names:
        raise Correctable(
            "no_village", N_("This village is not here. Choose one from the list."), field="village"
        )
    waiting = [
        one
        for one in case_rows.cases(connection, pv, states=("received", "met", "decided"))
        if _village(connection, pv, one) == village_id and "gao" in (one.needs or "").split(",")
    ]
    return Form5a(
        commune=unit(pv).short_name,
        village=names[village_id],
        households=tuple(
            HungryHousehold(
                one.head_name or one.household_name or "",
                one.place or names[village_id],
                one.persons or 0,
            )
            for one in waiting
        ),
    )


def form_06(connection: Connection, pv: int, case: CaseRow, on: date) -> Form06:
    """Mẫu số 06 of the household a case is about (NĐ 20/2021/NĐ-CP Điều 15)."""
    found = household_rows.household_row(connection, pv, case.household) if case.household else None
    damage = _damage(case)
    circumstances = POVERTY.get(case.poverty or "")
    if found is None or found.head is None:
        return Form06(
            name=case.household_name,
            residence=case.place,
            members=case.persons,
            circumstances=circumstances,
            damage=damage,
        )
    known = known_of(connection, pv, found.head, on, restricted=False)
    person = known.person
    return Form06(
        name=person.name,
        birth=person.birth,
        sex=person["sex"],
        ethnic=person["ethnic_name"],
        identity=identity(person),
        residence=residence(known),
        members=case.persons or len(known.members),
        circumstances=circumstances,
        damage=damage,
        house_now="Không còn nơi ở" if case.no_place_to_live else None,
    )


def _damage(case: CaseRow) -> str | None:
    words = DAMAGE.get(case.house_damage or "")
    if words is None:
        return None
    cause = case.event_name or CAUSES.get(case.cause or case.event_cause or "", "")
    happened = date_of(case.happened_on or (case.received_at or "")[:10] or None)
    when = f"ngày {happened.show()}" if happened and happened.day else ""
    told = " ".join(part for part in (cause, when) if part)
    return f"{told}: nhà {words}" if told else f"Nhà {words}"


def _village(connection: Connection, pv: int, case: CaseRow) -> UUID | None:
    if case.village is not None:
        return case.village
    home = household_rows.household_row(connection, pv, case.household) if case.household else None
    return home.village if home else None
