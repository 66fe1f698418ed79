"""Communes and receiving offices by date: who is who before and since 1/7/2025.

Rules kept:

* a commune code is not an identity: 24611 is phường Nghĩa Đức before 1/7/2025 and phường Bắc
  Gia Nghĩa since, so every unit is named by its scope ``pv`` = era x 100000 + code;
* a receiving office of a province has the scope era x 100000 + 99000 + province code; commune
  codes end below 33000, so the two never meet;
* districts appear only inside names of era 1; old papers keep old names;
* what the official lists leave open stays open (:mod:`app.core.unit_data`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache

from app.core.errors import Correctable
from app.core.i18n import N_
from app.core.names import fold
from app.core.unit_data import Commune, load

TWO_TIERS_FROM = date(2025, 7, 1)
"""Communes and provinces only, from this day (Nghị quyết 202/2025/QH15, 1/7/2025)."""

BEFORE, SINCE = 1, 2
_ERA_SIZE = 100_000
_OFFICES = 99_000


@dataclass(frozen=True, slots=True)
class Unit:
    """A commune or the receiving office of a province, in one era."""

    pv: int
    era: int
    code: str
    name: str
    province_code: str
    province_name: str
    district_code: str | None = None
    district_name: str | None = None

    @property
    def is_office(self) -> bool:
        """Whether this is the receiving office of a province."""
        return self.pv % _ERA_SIZE > _OFFICES

    @property
    def kind(self) -> str:
        """Xã, Phường, Thị trấn, Đặc khu, Tỉnh or Thành phố."""
        return _split_kind(self.name)[0]

    @property
    def short_name(self) -> str:
        """The name alone: "Cư Jút", and "Phường 14" where the name is a number."""
        rest = _split_kind(self.name)[1]
        return self.name if rest.isdecimal() else rest

    @property
    def full_name(self) -> str:
        """With everything above it: "Xã Tâm Thắng, huyện Cư Jút, tỉnh Đắk Nông"."""
        above = () if self.is_office else (self.district_name, self.province_name)
        return ", ".join([self.name, *(_lower_kind(name) for name in above if name)])

    @property
    def name_in_sentence(self) -> str:
        """:attr:`full_name` as it stands inside a sentence: "xã Tâm Thắng, huyện …"."""
        return _lower_kind(self.full_name)


def era_on(day: date) -> int:
    """1 before 1/7/2025, 2 since."""
    return SINCE if day >= TWO_TIERS_FROM else BEFORE


def commune_pv(code: str, *, on: date) -> int:
    """The scope of a commune code as it was in use on a day; the code is not looked up."""
    return era_on(on) * _ERA_SIZE + int(code)


def office_pv(province_code: str, *, on: date) -> int:
    """The scope of a province's receiving office on a day; the code is not looked up."""
    return era_on(on) * _ERA_SIZE + _OFFICES + int(province_code)


def unit(pv: int) -> Unit:
    """The unit of a scope.

    Raises:
        Correctable: no list has it.
    """
    era, number = divmod(pv, _ERA_SIZE)
    data = load()
    if number > _OFFICES:
        code = f"{number - _OFFICES:02}"
        if (name := data.provinces.get((era, code))) is not None:
            return Unit(pv, era, code, name, code, name)
    elif (commune := data.communes.get((era, f"{number:05}"))) is not None:
        return _unit(commune)
    raise Correctable(
        "unit-unknown",
        N_("No unit has the code {number}. Look the code up by the name of the commune."),
        field="unit",
        number=number,
    )


def parse_unit(text: str, *, today: date, field: str | None = "unit") -> Unit:
    """Read "24611", "24611@2025-03-01" or a province's "68", as of that day, else of today.

    Raises:
        Correctable: another shape, or a code not in use on that day.
    """
    code, _, day_text = text.strip().partition("@")
    code = code.strip()
    try:
        day = date.fromisoformat(day_text.strip()) if day_text else today
    except ValueError:
        day = None
    if day is None or not (code.isascii() and code.isdecimal() and len(code) in (2, 5)):
        raise Correctable(
            "unit-unread",
            N_("Type the commune's 5 digits, like 24611, or with a day: 24611@2025-03-01."),
            field=field,
        )
    pv = office_pv(code, on=day) if len(code) == 2 else commune_pv(code, on=day)
    return unit(pv)


def communes_of(province_code: str, era: int) -> tuple[Unit, ...]:
    """All communes of a province in one era, by district and code."""
    return tuple(
        _unit(commune)
        for commune in load().communes.values()
        if commune.era == era and commune.province == province_code
    )


def provinces(era: int) -> tuple[Unit, ...]:
    """The receiving offices of all provinces in one era."""
    return tuple(
        unit(era * _ERA_SIZE + _OFFICES + int(code))
        for known_era, code in load().provinces
        if known_era == era
    )


def successors(pv: int) -> tuple[int, ...]:
    """The scopes since 1/7/2025 that took over an old unit, whole or in part.

    Empty for units of today and for the few old ones whose successor no list names.
    """
    era, number = divmod(pv, _ERA_SIZE)
    if era != BEFORE:
        return ()
    if number > _OFFICES:
        return _office_after(f"{number - _OFFICES:02}")
    commune = load().communes.get((BEFORE, f"{number:05}"))
    found = commune.successors if commune else ()
    return tuple(SINCE * _ERA_SIZE + int(code) for code, _part in found)


def predecessors(pv: int) -> tuple[int, ...]:
    """The old scopes that went into a unit of today, whole or in part."""
    era, number = divmod(pv, _ERA_SIZE)
    if era != SINCE:
        return ()
    if number > _OFFICES:
        return tuple(office.pv for office in provinces(BEFORE) if successors(office.pv) == (pv,))
    return tuple(BEFORE * _ERA_SIZE + int(code) for code in load().sources.get(f"{number:05}", ()))


def only_part(old_pv: int, new_pv: int) -> bool:
    """Whether only a part of the old unit went to the new one, so that each household must
    say where it lives."""
    commune = load().communes.get((BEFORE, f"{old_pv % _ERA_SIZE:05}"))
    code = f"{new_pv % _ERA_SIZE:05}"
    return commune is not None and (code, True) in commune.successors


def search_units(text: str, era: int, *, offices: bool = False, limit: int = 20) -> list[Unit]:
    """Units whose code begins with the text, or whose name holds its words in order.

    Marks and capitals do not matter; names that begin with the text come first.
    """
    wanted = fold(text).strip()
    if not wanted or limit <= 0:
        return []
    ranked = []
    for place, (candidate, short, full) in enumerate(_folded(era, offices=offices)):
        if candidate.code.startswith(wanted) or short.startswith(wanted):
            ranked.append((0, place, candidate))
        elif wanted in full:
            ranked.append((1, place, candidate))
    ranked.sort(key=lambda row: row[:2])
    return [candidate for _rank, _place, candidate in ranked[:limit]]


@cache
def _folded(era: int, *, offices: bool) -> tuple[tuple[Unit, str, str], ...]:
    """What a search looks through; folded once, because it is asked at every key."""
    if offices:
        pool = provinces(era)
    else:
        pool = tuple(_unit(one) for one in load().communes.values() if one.era == era)
    return tuple((one, fold(one.short_name), fold(one.full_name)) for one in pool)


def _unit(commune: Commune) -> Unit:
    data = load()
    return Unit(
        pv=commune.era * _ERA_SIZE + int(commune.code),
        era=commune.era,
        code=commune.code,
        name=commune.name,
        province_code=commune.province,
        province_name=data.provinces[commune.era, commune.province],
        district_code=commune.district,
        district_name=data.districts[commune.district] if commune.district else None,
    )


def _office_after(province_code: str) -> tuple[int, ...]:
    """The one province of today that took in an old province: where its communes went."""
    went = Counter(
        unit(new).province_code
        for old in communes_of(province_code, BEFORE)
        for new in successors(old.pv)
    )
    return tuple(SINCE * _ERA_SIZE + _OFFICES + int(code) for code in sorted(went))


def _split_kind(name: str) -> tuple[str, str]:
    for kind in ("Thị trấn", "Thị xã", "Thành phố", "Đặc khu"):
        if name.startswith(kind + " "):
            return kind, name.removeprefix(kind + " ")
    kind, _, rest = name.partition(" ")
    return kind, rest


def _lower_kind(name: str) -> str:
    return name[:1].lower() + name[1:]
