"""Storms, fires and accidents that hit some invented households, reported but not yet decided.

What is due is for the rules and the officers to say; only what a village head would report over
the telephone is invented here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from app.services.invented.applied import Row

_HOUSEHOLDS_PER_EVENT = 300
_LEAST_EVENTS = 2
_DAMAGE = ("do_sap_troi_chay_hoan_toan", "hu_hong_nang", "hu_hong_nang", "con_o_duoc")


@dataclass(frozen=True, slots=True)
class Home:
    """What a report says of a household: keys of it and of its village, and its size."""

    household: str
    village: str
    village_name: str
    poverty: str
    persons: int


@dataclass(frozen=True, slots=True)
class _Kind:
    cause: str
    name: str
    most_households: int
    damages: bool


_KINDS = (
    _Kind("thien_tai", "Lốc xoáy kèm mưa đá", 6, True),
    _Kind("thien_tai", "Mưa lũ, sạt lở đất", 8, True),
    _Kind("hoa_hoan", "Cháy nhà", 1, True),
    _Kind("mat_mua", "Hạn hán, mất mùa", 10, False),
    _Kind("giap_hat", "Thiếu đói giáp hạt", 8, False),
)


def disasters(homes: Sequence[Home], *, on: date, chance: Random) -> list[Row]:
    """Events of the last two months with the households they hit, oldest first."""
    if not homes:
        return []
    count = max(_LEAST_EVENTS, len(homes) // _HOUSEHOLDS_PER_EVENT)
    days = sorted(on - timedelta(chance.randint(2, 60)) for _ in range(count))
    rows: list[Row] = []
    cases = 0
    for number, day in enumerate(days, start=1):
        kind = chance.choice(_KINDS)
        place = chance.choice(homes).village_name
        values = {"cause": kind.cause, "name": kind.name, "happened_on": day.isoformat()}
        event = Row("event", f"e-{number}", values | {"place": place})
        rows.append(event)
        near = [home for home in homes if home.village_name == place]
        for home in chance.sample(near, min(len(near), chance.randint(1, kind.most_households))):
            cases += 1
            rows.append(_case(f"c-{cases}", event, home, kind, day + timedelta(1), chance))
    return rows


def _case(key: str, event: Row, home: Home, kind: _Kind, told_on: date, chance: Random) -> Row:
    told_at = f"{told_on.isoformat()}T{chance.randint(6, 17):02}:{chance.randrange(0, 60, 5):02}"
    values: dict[str, Any] = {
        "cause": kind.cause,
        "place": home.village_name,
        "received_at": told_at,
        "reporter": f"Trưởng {home.village_name[:1].lower()}{home.village_name[1:]}",
        "poverty": home.poverty,
        "persons": home.persons,
    }
    if kind.damages:
        values["house_damage"] = chance.choice(_DAMAGE)
        values["no_place_to_live"] = values["house_damage"] == _DAMAGE[0]
    else:
        values["months"] = chance.randint(1, 3)
    links = {"event": event.key, "household": home.household, "village": home.village}
    return Row("emergency_case", key, values, links)
