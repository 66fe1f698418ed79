"""What says the same counts once: believed of its own device and of the office, of nobody else."""

from __future__ import annotations

import random
from dataclasses import dataclass

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.oplog.fold import Entry, Origin, RowState, fold
from app.oplog.kinds import BY_NAME
from app.oplog.operation import Action, Operation, Value, Write, encode, operation_hash
from app.oplog.registry import Channel
from app.oplog.repetition import Together, claims, said_once

PERSON = BY_NAME["person"]
NAME = PERSON.by_name["name"].number
PV, ROW = 224646, bytes(16)
OLD, ANEW, TAKEN, OTHER, LIAR = (bytes([n]) * 16 for n in range(1, 6))


def origin(
    stream: bytes, device: str, parent: bytes | None = None, role: str = "commune"
) -> Origin:
    return Origin(stream, Channel.BASE, PV, role, device=device.encode(), parent=parent)


def entry(
    where: Origin, seq: int, value: Value, *bases: Entry, nonce: bytes | None = None, hlc: int = 1
) -> Entry:
    operation = Operation(
        1, seq, hlc, 1, b"o" * 16, Action.EDIT, PERSON.number, PV, ROW,
        [Write(NAME, value, sorted(one.hash for one in bases))], nonce,
    )  # fmt: skip
    return Entry(operation_hash(where.stream, encode(operation)), where, operation)


def anew(first: Entry, value: Value = "A", *bases: Entry, by: Origin) -> Entry:
    return entry(by, first.operation.seq, value, *bases, nonce=first.hash)


def shown(*entries: Entry) -> tuple[list[Value], bool]:
    row = fold(entries)
    assert row == fold(entries[::-1])
    return [head.value for head in row.heads.get(NAME, ())], NAME in row.awaited


FIRST = entry(origin(OLD, "laptop"), 3, "A")
AGAIN = anew(FIRST, by=origin(ANEW, "laptop", OLD))
OFFICES = anew(FIRST, by=origin(TAKEN, "office", OLD, "office"))
STRANGERS = anew(FIRST, "bịa", by=origin(LIAR, "stranger", OLD))
ON_OLD = entry(origin(OTHER, "other"), 1, "B", FIRST)
ON_NEW = entry(origin(OTHER, "other"), 1, "B", AGAIN)


@pytest.mark.parametrize("more", [(), (FIRST,)])
@pytest.mark.parametrize("built", [ON_OLD, ON_NEW])
def test_whoever_built_on_one_of_them_built_on_both(built: Entry, more: tuple[Entry]) -> None:
    assert shown(AGAIN, built, *more) == (["B"], False)


def test_what_is_there_twice_is_one_entry() -> None:
    for same in ([FIRST, AGAIN], [FIRST, OFFICES], [AGAIN, OFFICES], [FIRST, AGAIN, OFFICES]):
        assert shown(*same) == (["A"], False)


def test_what_was_written_anew_twice_over_is_still_one() -> None:
    third = anew(AGAIN, by=origin(b"3" * 16, "laptop", ANEW))
    assert shown(FIRST, third, AGAIN, ON_OLD) == (["B"], False)
    assert shown(third, AGAIN) == (["A"], False)


def test_what_is_not_here_is_waited_for_until_it_or_its_like_comes() -> None:
    assert shown(ON_OLD) == (["B"], True)
    assert shown(ON_OLD, AGAIN) == (["B"], False)


def test_a_stranger_hides_nothing_by_claiming_to_repeat_it() -> None:
    assert set(shown(FIRST, STRANGERS)[0]) == {"A", "bịa"}
    assert set(shown(AGAIN, STRANGERS)[0]) == {"A", "bịa"}
    assert set(shown(FIRST, AGAIN, STRANGERS)[0]) == {"A", "bịa"}
    later = entry(origin(OTHER, "other"), 1, "C", STRANGERS)
    assert set(shown(FIRST, STRANGERS, later)[0]) == {"A", "C"}


def test_a_stranger_who_says_the_same_does_not_stand_in_its_place() -> None:
    echo = anew(FIRST, by=origin(LIAR, "stranger", OLD))
    assert len(fold([FIRST, echo]).heads[NAME]) == 2


def test_only_the_stream_that_is_continued_is_repeated() -> None:
    elsewhere = anew(FIRST, by=origin(ANEW, "laptop", OTHER))
    assert len(shown(FIRST, elsewhere)[0]) == 2
    plain = anew(FIRST, by=origin(ANEW, "laptop"))
    assert not claims(plain)
    assert len(shown(FIRST, plain)[0]) == 2


def test_a_circle_that_only_a_forger_makes_leaves_everything_in_sight() -> None:
    circle = anew(FIRST, "A", ON_OLD, by=origin(ANEW, "laptop", OLD))
    assert set(shown(FIRST, ON_OLD, circle)[0]) == {"A", "B"}


@pytest.mark.parametrize(
    "by", [origin(ANEW, "laptop", OLD), origin(TAKEN, "office", OLD, "office")]
)
def test_who_says_something_else_repeats_nothing(by: Origin) -> None:
    """Neither its own laptop nor a clerk of the office changes silently what was written."""
    other = anew(FIRST, "bịa", by=by)
    assert set(shown(FIRST, other)[0]) == {"A", "bịa"}
    assert set(shown(FIRST, other, ON_OLD)[0]) == {"B", "bịa"}
    assert len(said_once([FIRST, other])) == 2


def test_another_stamp_or_officer_is_something_else() -> None:
    by = origin(ANEW, "laptop", OLD)
    later = entry(by, 3, "A", nonce=FIRST.hash, hlc=9)
    changed = msgspec.structs.replace(AGAIN.operation, actor=b"p" * 16)
    signed = Entry(operation_hash(ANEW, encode(changed)), by, changed)
    for one in (later, signed):
        assert len(said_once([FIRST, one])) == 2
        assert len(fold([FIRST, one]).heads[NAME]) == 2


def test_what_a_person_reads_is_not_hidden_behind_another_row() -> None:
    elsewhere = msgspec.structs.replace(AGAIN.operation, row=b"r" * 16)
    hidden = Entry(operation_hash(ANEW, encode(elsewhere)), AGAIN.origin, elsewhere)
    assert len(said_once([FIRST, hidden])) == 2


def test_where_the_first_one_never_came_the_office_tells_what_it_said() -> None:
    """A stranger who claims it too neither joins nor keeps the office's from counting."""
    assert shown(OFFICES, AGAIN, ON_OLD) == (["B"], False)
    assert set(shown(OFFICES, STRANGERS, ON_OLD)[0]) == {"B", "bịa"}
    assert set(shown(OFFICES, AGAIN, STRANGERS, ON_OLD)[0]) == {"B", "bịa"}
    liar = anew(FIRST, "khác", by=origin(b"6" * 16, "clerk", OLD, "office"))
    assert set(shown(OFFICES, liar)[0]) == {"A", "khác"}


def test_what_does_not_count_keeps_nobody_waiting() -> None:
    wrong = anew(FIRST, 7, by=origin(ANEW, "laptop", OLD))
    assert shown(wrong, ON_OLD) == (["B"], False)
    assert shown(FIRST, wrong) == (["A"], False)


def test_names_are_one_whatever_their_order() -> None:
    found = {one.hash: one for one in (FIRST, AGAIN, OFFICES)}
    for order in (list(found), list(found)[::-1]):
        together = Together({name: found[name] for name in order})
        assert len({together.of(name) for name in found}) == 1
        assert not together.here(b"n" * 16)


@dataclass
class Writer:
    """Sees some of what there is, under either name, and writes on top of it."""

    where: Origin
    seq: int = 0

    def write(self, seen: list[Entry], value: str) -> Entry:
        row, self.seq = fold(seen), self.seq + 1
        bases = row.bases(NAME)
        operation = Operation(
            1, self.seq, self.seq, 1, b"o" * 16, Action.EDIT, PERSON.number, PV, ROW,
            [Write(NAME, value, bases)],
        )  # fmt: skip
        name = operation_hash(self.where.stream, encode(operation))
        return Entry(name, self.where, operation)


@settings(max_examples=60)
@given(st.integers(0, 2**32), st.integers(2, 14))
def test_either_name_gives_the_same_values_as_one_name_for_both(seed: int, steps: int) -> None:
    """Part of what the laptop wrote is there twice; nobody is told more or less for it."""
    chance = random.Random(seed)
    laptop, others = Writer(origin(OLD, "laptop")), [
        Writer(origin(bytes([n]) * 16, f"d{n}")) for n in (10, 11)
    ]  # fmt: skip
    log: list[Entry] = []
    again: dict[bytes, Entry] = {}
    back = origin(ANEW, "laptop", OLD)
    for step in range(steps):
        writer = chance.choice([laptop, laptop, *others])
        seen = [chance.choice([one, again.get(one.hash, one)]) for one in log]
        if writer is not laptop:
            seen = chance.sample(seen, chance.randint(0, len(seen)))
        made = writer.write(seen, f"{step}")
        log.append(made)
        if writer is laptop:
            again[made.hash] = entry(
                back, made.operation.seq, f"{step}", nonce=made.hash, hlc=made.operation.hlc
            )
            again[made.hash] = _with_bases(again[made.hash], made, again)
    first = {one.hash: name for name, one in again.items()}
    gone = {first.get(base, base) for one in log for base in one.operation.writes[0].bases}
    values = {one.operation.writes[0].value for one in log if one.hash not in gone}
    for _ in range(3):
        held = [one for one in log if one.hash not in again or chance.random() < 0.5]
        mixed = [*held, *again.values()]
        chance.shuffle(mixed)
        row = fold(mixed)
        assert _values(row) == values
        assert len(row.heads.get(NAME, ())) == len(values)
        assert not row.awaited


def _with_bases(made: Entry, first: Entry, again: dict[bytes, Entry]) -> Entry:
    named = [again[one].hash if one in again else one for one in first.operation.writes[0].bases]
    value = made.operation.writes[0].value
    operation = Operation(
        1, made.operation.seq, made.operation.hlc, 1, b"o" * 16, Action.EDIT, PERSON.number, PV,
        ROW, [Write(NAME, value, sorted(named))], first.hash,
    )  # fmt: skip
    return Entry(operation_hash(made.origin.stream, encode(operation)), made.origin, operation)


def _values(row: RowState) -> set[Value]:
    return {head.value for head in row.heads.get(NAME, ())}


def test_people_read_it_once_as_it_was_first_written() -> None:
    for order in ([FIRST, AGAIN, OFFICES, ON_OLD], [OFFICES, ON_OLD, AGAIN, FIRST]):
        assert {one.hash for one in said_once(order)} == {FIRST.hash, ON_OLD.hash}
    assert len(said_once([AGAIN, OFFICES])) == 1
    assert len(said_once([FIRST, STRANGERS])) == 2


def test_stations_that_hold_another_branch_tell_the_same() -> None:
    """What is repeated may lie aside somewhere; what repeats it lies in every log."""
    for first in (FIRST, entry(origin(b"z" * 16, "laptop"), 3, "A")):
        for by in (ANEW, b"0" * 16, b"~" * 16):
            again = anew(first, by=origin(by, "laptop", first.origin.stream))
            assert fold([first, again]).heads == fold([again]).heads
    third = anew(AGAIN, by=origin(b"0" * 16, "laptop", ANEW))
    assert fold([FIRST, AGAIN, third]).heads == fold([third]).heads
