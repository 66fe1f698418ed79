"""Two versions of the program: this one, and one that knows a field and a kind more."""

from __future__ import annotations

from dataclasses import replace

from app.oplog.kinds import CURRENT
from app.oplog.registry import SCHEMA, Channel, Merge, RecordKind, Registry, text

PERSON = 4
_FIELD, _KIND = 900, 900  # far beyond what this program will number in years


def _newer() -> Registry:
    person = CURRENT.kinds[PERSON]
    wider = RecordKind(
        PERSON, person.name, person.channel, (*person.fields, text(_FIELD, "clan", Merge.ASK))
    )
    added = RecordKind(_KIND, "visit", Channel.BASE, (text(1, "result"), text(2, "note")))
    return replace(CURRENT, kinds={**CURRENT.kinds, PERSON: wider, _KIND: added}, schema=SCHEMA + 1)


OLDER, NEWER = CURRENT, _newer()
