"""A folder that looks like a workstation to somebody who has not signed in."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import UUID

from app.core.station import KEYS_FILE

OFFICERS = ((UUID(int=0x11), "L. T. H."), (UUID(int=0x12), "Y T. Ê."))
CU_JUT = 224640


def public_card(
    folder: Path, officers: tuple[tuple[UUID, str], ...] = OFFICERS, *, enrolled: bool = False
) -> None:
    """Write the public part of a key file; there is nothing behind it to open."""
    last = {"kind": "office" if enrolled else "recovery"}
    document = {
        "format": 1,
        "database": str(UUID(int=0xDB)),
        "unit": CU_JUT,
        "role": "commune",
        "slots": [
            *(
                {"kind": "officer", "officer": str(officer), "label": label}
                for officer, label in officers
            ),
            last,
        ],
    }
    (folder / KEYS_FILE).write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
