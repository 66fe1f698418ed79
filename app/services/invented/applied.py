"""The form in which invented records are handed over: rows that ``record apply`` reads."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """One record to be written: its kind, the caller's key, plain values, links by key."""

    kind: str
    key: str
    set: dict[str, Any] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)

    def line(self) -> str:
        """The row as one line of JSON Lines, without the end of the line."""
        found = {"kind": self.kind, "key": self.key, "set": self.set, "links": self.links}
        return json.dumps(found, ensure_ascii=False)
