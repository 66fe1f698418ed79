"""Merging is a function of the set of operations: order, repetition and clocks change nothing."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.oplog.fold import ENDS, Entry, Origin, RowState, allowed, apply, fold, understood, verdict
from app.oplog.kinds import BY_NAME, CURRENT
from app.oplog.operation import (
    MAX_BASES,
    Action,
    Operation,
    Value,
    Write,
    encode,
    operation_hash,
)
from app.oplog.registry import DELETED, Channel, RecordKind, Registry, text

PERSON = BY_NAME["person"]
NAME = PERSON.by_name["name"].number
PHONE = PERSON.by_name["phone"].number
PV = 224646
ROW = bytes(16)


def origin(letter: str, role: str = "commune", channel: Channel = Channel.BASE) -> Origin:
    return Origin(letter.encode() * 16, channel, PV, role)


class Device:
    """A writer that keeps what it has seen and names that as the bases of what it writes."""

    def __init__(self, letter: str, role: str = "commune") -> None:
        self.origin = origin(letter, role)
        self.seq = 0
        self.row = RowState()
        self.seen: set[bytes] = set()

    def write(self, field: int, value: Value, *, hlc: int = 1, kind: int = PERSON.number) -> Entry:
        self.seq += 1
        operation = Operation(
            1,
            self.seq,
            hlc,
            1,
            b"o" * 16,
            Action.EDIT,
            kind,
            PV,
            ROW,
            [Write(field, value, self.row.bases(field))],
        )
        entry = Entry(operation_hash(self.origin.stream, encode(operation)), self.origin, operation)
        self.take(entry)
        return entry

    def take(self, entry: Entry) -> None:
        if entry.hash not in self.seen:
            apply(self.row, entry, self.seen.__contains__)
            self.seen.add(entry.hash)


def heads(row: RowState, field: int) -> set[Value]:
    return {head.value for head in row.heads.get(field, ())}


def test_a_later_entry_replaces_what_its_writer_saw_whatever_the_clocks_say() -> None:
    hoa, thim = Device("a"), Device("b")
    first = hoa.write(NAME, "H’Rơ̆m", hlc=9_999_999)
    thim.take(first)
    second = thim.write(NAME, "H’Rơ̆m Niê", hlc=1)
    hoa.take(second)
    assert heads(hoa.row, NAME) == {"H’Rơ̆m Niê"}


def test_two_entries_that_did_not_know_of_each_other_both_stay() -> None:
    hoa, thim = Device("a"), Device("b")
    start = hoa.write(NAME, "Y Blô")
    thim.take(start)
    ours, theirs = hoa.write(NAME, "Y Blơ̆", hlc=5), thim.write(NAME, "Y Blŏ", hlc=7)
    row = fold([theirs, start, ours])
    assert heads(row, NAME) == {"Y Blơ̆", "Y Blŏ"}
    assert row.differing(NAME)
    assert row.shown(NAME) == "Y Blŏ"


def test_the_offices_entry_is_shown_whatever_the_clocks_say() -> None:
    office, hoa = Device("z", "office"), Device("a")
    entries = [office.write(NAME, "Y Blô", hlc=1), hoa.write(NAME, "Y Blơ̆", hlc=9)]
    row = fold(entries)
    assert row.shown(NAME) == "Y Blô"
    assert row.differing(NAME)


def test_the_same_value_twice_is_no_difference() -> None:
    hoa, thim = Device("a"), Device("b")
    entries = [hoa.write(NAME, "Y Thim"), thim.write(NAME, "Y Thim")]
    assert not fold(entries).differing(NAME)


@pytest.mark.parametrize("value", [1, True, b"x" * 16])
def test_a_value_that_the_field_cannot_hold_changes_nothing(value: Value) -> None:
    hoa, thim = Device("a"), Device("b")
    start = hoa.write(NAME, "Y Blô")
    thim.take(start)
    assert heads(fold([start, thim.write(NAME, value)]), NAME) == {"Y Blô"}


def test_a_new_entry_names_no_more_bases_than_an_operation_may_hold() -> None:
    writers = [Device(chr(0x21 + n)) for n in range(MAX_BASES + 6)]
    row = fold([one.write(NAME, f"Y {n}", hlc=n) for n, one in enumerate(writers)])
    assert len(row.heads[NAME]) == MAX_BASES + 6
    assert len(row.bases(NAME)) == MAX_BASES
    assert row.bases(NAME) == sorted(row.bases(NAME))
    assert row.heads[NAME][0].hash in row.bases(NAME)


def test_nothing_is_shown_as_different_while_a_base_is_on_its_way() -> None:
    hoa, thim, xuan = Device("a"), Device("b"), Device("c")
    start = hoa.write(NAME, "A")
    thim.take(start)
    middle = thim.write(NAME, "B")
    xuan.take(start)
    xuan.take(middle)
    last = xuan.write(NAME, "C")
    row = RowState()
    seen: set[bytes] = set()
    for entry, different in ((start, False), (last, False), (middle, False)):
        apply(row, entry, seen.__contains__)
        seen.add(entry.hash)
        assert row.differing(NAME) is different
    assert heads(row, NAME) == {"C"}
    assert row.settled()


def test_an_operation_nobody_saw_cannot_be_replaced_in_advance() -> None:
    """Naming bases by guesswork suppresses nothing: the later entry still becomes a head."""
    thim = Device("b")
    hostile = Device("x")
    hostile.seq += 1
    guess = Operation(
        1, 1, 1, 1, b"x" * 16, Action.EDIT, PERSON.number, PV, ROW,
        [Write(NAME, "bịa", [bytes([n]) * 16 for n in range(9)])],
    )  # fmt: skip
    entry = Entry(operation_hash(hostile.origin.stream, encode(guess)), hostile.origin, guess)
    honest = thim.write(NAME, "thật")
    assert "thật" in heads(fold([entry, honest]), NAME)


def test_a_denied_operation_changes_nothing_nor_keeps_others_waiting() -> None:
    commune, other = Device("a"), Device("b")
    kind = BY_NAME["notice"]
    title = kind.by_name["title"].number
    forbidden = commune.write(title, "giả", kind=kind.number)
    assert not allowed(forbidden.operation, forbidden.origin)
    operation = Operation(
        1, 1, 1, 1, b"o" * 16, Action.EDIT, kind.number, PV, ROW,
        [Write(title, "thật", [forbidden.hash])],
    )  # fmt: skip
    office = Origin(b"z" * 16, Channel.BASE, PV, "office")
    real = Entry(operation_hash(office.stream, encode(operation)), office, operation)
    for order in ([forbidden, real], [real, forbidden]):
        row = fold(order)
        assert heads(row, title) == {"thật"}
        assert row.settled()
    assert other.row.heads == {}


@pytest.mark.parametrize(
    ("change", "fine"),
    [
        ({}, True),
        ({"pv": PV + 1}, False),  # another commune's row
        ({"kind": BY_NAME["restricted_fact"].number}, False),  # restricted record, base stream
        ({"writes": [Write(DELETED, True, [])]}, False),  # a deletion dressed as an edit
        ({"writes": [Write(DELETED, True, [])], "action": Action.DELETE}, True),
        ({"writes": [Write(DELETED, False, [])], "action": Action.DELETE}, False),
        ({"writes": [Write(DELETED, 1, [])], "action": Action.DELETE}, False),
        ({"writes": [Write(DELETED, None, [])], "action": Action.RESTORE}, False),
        ({"writes": [Write(DELETED, False, [])], "action": Action.RESTORE}, True),
        ({"writes": [Write(NAME, 7, [])]}, False),  # a number where a name belongs
    ],
)
def test_what_a_stream_may_write(change: dict[str, object], fine: bool) -> None:
    base: dict[str, object] = {
        "version": 1, "seq": 1, "hlc": 1, "schema": 1, "actor": b"o" * 16, "action": Action.EDIT,
        "kind": PERSON.number, "pv": PV, "row": ROW, "writes": [Write(NAME, "A", [])],
    }  # fmt: skip
    operation = Operation(**{**base, **change})  # type: ignore[arg-type]  # a table of changes
    assert allowed(operation, origin("a")) is fine


def test_what_is_written_once_cannot_be_written_over() -> None:
    kind = BY_NAME["decision"]
    number = kind.by_name["number"].number
    operation = Operation(
        1, 2, 1, 1, b"o" * 16, Action.EDIT, kind.number, PV, ROW, [Write(number, "02", [b"h" * 16])]
    )
    assert not allowed(operation, origin("a"))


@pytest.mark.parametrize("change", [{"schema": 2}, {"kind": 9_999}, {"action": 8}])
def test_what_only_a_newer_program_understands(change: dict[str, int]) -> None:
    base = {"schema": 1, "kind": PERSON.number, "action": 1, **change}
    operation = Operation(
        1, 1, 1, base["schema"], b"o" * 16, base["action"], base["kind"], PV, ROW,
        [Write(NAME, "A", [])],
    )  # fmt: skip
    assert not understood(operation)


def test_a_newer_program_folds_what_this_one_only_kept() -> None:
    hoa, thim = Device("a"), Device("b")
    clan = max(PERSON.by_number) + 1
    wider = RecordKind(PERSON.number, "person", Channel.BASE, (*PERSON.fields, text(clan, "clan")))
    newer = Registry({**CURRENT.kinds, PERSON.number: wider}, CURRENT.schema + 1)
    first = hoa.write(NAME, "Y Thim")
    thim.take(first)
    second = thim.write(clan, "Niê")
    assert verdict(second.operation, second.origin) == "unknown"
    assert fold([second, first]) == fold([first])
    row = fold([second, first], newer)
    assert (heads(row, NAME), heads(row, clan)) == ({"Y Thim"}, {"Niê"})


@given(st.integers(0, 2**32), st.integers(2, 4), st.integers(1, 25))
def test_order_and_repetition_change_nothing(seed: int, devices: int, steps: int) -> None:
    chance = random.Random(seed)
    who = [Device("abcd"[n], "office" if n == 0 else "commune") for n in range(devices)]
    log: list[Entry] = []
    for _ in range(steps):
        writer = chance.choice(who)
        for entry in chance.sample(log, chance.randint(0, len(log))):
            writer.take(entry)
        field = chance.choice((NAME, PHONE))
        log.append(
            writer.write(field, chance.choice(("A", "B", "C", None)), hlc=chance.randint(0, 2**40))
        )
    expected = fold(log)
    for _ in range(4):
        shuffled = log + chance.choices(log, k=3)
        chance.shuffle(shuffled)
        again = fold(shuffled)
        assert again.heads == expected.heads
        assert again.awaited == expected.awaited
    assert expected.settled() or any(len(h) > 1 for h in expected.heads.values())


@given(st.integers(0, 2**32), st.integers(1, 20))
def test_entries_that_all_knew_of_each_other_never_differ(seed: int, steps: int) -> None:
    chance = random.Random(seed)
    who = [Device(letter) for letter in "abc"]
    log: list[Entry] = []
    for _ in range(steps):
        writer = chance.choice(who)
        for entry in log:
            writer.take(entry)
        log.append(writer.write(NAME, chance.choice("ABC"), hlc=chance.randint(0, 2**40)))
    chance.shuffle(log)
    row, seen = RowState(), set[bytes]()
    for entry in log:
        apply(row, entry, seen.__contains__)
        seen.add(entry.hash)
        assert not row.differing(NAME)
    assert row.settled()


@pytest.mark.parametrize(
    ("action", "bases", "fine"),
    [
        (Action.EDIT, 0, True),
        (Action.EDIT, 1, False),
        (Action.EDIT, 2, False),
        (Action.DELETE, 1, False),
        (Action.RESTORE, 1, False),
        (Action.RESTORE, 2, False),
        (Action.RESOLVE, 1, False),  # there is nothing to choose
        (Action.RESOLVE, 2, True),  # written twice: a person chooses
    ],
)
def test_what_is_written_once_is_replaced_by_a_choice_alone(
    action: Action, bases: int, fine: bool
) -> None:
    decision, stream = BY_NAME["decision"], origin("a")
    number = decision.by_name["number"].number
    named = [bytes([n]) * 16 for n in range(bases)]
    value = None if action is Action.DELETE else "07/QĐ"
    writes = [Write(number, value, named)]
    if action in ENDS:
        writes.insert(0, Write(DELETED, ENDS[action], []))
    operation = Operation(
        1, 1, 1, 1, b"o" * 16, action, decision.number, stream.pv, b"r" * 16, writes
    )
    assert allowed(operation, stream) is fine


@pytest.mark.parametrize("action", [Action.DELETE, Action.RESTORE])
def test_an_ending_says_that_it_is_one(action: Action) -> None:
    operation = Operation(
        1, 1, 1, 1, b"o" * 16, action, PERSON.number, PV, ROW, [Write(NAME, None, [b"b" * 16])]
    )
    assert not allowed(operation, origin("a"))


SAME, CARRIED = (PERSON.by_name[name].number for name in ("same_as", "carried_to"))
YOUNGER, OLDER = b"\x02" * 16, b"\x01" * 16


@pytest.mark.parametrize(
    ("action", "writes", "fine"),
    [
        (Action.LINK, {SAME: OLDER}, True),
        (Action.LINK, {SAME: None}, True),
        (Action.LINK, {SAME: YOUNGER}, False),  # to itself
        (Action.LINK, {SAME: b"\x03" * 16}, False),  # to a younger one: no circle ever
        (Action.LINK, {NAME: "A"}, False),
        (Action.LINK, {NAME: "A", SAME: OLDER}, False),
        (Action.EDIT, {SAME: OLDER}, False),
        (Action.RESOLVE, {SAME: OLDER}, True),
        (Action.TRANSFER, {NAME: "A", CARRIED: PV + 1}, True),
        (Action.TRANSFER, {CARRIED: None}, True),
        (Action.TRANSFER, {CARRIED: PV}, False),  # where it is
        (Action.TRANSFER, {SAME: OLDER}, False),
        (Action.EDIT, {CARRIED: PV + 1}, False),
        (Action.DELETE, {DELETED: True, SAME: None, CARRIED: None}, True),
        (Action.RESTORE, {DELETED: False, SAME: OLDER, CARRIED: PV + 1}, True),
    ],
)
def test_an_act_writes_its_own_field_and_nobody_else_does(
    action: Action, writes: dict[int, Value], fine: bool
) -> None:
    operation = Operation(
        1, 1, 1, 1, b"o" * 16, action, PERSON.number, PV, YOUNGER,
        [Write(number, value, []) for number, value in sorted(writes.items())],
    )  # fmt: skip
    assert allowed(operation, origin("a")) is fine
