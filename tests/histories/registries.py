"""Three versions of the program: this one, one that knows a field and a kind more, one less.

The pure histories are played by this one and the next, those on files by this one and the one
before, whose tables are there.
"""

from __future__ import annotations

from dataclasses import replace

from app.oplog.kinds import CURRENT
from app.oplog.registry import EDITION, SCHEMA, Channel, Merge, RecordKind, Registry, text

PERSON = 4
_FIELD, _KIND = 900, 900  # far beyond what this program will number in years


def _newer() -> Registry:
    person = CURRENT.kinds[PERSON]
    wider = RecordKind(
        PERSON, person.name, person.channel, (*person.fields, text(_FIELD, "clan", Merge.ASK))
    )
    added = RecordKind(_KIND, "visit", Channel.BASE, (text(1, "result"), text(2, "note")))
    return replace(CURRENT, kinds={**CURRENT.kinds, PERSON: wider, _KIND: added}, schema=SCHEMA + 1)


def _before() -> Registry:
    person = CURRENT.kinds[PERSON]
    known = tuple(one for one in person.fields if one.name not in ("sex", "note"))
    narrower = RecordKind(PERSON, person.name, person.channel, known)
    kinds = {number: kind for number, kind in CURRENT.kinds.items() if kind.name != "notice"}
    return replace(CURRENT, kinds={**kinds, PERSON: narrower}, edition=EDITION - 1)


OLDER, NEWER = CURRENT, _newer()
BEFORE = _before()
