from __future__ import annotations

from app.services.unused import NOTHING, Unused, unused_of
from app.sync.steps.merge_bundle import Merged


def test_nothing_needs_no_advice() -> None:
    assert (NOTHING.count, NOTHING.advice()) == (0, ())


def test_each_reason_has_a_sentence_with_its_number() -> None:
    found = Unused(denied=1, unreadable=22, unknown=333, withheld=4444)
    told = found.advice()
    assert [next(n for n in ("4444", "333", "22", "1") if n in one) for one in told] == [
        "4444",
        "333",
        "1",
        "22",
    ]
    assert found.count == 4800


def test_those_of_several_files_are_added() -> None:
    assert Unused(1, 2, 3, 4) + Unused(10, 20, 30, 40) == Unused(11, 22, 33, 44)


def test_they_come_from_what_a_bundle_did() -> None:
    assert unused_of(Merged(unknown=3, denied=1, unreadable=2), 4) == Unused(1, 2, 3, 4)
