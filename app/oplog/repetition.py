"""Which operations say the same thing once more, so that they count as one.

After a second history a device writes its own branch anew in another stream, and the receiving
office takes up what lies beyond a gap that never closed. Such an operation names in its ``nonce``
the one it repeats. Others may know the first one only, or the second one only: whoever names one
of them as a base means both.

Nobody gains anything over what others wrote: an operation is repeated in a stream that continues
its own, only by its own device or by the office, and only by one that says the very same. What says
something else is an entry like any other, so that it shows beside the first one, also where a field
is written once. Where the first one is not here, the office tells what it said; without the office
those who claim it are believed when they say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

from app.oplog.operation import Operation


class _Origin(Protocol):
    @property
    def stream(self) -> bytes: ...
    @property
    def role(self) -> str: ...
    @property
    def device(self) -> bytes: ...
    @property
    def parent(self) -> bytes | None: ...


class Said(Protocol):
    """What has to be known of an operation: its name, its origin, what it says."""

    @property
    def hash(self) -> bytes: ...
    @property
    def origin(self) -> _Origin: ...
    @property
    def operation(self) -> Operation: ...


One = TypeVar("One", bound=Said)


def claims(one: Said) -> bool:
    """Whether it may repeat another; ``nonce`` is random in restricted streams of other kinds."""
    return one.origin.parent is not None and one.operation.nonce is not None


def content(operation: Operation) -> tuple[object, ...]:
    """What an operation says, wherever it stands: the same for it and for whatever repeats it.

    Its number, the one it repeats and the names of its bases belong to its place.
    """
    writes = tuple((one.field, type(one.value), one.value) for one in operation.writes)
    said = (operation.schema, operation.action, operation.kind, operation.pv, operation.row, writes)
    return (operation.hlc, operation.actor, *said)


def continues(one: _Origin, first: _Origin) -> bool:
    """Whether what stands in the stream ``one`` may repeat what stood in ``first``.

    It has to continue that stream, and to be of the same device or of the office.
    """
    return one.parent == first.stream and (one.device == first.device or one.role == "office")


class Together:
    """The operations of one row by what they say: :meth:`of` gives one name for all that are one.

    A function of the set of operations alone; the order in which they came changes nothing.
    """

    def __init__(self, received: Mapping[bytes, Said]) -> None:
        self._above: dict[bytes, bytes] = {}
        self._again: set[bytes] = set()  # names of operations that were written anew
        repeating: dict[bytes, list[Said]] = {}
        for one in received.values():
            if claims(one) and one.operation.nonce is not None:
                repeating.setdefault(one.operation.nonce, []).append(one)
        for name, found in repeating.items():
            for one in _believed(received.get(name), found):
                self._join(name, one.hash)
                self._again.add(name)
        self._here = {self.of(name) for name in received}

    def of(self, name: bytes) -> bytes:
        """One name for all operations that say what ``name`` says; itself when it is alone."""
        while name in self._above:
            name = self._above[name]
        return name

    def again(self, name: bytes) -> bool:
        """Whether another operation says it anew; that one lies in everybody's log some day."""
        return name in self._again

    def here(self, name: bytes) -> bool:
        """Whether that operation, or one that says the same, was received."""
        return self.of(name) in self._here

    def _join(self, name: bytes, other: bytes) -> None:
        low, high = sorted((self.of(name), self.of(other)))
        if low != high:
            self._above[high] = low


def said_once(entries: Sequence[One]) -> list[One]:
    """The entries for people to read: of those that say the same only the first that was made."""
    together = Together({one.hash: one for one in entries})
    found: dict[bytes, One] = {}
    for one in sorted(entries, key=lambda one: (claims(one), one.hash)):
        found.setdefault(together.of(one.hash), one)
    return list(found.values())


def _believed(first: Said | None, claiming: Iterable[Said]) -> list[Said]:
    """Those of the operations that may stand for ``first``, which is None while it is not here."""
    found = list(claiming)
    if first is not None:
        found = [one for one in found if continues(one.origin, first.origin)]
        told = {content(first.operation)}
    else:
        offices = [one for one in found if one.origin.role == "office"]
        told = {content(one.operation) for one in offices or found}
    return [one for one in found if {content(one.operation)} == told]
