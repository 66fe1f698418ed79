"""How many streams one workstation may open in one scope.

A sound workstation opens one for each channel, and another one for each when its data were put
back or its disk was copied. 256 are more than eighty such mishaps in its life; nothing that heals
honestly comes near. Without a bound, whoever may sign could fill the statements of all others
until no bundle of theirs can be written any more.

What the sender itself opened beyond the bound has its file refused whole. Whoever merely passes
such streams on is not to blame: they are left out, and the rest of the file joins.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from uuid import UUID

from app.storage.streams import Stream
from app.sync.parcel import CheckedRange
from app.sync.reject import Reject

MOST = 256
BESIDE = 2048
"""Streams in which an office takes up what waits in those of others count apart: else whoever has
it take up part after part would have it refused by everybody."""

_Key = tuple[UUID, int, bool]  # device, scope, whether it continues another device's stream


def left_out(
    streams: Iterable[Stream], ranges: Sequence[CheckedRange], *, sender: UUID, own: UUID
) -> frozenset[int]:
    """The places of announced streams that are not taken in; usually none.

    ``own`` streams always come back: nobody else can sign one. Raises Untrusted.
    """
    known = list(streams)
    writers = {one.id.bytes: one.device for one in known}
    announced = {**{one.descriptor.stream: one.device for one in ranges}, **writers}

    def key(device: UUID, pv: int, role: str, parent: bytes | None) -> _Key:
        beside = role == "office" and parent is not None and announced.get(parent) != device
        return device, pv, beside

    fresh = [
        (place, key(one.device, found.pv, found.role, found.parent))
        for place, one in enumerate(ranges)
        if (found := one.descriptor).stream not in writers and one.device != own
    ]
    if not fresh:
        return frozenset()
    held = Counter(
        key(one.device, one.origin.pv, one.origin.role, one.origin.parent) for one in known
    )
    held.update(found for _place, found in fresh)
    crowded = {one for one, count in held.items() if count > (BESIDE if one[2] else MOST)}
    if any(found[0] == sender and found in crowded for _place, found in fresh):
        raise Reject("too_many_streams")
    return frozenset(place for place, found in fresh if found in crowded)
