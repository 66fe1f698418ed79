"""An abused child and two persons with HIV at a commune, entered through every service there is.

What tells any of it is in :data:`WORDS`; what may be seen by everybody is who lives there and who
is paid how much.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from app.services.container import Services
from app.services.decisions import DecisionEntry
from app.services.drafts import DraftKey
from app.services.households import NewMember

CHILD, ADULT, INFECTED_CHILD, DISABLED = "Thị Krơng", "Nông Thị Mây", "Lý Văn Sỏi", "Vàng A Dế"

WORDS = (
    "vết bầm khắp lưng",
    "sợ về nhà cha dượng",
    "Nhà tạm lánh Hoa Ban",
    "Cô giáo Lệ Quyên",
    "0911 335 712",
    "lập hồ sơ giám hộ",
    "Công an xã Tâm Thắng",
    "71/QĐ-BV",
    "bệnh viện Rừng Xanh",
    "HIV-2026-0077",
    "HIV-2026-0088",
    "mẹ cháu giấu cả làng",
    "quên uống thuốc ARV",
    "MC-5558",
    "MC-5559",
    "72/QĐ-UBND",
    "73/QĐ-UBND",
    "bà ngoại nhận thay Hờ Lan",
    "vì hồ sơ kín ghi đúng",
    "nan_nhan_xam_hai",
    "người ký kín Y Blô",
)
"""Long enough never to occur by chance."""

CODES = ("5.3", "5.8", "hiv")
"""Short: they are looked for at the beginning of texts, not within bytes."""


@dataclass(frozen=True, slots=True)
class Lives:
    """The people, and the closed rows about them."""

    child: UUID
    adult: UUID
    infected: UUID
    disabled: UUID
    household: UUID
    village: UUID
    open_dossier: UUID
    open_case: UUID
    event: UUID


@dataclass(frozen=True, slots=True)
class Closed:
    """The rows that only cleared officers hold."""

    case: UUID
    facts: tuple[UUID, ...]
    dossiers: tuple[UUID, ...]


def _made(found: UUID | None) -> UUID:
    assert found is not None
    return found


def settle_in(desk: Services) -> Lives:
    """What everybody may know: a household, an open dossier with its decision, a storm."""
    village = _made(desk.households.add_village({"name": "Bon Ja Răh"}).made)
    people = (
        (ADULT, "1984-05-06", "nu", "chu_ho"),
        (CHILD, "2017-03-04", "nu", "con"),
        (INFECTED_CHILD, "2019-02-01", "nam", "con"),
        (DISABLED, "1979-07-08", "nam", "khac"),
    )
    household = _made(
        desk.households.intake(
            {"village": village},
            [
                NewMember({"name": name, "birth": birth, "sex": sex}, relation)
                for name, birth, sex, relation in people
            ],
            poverty="ngheo",
            poverty_from="2025",
        ).made
    )
    ids = {one.name: one.person for one in desk.households.file(household).members}
    desk.facts.add(
        "person",
        ids[DISABLED],
        {"kind": "disability", "value": "nang", "number": "9/GXN", "issued_on": "2026-01-05"},
    )
    dossier = _made(desk.dossiers.open(ids[DISABLED], {"category": "5.6"}).made)
    decide(desk, dossier, "70/QĐ-UBND", "Y Thim")
    case = _made(
        desk.emergencies.intake(
            {
                "household": household,
                "village": village,
                "cause": "hoa_hoan",
                "persons": 4,
                "months": 1,
            },
            [],
            new_event={"cause": "hoa_hoan", "name": "Cháy", "happened_on": "2026-08-01"},
        ).made
    )
    return Lives(
        ids[CHILD],
        ids[ADULT],
        ids[INFECTED_CHILD],
        ids[DISABLED],
        household,
        village,
        dossier,
        case,
        desk.events.all()[0].id,
    )


def close(desk: Services, lives: Lives) -> Closed:
    """Everything that may not be told, except the decisions: those pay."""
    case = _made(
        desk.protection.intake(
            {
                "person": lives.child,
                "person_name": CHILD,
                "birth": "2017-03-04",
                "ground": "nan_nhan_xam_hai",
                "what_happened": "vết bầm khắp lưng, sợ về nhà cha dượng",
                "shelter": "Nhà tạm lánh Hoa Ban",
                "reporter": "Cô giáo Lệ Quyên",
                "reporter_phone": "0911 335 712",
            }
        ).made
    )
    today = desk.clock.today().isoformat()
    desk.protection.edit(
        case, {"measures": "lập hồ sơ giám hộ", "reported_to": "Công an xã Tâm Thắng"}
    )
    desk.protection.verify(case, today)
    desk.protection.decide(case, number="71/QĐ-BV", signed_on=today, signer="người ký kín Y Blô")
    facts, dossiers = [], []
    for person, number, category, note, code in (
        (lives.adult, "HIV-2026-0077", "5.8", "mẹ cháu giấu cả làng", "MC-5558"),
        (lives.infected, "HIV-2026-0088", "5.3", "quên uống thuốc ARV", "MC-5559"),
    ):
        facts.append(
            _made(
                desk.facts.add(
                    "person",
                    person,
                    {
                        "kind": "hiv",
                        "value": "co",
                        "number": number,
                        "issued_by": "bệnh viện Rừng Xanh",
                        "issued_on": "2026-02-03",
                        "valid_from": "2026-02-03",
                        "note": note,
                    },
                    restricted=True,
                ).made
            )
        )
        dossiers.append(
            _made(
                desk.dossiers.open(
                    person, {"category": category, "note": note, "one_stop_code": code}
                ).made
            )
        )
        desk.dossiers.edit(dossiers[-1], {"proxy_name": "bà ngoại nhận thay Hờ Lan"})
        desk.dossiers.advance(dossiers[-1])
        printed = desk.printing.dossier(
            desk.printing.of_dossier(dossiers[-1])[0].code, dossiers[-1]
        )
        desk.printing.remember(printed)
    desk.drafts.save(DraftKey("protection"), {"what_happened": "vết bầm khắp lưng"})
    return Closed(case, tuple(facts), tuple(dossiers))


def pay(desk: Services, closed: Closed) -> None:
    """The decisions on the closed dossiers; each leaves its neutral payment."""
    for dossier, number in zip(closed.dossiers, ("72/QĐ-UBND", "73/QĐ-UBND"), strict=True):
        decide(desk, dossier, number, "người ký kín Y Blô")


def decide(desk: Services, dossier: UUID, number: str, signer: str) -> None:
    """Grant a dossier today, paid from this month on."""
    today = desk.clock.today()
    desk.decisions.decide(
        dossier,
        DecisionEntry(
            granted=True,
            number=number,
            signed_on=today.isoformat(),
            signer=signer,
            signer_title="CHỦ TỊCH",
            from_month=f"{today:%Y-%m}",
        ),
    )
