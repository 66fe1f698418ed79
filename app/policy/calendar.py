"""Which text and which level are in force on a day.

Nothing is computed for days before 1/7/2021, when NĐ 20/2021/NĐ-CP came into force: the texts
before it are not loaded. Levels of a province (Điều 4.3) are not loaded either, so every
answer rests on the national level and says so.
"""

from __future__ import annotations

from datetime import date

from app.core.errors import Correctable
from app.core.i18n import N_
from app.policy.parameters import law
from app.policy.rows import Level

FIRST_DAY = date(2021, 7, 1)
COMMUNE_DECIDES_FROM = date(2025, 7, 1)
LOCAL_LEVEL_LOADED = False


def require_known(on: date, *, field: str = "date") -> None:
    """Refuse a day for which no law is loaded.

    Raises:
        Correctable: the day is before 1/7/2021.
    """
    if on < FIRST_DAY:
        raise Correctable(
            "law-not-loaded",
            N_("Give a day from 1 July 2021 on: the law before that day is not loaded."),
            field=field,
        )


def standard_level(on: date) -> Level:
    """Mức chuẩn trợ giúp xã hội on ``on`` (Điều 4.2 and the acts that raised it).

    Raises:
        Correctable: the day is before 1/7/2021.
    """
    require_known(on)
    found = _in_force(law().standard_levels, on)
    assert found is not None
    return found


def social_pension_level(on: date) -> Level | None:
    """The monthly social pension on ``on``; None before 1/7/2025 (NĐ 176/2025/NĐ-CP)."""
    return _in_force(law().social_pension_levels, on)


def _in_force(levels: tuple[Level, ...], on: date) -> Level | None:
    for level in reversed(levels):
        if level.first_day <= on:
            return level
    return None
