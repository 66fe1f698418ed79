"""No clock decides: what time changes is which of two harmless entries is shown first."""

from __future__ import annotations

from itertools import permutations

import pytest

from app.oplog.fold import Entry, Origin, RowState, fold
from app.oplog.kinds import BY_NAME
from app.oplog.operation import VERSION, Action, Operation, Write, encode, operation_hash
from app.oplog.registry import SCHEMA, Channel, Field, Kind, Merge, RecordKind

EARLY, LATE = 1, 2**62
COMMUNE = Origin(bytes(15) + b"\1", Channel.BASE, 224611, "commune")
OTHER = Origin(bytes(15) + b"\2", Channel.BASE, 224611, "commune")
OFFICE = Origin(bytes(15) + b"\3", Channel.BASE, 224611, "office")

# One field of each class, as text, in the kinds that travel between stations.
FIELDS = {
    Merge.ASK: ("person", "name"),
    Merge.AUTO: ("person", "note"),
    Merge.OFFICE: ("notice", "title"),
    Merge.ONCE: ("decision", "signer"),
}


def test_every_class_has_its_field() -> None:
    assert FIELDS.keys() == set(Merge)
    for merge, (kind, name) in FIELDS.items():
        assert _field(kind, name).merge is merge


def _field(kind: str, name: str) -> Field:
    found = BY_NAME[kind].by_name[name]
    assert found.kind is Kind.TEXT
    return found


def entry(
    kind: RecordKind,
    field: Field,
    value: str,
    *,
    origin: Origin,
    hlc: int,
    bases: tuple[bytes, ...] = (),
) -> Entry:
    operation = Operation(
        VERSION,
        1,
        hlc,
        SCHEMA,
        bytes(16),
        Action.EDIT,
        kind.number,
        224611,
        bytes(16),
        [Write(field.number, value, list(bases))],
    )
    return Entry(operation_hash(origin.stream, encode(operation)), origin, operation)


def seen(row: RowState, field: Field) -> tuple[set[object], bool]:
    """What stands in the field, and whether it waits for a person."""
    return {head.value for head in row.heads.get(field.number, ())}, row.differing(field.number)


@pytest.mark.parametrize("merge", list(Merge))
@pytest.mark.parametrize("clocks", [(EARLY, LATE), (LATE, EARLY), (EARLY, EARLY), (0, 2**63 - 1)])
def test_two_that_knew_nothing_of_each_other_both_stand(
    merge: Merge, clocks: tuple[int, int]
) -> None:
    name, label = FIELDS[merge]
    kind, field = BY_NAME[name], _field(name, label)
    origins = (OFFICE, OFFICE) if merge is Merge.OFFICE else (COMMUNE, OTHER)
    found = [
        entry(kind, field, value, origin=origin, hlc=hlc)
        for value, origin, hlc in zip(("một", "hai"), origins, clocks, strict=True)
    ]
    for order in permutations(found):
        assert seen(fold(order), field) == ({"một", "hai"}, True)


@pytest.mark.parametrize("merge", [Merge.ASK, Merge.AUTO, Merge.OFFICE])
@pytest.mark.parametrize("clocks", [(EARLY, LATE), (LATE, EARLY), (2**63 - 1, 0)])
def test_who_saw_the_other_entry_replaces_it_whatever_the_clocks(
    merge: Merge, clocks: tuple[int, int]
) -> None:
    name, label = FIELDS[merge]
    kind, field = BY_NAME[name], _field(name, label)
    first, second = (OFFICE, OFFICE) if merge is Merge.OFFICE else (COMMUNE, OTHER)
    before = entry(kind, field, "một", origin=first, hlc=clocks[0])
    after = entry(kind, field, "hai", origin=second, hlc=clocks[1], bases=(before.hash,))
    for order in permutations((before, after)):
        assert seen(fold(order), field) == ({"hai"}, False)


@pytest.mark.parametrize("clocks", [(EARLY, LATE), (LATE, EARLY)])
def test_the_office_writes_alone_where_only_it_may(clocks: tuple[int, int]) -> None:
    name, label = FIELDS[Merge.OFFICE]
    kind, field = BY_NAME[name], _field(name, label)
    found = [
        entry(kind, field, "xã", origin=COMMUNE, hlc=clocks[0]),
        entry(kind, field, "tỉnh", origin=OFFICE, hlc=clocks[1]),
    ]
    for order in permutations(found):
        assert seen(fold(order), field) == ({"tỉnh"}, False)


def test_time_chooses_only_what_is_shown_first() -> None:
    name, label = FIELDS[Merge.AUTO]
    kind, field = BY_NAME[name], _field(name, label)
    for clocks, shown in (((EARLY, LATE), "hai"), ((LATE, EARLY), "một")):
        found = [
            entry(kind, field, value, origin=origin, hlc=hlc)
            for value, origin, hlc in zip(("một", "hai"), (COMMUNE, OTHER), clocks, strict=True)
        ]
        for order in permutations(found):
            assert fold(order).shown(field.number) == shown
