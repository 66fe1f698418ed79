"""What a history comes to: what became of every change, or the complaint of the oracle."""

from __future__ import annotations

from collections.abc import Callable

from tests.histories.moves import History, shrink
from tests.histories.oracle import Ledger

Play = Callable[[History], Ledger]


def tried(play: Play, history: History) -> Ledger | str:
    """The ledger when all is well, else what is wrong.

    Whatever is raised counts: a program that breaks down has not merged either.
    """
    try:
        return play(history)
    except Exception as error:  # noqa: BLE001  # the question is whether it breaks, not how
        return f"{type(error).__name__}: {error}"


def shortest(play: Play, history: History) -> History:
    """The shortest history found that comes to the same kind of complaint."""
    wanted = _kind(tried(play, history))
    return shrink(history, lambda one: _kind(tried(play, one)) == wanted)


def _kind(found: Ledger | str) -> str:
    return "" if isinstance(found, Ledger) else found.split(":")[0]
