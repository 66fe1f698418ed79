"""Workstations made the way an officer makes them; use with ``cheap_stretching``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from app.core.clock import Clock, FixedClock
from app.core.station import Role
from app.services.station_making import Created, NewStation, create_station

CU_JUT = 224640  # xã Cư Jút since 1/7/2025
LAM_DONG = 299068  # tỉnh Lâm Đồng, the receiving office
PASSPHRASE = "bốn con suối nhỏ"
NAME = "Lương Thị Hạnh"
CODE_OF = {"commune": CU_JUT, "office": LAM_DONG}


def new(role: Role = "commune", **changes: Any) -> NewStation:
    """What is typed when a workstation is made."""
    values: dict[str, Any] = {
        "role": role,
        "unit": CODE_OF[role],
        "officer_name": NAME,
        "officer_title": "Công chức",
        "passphrase": PASSPHRASE,
        **changes,
    }
    return NewStation(**values)


def make(folder: Path, role: Role = "commune", clock: Clock | None = None) -> Created:
    """A new workstation in ``folder``, open; on 3/8/2026 unless the clock says otherwise."""
    return create_station(folder, new(role), clock or FixedClock.on(date(2026, 8, 3)))
