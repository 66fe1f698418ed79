"""What was written anew, what may be taken up, which branch gives way: asked without a database."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.oplog import branches
from app.oplog.branches import Numbered, Said
from app.oplog.fold import Entry, Origin
from app.oplog.kinds import BY_NAME
from app.oplog.operation import (
    MAX_BYTES,
    REPEATING_BYTES,
    Action,
    Operation,
    Write,
    decode,
    encode,
    operation_hash,
)
from app.oplog.registry import Channel

PERSON, NOTICE = BY_NAME["person"], BY_NAME["notice"]
NAME = PERSON.by_name["name"].number
PV, ROW = 224646, bytes(16)
OLD = Origin(b"1" * 16, Channel.BASE, PV, "commune", device=b"laptop")
ANEW = Origin(b"2" * 16, Channel.BASE, PV, "commune", device=b"laptop", parent=OLD.stream)


def said(
    seq: int, value: str, *bases: bytes, kind: int = PERSON.number, nonce: bytes | None = None
) -> Numbered:
    """An operation of that number; those of notices may not be written by a commune."""
    writes = [Write(NAME, value, sorted(bases))]
    operation = Operation(
        1, seq, seq << 16, 1, b"o" * 16, Action.EDIT, kind, PV, ROW, writes, nonce
    )
    return seq, encode(operation)


def name(one: Numbered, origin: Origin = OLD) -> bytes:
    return operation_hash(origin.stream, one[1])


def told(*found: Numbered, by: Origin = ANEW) -> set[Said]:
    """What the stream says that writes these of OLD anew."""
    raws = branches.anew(OLD.stream, by.stream, [raw for _seq, raw in found], {})
    return branches.told_by(by, list(enumerate(raws, start=1)))


FIRST = said(1, "A")
OURS = said(2, "B", name(FIRST))
THEIRS = said(2, "C", name(FIRST))
NOBODYS = said(3, "D", kind=NOTICE.number)


def test_anew_it_names_what_it_repeats_and_its_own_bases() -> None:
    later = said(3, "D", name(OURS), name(FIRST))
    names = {name(FIRST): b"n" * 16}
    fresh = branches.anew(OLD.stream, ANEW.stream, [OURS[1], later[1]], names)
    made = [decode(raw) for raw in fresh]
    assert [one.seq for one in made] == [1, 2]
    assert [one.nonce for one in made] == [name(OURS), name(later)]
    assert made[0].writes[0].bases == [b"n" * 16]
    assert made[1].writes[0].bases == sorted([b"n" * 16, operation_hash(ANEW.stream, fresh[0])])
    assert [one.hlc for one in made] == [2 << 16, 3 << 16]
    assert names[name(later)] == operation_hash(ANEW.stream, fresh[1])
    numbered = list(enumerate(fresh, start=1))
    assert dict(branches.names_anew(ANEW, numbered)).items() <= names.items()


def test_what_a_withdrawn_device_wrote_anew_later_is_not_believed() -> None:
    assert len(told(OURS, said(3, "D"))) == 2
    assert len(told(OURS, said(3, "D"), by=replace(ANEW, last=1))) == 1


def test_an_operation_that_repeats_nothing_tells_nothing() -> None:
    assert branches.told_by(ANEW, [FIRST]) == set()
    assert list(branches.names_anew(ANEW, [FIRST])) == []


def test_left_is_what_stands_nowhere_else() -> None:
    beside = [THEIRS, FIRST, THEIRS, NOBODYS]
    assert branches.left(OLD, beside, [FIRST, OURS], set()) == [THEIRS]
    assert branches.left(OLD, beside, [FIRST, OURS], told(THEIRS)) == []


def test_whoever_names_it_and_says_something_else_has_not_written_it_anew() -> None:
    lie = said(1, "X", nonce=name(THEIRS))
    assert branches.left(OLD, [THEIRS], [OURS], branches.told_by(ANEW, [lie])) == [THEIRS]


@pytest.mark.parametrize(
    ("anew", "leads", "gives"),
    [
        ((), False, False),
        ((), True, False),
        ((OURS,), False, True),
        ((OURS,), True, True),
        ((THEIRS,), False, False),
        ((THEIRS,), True, False),
        ((OURS, THEIRS), False, False),
        ((OURS, THEIRS), True, True),
    ],
)
def test_a_branch_gives_way_once_it_was_written_anew(
    anew: tuple[Numbered, ...], *, leads: bool, gives: bool
) -> None:
    found = told(*anew)
    assert branches.gives_way(OLD, [OURS], [THEIRS], found, leads=leads) is gives
    assert branches.gives_way(OLD, [OURS, NOBODYS], [THEIRS], found, leads=leads) is gives
    assert not branches.gives_way(OLD, [], [THEIRS], found, leads=leads)
    assert not branches.gives_way(OLD, [OURS], [], found, leads=leads)


@pytest.mark.parametrize(
    ("theirs", "leads", "gives"),
    [
        ([THEIRS], False, True),
        ([THEIRS], True, True),
        ([NOBODYS, THEIRS], False, True),
        ([NOBODYS], False, False),  # else two stations would change places for ever
        ([NOBODYS], True, True),
    ],
)
def test_a_branch_that_says_nothing_gives_way_to_what_counts(
    theirs: list[Numbered], *, leads: bool, gives: bool
) -> None:
    assert branches.gives_way(OLD, [NOBODYS], theirs, set(), leads=leads) is gives


@pytest.mark.parametrize("leads", [False, True])
def test_of_a_withdrawn_device_the_branch_counts_of_which_its_number_was_told(
    *, leads: bool
) -> None:
    withdrawn = replace(OLD, last=2)
    for found in (set(), told(OURS), told(OURS, THEIRS)):
        assert branches.gives_way(withdrawn, [OURS], [THEIRS], found, leads=leads) is leads
    assert not branches.gives_way(withdrawn, [], [THEIRS], set(), leads=leads)


def test_only_what_counts_is_taken_up() -> None:
    long = said(6, "E" * (MAX_BYTES - REPEATING_BYTES))  # no room to name what it repeats
    found = [THEIRS, NOBODYS, said(4, "E"), long]
    taken = branches.counting(OLD, 2, found)
    assert [seq for seq, _raw in taken.values()] == [2, 4]
    assert taken.keys() == {name(THEIRS), name(found[2])}


def entry(one: Numbered, origin: Origin = OLD) -> Entry:
    return branches.entries(origin, [one])[0]


def test_what_is_held_counts_already_where_something_that_says_the_same_stands() -> None:
    """The office took up under the first name what the device had written anew meanwhile."""
    office = Origin(b"3" * 16, Channel.BASE, PV, "office", device=b"office", parent=OLD.stream)
    first = entry(THEIRS)
    [repeated], [taken] = (
        branches.entries(by, enumerate(branches.anew(OLD.stream, by.stream, [THEIRS[1]], {}), 1))
        for by in (ANEW, office)
    )
    assert branches.standing([first], [taken]) == {first.hash: taken.hash}
    assert branches.standing([first, repeated], [taken]) == dict.fromkeys(
        (first.hash, repeated.hash), taken.hash
    )
    assert branches.standing([repeated], [first]) == {repeated.hash: first.hash}
    assert branches.standing([first, repeated], [entry(OURS)]) == {}


def test_what_is_withheld_counts_for_nobody() -> None:
    later = replace(ANEW, last=0)
    [told_later] = branches.entries(
        later, enumerate(branches.anew(OLD.stream, later.stream, [THEIRS[1]], {}), 1)
    )
    assert branches.standing([entry(THEIRS)], [told_later]) == {}


def test_of_a_withdrawn_device_only_what_its_last_number_vouches_for() -> None:
    """Another branch may have been written after it was stolen."""
    found = [THEIRS, said(4, "E"), said(5, "F")]
    taken = branches.counting(replace(OLD, last=4), 2, found)
    assert [seq for seq, _raw in taken.values()] == [4]
