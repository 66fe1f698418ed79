"""A week of work at a commune: a new household, dossiers, decisions, a fire, a child in need."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from app.core.clock import FixedClock
from app.services.container import Services
from app.services.decisions import DecisionEntry
from app.services.demo.stations import CommuneStation
from app.services.households import NewMember

CHAIRMAN = "Phạm Văn Toán"


@dataclass(frozen=True, slots=True)
class WeekOfWork:
    """What the week left behind, for papers and pictures."""

    elder: UUID
    elder_dossier: UUID
    disabled: UUID
    disabled_dossier: UUID
    case: UUID
    village: UUID


def work(station: CommuneStation, clock: FixedClock) -> WeekOfWork:
    """Monday to Friday, each entry through the service that its screen uses."""
    services = station.services
    village = services.households.villages()[0].id
    elder = _new_household(services, village, clock)
    dossier = services.dossiers.open(elder, {"category": "5.5.a", "one_stop_code": "0418"}).made
    assert dossier is not None
    clock.advance(days=1)
    disabled, disabled_dossier = _disabled(services, village, clock)
    services.dossiers.advance(dossier)
    clock.advance(days=1)
    case = _fire(services, village, clock)
    _child_in_need(services)
    services.dossiers.advance(dossier)
    clock.advance(days=1)
    services.dossiers.advance(dossier)
    services.decisions.decide(
        dossier,
        DecisionEntry(
            granted=True,
            number="61/QĐ-UBND",
            signed_on=clock.today().isoformat(),
            signer=CHAIRMAN,
            signer_title="CHỦ TỊCH",
        ),
    )
    clock.advance(days=1)
    return WeekOfWork(elder, dossier, disabled, disabled_dossier, case, village)


def _new_household(services: Services, village: UUID, clock: FixedClock) -> UUID:
    year = clock.today().year
    made = services.households.intake(
        {"village": village, "address": "Cuối buôn, gần suối"},
        [
            NewMember(
                {
                    "name": "H’Rơ̆m Ƀuôn Yă",
                    "sex": "nu",
                    "birth": f"06/12/{year - 79}",
                    "ethnic_code": "12",
                    "ethnic_name": "Ê-đê",
                    "residence": f"{services.station.unit.full_name}",
                    "living_with": "Ở cùng hai cháu nhỏ",
                },
                "chu_ho",
            ),
            NewMember({"name": "Y Blơ̆ Ƀuôn Yă", "sex": "nam", "birth": f"{year - 13}"}, "chau"),
            NewMember({"name": "H’Nŭr Ƀuôn Yă", "sex": "nu", "birth": f"3/{year - 9}"}, "chau"),
        ],
        poverty="ngheo",
        poverty_from=str(year),
    )
    assert made.made is not None
    head = services.households.file(made.made).household.head
    assert head is not None
    since = f"{year - 4}"
    services.facts.add(
        "person", head, {"kind": "supporter", "value": "khong_co", "valid_from": since}
    )
    services.facts.add("person", head, {"kind": "marital", "value": "goa", "valid_from": since})
    return head


def _disabled(services: Services, village: UUID, clock: FixedClock) -> tuple[UUID, UUID]:
    year = clock.today().year
    made = services.households.intake(
        {"village": village, "address": "Gần trường tiểu học"},
        [
            NewMember(
                {"name": "Giàng A Páo", "sex": "nam", "birth": f"14/2/{year - 34}"}, "chu_ho"
            ),
            NewMember({"name": "Sùng Thị Dợ", "sex": "nu", "birth": f"{year - 32}"}, "vo_chong"),
        ],
        poverty="can_ngheo",
        poverty_from=str(year),
    ).made
    assert made is not None
    head = services.households.file(made).household.head
    assert head is not None
    services.facts.add(
        "person",
        head,
        {
            "kind": "disability",
            "value": "dac_biet_nang",
            "number": "27/2025",
            "issued_on": f"20/5/{year}",
            "issued_by": services.station.unit.name,
            "note": "vận động",
        },
    )
    dossier = services.dossiers.open(head, {"category": "5.6", "one_stop_code": "0421"}).made
    assert dossier is not None
    services.dossiers.advance(dossier)
    return head, dossier


def _fire(services: Services, village: UUID, clock: FixedClock) -> UUID:
    year = clock.today().year
    household = services.households.intake(
        {"village": village, "address": "Gần cầu treo"},
        [
            NewMember({"name": "Điểu Ndŭr", "sex": "nam", "birth": f"{year - 46}"}, "chu_ho"),
            NewMember({"name": "Thị Ƀrơi", "sex": "nu", "birth": f"12/8/{year - 42}"}, "vo_chong"),
            NewMember({"name": "Điểu Krong", "sex": "nam", "birth": f"3/5/{year - 16}"}, "con"),
        ],
        poverty="can_ngheo",
        poverty_from=str(year),
    ).made
    assert household is not None
    members = services.households.file(household).members
    made = services.emergencies.intake(
        {
            "household": household,
            "village": village,
            "cause": "hoa_hoan",
            "place": "Gần cầu treo",
            "reporter": "Y Pher, trưởng bon",
            "house_damage": "do_sap_troi_chay_hoan_toan",
            "no_place_to_live": True,
            "persons": 3,
            "months": 1,
            "needs": "gao,leu_bat",
        },
        [
            {"person": members[1].person, "name": members[1].name, "status": "thuong_nang",
             "treatment_days": 5},
        ],
        new_event={
            "cause": "hoa_hoan",
            "name": "Cháy nhà",
            "happened_on": clock.today().isoformat(),
        },
    ).made  # fmt: skip
    assert made is not None
    return made


def _child_in_need(services: Services) -> None:
    services.protection.intake(
        {
            "person_name": "Thị Mai",
            "ground": "nan_nhan_xam_hai",
            "what_happened": "Cô giáo báo cháu có vết bầm, sợ về nhà",
            "shelter": "Nhà tạm lánh của xã",
            "reporter": "Cô giáo chủ nhiệm",
        }
    )
