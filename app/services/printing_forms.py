"""From what the register holds to the forms of the law: every field that is known, no other.

What nobody has entered stays None, so that the form keeps its dots and names the place as missing.
The words written here stand on papers: they are the law's language and are never translated.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import Connection

from app.core.partial_date import PartialDate
from app.core.units import Unit, unit
from app.forms.documents import form_06
from app.forms.documents import form_1d as sheet_1d
from app.forms.documents import form_1dd as sheet_1dd
from app.forms.documents.form_06 import Form06
from app.forms.documents.form_1d import Form1d
from app.forms.documents.form_1dd import Form1dd
from app.forms.values import Disability, IdentityPaper, MonthlyBenefit, Proxy
from app.services.people import Person, load_person
from app.storage.queries import allowances as allowance_rows
from app.storage.queries import facts as fact_rows
from app.storage.queries import households as household_rows
from app.storage.queries import people as people_rows
from app.storage.queries.dossiers import DossierRow
from app.storage.queries.facts import FactRow
from app.storage.queries.households import MemberRow

DEGREES = {"dac_biet_nang": "Đặc biệt nặng", "nang": "Nặng", "nhe": "Nhẹ"}
SUPPORTERS = {
    "khong_co": "Không có",
    "dang_huong_tcxh": "Có, người này đang hưởng trợ cấp xã hội hàng tháng",
}
RELATIONS = {"vo_chong": "vợ (chồng)", "con": "con", "cha_me": "cha (mẹ)", "ong_ba": "ông (bà)",
             "chau": "cháu", "anh_chi_em": "anh, chị, em"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """Everything the forms draw on for one person on one day."""

    person: Person
    place: Unit
    village: str | None
    members: tuple[MemberRow, ...]
    facts: tuple[FactRow, ...]
    paid_vnd: int
    paid_since: PartialDate | None
    on: date

    def fact(self, kind: str) -> FactRow | None:
        """The fact of that kind that holds on the day."""
        return fact_rows.latest(self.facts, kind, self.on.isoformat())

    def value(self, kind: str) -> str | None:
        """Its value."""
        fact = self.fact(kind)
        return fact.value if fact else None


def known_of(
    connection: Connection, pv: int, person_id: UUID, on: date, *, restricted: bool
) -> Known:
    """What is known of a person; raises Correctable when there is none such here."""
    person = load_person(connection, pv, person_id)
    belongs = household_rows.memberships_of(connection, pv, person_id)
    home = next((one for one in belongs if one.valid_to is None), None)
    members = household_rows.members(connection, pv, home.household) if home else []
    subjects = [person_id, home.household] if home else [person_id]
    month = on.isoformat()[:7]
    paid = [
        one
        for one in allowance_rows.of_person(connection, pv, person_id)
        if (one.from_month or "") <= month and (one.to_month is None or one.to_month >= month)
    ]
    return Known(
        person=person,
        place=unit(pv),
        village=people_rows.villages_of(connection, pv, [person_id]).get(person_id),
        members=tuple(one for one in members if one.valid_to is None and one.death_on is None),
        facts=tuple(fact_rows.of_subjects(connection, pv, subjects, restricted=restricted)),
        paid_vnd=sum(one.monthly_vnd or 0 for one in paid),
        paid_since=date_of(paid[0].from_month) if paid else None,
        on=on,
    )


def form_1d(known: Known, dossier: DossierRow | None) -> Form1d:
    """Mẫu số 1d of an older person (NĐ 20/2021/NĐ-CP Điều 5.5)."""
    person, poverty = known.person, known.value("poverty")
    disability = _disability(known)
    return Form1d(
        name=person.name,
        birth=person.birth,
        sex=person["sex"],
        ethnic=person["ethnic_name"],
        identity=identity(person),
        residence=residence(known),
        living=living(known),
        insured=True if person["bhyt"] else None,
        pension=_benefit(known.fact("pension")),
        allowance=MonthlyBenefit(known.paid_vnd, known.paid_since),
        other=_benefit(known.fact("other_allowance")),
        poor=None if poverty is None else poverty in ("ngheo", "can_ngheo"),
        disabled=True if disability else None,
        disability=disability,
        marital=_marital(known),
        supporters=_supporters(known),
        proxy=_proxy(dossier),
        commune=known.place.short_name,
    )


def form_1dd(known: Known, dossier: DossierRow | None) -> Form1dd:
    """Mẫu số 1đ of a person with a disability (NĐ 20/2021/NĐ-CP Điều 5.6)."""
    person, poverty = known.person, known.value("poverty")
    return Form1dd(
        name=person.name,
        birth=person.birth,
        sex=person["sex"],
        ethnic=person["ethnic_name"],
        identity=identity(person),
        residence=residence(known),
        living=living(known),
        schooling="now" if known.value("studying") == "co" else None,
        insured=True if person["bhyt"] else None,
        pension=_benefit(known.fact("pension")),
        allowance=MonthlyBenefit(known.paid_vnd, known.paid_since),
        other=_benefit(known.fact("other_allowance")),
        poor=None if poverty is None else poverty == "ngheo",
        disability=_disability(known),
        marital=_marital(known),
        proxy=_proxy(dossier),
    )


def identity(person: Person) -> IdentityPaper:
    """The card: the personal number, or the old card's number where there is no other."""
    number = person["pin"] or person["old_id"]
    return IdentityPaper(number, date_of(person["pin_issued_on"]), person["pin_issued_by"])


def residence(known: Known) -> str | None:
    """The registered residence as entered, else village and commune of the household."""
    return known.person["residence"] or _address(known)


def living(known: Known) -> str | None:
    """With whom and where: as entered, else from who belongs to the household."""
    if known.person["living_with"]:
        return known.person["living_with"]
    address = _address(known)
    if address is None:
        return None
    others = [one for one in known.members if one.person != known.person.id]
    if not others:
        return f"Ở một mình, {address}"
    return f"Ở cùng {_told(others)}, {address}"


def _told(others: Sequence[MemberRow]) -> str:
    """The head by name; the head's own people by their relation."""
    head = others[0]
    if head.relation == "chu_ho":
        return f"hộ của {head.name}"
    relation = RELATIONS.get(head.relation or "", "")
    named = f"{relation} là {head.name}" if relation else head.name
    return named if len(others) == 1 else f"{named} và {len(others) - 1} người nữa"


def _address(known: Known) -> str | None:
    if known.village is None:
        return None
    return f"{known.village}, {known.place.name_in_sentence}"


def _benefit(fact: FactRow | None) -> MonthlyBenefit | None:
    if fact is None:
        return None
    if fact.value == "khong":
        return MonthlyBenefit(0)
    return None if fact.amount is None else MonthlyBenefit(fact.amount, date_of(fact.valid_from))


def _disability(known: Known) -> Disability | None:
    fact = known.fact("disability")
    if fact is None:
        return None
    return Disability(
        fact.number,
        date_of(fact.issued_on),
        fact.issued_by,
        fact.note,
        DEGREES.get(fact.value or ""),
    )


def _marital(known: Known) -> str | None:
    """Item "Tình trạng hôn nhân" in the words it asks for; husband or wife by sex."""
    value, sex = known.value("marital"), known.person["sex"]
    spouse = {"nam": "vợ", "nu": "chồng"}.get(sex or "", "chồng/vợ")
    words = {
        "chua_ket_hon": f"Không có {spouse}",
        "goa": f"Có {spouse} đã chết",
        "vo_chong_mat_tich": f"Có {spouse} mất tích theo quy định",
        "ly_hon": "Đã ly hôn",
        "co_vo_chong": f"Có {spouse}",
    }
    return words.get(value or "")


def _supporters(known: Known) -> str | None:
    fact = known.fact("supporter")
    if fact is None:
        return None
    return fact.note or SUPPORTERS.get(fact.value or "")


def _proxy(dossier: DossierRow | None) -> Proxy | None:
    if dossier is None or not (dossier.proxy_name or dossier.proxy_id):
        return None
    return Proxy(
        IdentityPaper(dossier.proxy_id, None, None), dossier.proxy_relation, dossier.proxy_address
    )


def date_of(text: str | None) -> PartialDate | None:
    """A stored date with its precision; None for none."""
    return PartialDate.from_iso(text) if text else None


def masked(data: object) -> object:
    """The same form with card numbers dotted; ``data`` itself where there is none."""
    if not isinstance(data, Form1d | Form1dd | Form06):
        return data
    shown: Form1d | Form1dd | Form06 = data
    if data.identity.number:
        shown = replace(shown, identity=_dotted(data.identity))
    if not isinstance(shown, Form06) and shown.proxy is not None and shown.proxy.identity.number:
        shown = replace(shown, proxy=replace(shown.proxy, identity=_dotted(shown.proxy.identity)))
    return shown


def filled_places(data: object) -> Mapping[str, str | None]:
    """What stands in each place of a form ("identity.by"), as its boxes name them."""
    if isinstance(data, Form1d):
        return sheet_1d.places(data)
    if isinstance(data, Form1dd):
        return sheet_1dd.places(data)
    return form_06.places(data) if isinstance(data, Form06) else {}


def _dotted(paper: IdentityPaper) -> IdentityPaper:
    """The first six and the last two digits stay, as people read a number to one another."""
    number = paper.number or ""
    return replace(paper, number=f"{number[:6]}••••{number[-2:]}")
