"""Local entries: what counts as a change, what may be entered, and what it replaces."""

from __future__ import annotations

import pytest

from app.core.errors import Correctable
from app.oplog.edit import (
    MAX_TEXT,
    before_deletion,
    changes,
    checked,
    deletion,
    operation,
    restoration,
)
from app.oplog.fold import Entry, Head, Origin, RowState, fold
from app.oplog.kinds import BY_NAME
from app.oplog.operation import (
    Action,
    Operation,
    Value,
    Write,
    decode,
    encode,
    operation_hash,
)
from app.oplog.registry import DELETED, LARGEST, Channel, flag, row, text, whole

PERSON = BY_NAME["person"]
NAME, PHONE = PERSON.by_name["name"].number, PERSON.by_name["phone"].number


def head(value: Value, letter: str = "h", hlc: int = 1) -> Head:
    return Head(letter.encode() * 16, b"s" * 16, 1, hlc, 0, value)


def known(**values: Value) -> RowState:
    return RowState({PERSON.by_name[name].number: [head(v)] for name, v in values.items()})


@pytest.mark.parametrize(
    ("shown", "entered", "expected"),
    [
        ({}, {"name": "Y Blô"}, {NAME: "Y Blô"}),
        ({}, {"name": ""}, {}),
        ({}, {"name": None}, {}),
        ({"name": "Y Blô"}, {"name": " Y Blô "}, {}),
        ({"name": "Y Blô"}, {"name": "Y Blo"}, {NAME: "Y Blo"}),
        ({"name": "Y Blô"}, {"name": ""}, {NAME: None}),
        ({"name": None}, {"name": ""}, {}),
        ({"name": "A"}, {"name": "A", "phone": "0912"}, {PHONE: "0912"}),
        ({"name": "Bê"}, {"name": "Be\u0302"}, {}),  # the same letters, spelled apart
    ],
)
def test_only_what_differs_is_a_change(
    shown: dict[str, Value], entered: dict[str, Value], expected: dict[int, Value]
) -> None:
    assert changes(PERSON, known(**shown), entered) == expected


def test_entering_one_of_two_values_settles_the_field() -> None:
    state = RowState({NAME: [head("A", "a", 2), head("B", "b")]})
    assert changes(PERSON, state, {"name": "A"}) == {NAME: "A"}


def test_a_field_that_does_not_exist_is_our_own_fault() -> None:
    with pytest.raises(KeyError):
        changes(PERSON, RowState(), {"nickname": "x"})


def test_what_is_written_once_is_corrected_by_a_new_row() -> None:
    kind = BY_NAME["decision"]
    number = kind.by_name["number"].number
    written = RowState({number: [head("02/QĐ-UBND")]})
    assert changes(kind, written, {"number": "02/QĐ-UBND"}) == {}
    with pytest.raises(Correctable) as refusal:
        changes(kind, written, {"number": "03/QĐ-UBND"})
    assert refusal.value.field == "number"


@pytest.mark.parametrize(
    ("field", "given", "stored"),
    [
        (text(1, "a"), "  Y Blô\n", "Y Blô"),
        (text(1, "a"), " ", None),
        (text(1, "a"), "e\u0302", "ê"),
        (text(1, "a"), "x" * MAX_TEXT, "x" * MAX_TEXT),
        (whole(1, "a"), 540_000, 540_000),
        (whole(1, "a"), LARGEST, LARGEST),
        (flag(1, "a"), False, False),
        (row(1, "a"), b"i" * 16, b"i" * 16),
        (text(1, "a"), None, None),
    ],
)
def test_values_as_they_are_stored(field, given, stored) -> None:  # type: ignore[no-untyped-def]  # a table of fields and values
    assert checked(field, given) == stored
    assert type(checked(field, given)) is type(stored)


@pytest.mark.parametrize(
    ("field", "given", "code"),
    [
        (text(1, "a"), "x" * (MAX_TEXT + 1), "text_too_long"),
        (text(1, "a"), "a\0b", "text_too_long"),
        (text(1, "a"), 5, "wrong_kind"),
        (whole(1, "a"), 1 << 63, "too_large"),
        (whole(1, "a"), LARGEST + 1, "too_large"),
        (whole(1, "a"), True, "wrong_kind"),
        (whole(1, "a"), "5", "wrong_kind"),
        (flag(1, "a"), 1, "wrong_kind"),
        (row(1, "a"), b"i" * 15, "wrong_kind"),
        (row(1, "a"), "i" * 16, "wrong_kind"),
    ],
)
def test_values_that_do_not_fit_are_refused_at_their_field(field, given, code) -> None:  # type: ignore[no-untyped-def]  # a table of fields and values
    with pytest.raises(Correctable) as refusal:
        checked(field, given)
    assert (refusal.value.code, refusal.value.field) == (code, "a")


@pytest.mark.parametrize(
    ("given", "stored"), [(" 1945-07 ", "1945-07"), ("", None), ("hôm qua", "wrong_kind")]
)
def test_a_date_is_spelled_as_every_reader_expects_it(given: str, stored: str | None) -> None:
    if stored != "wrong_kind":
        assert checked(text(1, "birth"), given) == stored
        return
    with pytest.raises(Correctable, match="wrong_kind"):
        checked(text(1, "birth"), given)


def made(kind_name: str, state: RowState, new: dict[int, Value]) -> list[Write]:
    built = operation(
        BY_NAME[kind_name], state, new,
        seq=3, hlc=9, actor=b"o" * 16, pv=224611, row_id=b"r" * 16,
    )  # fmt: skip
    assert decode(encode(built)) == built
    assert (built.action, built.seq, built.hlc, built.pv) == (Action.EDIT, 3, 9, 224611)
    assert (built.nonce is not None) is kind_name.startswith("restricted")
    return built.writes


def test_an_operation_names_all_that_its_writer_could_see() -> None:
    state = RowState({NAME: [head("B", "b", 2), head("A", "a")], PHONE: [head("0911")]})
    assert made("person", state, {PHONE: "0912", NAME: "C"}) == [
        Write(NAME, "C", [b"a" * 16, b"b" * 16]),
        Write(PHONE, "0912", [b"h" * 16]),
    ]


def test_a_restricted_operation_cannot_be_guessed_by_its_hash() -> None:
    first = made("restricted_fact", RowState(), {4: "co"})
    assert first == made("restricted_fact", RowState(), {4: "co"})


def test_an_operation_writes_something() -> None:
    with pytest.raises(ValueError, match="at least one"):
        made("person", RowState(), {})


def test_a_deletion_empties_every_field_that_may_change() -> None:
    row = known(name="A", phone="B")
    assert deletion(PERSON, row) == {NAME: None, PHONE: None, DELETED: True}
    decision = BY_NAME["decision"]
    number = decision.by_name["number"].number
    assert deletion(decision, RowState({number: [head("01")]})) == {DELETED: True}


def test_a_restoration_brings_back_what_was_emptied() -> None:
    state = RowState({NAME: [head(None)], PHONE: [head(None)], DELETED: [head(True)]})
    emptied: dict[int, Value] = {NAME: "A", PHONE: "09"}
    assert restoration(PERSON, state, {}, emptied) == {DELETED: False, NAME: "A", PHONE: "09"}
    other = {"name": " B", "phone": ""}
    assert restoration(PERSON, state, other, emptied) == {DELETED: False, NAME: "B"}
    with pytest.raises(Correctable):
        restoration(PERSON, state, {"name": "x" * (MAX_TEXT + 1)}, emptied)


def test_what_is_written_once_comes_back_as_it_was() -> None:
    kind = BY_NAME["decision"]
    number = kind.by_name["number"].number
    state = RowState({number: [head("01")], DELETED: [head(True)]})
    assert restoration(kind, state, {"number": "01"}, {}) == {DELETED: False}
    with pytest.raises(Correctable, match="written_once"):
        restoration(kind, state, {"number": "02"}, {})


def test_what_was_written_once_by_two_is_settled_by_choosing() -> None:
    kind = BY_NAME["decision"]
    number = kind.by_name["number"].number
    state = RowState({number: [head("01"), head("02", "b")]})
    assert changes(kind, state, {"number": "02"}, settles=True) == {number: "02"}
    for value, settles in (("03", True), ("02", False)):
        with pytest.raises(Correctable, match="written_once"):
            changes(kind, state, {"number": value}, settles=settles)


class Writer:
    """One stream that writes into one row, naming what it is told to."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def write(self, action: Action, values: dict[int, Value], *over: Entry) -> Entry:
        stream = Origin(b"s" * 16, Channel.BASE, 1, "commune")
        names = sorted(one.hash for one in over)
        seq = len(self.entries) + 1
        operation = Operation(
            1, seq, seq, 1, bytes(16), action, PERSON.number, 1, bytes(16),
            [Write(number, value, names) for number, value in sorted(values.items())],
        )  # fmt: skip
        entry = Entry(operation_hash(stream.stream, encode(operation)), stream, operation)
        self.entries.append(entry)
        return entry

    def before_deletion(self) -> dict[int, Value]:
        return before_deletion(fold(self.entries), self.entries)


def test_what_stood_there_is_found_behind_two_deletions() -> None:
    one = Writer()
    first = one.write(Action.EDIT, {NAME: "A", PHONE: "09"})
    gone: dict[int, Value] = {DELETED: True, NAME: None, PHONE: None}
    second = one.write(Action.DELETE, gone, first)
    one.write(Action.DELETE, gone, second)
    assert one.before_deletion() == {NAME: "A", PHONE: "09"}


def test_a_change_that_met_the_deletion_goes_before_the_older_value() -> None:
    one = Writer()
    first = one.write(Action.EDIT, {NAME: "A", PHONE: "09"})
    one.write(Action.DELETE, {DELETED: True, NAME: None, PHONE: None}, first)
    one.write(Action.EDIT, {NAME: "B"}, first)
    assert one.before_deletion() == {NAME: "B", PHONE: "09"}
    one.write(Action.EDIT, {NAME: "C"}, first)
    assert one.before_deletion() == {PHONE: "09"}


def test_what_somebody_emptied_on_purpose_stays_empty() -> None:
    one = Writer()
    first = one.write(Action.EDIT, {NAME: "A", PHONE: "09"})
    second = one.write(Action.EDIT, {PHONE: None}, first)
    one.write(Action.DELETE, {DELETED: True, PHONE: None}, second)
    assert one.before_deletion() == {PHONE: None}
    one.write(Action.DELETE, {DELETED: True, NAME: None}, first)
    assert one.before_deletion() == {NAME: "A", PHONE: None}


def test_where_two_values_stood_none_is_chosen() -> None:
    one = Writer()
    both = one.write(Action.EDIT, {NAME: "A"}), one.write(Action.EDIT, {NAME: "B"})
    one.write(Action.DELETE, {DELETED: True, NAME: None}, *both)
    assert one.before_deletion() == {}
