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


def left_out(
    streams: Iterable[Stream], ranges: Sequence[CheckedRange], *, sender: UUID, own: UUID
) -> frozenset[int]:
    """The places of announced streams that are not taken in; usually none.

    ``own`` streams always come back: nobody else can sign one. Raises Untrusted.
    """
    known = list(streams)
    ids = {one.id.bytes for one in known}
    fresh = [
        (place, one.device, one.descriptor.pv)
        for place, one in enumerate(ranges)
        if one.descriptor.stream not in ids and one.device != own
    ]
    if not fresh:
        return frozenset()
    held = Counter((one.device, one.origin.pv) for one in known)
    held.update((device, pv) for _place, device, pv in fresh)
    crowded = {key for key, count in held.items() if count > MOST}
    if any(device == sender and (device, pv) in crowded for _place, device, pv in fresh):
        raise Reject("too_many_streams")
    return frozenset(place for place, device, pv in fresh if (device, pv) in crowded)
